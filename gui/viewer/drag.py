"""The effects of dragging the mouse over the picture."""

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from core.image.slice import Window

# The view pixels of a drag that changes the window by its own width.
_WINDOW_DRAG = 300.0


class Drag(Enum):
    """The effect of a drag."""

    WINDOW = auto()
    ZOOM = auto()
    PAN = auto()


def drag_of(button: Qt.MouseButton, has_space: bool) -> Drag | None:
    """Return the effect of a drag with a button; None where it has none.

    Args:
        button: the pressed one.
        has_space: whether the space bar is pressed, which makes any drag shift the picture.
    """
    if button is Qt.MouseButton.MiddleButton or has_space:
        return Drag.PAN
    return {Qt.MouseButton.RightButton: Drag.ZOOM, Qt.MouseButton.LeftButton: Drag.WINDOW}.get(button)


def dragged_window(window: "Window", own: "Window", step: QPointF) -> "Window":
    """Widen a window by a drag to the right, and brighten the picture by a drag upwards.

    Args:
        window: the current one.
        own: the window of the slice, whose width scales the effect.
        step: the movement of the mouse, in view pixels.
    """
    from core.image.slice import VoiFunction

    scale = own.width / _WINDOW_DRAG
    narrowest = own.width / 256
    if window.function is VoiFunction.LINEAR:
        narrowest = max(narrowest, 2.0)
    width = max(window.width + step.x() * scale, narrowest)
    return replace(window, width=width, center=window.center - step.y() * scale)
