"""The panel as it is seen: its blocks end at one edge, and what is cut fades."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea

from gui.panel.probability_bars import ProbabilityBars
from gui.widgets.theme import Theme, colours_of
from tests.gui.conftest import control, texts_of
from tests.gui.painting import painted


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT])
def test_all_blocks_of_the_panel_end_at_one_edge(open_window, settings, head, theme):
    settings.theme = theme
    window = open_window(head)
    panel = window.panel
    shown = painted(panel)
    line = QColor(colours_of(theme).line)
    lists = [one for one in panel.findChildren(QComboBox) if one.isVisible()]
    blocks = [*lists, control(panel, "Note on my opinion")]
    assert len(blocks) == 4
    for block in blocks:
        # Their frames are drawn in the colour of lines, in the middle of their height.
        middle = block.mapTo(panel, block.rect().center()).y()
        framed = np.flatnonzero(np.abs(shown[middle, 8:] - line.getRgb()[:3]).max(axis=1) <= 3) + 8
        framed = framed[framed < panel.width() - 12]
        assert framed[0] == 17
        assert framed[-1] == panel.width() - 17
    for button in (
        one for one in panel.findChildren(QPushButton) if one.isVisible() and one.text() in ("Show", "Unsure")
    ):
        assert button.mapTo(panel, button.rect().topRight()).x() == panel.width() - 17


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT])
def test_a_text_that_is_cut_at_the_edge_fades_into_the_panel(open_window, settings, head, theme):
    settings.theme = theme
    window = open_window(head)
    scroll = window.panel.findChild(QScrollArea)
    bar = scroll.verticalScrollBar()
    window.resize(784, 640)
    assert bar.maximum() > 0
    ground = np.array(QColor(colours_of(theme).panel).getRgb()[:3])
    text = painted(scroll)[:, : scroll.width() - 20]
    contrast = np.abs(text - ground).max(axis=(1, 2))
    assert contrast[-3:].max() <= 24
    # Not scrolled yet: nothing is hidden above, so nothing fades there.
    assert contrast[16:50].max() > 150


def _is_in_sight(panel, widget):
    return (
        widget.isVisible()
        and panel.rect().contains(widget.mapTo(panel, widget.rect().topLeft()))
        and panel.rect().contains(widget.mapTo(panel, widget.rect().bottomRight()))
    )


@pytest.mark.parametrize("size", [(960, 600), (800, 500)])
def test_the_opinion_is_in_sight_in_a_low_window_with_verdict_and_probabilities(open_window, head, qtbot, size):
    window = open_window(head)
    window.resize(*size)
    panel, scroll = window.panel, window.panel.findChild(QScrollArea)
    answers = [control(panel, f"My opinion: {name}") for name in ("agree", "other class", "no tumour", "unsure")]
    note, link = control(panel, "Note on my opinion"), control(panel, "Take back my opinion")

    def are_in_sight(*widgets):
        return all(_is_in_sight(panel, one) and not scroll.isAncestorOf(one) for one in widgets)

    qtbot.waitUntil(lambda: are_in_sight(*answers))
    bars = panel.findChild(ProbabilityBars)
    assert bars.mapTo(scroll, bars.rect().bottomLeft()).y() < scroll.height()
    QTest.keyClick(window.viewer.view, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: are_in_sight(*answers, note, link))
    # The first opinion says that the history is on now; nothing overlaps it.
    frames = [one.rect().translated(one.mapTo(panel, QPoint())) for one in (*answers, note, link)]
    assert not any(one.intersects(other) for one, other in combinations(frames, 2))
    # In a very low window it scrolls along, whole again.
    window.resize(672, 400)
    qtbot.waitUntil(lambda: scroll.isAncestorOf(note))
    qtbot.waitUntil(lambda: "MY OPINION" in texts_of(panel))
