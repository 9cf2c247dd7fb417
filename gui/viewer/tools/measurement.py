"""A measurement: its place in the picture, and how its handles change it."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from core.program.translation import mark

if TYPE_CHECKING:
    from core.image.measuring import Point, Region


class Kind(Enum):
    """What a tool measures; the value names it to the user."""

    RULER = mark("Ruler")
    ANGLE = mark("Angle")
    RECTANGLE = mark("Rectangle")
    ELLIPSE = mark("Ellipse")

    @property
    def point_count(self) -> int:
        """How many points it takes."""
        return 3 if self is Kind.ANGLE else 2

    @property
    def is_region(self) -> bool:
        """Whether its two points are corners of a box."""
        return self in (Kind.RECTANGLE, Kind.ELLIPSE)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A ruler, an angle or a region; one that is being drawn may have fewer points than it needs.

    Attributes:
        kind: what it is.
        points: in picture coordinates, pixel edges at whole numbers; of an angle the second is its vertex.
    """

    kind: Kind
    points: "tuple[Point, ...]"

    @property
    def is_whole(self) -> bool:
        """Whether all its points are there."""
        return len(self.points) == self.kind.point_count

    @property
    def handles(self) -> "list[Point]":
        """The points by which it can be changed: of a region all four corners, clockwise from its first point."""
        if not (self.kind.is_region and self.is_whole):
            return list(self.points)
        first, second = self.points
        return [first, first._replace(x=second.x), second, first._replace(y=second.y)]

    def with_handle(self, index: int, to: "Point") -> Self:
        """Move one handle; of a region, the corners beside it follow."""
        points = list(self.points)
        if self.kind.is_region and index in (1, 3):
            across, down = (1, 0) if index == 1 else (0, 1)
            points[across] = points[across]._replace(x=to.x)
            points[down] = points[down]._replace(y=to.y)
        else:
            points[1 if self.kind.is_region and index == 2 else index] = to
        return replace(self, points=tuple(points))

    def moved(self, x: float, y: float) -> Self:
        """Move all of it."""
        return replace(self, points=tuple(point._replace(x=point.x + x, y=point.y + y) for point in self.points))

    def region(self) -> "Region | None":
        """Give the region; None of what is none."""
        from core.image.measuring import Outline, Region

        if not (self.kind.is_region and self.is_whole):
            return None
        outline = Outline.ELLIPSE if self.kind is Kind.ELLIPSE else Outline.RECTANGLE
        return Region(outline, *self.points)

    def path(self) -> QPainterPath:
        """Draw it in picture coordinates."""
        path = QPainterPath()
        corners = [QPointF(*point) for point in self.points]
        if self.kind.is_region and self.is_whole:
            box = QRectF(*corners).normalized()
            path.addEllipse(box) if self.kind is Kind.ELLIPSE else path.addRect(box)
        else:
            path.addPolygon(QPolygonF(corners))
        return path
