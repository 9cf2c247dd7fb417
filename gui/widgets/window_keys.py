"""The keys that close a window and quit the program, the same in every window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

CLOSE_KEY, QUIT_KEY = "Ctrl+W", "Ctrl+Q"


def add_window_keys(window: QWidget, quit_program: Callable[[], object]) -> None:
    """Let the keys work in a window without a menu.

    Args:
        window: that is closed, after its own questions.
        quit_program: ends the program, after its own.
    """
    _WindowKeys(window, quit_program)


class _WindowKeys(QObject):
    """Takes the keys before they become shortcuts.

    While a window of the kind `Qt.WindowType.Tool` is active, the shortcuts of its parent work, too. A separate
    shortcut with the same key would be ambiguous, and neither would do anything.
    """

    def __init__(self, window: QWidget, quit_program: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._quit = window, quit_program
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close or quit; what a widget inside makes of these keys does not come here."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        pressed = QKeySequence(event.keyCombination())
        if pressed not in (QKeySequence(CLOSE_KEY), QKeySequence(QUIT_KEY)):
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            if pressed == QKeySequence(CLOSE_KEY) or self._window.isModal():
                # Behind an open dialog, no other window can be closed.
                self._window.close()
            if pressed == QKeySequence(QUIT_KEY):
                self._quit()
        return True
