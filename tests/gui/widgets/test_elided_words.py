"""Lines that are too long end after a whole word."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from gui.widgets.elided_words import elided_words

LINE = "Schädel ohne und mit Kontrastmittel"


@pytest.fixture
def metrics(qapp):
    return QFontMetrics(QFont())


def test_a_line_that_fits_is_whole(metrics):
    assert elided_words(LINE, metrics, metrics.horizontalAdvance(LINE)) == LINE


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_line_ends_after_a_whole_word(metrics, share):
    room = int(metrics.horizontalAdvance(LINE) * share)
    shown = elided_words(LINE, metrics, room)
    assert metrics.horizontalAdvance(shown) <= room
    assert shown.endswith("…")
    words = shown.removesuffix("…").split(" ")
    assert words == LINE.split(" ")[: len(words)]


def test_no_mark_dangles_before_the_ellipsis(metrics):
    assert elided_words("both · study", metrics, metrics.horizontalAdvance("both · …")) == "both…"


def test_of_a_single_long_word_beginning_and_end_are_shown(metrics):
    name = "T1_MPRAGE_2026-03-04_0001"
    shown = elided_words(name, metrics, metrics.horizontalAdvance(name) // 2)
    assert shown.startswith("T1")
    assert shown.endswith("1")
