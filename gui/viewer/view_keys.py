"""Arrow keys on the picture: with Ctrl they shift it, with Alt they window it; a tool in hand is led by them."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

_DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_SHIFT, _WINDOW, _FAST = 32.0, 8.0, 10.0


class KeyUse(Enum):
    """What a key does to the picture."""

    SHIFT = auto()
    WINDOW = auto()
    POINT = auto()
    SET = auto()


def use_of(event: QKeyEvent, has_tool: bool) -> KeyUse | None:
    """Determine what a key does; None where it is none of the picture's.

    Args:
        event: of the key.
        has_tool: whether a tool is in hand.
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in _DIRECTIONS:
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return KeyUse.SHIFT
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return KeyUse.WINDOW
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return KeyUse.POINT if has_tool and plain else None
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return KeyUse.SET if has_tool and is_enter and not modifiers else None


def step_of(event: QKeyEvent, use: KeyUse, pixel: float) -> QPointF:
    """Return how far an arrow key goes, in points of the view.

    Args:
        event: of the key.
        use: of it.
        pixel: the side of a pixel of the picture, by which a tool steps; by ten with Shift.
    """
    direction = _DIRECTIONS[Qt.Key(event.key())]
    if use is KeyUse.SHIFT:
        return direction * _SHIFT
    if use is KeyUse.WINDOW:
        return direction * _WINDOW
    is_fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return direction * (max(pixel, 1.0) * (_FAST if is_fast else 1.0))
