"""Keys of the commands: listed, changed, kept, and the same for closing and quitting in every window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolBar

from gui.window.keys_dialog import KeysDialog


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def dialog(window):
    window.menus.shortcuts.trigger()
    [dialog] = window.findChildren(KeysDialog)
    return dialog


def press(dialog, action, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Give a command a key, as a user does."""
    dialog.choose(action)
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, key, modifier)
    # Losing the focus ends a key at once; otherwise the field waits for a second one.
    dialog.list.setFocus()


def test_no_two_commands_share_a_key_or_a_name(window):
    names = [action.objectName() for action in window.keys.actions]
    keys = [action.shortcut().toString() for action in window.keys.actions if not action.shortcut().isEmpty()]
    assert len(names) == len(set(names))
    assert len(keys) == len(set(keys))
    assert {"Ctrl+O", "Ctrl+Shift+O", "Ctrl+E", "Ctrl+W", "Ctrl+Q", "H", "I", "R", "F", "1", "[", "]", "F1"} <= set(
        keys
    )


def test_every_command_of_the_menus_is_listed(window, dialog):
    commands = {text for text, _ in dialog.rows}
    assert {"Fit", "Window: from the file", "Window: my own 6", "Classify a folder", "Zoom"} <= commands
    assert ("Zoom", "Right drag, Ctrl+wheel") in dialog.rows
    assert len(dialog.rows) > len(window.keys.actions)


def test_a_pressed_key_becomes_that_of_the_command(open_window, window, dialog):
    press(dialog, window.menus.fit, Qt.Key.Key_Y)
    assert window.menus.fit.shortcut() == QKeySequence("Y")
    assert ("Fit", "Y") in dialog.rows
    dialog.close()
    # It is there at the next start, too.
    assert open_window().menus.fit.shortcut() == QKeySequence("Y")


def test_enter_in_the_search_changes_no_key(window, dialog, qtbot):
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "zoom")
    before = window.menus.open.shortcut()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert window.menus.open.shortcut() == before
    assert not window.keys.is_changed


def test_only_a_command_in_sight_loses_its_key(window, dialog):
    dialog.choose(window.menus.fit)
    dialog.search.setText("full screen")
    dialog.remove.click()
    assert not window.menus.fit.shortcut().isEmpty()
    dialog.search.setText("no such command")
    assert not dialog.remove.isEnabled()


def test_the_key_of_another_command_is_taken_from_it(window, dialog):
    press(dialog, window.menus.fit, Qt.Key.Key_I)
    assert window.menus.fit.shortcut() == QKeySequence("I")
    assert window.menus.invert.shortcut().isEmpty()
    assert "Invert has none any more" in dialog.remark.text()


ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("key", "held", "use"),
    [
        (Qt.Key.Key_Escape, PLAIN, "leaves"),
        (Qt.Key.Key_Return, PLAIN, "presses the button"),
        (Qt.Key.Key_Enter, PLAIN, "presses the button"),
        (Qt.Key.Key_Up, PLAIN, "steps"),
        (Qt.Key.Key_Left, SHIFT, "leads a tool"),
        (Qt.Key.Key_Left, CTRL, "shifts the picture"),
        (Qt.Key.Key_Left, ALT, "changes the window"),
        (Qt.Key.Key_V, ALT, "opens a menu"),
        (Qt.Key.Key_CapsLock, PLAIN, "only changes other keys"),
        (Qt.Key.Key_Super_L, PLAIN, "only changes other keys"),
    ],
)
def test_a_key_that_always_does_something_else_is_refused(window, dialog, key, held, use):
    press(dialog, window.menus.fit, key, held)
    assert window.menus.fit.shortcut() == QKeySequence("F")
    assert use in dialog.remark.text()


def test_a_tab_only_leaves_the_field(window, dialog):
    press(dialog, window.menus.fit, Qt.Key.Key_Tab)
    assert window.menus.fit.shortcut() == QKeySequence("F")


@pytest.mark.parametrize(
    ("key", "held", "text"), [(Qt.Key.Key_Y, ALT, "Alt+Y"), (Qt.Key.Key_Left, ALT | SHIFT, "Alt+Shift+Left")]
)
def test_keys_near_those_can_be_given(window, dialog, key, held, text):
    press(dialog, window.menus.fit, key, held)
    assert window.menus.fit.shortcut() == QKeySequence(text)


def test_a_command_keeps_its_own_fixed_key(window, dialog):
    press(dialog, window.menus.previous_slice, Qt.Key.Key_Up)
    assert window.menus.previous_slice.shortcut() == QKeySequence("Up")


