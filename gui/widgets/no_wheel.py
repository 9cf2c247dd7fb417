"""Controls that ignore the wheel, so that scrolling a page does not change a setting."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QSlider, QSpinBox, QWidget

_INDENT = 6
# The keys of a closed list; a window may use them for commands.
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class _LeavesWheel:
    """Ignores the wheel; must be the first base class, so that Qt's wheel events arrive here."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on to the page."""
        event.ignore()


class NoWheelSpinBox(_LeavesWheel, QSpinBox):
    """A whole number; typed text counts once it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        _settle(self)


class NoWheelDoubleSpinBox(_LeavesWheel, QDoubleSpinBox):
    """A number without trailing zeros; typed text counts once it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        _settle(self)

    def textFromValue(self, value: float) -> str:
        """Write a number without zeros at its end."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


class NoWheelComboBox(_LeavesWheel, QComboBox):
    """A drop-down list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys from the window's commands while the list has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if is_plain and event.key() in _STEPS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Escape and keys with Ctrl to the window; Qt would look for an entry that begins with them."""
        if event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class NoWheelSlider(_LeavesWheel, QSlider):
    """A slider for a number, changed by dragging or keys."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _settle(box: QAbstractSpinBox) -> None:
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setKeyboardTracking(False)
    # The padding of a style sheet does not apply here.
    box.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
