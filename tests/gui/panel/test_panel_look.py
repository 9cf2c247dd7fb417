"""The panel as it is seen: its blocks end at one edge, and what is cut fades."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea

from gui.widgets.theme import Theme, colours_of
from tests.gui.conftest import control
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
