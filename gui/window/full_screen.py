"""The picture on the whole screen, with nothing beside it but its figures and the strip of its stack."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget


class FullScreen(QObject):
    """Hides what is beside the picture while the window fills the screen, and brings it back."""

    def __init__(self, window: QMainWindow, action: QAction, others: list[QWidget]) -> None:
        """Listen to the menu.

        Args:
            window: that fills the screen.
            action: of the menu, checked meanwhile.
            others: what is hidden meanwhile; its keys still work.
        """
        super().__init__(window)
        self._window, self._action, self._others = window, action, others
        self._shown: list[QWidget] = []
        self._state = Qt.WindowState.WindowNoState
        action.toggled.connect(self._on_action_toggled)

    @Slot()
    def leave(self) -> None:
        """Show the window as it was."""
        self._action.setChecked(False)

    @Slot(bool)
    def _on_action_toggled(self, is_on: bool) -> None:
        if is_on:
            self._state = self._window.windowState()
            self._shown = [one for one in self._others if not one.isHidden()]
            for one in self._shown:
                one.hide()
            self._window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)
        else:
            self._window.setWindowState(self._state)
            for one in self._shown:
                one.show()
