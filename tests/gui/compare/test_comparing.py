"""Panes beside each other: what they show, what links them, and which one the panel follows."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from core.image.slice import Window
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM, HIRES_CAM, OCCLUSION
from core.model.store import install
from gui.compare.layout import Layout
from tests.gui.compare.panes import KEY, choose_in_head, compare, panes, press, wait_for_panes, write_stack
from tests.gui.conftest import control, texts_of, wait_for_answer
from tests.gui.viewer.mouse import CONTROL, LEFT, MIDDLE, SHIFT, drag, turn_wheel


@pytest.fixture
def window(open_window, head):
    return open_window(head)


def wheel(view):
    """Zoom in away from the middle of the view."""
    turn_wheel(view, 240, CONTROL, view.rect().center() + QPoint(20, -10))


def colour_at(view, share_x, share_y):
    """Find the colour shown at a place of the picture, given as shares of its sides."""
    height, width = view.image.pixels.shape[:2]
    point = view.transform.as_qtransform().map(QPoint(round(width * share_x), round(height * share_y)))
    return QColor(view.grab().toImage().pixel(point))


def is_coloured(view, share_x=0.25, share_y=0.25):
    return colour_at(view, share_x, share_y).saturation() > 40


def test_a_key_shows_the_picture_beside_its_map_and_escape_one_pane(window, qtbot):
    before = window.viewer.view.width()
    press(window, KEY.Key_C)
    wait_for_panes(qtbot, window)
    [pane] = panes(window)
    assert pane.isVisible()
    assert abs(pane.width() - window.viewer.panes.first.width()) <= 1
    assert pane.view.size() == window.viewer.view.size()
    qtbot.waitUntil(lambda: is_coloured(pane.view))
    assert not is_coloured(window.viewer.view)
    assert pane.head.choice("method") == EVIDENCE.title
    press(window, KEY.Key_Escape)
    assert panes(window) == []
    qtbot.waitUntil(lambda: window.viewer.view.width() == before)
    assert not window.viewer.panes.first.is_active


def test_the_key_pressed_again_shows_one_pane(window, qtbot):
    press(window, KEY.Key_C)
    wait_for_panes(qtbot, window)
    press(window, KEY.Key_C)
    assert panes(window) == []


@pytest.mark.parametrize("is_on", [True, False])
def test_the_map_is_as_it_was_before_the_panes(window, is_on):
    if window.panel.heat.is_on != is_on:
        press(window, KEY.Key_H)
    press(window, KEY.Key_C)
    press(window, KEY.Key_C)
    assert window.viewer.view.shows_heat is is_on


def test_escape_in_any_pane_shows_one_pane(window, qtbot):
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    QTest.mouseClick(pane.view, LEFT)
    QTest.keyClick(pane.view, KEY.Key_Escape)
    assert panes(window) == []


def test_both_panes_zoom_shift_and_turn_alike(window, qtbot):
    view = window.viewer.view
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    pane.set_heat_visible(False)
    assert view.grab().toImage() == pane.view.grab().toImage()
    fitted = view.grab().toImage()
    wheel(view)
    wheel(pane.view)
    drag(pane.view, MIDDLE, QPoint(30, -20))
    window.menus.turning.right.trigger()
    qtbot.waitUntil(lambda: view.grab().toImage() == pane.view.grab().toImage())
    assert view.grab().toImage() != fitted
    window.menus.fit.trigger()
    window.menus.turning.left.trigger()
    assert view.grab().toImage() == pane.view.grab().toImage() == fitted


def test_both_panes_are_seen_through_one_window(window, qtbot):
    view = window.viewer.view
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    pane.set_heat_visible(False)
    drag(view, LEFT, QPoint(60, 40))
    assert pane.view.window_level == view.window_level != view.image.window
    drag(pane.view, LEFT, QPoint(-20, 10))
    assert view.window_level == pane.view.window_level
    assert view.grab().toImage() == pane.view.grab().toImage()
    window.menus.presets.file.trigger()
    assert pane.view.window_level == view.image.window


def test_the_link_can_be_switched_off_and_on(window, qtbot):
    view = window.viewer.view
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    window.menus.comparing.link.trigger()
    before = pane.view.transform
    wheel(view)
    drag(view, LEFT, QPoint(60, 40))
    assert pane.view.transform == before
    assert pane.view.window_level == view.image.window
    window.menus.comparing.link.trigger()
    assert pane.view.transform.zoom == view.transform.zoom


def test_the_map_is_that_of_the_method_that_is_chosen(window, qtbot, network):
    told = network.explain
    corners = {"evidence": (0, 0), "grad-cam": (0, 1), "hires-cam": (1, 1)}

    def explain(prediction, class_name, longest_side, method=GRAD_CAM, image=None, on_progress=None):
        heat = told(prediction, class_name, longest_side, method)
        down, right = corners[method.name]
        return heat[:: -1 if down else 1, :: -1 if right else 1].copy()

    network.explain = explain
    [pane] = compare(qtbot, window, Layout.MAPS)
    qtbot.waitUntil(lambda: is_coloured(window.viewer.view, 0.25, 0.25))
    assert pane.head.choice("method") == GRAD_CAM.title
    assert is_coloured(pane.view, 0.75, 0.25)
    assert not is_coloured(pane.view, 0.25, 0.25)
    assert pane.bar.scale == GRAD_CAM.scale
    choose_in_head(pane, "method", HIRES_CAM.title)
    qtbot.waitUntil(lambda: is_coloured(pane.view, 0.75, 0.75))
    assert not is_coloured(pane.view, 0.75, 0.25)
    choose_in_head(pane, "method", "No heat map")
    wait_for_panes(qtbot, window)
    assert not is_coloured(pane.view, 0.75, 0.75)
    assert is_coloured(window.viewer.view, 0.25, 0.25)


def test_four_panes_are_of_one_size_and_show_three_maps(window, qtbot):
    press(window, KEY.Key_C, CONTROL | SHIFT)
    wait_for_panes(qtbot, window)
    methods = [pane.head.choice("method") for pane in panes(window)]
    assert methods == [EVIDENCE.title, GRAD_CAM.title, OCCLUSION.title]
    qtbot.waitUntil(lambda: all(pane.view.has_heat for pane in panes(window)))
    sizes = [view.size() for view in (window.viewer.view, *(pane.view for pane in panes(window)))]
    # What cannot be halved leaves a pixel over.
    assert max(size.width() for size in sizes) - min(size.width() for size in sizes) <= 1
    assert all(not pane.bar.geometry().intersects(pane.view.geometry()) for pane in panes(window))
    assert max(size.height() for size in sizes) - min(size.height() for size in sizes) <= 1


def test_a_click_makes_a_pane_the_active_one_and_the_panel_follows_it(window, qtbot, network):
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    first = window.viewer.panes.first
    assert first.is_active
    assert control(window, "Heat map").text() == "Show"
    QTest.mouseClick(pane.view, LEFT)
    assert pane.is_active
    assert not first.is_active
    edge = pane.grab().toImage()
    assert QColor(edge.pixel(0, pane.height() // 2)) == window.palette().highlight().color()
    assert control(window, "Heat map").text() == "Hide"
    choice = control(window, "Method of the heat map")
    choice.setCurrentIndex(choice.findText(GRAD_CAM.title))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: pane.answer is not None and pane.answer.method is GRAD_CAM)
    assert pane.head.choice("method") == GRAD_CAM.title
    press(window, KEY.Key_H)
    assert not pane.view.shows_heat
    QTest.mouseClick(window.viewer.view, LEFT)
    assert first.is_active
    assert control(window, "Method of the heat map").currentText() == EVIDENCE.title
    press(window, KEY.Key_H)
    assert window.viewer.view.shows_heat
    assert not pane.view.shows_heat


def test_two_series_go_to_the_same_place_together(open_window, tmp_path, qtbot):
    fine, coarse = write_stack(tmp_path / "fine.nii", 9, 2.0), write_stack(tmp_path / "coarse.nii", 5, 4.0)
    window = open_window(fine, coarse)
    [pane] = compare(qtbot, window, Layout.SERIES)
    assert {pane.image.source, window.viewer.image.source} == {fine, coarse}
    for _ in range(4):
        window.menus.previous_slice.trigger()
    for _ in range(6):
        window.menus.next_slice.trigger()
        wait_for_panes(qtbot, window)
        there = [image.place.position_mm[2] for image in (window.viewer.image, pane.image)]
        assert abs(there[0] - there[1]) <= 2.0
    assert f"{pane.image.frame + 1} / 5" in pane.head.words
    frame = window.viewer.image.frame
    turn_wheel(pane.view, 120)
    qtbot.waitUntil(lambda: window.viewer.image.frame == frame - 1)


def test_a_series_whose_values_differ_is_seen_as_far_from_its_own_window(open_window, tmp_path, qtbot):
    window = open_window(write_stack(tmp_path / "a.nii", 5, 4.0), write_stack(tmp_path / "b.nii", 5, 4.0, low=5000))
    [pane] = compare(qtbot, window, Layout.SERIES)
    own, other = window.viewer.image.window, pane.image.window
    window.viewer.view.choose_window(Window(own.width / 2, own.center, own.function))
    assert pane.view.window_level.width == pytest.approx(other.width / 2)
    assert pane.view.window_level.center == pytest.approx(other.center)


def test_with_one_series_open_a_comparison_of_series_says_what_to_do(window, qtbot):
    window.menus.comparing.layouts[Layout.SERIES].trigger()
    assert panes(window) == []
    assert "Only one series is open. Open another study, then compare." in texts_of(window)


def test_two_models_classify_one_picture(open_window, head, mine, qtbot):
    install(mine)
    window = open_window(head)
    [pane] = compare(qtbot, window, Layout.MODELS)
    assert pane.facts.title == "mine 2.0"
    assert pane.image is window.viewer.image
    assert pane.head.choice("model") == pane.content.model.name
    QTest.mouseClick(pane.view, LEFT)
    assert window.panel.facts.title == "mine 2.0"
    QTest.mouseClick(window.viewer.view, LEFT)
    assert window.panel.facts.title == "fake 1.0.0"


def test_another_picture_is_shown_in_all_panes(window, qtbot, heads):
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    window.open_paths([heads[1]])
    qtbot.waitUntil(lambda: window.viewer.image is not None and window.viewer.image.source == heads[1])
    qtbot.waitUntil(lambda: pane.image is window.viewer.image)
    wait_for_answer(qtbot, window)
    wait_for_panes(qtbot, window)
    assert is_coloured(pane.view)


def test_there_is_nothing_to_compare_without_a_picture(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: "Ready" in texts_of(window))
    window.menus.comparing.layouts[Layout.PICTURE_AND_MAP].trigger()
    assert panes(window) == []
    assert "Open a picture first, then compare." in texts_of(window)
