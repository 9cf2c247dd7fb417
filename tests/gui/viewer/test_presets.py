"""Windows on keys, by a region, for a series and kept for the next start."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.image.presets import Preset, find_window
from core.image.slice import VoiFunction, Window
from gui.settings import Settings
from tests.core.readers.conftest import dicom_dataset
from tests.gui.conftest import texts_of
from tests.gui.painting import painted
from tests.gui.viewer.mouse import LEFT, SHIFT, drag_between, turn_wheel

FIRST, SECOND = (Window(width, center, VoiFunction.LINEAR) for width, center in ((51, 100), (400, 300)))


@pytest.fixture
def window(open_window, stack):
    window = open_window(stack)
    window.activateWindow()
    return window


@pytest.fixture
def view(window):
    return window.viewer.view


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), modifiers)


def stack_pixels(window):
    return [image.pixels for image in window.viewer.slices]


@pytest.mark.parametrize(
    ("key", "preset"), [(2, Preset.FULL_RANGE), (3, Preset.MOST), (4, Preset.MIDDLE), (5, Preset.HEAD)]
)
def test_keys_find_a_window_for_the_series_and_1_gives_the_own_one_back(window, view, key, preset):
    own = view.window_level
    press(window, key)
    assert view.window_level == find_window(preset, stack_pixels(window))
    turn_wheel(view, -120)
    assert view.window_level == find_window(preset, stack_pixels(window))
    press(window, 1)
    assert view.window_level == own


def test_what_is_painted_follows_the_preset(window, view):
    """A slice of 300, with a corner of 900, in a series from 0 to 900."""
    press(window, 2)
    middle = view.rect().center()
    shown = view.grab().toImage().pixelColor(middle).red()
    assert shown == pytest.approx(255 * 300 / 900, abs=1)


def test_each_slice_may_have_its_own(window, view):
    window.menus.presets.for_series.trigger()
    press(window, 2)
    assert view.window_level == Window(600, 600)
    turn_wheel(view, -120)
    assert view.window_level == Window(500, 650)
    # What is dragged stays.
    drag_between(view, (20, 20), (30, 30))
    dragged = view.window_level
    turn_wheel(view, 120)
    assert view.window_level == dragged


def test_one_window_for_the_series_is_remembered(window, settings):
    assert settings.is_one_window
    window.menus.presets.for_series.trigger()
    assert not Settings(settings.store).is_one_window


def test_a_framed_region_is_shown_best(view):
    drag_between(view, (41, 33), (47, 39), modifiers=SHIFT)
    assert view.window_level.center == pytest.approx(900, abs=1)
    drag_between(view, (4, 20), (20, 30), modifiers=SHIFT)
    assert view.window_level.center == pytest.approx(300, abs=1)


def test_a_frame_is_seen_while_it_is_drawn_and_gone_after(view):
    before, first = painted(view), view.rect().center()
    last = first + QPoint(80, 60)
    QTest.mousePress(view, LEFT, SHIFT, first)
    QTest.mouseMove(view, last)
    rows, columns = np.nonzero((painted(view) != before).any(axis=2))
    assert (rows.min(), rows.max()) == (pytest.approx(first.y(), abs=4), pytest.approx(last.y(), abs=4))
    assert (columns.min(), columns.max()) == (pytest.approx(first.x(), abs=4), pytest.approx(last.x(), abs=4))
    # Back where it began, it frames nothing.
    QTest.mouseRelease(view, LEFT, SHIFT, first)
    assert (painted(view) == before).all()


def test_a_window_is_kept_on_a_key_for_the_next_start(window, view, settings, open_window, head):
    press(window, 7)
    assert view.window_level == view.image.window
    view.choose_window(Window(123.5, 45.25, VoiFunction.SIGMOID))
    press(window, 7, Qt.KeyboardModifier.ControlModifier)
    press(window, 2)
    press(window, 7)
    assert view.window_level == Window(123.5, 45.25, VoiFunction.SIGMOID)
    other = open_window(head)
    other.activateWindow()
    press(other, 7)
    assert other.viewer.view.window_level == Window(123.5, 45.25, VoiFunction.SIGMOID)
    other.menus.presets.menu.aboutToShow.emit()
    assert other.menus.presets.own[7].text() == "My window: W 124 L 45"
    assert not other.menus.presets.own[8].isEnabled()


@pytest.mark.parametrize("text", ["", "nonsense", "0 5 LINEAR_EXACT", "1 5 LINEAR", "nan 5 SIGMOID", "9 inf SIGMOID"])
def test_a_kept_window_that_is_none_is_ignored(settings, text):
    settings.store.setValue("window/6", text)
    assert settings.own_windows == {}


@pytest.fixture
def several(open_window, tmp_path):
    """A DICOM file that states two windows."""
    dataset = dicom_dataset(np.arange(1200, dtype=np.uint16).reshape(30, 40))
    dataset.WindowCenter, dataset.WindowWidth = [100, 300], [51, 400]
    dataset.save_as(tmp_path / "a.dcm", enforce_file_format=True)
    window = open_window(tmp_path / "a.dcm")
    window.activateWindow()
    return window


def test_1_goes_through_all_windows_of_the_file(several):
    view = several.viewer.view
    assert view.window_level == FIRST
    for expected in (SECOND, FIRST, SECOND):
        press(several, 1)
        assert view.window_level == expected
    press(several, 2)
    press(several, 1)
    assert view.window_level == FIRST


def test_the_menu_lists_all_windows_of_the_file(several):
    menu = several.menus.presets.file_windows
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["W 51 L 100", "W 400 L 300"]
    menu.actions()[1].trigger()
    assert several.viewer.view.window_level == SECOND
    assert any("W 400" in text for text in texts_of(several.viewer))


def test_keys_without_a_picture_do_nothing(open_window, settings):
    window = open_window()
    window.activateWindow()
    for key in range(1, 10):
        press(window, key)
    press(window, 6, Qt.KeyboardModifier.ControlModifier)
    assert settings.own_windows == {}
