"""Bars of the probabilities: each beside its class, as long as its share, in its colour."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from core.model.verdicts import display_name
from gui.panel.probability_bars import ProbabilityBars
from gui.widgets.theme import DARK
from tests.gui.painting import painted

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
SHARES = [0.5, 0.25, 0.2, 0.05]
UNEVEN = [0.1, 0.2, 0.3, 0.4]


@pytest.fixture
def bars(qtbot):
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.set_classes(CLASSES, [display_name(name) for name in CLASSES])
    bars.resize(400, 160)
    with qtbot.waitExposed(bars):
        bars.show()
    return bars


def lines_of(bars):
    """List name, figure, and the accessible name and the pixels of the bar of each line, from above."""
    widgets = [one for one in bars.findChildren(QWidget) if one.isVisible()]
    names = {display_name(name) for name in CLASSES}
    lines = []
    for label in sorted((one for one in widgets if isinstance(one, QLabel) and one.text() in names), key=QWidget.y):
        beside = [one for one in widgets if abs(one.geometry().center().y() - label.geometry().center().y()) <= 4]
        [value] = [one for one in beside if isinstance(one, QLabel) and one is not label]
        [bar] = [one for one in beside if "calibrated" in one.accessibleName()]
        lines.append((label.text(), value.text(), bar))
    return lines


def filled(bar, colour):
    """Find how much of a bar is painted in a colour, as a share of its width."""
    row = painted(bar)[bar.height() // 2]
    wanted = QColor(colour)
    is_filled = np.abs(row - (wanted.red(), wanted.green(), wanted.blue())).max(axis=1) <= 3
    share = float(is_filled.mean())
    # It begins at the left, and is whole.
    assert is_filled[1 : int(is_filled.sum()) - 1].all() or share == 0
    return share


@pytest.mark.parametrize("shares", [SHARES, UNEVEN, UNEVEN[::-1]])
def test_each_bar_is_of_the_class_that_stands_beside_it(bars, shares):
    bars.show_probabilities(shares, DARK)
    lines = lines_of(bars)
    assert [name for name, _, _ in lines] == ["Glioma", "Meningioma", "No tumour", "Pituitary tumour"]
    for (_, figure, bar), name, share in zip(lines, CLASSES, shares, strict=True):
        assert filled(bar, DARK.of_class(name)) == pytest.approx(share, abs=0.03)
        assert float(figure.removesuffix("\N{NO-BREAK SPACE}%").removesuffix(" %")) == pytest.approx(100 * share)
        assert bar.accessibleName().startswith(f"{name}: ")


def test_what_is_refused_is_grey_and_what_is_not_is_coloured(bars):
    bars.show_probabilities(UNEVEN, DARK, is_refused=True)
    for (_, _, bar), name, share in zip(lines_of(bars), CLASSES, UNEVEN, strict=True):
        assert filled(bar, DARK.faint) == pytest.approx(share, abs=0.03)
        if DARK.of_class(name) != QColor(DARK.faint):
            assert filled(bar, DARK.of_class(name)) == 0
    bars.show_probabilities(UNEVEN, DARK)
    assert filled(lines_of(bars)[3][2], DARK.of_class("pituitary")) == pytest.approx(0.4, abs=0.03)


def test_where_nothing_is_known_no_bar_is_filled(bars):
    bars.show_probabilities(UNEVEN, DARK)
    drawn = [bar for _, _, bar in lines_of(bars)]
    bars.clear(DARK)
    for bar, name in zip(drawn, CLASSES, strict=True):
        assert filled(bar, DARK.of_class(name)) == 0
        assert bar.accessibleName() == f"{name}: not known"
