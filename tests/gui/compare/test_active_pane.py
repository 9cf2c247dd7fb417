"""Commands concern the active pane, in all linked panes alike; what is saved is what is seen."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu

from core.image.presets import Preset, find_window
from core.image.slice import Window
from core.model.heat_maps.known_heat_maps import EVIDENCE
from gui.compare.layout import Layout
from gui.viewer.tools.measurement import Kind
from gui.window import view_export
from tests.gui.compare.panes import KEY, choose_in_head, compare, write_stack
from tests.gui.painting import painted
from tests.gui.viewer.mouse import CONTROL, LEFT, RIGHT, drag_between, turn_wheel


@pytest.fixture
def window(open_window, stack):
    window = open_window(stack)
    window.activateWindow()
    return window


@pytest.fixture
def pane(window, qtbot):
    """The active pane beside the first one, with the picture alone."""
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    pane.set_heat_visible(False)
    QTest.mouseClick(pane.view, LEFT)
    return pane


@pytest.fixture
def loose(window, pane):
    """The same, not linked."""
    window.menus.comparing.link.trigger()
    return pane


def figure(window, name):
    return window.viewer.findChild(QLabel, name).text()


def inside(view):
    """What is painted within the frame of the focus."""
    return painted(view)[2:-2, 2:-2]


def test_a_preset_is_that_of_the_active_pane_alone_where_panes_are_not_linked(window, loose):
    QTest.keyClick(loose.view, KEY.Key_4)
    first = window.viewer.view
    expected = find_window(Preset.MIDDLE, [one.pixels for one in window.viewer.slices])
    assert loose.view.window_level == expected != first.window_level
    assert first.window_level == first.image.window
    QTest.mouseClick(first, LEFT)
    QTest.keyClick(first, KEY.Key_1)
    first.choose_window(Window(100.0, 50.0))
    assert loose.view.window_level == expected


def test_a_preset_of_the_active_pane_is_that_of_all_linked_panes(window, pane):
    QTest.keyClick(pane.view, KEY.Key_4)
    first = window.viewer.view
    assert pane.view.window_level == first.window_level != first.image.window
    assert (painted(pane.view) == painted(first)).all()


def test_a_preset_for_each_slice_stays_so_in_linked_panes(window, pane):
    window.menus.presets.for_series.trigger()
    QTest.keyClick(pane.view, KEY.Key_2)
    assert pane.view.window_level == Window(600, 600)
    turn_wheel(pane.view, -120)
    assert pane.view.window_level == window.viewer.view.window_level == Window(500, 650)


def test_another_series_in_a_pane_has_a_window_of_its_own_slices(open_window, stack, tmp_path, qtbot):
    other = write_stack(tmp_path / "other.nii.gz", 5, 4.0, low=4000)
    window = open_window(stack, other)
    [pane] = compare(qtbot, window, Layout.SERIES)
    window.menus.comparing.link.trigger()
    QTest.mouseClick(pane.view, LEFT)
    QTest.keyClick(pane.view, KEY.Key_2)
    assert pane.view.window_level == find_window(Preset.FULL_RANGE, [one.pixels for one in pane.slices])


def test_a_window_is_kept_from_the_active_pane(window, loose, settings):
    loose.view.choose_window(Window(123.5, 45.25))
    QTest.keyClick(loose.view, KEY.Key_7, CONTROL)
    assert settings.own_windows[7] == Window(123.5, 45.25)


def test_invert_goes_with_the_link(window, pane):
    first = window.viewer.view
    before = painted(first)
    QTest.keyClick(pane.view, KEY.Key_I)
    assert (painted(first) == painted(pane.view)).all()
    assert (painted(first) != before).any()
    window.menus.comparing.link.trigger()
    QTest.keyClick(pane.view, KEY.Key_I)
    assert pane.view.is_inverted is False
    assert first.is_inverted is True
    window.menus.comparing.link.trigger()
    assert first.is_inverted is False
    QTest.keyClick(pane.view, KEY.Key_I)
    QTest.keyClick(pane.view, KEY.Key_R)
    assert (painted(first) == before).all()


def test_a_pane_begins_as_inverted_as_the_first_one(window, qtbot):
    QTest.keyClick(window.viewer.view, KEY.Key_I)
    [pane] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    assert pane.view.is_inverted


def test_a_tool_measures_in_the_active_pane_and_every_pane_of_the_slice_shows_it(window, pane):
    first = window.viewer.view
    before = painted(first)
    QTest.keyClick(pane.view, KEY.Key_L)
    drag_between(pane.view, (10, 20), (20, 20))
    [made] = pane.view.measuring.measurement_list.measurements
    assert first.measuring.measurement_list.measurements == (made,)
    assert made.points[1].x - made.points[0].x == pytest.approx(10, abs=0.5)
    assert (painted(first) != before).any()
    window.menus.measuring.undo.trigger()
    assert first.measuring.measurement_list.measurements == ()
    assert (painted(first) == before).all()
    window.menus.measuring.redo.trigger()
    window.menus.comparing.one.trigger()
    assert first.measuring.measurement_list.measurements == (made,)


def test_a_tool_in_hand_goes_to_the_pane_that_is_clicked(window, pane):
    first = window.viewer.view
    QTest.keyClick(pane.view, KEY.Key_L)
    assert window.menus.measuring.kinds[Kind.RULER].isChecked()
    drag_between(first, (10, 20), (20, 20))
    assert len(first.measuring.measurement_list.measurements) == 1
    assert not window.menus.measuring.kinds[Kind.RULER].isChecked()
    assert pane.view.measuring.kind is None
    QTest.keyClick(first, KEY.Key_Delete)
    assert pane.view.measuring.measurement_list.measurements == ()


def test_undo_concerns_the_slice_of_the_active_pane(window, loose):
    first = window.viewer.view
    QTest.keyClick(loose.view, KEY.Key_L)
    drag_between(loose.view, (10, 20), (20, 20))
    turn_wheel(loose.view, -120)
    assert not window.menus.measuring.undo.isEnabled()
    QTest.mouseClick(first, LEFT)
    assert window.menus.measuring.undo.isEnabled()
    window.menus.measuring.undo.trigger()
    assert first.measuring.measurement_list.measurements == ()


def test_the_magnifier_and_squares_are_shown_in_every_pane(window, qtbot, pane):
    before = painted(pane.view)
    QTest.mouseMove(pane.view, pane.view.rect().center())
    QTest.keyClick(pane.view, KEY.Key_M)
    assert (painted(pane.view) != before).any()
    QTest.keyClick(pane.view, KEY.Key_M)
    QTest.keyClick(pane.view, KEY.Key_P)
    first = window.viewer.view
    assert (inside(pane.view) == inside(first)).all()
    window.menus.comparing.one.trigger()
    [again] = compare(qtbot, window, Layout.PICTURE_AND_MAP)
    again.set_heat_visible(False)
    qtbot.waitUntil(lambda: again.view.size() == first.size())
    assert (inside(again.view) == inside(first)).all()


def test_the_figures_below_are_those_of_the_active_pane(window, loose):
    loose.view.choose_window(Window(123.0, 45.0))
    assert figure(window, "window").startswith("W 123")
    QTest.mouseClick(window.viewer.view, LEFT)
    assert not figure(window, "window").startswith("W 123")
    QTest.mouseMove(loose.view, loose.view.rect().center())
    assert "value 300" in figure(window, "pixel")


# Of a menu that opens without a display.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_right_button_opens_the_menu_in_every_pane(window, qtbot, pane):
    QTest.mouseClick(pane.view, RIGHT)
    menu = window.findChild(QMenu, "pictureMenu")
    assert menu is not None
    menu.close()


def test_all_panes_are_saved_with_a_line_for_each(window, pane, tmp_path, monkeypatch):
    target = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    first, second = window.explain_and_compare.describe_view().splitlines()
    assert first == f"1. {window.classification.caption}"
    assert second == f"2. No heat map: {pane.head.words}   fake 1.0.0"
    choose_in_head(pane, "method", "No heat map")
    window.menus.save.trigger()
    saved, seen = QImage(str(target)), window.viewer.panes.grab().toImage()
    assert (saved.width(), saved.height() > seen.height()) == (seen.width(), True)
    for view in (window.viewer.view, pane.view):
        at = view.mapTo(window.viewer.panes, QPoint(view.width() // 2, view.height() // 2))
        assert saved.pixel(at) == seen.pixel(at)
        assert np.ptp([saved.pixelColor(at.x() + x, at.y()).value() for x in range(-view.width() // 2, 1)]) > 20


def test_the_caption_says_what_is_drawn_when_the_picture_is(window, pane, tmp_path, monkeypatch):
    captions, draw = [], view_export.draw_export

    def watched(view, caption):
        captions.append(caption)
        return draw(view, caption)

    def answer(*_):
        # A map goes, as where another is being computed, while the dialog is open.
        pane.view.clear_heat()
        return str(tmp_path / "out.png"), ""

    monkeypatch.setattr(view_export, "draw_export", watched)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    pane.set_heat_visible(True)
    assert pane.view.has_heat
    assert window.explain_and_compare.describe_view().splitlines()[1].startswith(f"2. {EVIDENCE.title}: ")
    window.menus.save.trigger()
    assert f"2. {EVIDENCE.title} (not drawn yet): " in captions[0]
    pane.set_heat_visible(False)
    assert window.explain_and_compare.describe_view().splitlines()[1].startswith("2. No heat map: ")


def test_one_pane_is_saved_as_before(window, pane, tmp_path, monkeypatch):
    target = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.menus.comparing.one.trigger()
    window.menus.save.trigger()
    assert QImage(str(target)).width() == window.viewer.view.width()
    assert window.explain_and_compare.describe_view() == window.classification.caption
