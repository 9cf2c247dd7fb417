"""A page that scrolls: it fades where there is more, and nothing in it changes its width with the scroll bar."""

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from gui.widgets.scrolled_page import FADE_HEIGHT, fill_scrolled
from tests.gui.painting import painted

GROUND, INK = QColor("#204060"), QColor("#E0F010")
MARGIN = 16


@pytest.fixture
def page(qtbot):
    """Six bands of one colour on another, 40 pixels each, with no gap between them."""
    page, inner = QWidget(), QWidget()
    page.setStyleSheet(f"QWidget {{ background: {GROUND.name()}; }} QLabel {{ background: {INK.name()}; }}")
    column = QVBoxLayout(inner)
    column.setContentsMargins(MARGIN, 0, MARGIN, 0)
    column.setSpacing(0)
    for _ in range(6):
        column.addWidget(QLabel(minimumHeight=40, maximumHeight=40))
    page.scroll = fill_scrolled(page, inner)
    qtbot.addWidget(page)
    page.resize(200, 120)
    with qtbot.waitExposed(page):
        page.show()
    return page


def ink_of(page):
    """Give the share of ink in each row, in [0, 1], in the middle of the page."""
    ground, ink = (np.array(colour.getRgb()[:3]) for colour in (GROUND, INK))
    return (painted(page)[:, 80] - ground) @ (ink - ground) / ((ink - ground) @ (ink - ground))


def test_the_content_fades_into_the_ground_where_there_is_more_of_it(page):
    ink = ink_of(page)
    assert ink[:-FADE_HEIGHT].min() > 0.99
    assert (np.diff(ink[-FADE_HEIGHT:]) <= 0).all()
    assert ink[-1] < 0.1
    page.scroll.verticalScrollBar().setValue(60)
    ink = ink_of(page)
    assert ink[0] < 0.1
    assert ink[-1] < 0.1
    assert ink[FADE_HEIGHT:-FADE_HEIGHT].min() > 0.99
    page.scroll.verticalScrollBar().setValue(page.scroll.verticalScrollBar().maximum())
    ink = ink_of(page)
    assert ink[0] < 0.1
    assert ink[FADE_HEIGHT:].min() > 0.99


def test_nothing_fades_where_all_is_in_sight(page):
    page.resize(200, 240)
    QApplication.processEvents()
    assert ink_of(page).min() > 0.99


@pytest.mark.parametrize("height", [120, 240])
def test_a_content_has_the_same_width_with_and_without_a_scroll_bar(page, height):
    page.resize(200, height)
    QApplication.processEvents()
    columns = np.flatnonzero(np.abs(painted(page)[10] - INK.getRgb()[:3]).max(axis=1) < 3)
    assert (columns[0], columns[-1]) == (MARGIN, 200 - MARGIN - 1)


_PRINT_MADE = """
import enum
import gc
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from gui.widgets.scrolled_page import fill_scrolled
app, page, inner = QApplication([]), QWidget(), QWidget()
QVBoxLayout(inner)
fill_scrolled(page, inner)
made = {one.__name__ for one in gc.get_objects() if isinstance(one, enum.EnumMeta)}
print("SegmentStyle" in made, "Shape" in made)
"""


def test_a_page_does_not_set_up_classes_of_widgets_that_it_has_no_use_for():
    # That of QLCDNumber, which nothing here shows; the window would be painted the later for all such classes.
    done = subprocess.run([sys.executable, "-c", _PRINT_MADE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