def test_a_stored_key_is_not_shared_with_a_new_default_one(open_window, settings):
    settings.keep_key("fit", "I")
    settings.keep_key("invert-of-an-earlier-version", "F")
    settings.keep_key("reset-the-view", "Esc")
    window = open_window()
    assert window.menus.fit.shortcut() == QKeySequence("I")
    assert window.menus.invert.shortcut().isEmpty()
    assert window.menus.reset.shortcut() == QKeySequence("R")


def test_default_keys_come_back(open_window, window, dialog):
    press(dialog, window.menus.fit, Qt.Key.Key_I)
    assert dialog.defaults.isEnabled()
    QTest.mouseClick(dialog.defaults, Qt.MouseButton.LeftButton)
    assert window.menus.fit.shortcut() == QKeySequence("F")
    assert window.menus.invert.shortcut() == QKeySequence("I")
    assert not dialog.defaults.isEnabled()
    assert open_window().menus.invert.shortcut() == QKeySequence("I")


def test_a_command_can_be_without_a_key(open_window, window, dialog):
    dialog.choose(window.menus.invert)
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert open_window().menus.invert.shortcut().isEmpty()
    QTest.mouseClick(dialog.default, Qt.MouseButton.LeftButton)
    assert window.menus.invert.shortcut() == QKeySequence("I")


def test_the_mouse_cannot_be_changed(dialog):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(dialog.list.topLevelItemCount() - 1))
    assert not dialog.field.isEnabled()
    assert not dialog.remove.isEnabled()


def test_the_search_leaves_what_fits(dialog):
    QTest.keyClicks(dialog.search, "window: my")
    assert [text for text, _ in dialog.rows] == [f"Window: my own {slot}" for slot in (6, 7, 8, 9)]


def test_enter_presses_no_button(dialog):
    for place in (dialog.search, dialog.field, dialog.list):
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_Return)
        assert dialog.isVisible()


@pytest.mark.parametrize("tool", ["classify_folder", "history", "train", "evaluate"])
def test_every_window_closes_and_quits_by_the_same_keys(window, qtbot, tool):
    getattr(window.menus, tool).trigger()
    other = {"classify_folder": "batch", "train": "training", "evaluate": "evaluation"}.get(tool, tool)
    other = getattr(window.tools, other)
    for key, held in ((Qt.Key.Key_Escape, PLAIN), (Qt.Key.Key_W, CTRL)):
        qtbot.waitUntil(other.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or other, key, held)
        assert not other.isVisible()
        assert window.isVisible()
        getattr(window.menus, tool).trigger()
    qtbot.waitUntil(other.isActiveWindow)
    QTest.keyClick(other, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert not window.isVisible()


def test_so_do_the_windows_and_dialogs_that_belong_to_the_main_one(open_window, head, qtbot):
    window = open_window(head)
    for command in ("network_input", "check_heat", "shortcuts", "log", "about", "report"):
        for key, held in ((Qt.Key.Key_Escape, PLAIN), (Qt.Key.Key_W, CTRL)):
            getattr(window.menus, command).trigger()
            qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, window))
            other = QApplication.activeWindow()
            QTest.keyClick(QApplication.focusWidget() or other, key, held)
            qtbot.waitUntil(lambda other=other: other not in QApplication.topLevelWidgets() or not other.isVisible())
            assert window.isVisible()
    window.menus.network_input.trigger()
    qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, window))
    QTest.keyClick(QApplication.activeWindow(), Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_panel_is_as_wide_as_it_is_dragged(open_window, qtbot, heads):
    window = open_window(*heads)
    window.resize(1200, 700)
    QApplication.processEvents()
    before = window.panel.width()
    handle = window.studies.sides.handle(2)
    place = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(handle, place - handle.rect().topLeft() - type(place)(80, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=place)
    assert window.panel.width() > before + 40
    width = window.panel.width()
    again = open_window(*heads)
    again.resize(1200, 700)
    qtbot.waitUntil(lambda: again.panel.width() == width)


def test_the_toolbar_names_the_present_key(window):
    button = window.findChild(QToolBar).widgetForAction(window.menus.fit)
    assert button.toolTip() == "Fit (F)"
    window.keys.bind(window.menus.fit, QKeySequence("Y"))
    assert button.toolTip() == "Fit (Y)"
    window.keys.bind(window.menus.fit, QKeySequence())
    assert button.toolTip() == "Fit"
