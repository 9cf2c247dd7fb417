"""Ruler, angle and regions with the mouse: drawn, moved, undone, kept with their slice."""

import math
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from core.image.measuring import Point
from gui.viewer.tools.labels import Labels
from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.tools.painting import LabelSurroundings, paint_labels
from gui.viewer.view_transform import ViewTransform
from gui.window.picture_toolbar import PictureToolbar
from tests.gui.conftest import wait_for_answer, wait_for_title
from tests.gui.painting import painted
from tests.gui.viewer.mouse import CONTROL, LEFT, NONE, RIGHT, SHIFT, drag, drag_between, turn_wheel, view_point

KEYS = {
    Kind.RULER: Qt.Key.Key_L,
    Kind.ANGLE: Qt.Key.Key_G,
    Kind.RECTANGLE: Qt.Key.Key_B,
    Kind.ELLIPSE: Qt.Key.Key_E,
}


@pytest.fixture
def window(open_window, stack):
    """Seven slices of 48 x 40 pixels of 1 mm; the one in the middle is 300, with 900 in its last 8 x 8."""
    window = open_window(stack)
    window.activateWindow()
    zoom_in(window.viewer.view)
    return window


def zoom_in(view):
    """Show each pixel on 8 x 8 of the view, so that the mouse, which is at whole ones, measures without a rest."""
    view.zoom_by(8 / view.zoom)


@pytest.fixture
def view(window):
    return window.viewer.view


def draw(window, kind, start, end):
    QTest.keyClick(window, KEYS[kind])
    drag_between(window.viewer.view, start, end)


def made(view):
    return view.measuring.measurement_list.measurements


def words(view):
    """What is written beside each measurement."""
    return [Labels(view.image).lines_of(one) for one in made(view)]


def points(measurement):
    return [tuple(point) for point in measurement.points]


def near(*expected):
    """Points to a tenth of a pixel, since the mouse is at whole view pixels."""
    return [pytest.approx(point, abs=0.1) for point in expected]


def test_a_drag_draws_a_ruler_and_lays_the_tool_down(window, view):
    own = view.window_level
    draw(window, Kind.RULER, (10, 10), (22, 26))
    (ruler,) = made(view)
    assert points(ruler) == near((10, 10), (22, 26))
    assert words(view) == [["20.0 mm"]]
    assert view.window_level == own
    # The next drag is for the window again.
    drag_between(view, (30, 30), (34, 30))
    assert view.window_level != own
    assert len(made(view)) == 1


def test_two_clicks_draw_a_ruler_too(window, view):
    QTest.keyClick(window, KEYS[Kind.RULER])
    QTest.mouseClick(view, LEFT, NONE, view_point(view, 5, 20))
    QTest.mouseMove(view, view_point(view, 20, 20))
    QTest.mouseClick(view, LEFT, NONE, view_point(view, 35, 20))
    assert words(view) == [["30.0 mm"]]


def test_an_angle_takes_three_points(window, view):
    draw(window, Kind.ANGLE, (30, 20), (10, 20))
    assert made(view) == ()
    QTest.mouseMove(view, view_point(view, 10, 30))
    QTest.mouseClick(view, LEFT, NONE, view_point(view, 10, 35))
    assert words(view) == [["90.0°"]]


def test_a_rectangle_and_an_ellipse_say_mean_deviation_and_area(window, view):
    draw(window, Kind.RECTANGLE, (32, 32), (48, 40))
    draw(window, Kind.ELLIPSE, (20, 20), (30, 26))
    # Half of the first is 900, half 300.
    mean, area = words(view)[0]
    assert mean == "mean 600.0 · SD 300.0 a.u."
    # A point beyond the edge of the picture is put on it.
    assert float(area.split()[1]) == pytest.approx(128, abs=2)
    mean, area = words(view)[1]
    assert mean == "mean 300.0 · SD 0.0 a.u."
    assert float(area.split()[1]) == pytest.approx(np.pi * 15, abs=1)


