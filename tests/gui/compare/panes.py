"""What a test does with the panes of a comparison."""

import nibabel
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

KEY = Qt.Key


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.viewer.view, key, modifiers)


def panes(window):
    return window.explain_and_compare.comparing.panes


def wait_for_panes(qtbot, window):
    qtbot.waitUntil(lambda: bool(panes(window)) and all(pane.answer for pane in panes(window)), timeout=20_000)


def compare(qtbot, window, layout):
    window.menus.comparing.layouts[layout].trigger()
    wait_for_panes(qtbot, window)
    return panes(window)


def choose_in_head(pane, key, words):
    """Open the menu of a pane's head and choose from it."""
    menu = pane.head.button(key).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


def write_stack(path, count, step_mm, low=0):
    volume = np.zeros((48, 40, count), np.int16)
    volume += (low + 100 * np.arange(count, dtype=np.int16))[None, None]
    volume[:8, :8] = low + 1500
    nibabel.save(nibabel.Nifti1Image(volume, np.diag([1.0, 1.0, step_mm, 1.0])), path)
    return path
