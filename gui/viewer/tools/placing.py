"""Placing the points of a measurement: by drags, by clicks, or by both."""

import math
from typing import TYPE_CHECKING

from gui.viewer.tools.measurement import Kind, Measurement

if TYPE_CHECKING:
    from core.image.measuring import Point


class Placing:
    """One measurement that is being drawn. A drag sets a point where it begins and where it ends, a click sets one."""

    def __init__(self, kind: Kind, first: "Point") -> None:
        """Begin with a press.

        Args:
            kind: what is drawn.
            first: where it was pressed.
        """
        self._kind, self._points, self._loose = kind, [first], first

    @property
    def draft(self) -> Measurement:
        """What is there so far, with the point that follows the cursor."""
        return Measurement(self._kind, (*self._points, self._loose))

    def follow(self, point: "Point") -> None:
        """Let the point that is not set follow the cursor."""
        self._loose = point

    def set_point(self, point: "Point", near: float) -> Measurement | None:
        """Set a point where the button is released; gives the measurement once it is whole.

        Args:
            point: where it is released.
            near: the distance, in pixels of the picture, within which a drag is a click.
        """
        self._loose = point
        last = self._points[-1]
        if math.hypot(point.x - last.x, point.y - last.y) <= near:
            # A click has set its point with the press; a second one at the same place sets none.
            return None
        self._points.append(point)
        whole = Measurement(self._kind, tuple(self._points))
        return whole if whole.is_whole else None