def test_without_a_spacing_lengths_are_said_to_be_pixels(open_window, head):
    window = open_window(head)
    window.activateWindow()
    view = window.viewer.view
    zoom_in(view)
    draw(window, Kind.RULER, (50, 50), (80, 90))
    draw(window, Kind.RECTANGLE, (60, 60), (80, 70))
    assert words(view)[0] == ["50.0 pixels"]
    assert words(view)[1][1].endswith(" pixels")
    angle = Measurement(Kind.ANGLE, (Point(2, 0), Point(0, 0), Point(0, 2)))
    assert Labels(view.image).lines_of(angle) == ["90.0° (taking pixels as square)"]


def test_a_handle_moves_one_point_and_the_line_all_of_it(window, view):
    draw(window, Kind.RULER, (10, 10), (20, 10))
    drag_between(view, (20, 10), (30, 15))
    assert points(made(view)[0]) == near((10, 10), (30, 15))
    drag_between(view, (20, 12.5), (22, 22.5))
    assert points(made(view)[0]) == near((12, 20), (32, 25))


@pytest.mark.parametrize(
    ("corner", "expected"),
    [
        ((10, 12), [(5, 5), (30, 32)]),
        ((30, 12), [(10, 5), (5, 32)]),
        ((30, 32), [(10, 12), (5, 5)]),
        ((10, 32), [(5, 12), (30, 5)]),
    ],
)
def test_each_corner_of_a_region_is_a_handle(window, view, corner, expected):
    draw(window, Kind.ELLIPSE, (10, 12), (30, 32))
    drag_between(view, corner, (5, 5))
    assert points(made(view)[0]) == near(*expected)


def test_undo_and_redo(window, view):
    draw(window, Kind.RULER, (10, 10), (20, 10))
    drag_between(view, (20, 10), (30, 10))
    menu = window.menus.measuring
    assert menu.undo.text() == "&Undo move ruler"
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert words(view) == [["10.0 mm"]]
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert made(view) == ()
    assert not menu.undo.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert words(view) == [["20.0 mm"]]
    assert not menu.redo.isEnabled()


def test_what_was_touched_last_is_deleted(window, view):
    draw(window, Kind.RULER, (10, 10), (20, 10))
    draw(window, Kind.RULER, (10, 30), (30, 30))
    QTest.mouseClick(view, LEFT, NONE, view_point(view, 15, 10))
    QTest.keyClick(window, Qt.Key.Key_Delete)
    assert words(view) == [["20.0 mm"]]
    assert not window.menus.measuring.delete.isEnabled()
    window.menus.measuring.delete_all.trigger()
    assert made(view) == ()
    window.menus.measuring.undo.trigger()
    assert words(view) == [["20.0 mm"]]


def test_measurements_stay_with_their_slice_and_their_file(window, view, stack, head, qtbot):
    draw(window, Kind.RULER, (10, 10), (20, 10))
    turn_wheel(view, -120)
    assert made(view) == ()
    assert not window.menus.measuring.undo.isEnabled()
    turn_wheel(view, 120)
    assert words(view) == [["10.0 mm"]]
    window.open_paths([head])
    wait_for_title(qtbot, window, head.name)
    wait_for_answer(qtbot, window)
    assert made(view) == ()
    window.open_paths([stack])
    wait_for_title(qtbot, window, stack.name)
    wait_for_answer(qtbot, window)
    assert words(view) == [["10.0 mm"]]
    window.menus.measuring.undo.trigger()
    assert made(view) == ()


def test_escape_gives_up_what_is_half_drawn(window, view):
    QTest.keyClick(window, KEYS[Kind.ANGLE])
    drag_between(view, (10, 10), (20, 10))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.measuring.kind is None
    assert not window.menus.measuring.kinds[Kind.ANGLE].isChecked()
    QTest.mouseClick(view, LEFT, NONE, view_point(view, 30, 30))
    assert made(view) == ()


