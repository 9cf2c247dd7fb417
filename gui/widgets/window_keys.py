"""The keys that close a window and quit the program, the same in every window and dialog beside the main window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

CLOSE_KEY, QUIT_KEY, LEAVE_KEY = "Ctrl+W", "Ctrl+Q", "Escape"


def add_window_keys(window: QWidget, quit_program: Callable[[], object] | None = None) -> None:
    """Let Ctrl+W and Escape close a window without a menu, and Ctrl+Q quit the program.

    Escape closes it only where no widget inside has a use for that key.

    Args:
        window: that is closed, after its own questions.
        quit_program: ends the program, after its own; by default as in the window that this one belongs to.
    """
    _WindowKeys(window, quit_program or _quit_of(window))


def _quit_of(window: QWidget) -> Callable[[], object]:
    parent = window.parentWidget()
    if parent is None:
        return window.close
    keys = parent.window().findChild(_WindowKeys, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return keys.quit_program if isinstance(keys, _WindowKeys) else parent.window().close


class _WindowKeys(QObject):
    """Takes the keys before they become shortcuts.

    While a window of the kind `Qt.WindowType.Tool` is active, the shortcuts of its parent work, too. A separate
    shortcut with the same key would be ambiguous, and neither would do anything.
    """

    def __init__(self, window: QWidget, quit_program: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self.quit_program = window, quit_program
        # A dialog leaves by Escape of itself, with the answer that changes nothing.
        keys = (CLOSE_KEY, QUIT_KEY) if isinstance(window, QDialog) else (CLOSE_KEY, QUIT_KEY, LEAVE_KEY)
        self._keys = [QKeySequence(key) for key in keys]
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close or quit; what a widget inside makes of these keys does not come here."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        pressed = QKeySequence(event.keyCombination())
        if pressed not in self._keys:
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            if pressed != QKeySequence(QUIT_KEY) or self._window.isModal():
                # Behind an open dialog, no other window can be closed.
                self._window.close()
            if pressed == QKeySequence(QUIT_KEY):
                self.quit_program()
        return True
