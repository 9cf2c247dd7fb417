"""Turns and flips: what is painted, where the mouse points, letters, full screen and fits."""

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from core.image.turn import Turn, turned_pixels
from gui.window.picture_toolbar import PictureToolbar
from tests.gui.conftest import texts_of, wait_for_answer
from tests.gui.painting import painted
from tests.gui.viewer.mouse import CONTROL, MIDDLE, drag, turn_wheel, view_point

QUARTERS = np.array([[40, 90], [150, 230]], np.uint8)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window, tmp_path):
    """A picture of four quarters, each of a grey of its own, wider than high."""
    path = tmp_path / "quarters.png"
    path.write_bytes(cv2.imencode(".png", np.kron(QUARTERS, np.ones((30, 40), np.uint8)))[1].tobytes())
    window = open_window(path)
    # Wide enough for all figures under the picture.
    window.resize(1300, 760)
    window.activateWindow()
    return window


@pytest.fixture
def view(window):
    return window.viewer.view


def seen_quarters(view):
    """Read the greys of the four quarters of what is painted, by their place in the view."""
    shown, middle = painted(view)[..., 0], view.rect().center()
    return [[int(shown[middle.y() + y, middle.x() + x]) for x in (-60, 60)] for y in (-60, 60)]


STEPS = {
    "right": [("R", CONTROL)],
    "left": [("R", CONTROL | SHIFT)],
    "across": [("H", SHIFT)],
    "down": [("V", SHIFT)],
    "right then across": [("R", CONTROL), ("H", SHIFT)],
    "all the way round": [("R", CONTROL)] * 4,
}
TURNS = {
    "right": Turn(1),
    "left": Turn(3),
    "across": Turn(0, True),
    "down": Turn(2, True),
    "right then across": Turn(3, True),
    "all the way round": Turn(),
}


@pytest.mark.parametrize("how", list(STEPS))
def test_keys_turn_and_flip_what_is_painted(window, view, how):
    for key, modifiers in STEPS[how]:
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), modifiers)
    assert seen_quarters(view) == turned_pixels(QUARTERS, TURNS[how]).tolist()
    # Zoomed in as well, where only what is seen is drawn.
    turn_wheel(view, 240, CONTROL)
    assert seen_quarters(view) == turned_pixels(QUARTERS, TURNS[how]).tolist()


@pytest.mark.parametrize("how", list(STEPS))
def test_the_pixel_under_the_cursor_is_the_one_that_is_seen(window, view, how):
    for key, modifiers in STEPS[how]:
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), modifiers)
    at = view_point(view, 60.5, 10.5)
    QTest.mouseMove(view, at)
    assert "x 60  y 10 px   value 90 of 255" in texts_of(window.viewer)
    assert painted(view)[at.y(), at.x(), 0] == 90


def test_a_turned_picture_is_fitted_again(window, view):
    zoom = view.zoom
    window.menus.turning.right.trigger()
    # 80 x 60 pixels on their side.
    assert view.zoom == pytest.approx(min((view.width() - 24) / 60, (view.height() - 24) / 80))
    assert view.zoom < zoom
    middle = view.transform.to_picture(QPointF(view.width() / 2, view.height() / 2))
    assert middle.toTuple() == pytest.approx((40, 30))


def test_what_is_in_the_middle_stays_there_in_a_picture_that_is_not_fitted(window, view):
    drag(view, MIDDLE, QPoint(70, 40))
    middle = QPointF(view.width() / 2, view.height() / 2)
    before = view.transform.to_picture(middle).toTuple()
    window.menus.turning.left.trigger()
    window.menus.turning.down.trigger()
    assert view.transform.to_picture(middle).toTuple() == pytest.approx(before)


def test_a_shift_and_a_zoom_follow_the_mouse_whatever_the_turn(window, view):
    window.menus.turning.right.trigger()
    window.menus.turning.across.trigger()
    at = QPoint(200, 150)
    before = view.transform.to_picture(QPointF(at)).toTuple()
    turn_wheel(view, 240, CONTROL, at)
    assert view.transform.to_picture(QPointF(at)).toTuple() == pytest.approx(before)
    drag(view, MIDDLE, QPoint(30, -40), at)
    assert view.transform.to_picture(QPointF(at + QPoint(30, -40))).toTuple() == pytest.approx(before)


def test_reset_turns_it_back_and_so_does_another_picture(window, view, head, qtbot):
    before = seen_quarters(view)
    window.menus.turning.right.trigger()
    window.menus.reset.trigger()
    assert seen_quarters(view) == before
    window.menus.turning.right.trigger()
    window.open_paths([head])
    qtbot.waitUntil(lambda: view.image is not None and view.image.source == head)
    assert view.transform.turn is None


