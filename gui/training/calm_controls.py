"""Controls that leave the wheel to the page they stand on: scrolling must not change a setting."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

_INDENT = 6


class CalmSpinBox(QSpinBox):
    """A whole number; what is typed counts once it is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        # A style sheet's padding does not reach it.
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class CalmDoubleSpinBox(QDoubleSpinBox):
    """A number; what is typed counts once it is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        # A style sheet's padding does not reach it.
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class CalmComboBox(QComboBox):
    """A choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()
