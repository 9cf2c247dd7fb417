"""What can take the focus has a name for a screen reader, and shows that it has the focus."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenuBar, QScrollArea, QSpinBox, QWidget

from tests.gui.conftest import wait_for_answer

WINDOWS = ("main", "batch", "training", "evaluation", "keys")


@pytest.fixture(params=WINDOWS)
def window(request, open_window, qtbot, heads):
    main = open_window(*heads)
    wait_for_answer(qtbot, main)
    if request.param == "main":
        return main
    if request.param == "keys":
        main.menus.shortcuts.trigger()
        [dialog] = [child for child in main.findChildren(QWidget) if child.objectName() == "keysDialog"]
        return dialog
    action = {"batch": main.menus.classify_folder, "training": main.menus.train, "evaluation": main.menus.evaluate}
    action[request.param].trigger()
    other = getattr(main.tools, request.param)
    qtbot.waitUntil(other.isActiveWindow)
    return other


def reachable(window):
    """List what the tab key reaches."""
    for widget in window.findChildren(QWidget):
        is_own = not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox | QSpinBox))
        has_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if widget.isVisibleTo(window) and widget.isEnabled() and has_focus and is_own and widget.window() is window:
            yield widget


def test_each_has_a_name(window):
    nameless = []
    for widget in reachable(window):
        if isinstance(widget, QScrollArea | QMenuBar):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless


def test_each_shows_that_it_has_the_focus(window, qtbot):
    blind = []
    for widget in list(reachable(window)):
        if isinstance(widget, QScrollArea | QMenuBar):
            continue
        other = next(one for one in reachable(window) if one is not widget)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        without = picture(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if widget.hasFocus() and np.array_equal(without, picture(widget)):
            blind.append(f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}")
    assert not blind


def picture(widget):
    """Grab a widget with a margin around it, where a frame may be."""
    window = widget.window()
    place = widget.mapTo(window, widget.rect().topLeft())
    image = window.grab(widget.rect().translated(place).adjusted(-3, -3, 3, 3)).toImage()
    return np.frombuffer(bytes(image.constBits()), np.uint8).copy()