def test_the_heat_turns_with_the_picture(window, view):
    """It is warm in the upper left quarter, which a turn to the right moves to the upper right."""
    window.menus.heat.trigger()
    window.menus.turning.right.trigger()
    shown, middle = painted(view), view.rect().center()
    is_coloured = shown.max(axis=2) - shown.min(axis=2) > 20
    rows, columns = np.nonzero(is_coloured)
    assert rows.mean() < middle.y()
    assert columns.mean() > middle.x()


def test_the_letters_turn_with_the_picture(open_window, stack):
    window = open_window(stack)
    view = window.viewer.view
    window.menus.turning.right.trigger()
    edges = view.transform.turned_edges(view.image.edges)
    assert (edges.left, edges.top, edges.right, edges.bottom) == ("P", "R", "A", "L")


def test_fit_width_fills_the_width_and_stays_so(window, view):
    window.resize(900, 500)
    QTest.keyClick(window, Qt.Key.Key_F, SHIFT)
    assert view.zoom == pytest.approx((view.width() - 24) / 80)
    window.resize(1000, 500)
    assert view.zoom == pytest.approx((view.width() - 24) / 80)


def test_the_zoom_is_reported(window, view):
    QTest.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert "Zoom 100 %" in texts_of(window.viewer)
    turn_wheel(view, 120, CONTROL)
    assert "Zoom 115 %" in texts_of(window.viewer)


def test_pixels_are_smoothed_or_shown_as_squares(window, view, settings):
    turn_wheel(view, 240, CONTROL)
    row = view.rect().center().y() + 60
    smooth = len(np.unique(painted(view)[row, 40:-40, 0]))
    QTest.keyClick(window, Qt.Key.Key_P)
    assert len(np.unique(painted(view)[row, 40:-40, 0])) <= 3 < smooth
    assert settings.shows_squares


def test_the_magnifier_shows_what_is_under_the_cursor_larger(window, view):
    QTest.keyClick(window, Qt.Key.Key_M)
    # Near the border of two quarters, which moves away from the cursor under the glass.
    at = view_point(view, 40, 15) - QPoint(16, 0)
    QTest.mouseMove(view, at)
    row = painted(view)[at.y(), :, 0]
    assert row[at.x() + 25] == 40
    assert row[at.x() + 60] == 90
    QTest.keyClick(window, Qt.Key.Key_M)
    assert painted(view)[at.y(), at.x() + 25, 0] == 90


def test_full_screen_leaves_the_picture_alone_and_escape_brings_the_rest_back(window, view, qtbot):
    others = [window.panel, window.menuBar(), window.statusBar(), window.findChild(PictureToolbar)]
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not any(other.isVisible() for other in others)
    assert view.isVisible()
    # The keys of what is hidden work.
    QTest.keyClick(window, Qt.Key.Key_H, SHIFT)
    assert view.transform.turn == Turn(0, True)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert all(other.isVisible() for other in others)
    wait_for_answer(qtbot, window)


def test_a_window_that_is_closed_in_full_screen_opens_as_it_was(window, open_window, settings):
    window.menus.full_screen.trigger()
    window.close()
    assert not open_window().isFullScreen()


def test_the_toolbar_can_be_hidden_which_is_remembered(window, open_window):
    assert window.findChild(PictureToolbar).isVisible()
    QTest.keyClick(window, Qt.Key.Key_T)
    assert not window.findChild(PictureToolbar).isVisible()
    assert not open_window().findChild(PictureToolbar).isVisible()


def test_the_scale_bar_is_as_long_as_it_says(open_window, stack):
    """Pixels of 1 mm: the longest round length that fits into 200 pixels, and into three tenths of the view."""
    view = open_window(stack).viewer.view
    view.zoom_by(8 / view.zoom)
    length = 20 if 0.3 * view.width() >= 160 else 10
    row = painted(view)[view.height() - 12, : length * 8 + 30, 0]
    lit = np.nonzero(row > 150)[0]
    assert (lit.min(), lit.max()) == (pytest.approx(12, abs=1), pytest.approx(12 + length * 8, abs=1))


def test_without_a_spacing_there_is_no_scale_bar_and_no_place_in_mm(window, view):
    assert painted(view)[view.height() - 12, :200].max() < 60
    QTest.mouseMove(view, view.rect().center())
    assert not any("mm" in text for text in texts_of(window.viewer))


def test_the_place_is_reported_in_mm(open_window, stack):
    window = open_window(stack)
    window.resize(1300, 760)
    view = window.viewer.view
    QTest.mouseMove(view, view_point(view, 12.5, 7.5))
    assert {"x 12  y 7 px   value 300 a.u.", "x 12.0  y 7.0 mm"} <= set(texts_of(window.viewer))
