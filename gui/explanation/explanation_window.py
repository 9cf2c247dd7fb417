"""A small window beside the main one that closes by Escape and by the keys that close windows."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.window_keys import add_window_keys
from gui.widgets.window_size import fit_window

_SMALLEST = QSize(320, 300)
# Over the left of the picture, so that the panel stays to be read.
_BESIDE = QPoint(24, 96)
# Height of the title that the window manager adds.
_FRAME = 32


class ExplanationWindow(QWidget):
    """Stays in front of the main window, and belongs to it."""

    def __init__(self, title: str, size: QSize, parent: QWidget) -> None:
        """Make the window, not shown yet.

        Args:
            title: of the window.
            size: that it has at first.
            parent: the main window.
        """
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowCloseButtonHint)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        fit_window(self, size, _SMALLEST)
        self._place(parent.mapToGlobal(_BESIDE))
        add_window_keys(self)

    def _place(self, at: QPoint) -> None:
        """Move the window to a point of the screen, or as near to it as the whole of it can be seen."""
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().adjusted(0, 0, -self.width(), -self.height() - _FRAME)
        self.move(max(room.left(), min(at.x(), room.right())), max(room.top(), min(at.y(), room.bottom())))
