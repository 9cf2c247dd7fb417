"""Mouse and keys over the picture."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtTest import QTest

from gui.viewer.tools.measurement import Kind
from gui.widgets.number_texts import window_words
from tests.gui.conftest import control, texts_of, wait_for_answer, wait_for_title
from tests.gui.viewer.mouse import CONTROL, LEFT, MIDDLE, RIGHT, SHIFT, drag, turn_wheel


@pytest.fixture
def window(open_window, stack):
    return open_window(stack)


@pytest.fixture
def view(window):
    return window.viewer.view


def frame_of(view):
    return view.image.frame


def picture_point(view, point):
    """Find what of the picture lies under a point of the view."""
    return view.transform.to_picture(QPointF(point)).toTuple()


def test_a_stack_opens_in_its_middle(view, window):
    assert frame_of(view) == 3
    assert "4 / 7" in texts_of(window.viewer)


@pytest.mark.parametrize(("delta", "frame"), [(120, 2), (-120, 4), (-240, 5), (-10_000, 6), (10_000, 0)])
def test_the_wheel_goes_through_the_slices(view, delta, frame):
    turn_wheel(view, delta)
    assert frame_of(view) == frame


def test_parts_of_a_notch_add_up_and_cancel_out(view):
    for _ in range(3):
        turn_wheel(view, -40)
    assert frame_of(view) == 4
    turn_wheel(view, -80)
    turn_wheel(view, 80)
    turn_wheel(view, -80)
    assert frame_of(view) == 4


def test_arrow_keys_go_through_the_slices(view, window):
    window.menus.next_slice.trigger()
    assert frame_of(view) == 4
    window.menus.previous_slice.trigger()
    window.menus.previous_slice.trigger()
    assert frame_of(view) == 2


def test_window_and_zoom_stay_from_slice_to_slice(view):
    drag(view, LEFT, QPoint(60, 20))
    turn_wheel(view, 240, CONTROL)
    before = view.window_level, view.zoom
    turn_wheel(view, -120)
    assert (view.window_level, view.zoom) == before


def test_the_wheel_with_control_zooms_about_the_cursor(view):
    at = QPoint(200, 150)
    before, zoom = picture_point(view, at), view.zoom
    turn_wheel(view, 240, CONTROL, at)
    assert view.zoom == pytest.approx(zoom * 1.15**2)
    assert picture_point(view, at) == pytest.approx(before)
    assert frame_of(view) == 3


def test_the_zoom_has_an_end_at_either_side(view):
    turn_wheel(view, 100_000, CONTROL)
    assert view.zoom == 40
    turn_wheel(view, -100_000, CONTROL)
    assert view.zoom == 0.05


def test_a_left_drag_changes_the_window(view):
    own = view.image.window
    drag(view, LEFT, QPoint(100, 0))
    assert view.window_level.width == pytest.approx(own.width * (1 + 100 / 300))
    assert view.window_level.center == pytest.approx(own.center)
    drag(view, LEFT, QPoint(0, 60))
    assert view.window_level.center == pytest.approx(own.center - own.width * 60 / 300)


def test_a_window_never_closes(view):
    drag(view, LEFT, QPoint(-3000, 0))
    assert view.window_level.width > 0


def test_a_window_that_is_dragged_does_not_touch_the_verdict(view, window, network):
    count = len(network.asked)
    for by in (QPoint(100, 0), QPoint(0, -300), QPoint(-250, 80)):
        drag(view, LEFT, by)
    drag(view, LEFT, QPoint(80, 80), modifiers=SHIFT)
    for action in (*window.menus.presets.found.values(), window.menus.turning.right, window.menus.turning.across):
        action.trigger()
    window.menus.measuring.kinds[Kind.ELLIPSE].trigger()
    drag(view, LEFT, QPoint(50, 40))
    assert view.measuring.measurement_list.measurements
    window.menus.reset.trigger()
    assert len(network.asked) == count
    assert view.has_heat
    drag(view, LEFT, QPoint(100, 0))
    window.menus.next_slice.trigger()
    window.panel.heat.chosen.emit()
    assert all(asked is None for _, asked in network.asked)


def test_classifying_as_displayed_is_a_choice_that_is_said(view, window, network, qtbot):
    drag(view, LEFT, QPoint(100, 0))
    window.menus.as_displayed.trigger()
    qtbot.waitUntil(lambda: network.asked[-1][1] == view.window_level)
    said = f"as displayed, {window_words(view.window_level)}"
    qtbot.waitUntil(lambda: f"Classified {said}" in texts_of(window.panel))
    assert said in window.classification.caption
    # The next drag is asked about too, once it ends.
    drag(view, LEFT, QPoint(60, 20))
    qtbot.waitUntil(lambda: network.asked[-1][1] == view.window_level)
    again = f"as displayed, {window_words(view.window_level)}"
    qtbot.waitUntil(lambda: again in window.classification.caption)
    assert again != said
    window.menus.as_displayed.trigger()
    qtbot.waitUntil(lambda: network.asked[-1][1] is None)
    qtbot.waitUntil(lambda: view.has_heat and "as displayed" not in window.classification.caption)
    assert not any("as displayed" in text for text in texts_of(window.panel))


def test_the_choice_to_classify_as_displayed_ends_with_its_picture(view, window, network, qtbot, head):
    drag(view, LEFT, QPoint(100, 0))
    window.menus.as_displayed.trigger()
    qtbot.waitUntil(lambda: network.asked[-1][1] == view.window_level)
    window.open_paths([head])
    wait_for_title(qtbot, window, head.name)
    wait_for_answer(qtbot, window)
    assert not window.menus.as_displayed.isChecked()
    assert network.asked[-1][1] is None
    assert "as displayed" not in window.classification.caption


def test_a_click_is_no_drag(view, network):
    count = len(network.asked)
    QTest.mouseClick(view, LEFT)
    assert view.window_level == view.image.window
    assert len(network.asked) == count


def test_a_right_drag_zooms_about_where_it_began(view):
    start = QPoint(220, 180)
    before, zoom = picture_point(view, start), view.zoom
    drag(view, RIGHT, QPoint(0, -60), start)
    assert view.zoom > zoom
    assert picture_point(view, start) == pytest.approx(before)


def test_a_middle_drag_shifts(view):
    zoom, before = view.zoom, picture_point(view, QPoint(200, 200))
    drag(view, MIDDLE, QPoint(30, -40))
    assert picture_point(view, QPoint(230, 160)) == pytest.approx(before)
    assert view.zoom == zoom


def test_a_left_drag_with_the_space_bar_shifts(view):
    before = picture_point(view, QPoint(200, 200))
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, LEFT, QPoint(30, -40))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert picture_point(view, QPoint(230, 160)) == pytest.approx(before)
    assert view.window_level == view.image.window


def test_a_space_bar_let_go_elsewhere_is_forgotten(view, window):
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Space)
    control(window, "Heat map").setFocus()
    drag(view, LEFT, QPoint(100, 0))
    assert view.window_level != view.image.window


@pytest.mark.parametrize("how", ["double click", "key"])
def test_the_whole_picture_is_fitted(view, window, how):
    fitted = view.transform
    drag(view, MIDDLE, QPoint(100, 100))
    if how == "key":
        window.menus.fit.trigger()
    else:
        QTest.mouseDClick(view, LEFT)
    assert view.transform == fitted


def test_a_fitted_picture_stays_so_when_the_window_grows(view, window):
    zoom = view.zoom
    window.resize(window.width() + 200, window.height() + 200)
    assert view.zoom > zoom


def test_one_to_one(view, window):
    window.menus.one_to_one.trigger()
    assert view.zoom == 1


def test_reset_takes_window_inversion_and_zoom_back(view, window):
    fitted, level = view.transform, shown_level(view)
    drag(view, LEFT, QPoint(60, 60))
    drag(view, MIDDLE, QPoint(60, 60))
    window.menus.invert.trigger()
    window.menus.reset.trigger()
    assert view.window_level == view.image.window
    assert view.transform == fitted
    assert shown_level(view) == level


def test_inverting_swaps_dark_and_bright_and_asks_for_no_verdict(view, window, network):
    count, before = len(network.asked), shown_level(view)
    window.menus.invert.trigger()
    assert shown_level(view) == 255 - before
    assert len(network.asked) == count


def shown_level(view):
    _, picture = view.layers.picture(view.transform, QRectF(view.rect()), 1.0)
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).red()


def test_the_pixel_under_the_cursor_is_reported_slice_by_slice(view, window):
    QTest.mouseMove(view, view.rect().center())
    assert any(text.endswith("value 300 a.u.") for text in texts_of(window.viewer))
    turn_wheel(view, -120)
    assert any(text.endswith("value 400 a.u.") for text in texts_of(window.viewer))
    QTest.mouseMove(view, QPoint(2, 2))
    assert not any(text.endswith("value 400 a.u.") for text in texts_of(window.viewer))


def test_pixels_that_are_no_squares_are_shown_as_they_are(open_window, tmp_path):
    import nibabel
    import numpy as np

    path = tmp_path / "flat.nii"
    nibabel.save(nibabel.Nifti1Image(np.ones((40, 40, 3), np.uint8), np.diag([1.0, 2.0, 5.0, 1.0])), path)
    view = open_window(path).viewer.view
    assert view.transform.stretch_y == pytest.approx(2 * view.transform.stretch_x)


def test_the_edges_of_the_patient_are_named(open_window, stack):
    edges = open_window(stack).viewer.image.edges
    assert (edges.left, edges.right, edges.top, edges.bottom) == ("R", "L", "A", "P")


@pytest.fixture
def large(open_window, tmp_path):
    """A picture of 9 megapixels, each column of a level of its own."""
    import cv2
    import numpy as np

    levels = np.repeat(np.arange(3000, dtype=np.uint16)[None], 3000, axis=0)
    path = tmp_path / "large.png"
    path.write_bytes(cv2.imencode(".png", levels)[1].tobytes())
    return open_window(path)


def test_a_large_picture_is_shown_whole_and_reduced(large):
    view = large.viewer.view
    assert view.image.pixels.shape[1] == 3000
    region, picture = view.layers.picture(view.transform, QRectF(view.rect()), 1.0)
    assert region == QRect(0, 0, 3000, 3000)
    assert picture.width() <= 1500
    assert view.zoom < 0.5
    assert view.layers.heat().width() <= 1024


def test_a_large_picture_is_sharp_where_it_is_zoomed_into(large):
    view = large.viewer.view
    view.zoom_by(8 / view.zoom)
    QTest.mouseMove(view, view.rect().center())
    row = view.grab().toImage()
    levels = {row.pixelColor(x, row.height() // 2).red() for x in range(row.width())}
    expected = view.transform.to_picture(QPointF(view.rect().center())).x()
    assert any(text.endswith(f"value 1\u202f{int(expected) - 1000} a.u.") for text in texts_of(large.viewer))
    assert len(levels) >= row.width() / 8 * 255 / 3000
