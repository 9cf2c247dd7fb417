"""Controls that leave the wheel to the page they stand on: scrolling must not change a setting."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QSlider, QSpinBox, QWidget

_INDENT = 6
# What a closed list goes by; a window may have commands on them.
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class _LeavesWheel:
    """Stands before the control among the bases, so that Qt's wheel events come here."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class CalmSpinBox(_LeavesWheel, QSpinBox):
    """A whole number; what is typed counts once it is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        _settle(self)


class CalmDoubleSpinBox(_LeavesWheel, QDoubleSpinBox):
    """A number, written as short as it is; what is typed counts once it is finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        _settle(self)

    def textFromValue(self, value: float) -> str:
        """Write a number without zeros at its end."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


class CalmComboBox(_LeavesWheel, QComboBox):
    """A choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys from the window's commands while it has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if is_plain and event.key() in _STEPS:
                event.accept()
                return True
        return super().event(event)


class CalmSlider(_LeavesWheel, QSlider):
    """A number that is dragged, or changed by keys."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        """Take the focus by click and key alone."""
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _settle(box: QAbstractSpinBox) -> None:
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setKeyboardTracking(False)
    # A style sheet's padding does not reach it.
    box.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