def test_a_tool_is_taken_in_hand_and_laid_down_by_its_button(window, view):
    kinds = window.menus.measuring.kinds
    button = window.findChild(PictureToolbar).widgetForAction(kinds[Kind.RECTANGLE])
    QTest.mouseClick(button, LEFT)
    assert view.measuring.kind is Kind.RECTANGLE
    kinds[Kind.RULER].trigger()
    assert [kind for kind, action in kinds.items() if action.isChecked()] == [Kind.RULER]
    kinds[Kind.RULER].trigger()
    assert view.measuring.kind is None


def test_zoom_and_shift_work_while_a_tool_is_in_hand(window, view):
    QTest.keyClick(window, KEYS[Kind.RULER])
    zoom = view.zoom
    drag(view, RIGHT, QPoint(0, -60))
    assert view.zoom > zoom
    assert view.measuring.kind is Kind.RULER


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_measurement_is_painted_where_it_is(window, view, is_turned):
    if is_turned:
        window.menus.turning.right.trigger()
        window.menus.turning.across.trigger()
    before = painted(view)
    draw(window, Kind.RULER, (10, 20), (30, 20))
    QTest.mouseMove(view, QPoint(2, 2))
    is_changed = np.abs(painted(view) - before).max(axis=2) > 60
    for x in (12, 20, 28):
        at = view_point(view, x, 20)
        assert is_changed[at.y(), at.x()]
    beside = view_point(view, 20, 26)
    assert not is_changed[beside.y() - 3 : beside.y() + 3, beside.x() - 3 : beside.x() + 3].any()


