"""The position of a picture in its view: zoom and shift."""

from dataclasses import dataclass, field, replace
from typing import Self

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QTransform

LOWEST_ZOOM, HIGHEST_ZOOM = 0.05, 40.0
_MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class ViewTransform:
    """The zoom, and the position of the picture's corner.

    Attributes:
        zoom: number of view pixels for the shorter side of a picture pixel.
        stretch_x: width of a picture pixel relative to its shorter side.
        stretch_y: height of a picture pixel relative to its shorter side.
        offset: position of the picture's upper left corner, in view pixels.
    """

    zoom: float = 1.0
    stretch_x: float = 1.0
    stretch_y: float = 1.0
    offset: QPointF = field(default_factory=QPointF)

    @classmethod
    def fitting(cls, picture: QSizeF, spacing: tuple[float, float] | None, view: QSizeF) -> Self:
        """Show the whole picture, centred.

        Args:
            picture: its size in pixels.
            spacing: (row, column) distance of its pixels, or None where they are square.
            view: the size of the view.
        """
        row, column = spacing or (1.0, 1.0)
        unit = min(row, column)
        width, height = picture.width() * column / unit, picture.height() * row / unit
        room_x, room_y = max(view.width() - 2 * _MARGIN, 1), max(view.height() - 2 * _MARGIN, 1)
        zoom = min(room_x / width, room_y / height)
        return cls(zoom, column / unit, row / unit)._centred(picture, view)

    def at_one_to_one(self, picture: QSizeF, view: QSizeF) -> Self:
        """Show each picture pixel as one view pixel, centred."""
        return replace(self, zoom=1.0)._centred(picture, view)

    def zoomed(self, factor: float, about: QPointF) -> Self:
        """Zoom about a point of the view, which keeps its place in the picture."""
        zoom = min(max(self.zoom * factor, LOWEST_ZOOM), HIGHEST_ZOOM)
        return replace(self, zoom=zoom, offset=about - (about - self.offset) * (zoom / self.zoom))

    def moved(self, by: QPointF) -> Self:
        """Shift the picture."""
        return replace(self, offset=self.offset + by)

    def to_picture(self, point: QPointF) -> QPointF:
        """Return the picture coordinates of a point of the view; pixel edges are at whole numbers."""
        away = point - self.offset
        return QPointF(away.x() / (self.zoom * self.stretch_x), away.y() / (self.zoom * self.stretch_y))

    def pixel_at(self, point: QPointF, picture: QSizeF) -> tuple[int, int] | None:
        """Return the pixel (column, row) under a point of the view; None outside the picture of the given size."""
        at = self.to_picture(point)
        is_inside = 0 <= at.x() < picture.width() and 0 <= at.y() < picture.height()
        return (int(at.x()), int(at.y())) if is_inside else None

    def as_qtransform(self) -> QTransform:
        """Return the transform for a painter."""
        return QTransform(
            self.zoom * self.stretch_x, 0, 0, self.zoom * self.stretch_y, self.offset.x(), self.offset.y()
        )

    def _centred(self, picture: QSizeF, view: QSizeF) -> Self:
        width = picture.width() * self.zoom * self.stretch_x
        height = picture.height() * self.zoom * self.stretch_y
        return replace(self, offset=QPointF((view.width() - width) / 2, (view.height() - height) / 2))
