"""Lines that are too long end after a whole word."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from gui.widgets.elided_words import elided_before, elided_words

LINE, NOTE = "Schädel ohne und mit Kontrastmittel", " · Untersuchung 1 von 2"


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


def test_the_note_stays_whole_where_there_is_room(metrics):
    room = 2 * metrics.horizontalAdvance(NOTE) + 8
    shown = elided_before(f"{LINE} {LINE} {LINE}", NOTE, metrics, room)
    assert shown.endswith(f"…{NOTE}")
    assert metrics.horizontalAdvance(shown) <= room


def test_in_a_narrow_list_the_line_matters_more_than_its_note(metrics):
    room = metrics.horizontalAdvance(NOTE)
    assert elided_before("both", NOTE, metrics, room).startswith("both")