def test_labels_of_a_small_pane_do_not_cover_one_another():
    """Both axes of a lesion, its outline and an angle, in a pane of four."""
    image, view = QImage(240, 200, QImage.Format.Format_RGB32), QRectF(0, 0, 240, 200)
    labels = [
        (Measurement(Kind.RULER, (Point(80, 80), Point(140, 80))), ["60.0 mm"]),
        (Measurement(Kind.RULER, (Point(110, 60), Point(110, 100))), ["40.0 mm"]),
        (Measurement(Kind.ELLIPSE, (Point(80, 60), Point(140, 100))), ["mean 600.0 · SD 300.0 a.u.", "area 1,885 mm²"]),
        (Measurement(Kind.ANGLE, (Point(140, 80), Point(110, 80), Point(110, 100))), ["90.0°"]),
        (Measurement(Kind.ANGLE, (Point(140, 80),)), []),
    ]
    painter = QPainter(image)
    placed = paint_labels(painter, labels, ViewTransform(), LabelSurroundings(view, view))
    painter.end()
    assert len(placed) == 4
    boxes = [QRectF(QPointF(*one.box[:2]), QPointF(*one.box[2:])) for one in placed]
    assert all(view.contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert not any(box.intersects(QRectF(80, 60, 60, 40)) for box in boxes)
    # The label of the short axis is beyond the circle of the long one.
    assert placed[1].leader


@pytest.mark.parametrize("ends", [((20, 10), (20, 30)), ((10, 20), (30, 20)), ((13, 13), (27, 27))])
def test_the_label_of_a_ruler_leaves_what_it_measures_free(window, view, ends):
    """The ruler is the diameter of a round lesion, of which nothing is covered."""
    before = painted(view)
    draw(window, Kind.RULER, *ends)
    QTest.mouseMove(view, QPoint(2, 2))
    rows, columns = np.nonzero((painted(view) != before).any(axis=2))
    first, second = (QPointF(view_point(view, *end)) for end in ends)
    middle, along = (first + second) / 2, second - first
    length = math.hypot(along.x(), along.y())
    away = np.hypot(columns - middle.x(), rows - middle.y())
    across = np.abs((columns - first.x()) * along.y() - (rows - first.y()) * along.x()) / length
    # Beside the ruler with its handles, nothing is drawn on the lesion; the label is drawn somewhere.
    assert not ((across > 8) & (away < length / 2)).any()
    assert (away > length / 2 + 8).any()


def test_the_cursor_says_what_a_press_would_do(window, view):
    draw(window, Kind.RULER, (10, 10), (30, 10))
    for at, shape in (
        ((30, 10), Qt.CursorShape.PointingHandCursor),
        ((20, 10), Qt.CursorShape.SizeAllCursor),
        ((20, 30), Qt.CursorShape.ArrowCursor),
    ):
        QTest.mouseMove(view, view_point(view, *at))
        assert view.cursor().shape() is shape
    QTest.keyClick(window, KEYS[Kind.RULER])
    assert view.cursor().shape() is Qt.CursorShape.CrossCursor


# Of a menu that opens without a display.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_right_click_opens_a_menu_that_knows_what_is_under_it(window, view):
    draw(window, Kind.RULER, (10, 10), (30, 10))
    QTest.mouseClick(view, LEFT, NONE, view_point(view, 20, 30))
    assert not window.menus.measuring.delete.isEnabled()
    QTest.mouseClick(view, RIGHT, NONE, view_point(view, 20, 10))
    menu = window.findChildren(QMenu, "pictureMenu")[-1]
    assert menu.isVisible()
    assert window.menus.measuring.delete.isEnabled()
    menu.close()
    zoom = view.zoom
    drag(view, RIGHT, QPoint(0, 30))
    assert view.zoom < zoom
    assert not any(one.isVisible() for one in window.findChildren(QMenu, "pictureMenu"))


def test_a_large_region_is_measured_once_it_is_drawn():
    from pathlib import Path

    from core.image.slice import Slice, Window

    image = Slice(np.full((1000, 1000), 7, np.int16), Window(10, 5), Path("a"), 0, 1, "", spacing_mm=(1.0, 1.0))
    region = Measurement(Kind.RECTANGLE, (Point(0, 0), Point(1000, 1000)))
    assert Labels(image).lines_of_draft(region) == ["…"]
    assert Labels(image).lines_of(region) == ["mean 7.0 · SD 0.0 a.u.", "area 1\u202f000\u202f000 mm²"]


def press_keys(view, key, count=1, modifier=NONE):
    for _ in range(count):
        QTest.keyClick(view, key, modifier)


def test_keys_alone_measure(window, view):
    """Eight view pixels are one of the picture, so each arrow key goes by 1 mm, and with Shift by 10."""
    view.setFocus()
    shown = view.image
    QTest.keyClick(view, Qt.Key.Key_L)
    press_keys(view, Qt.Key.Key_Left, 5)
    press_keys(view, Qt.Key.Key_Return)
    press_keys(view, Qt.Key.Key_Right, 1, SHIFT)
    press_keys(view, Qt.Key.Key_Right, 2)
    press_keys(view, Qt.Key.Key_Down, 5)
    press_keys(view, Qt.Key.Key_Return)
    assert words(view) == [["13.0 mm"]]
    assert view.measuring.kind is None
    assert view.image is shown


def test_the_place_that_the_keys_lead_to_is_seen(window, view):
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_L)
    before = painted(view)
    press_keys(view, Qt.Key.Key_Left)
    cross = np.argwhere((painted(view) != before).any(axis=-1))
    assert 300 > len(cross) > 20
    assert np.ptp(cross, axis=0).max() <= 24


def test_without_a_tool_arrow_keys_are_for_slices_and_with_ctrl_and_alt_for_the_picture(window, view):
    view.setFocus()
    slice_, transform, own = view.image, view.transform, view.window_level
    press_keys(view, Qt.Key.Key_Left, 1, CONTROL)
    assert view.transform.to_view(view.rect().center().toPointF()) != transform.to_view(view.rect().center().toPointF())
    assert view.window_level == own
    press_keys(view, Qt.Key.Key_Right, 3, Qt.KeyboardModifier.AltModifier)
    assert view.window_level.width > own.width
    assert view.image is slice_
    press_keys(view, Qt.Key.Key_Down)
    assert view.image is not slice_
