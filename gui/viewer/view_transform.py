"""The position of a picture in its view: zoom, shift, turn."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

if TYPE_CHECKING:
    from core.image.slice import EdgeLabels
    from core.image.turn import Turn

LOWEST_ZOOM, HIGHEST_ZOOM = 0.05, 40.0
_MARGIN = 12.0


class Fit(Enum):
    """What of a picture is fitted to the view."""

    WHOLE = auto()
    WIDTH = auto()


@dataclass(frozen=True, slots=True)
class ViewTransform:
    """The zoom, and the position of the picture's corner.

    Attributes:
        zoom: view pixels for the shorter side of a picture pixel.
        stretch_x: how much wider a picture pixel is than that.
        stretch_y: how much higher.
        offset: of the picture's first corner, in view pixels.
        turn: how the picture is turned and mirrored; None for not at all.
    """

    zoom: float = 1.0
    stretch_x: float = 1.0
    stretch_y: float = 1.0
    offset: QPointF = field(default_factory=QPointF)
    turn: "Turn | None" = None

    @classmethod
    def fitting(
        cls,
        picture: QSizeF,
        spacing: tuple[float, float] | None,
        view: QSizeF,
        turn: "Turn | None" = None,
        fit: Fit = Fit.WHOLE,
    ) -> Self:
        """Show the whole picture, or all of its width, centred.

        Args:
            picture: its size in pixels.
            spacing: (row, column) distance of its pixels, or None where they are square.
            view: the size of the view.
            turn: how the picture is turned.
            fit: what of it is to be seen.
        """
        row, column = spacing or (1.0, 1.0)
        unit = min(row, column)
        laid = cls(1.0, column / unit, row / unit, QPointF(), turn)
        seen = laid.as_qtransform().mapRect(QRectF(QPointF(), picture)).size()
        zoom = max(view.width() - 2 * _MARGIN, 1) / seen.width()
        if fit is Fit.WHOLE:
            zoom = min(zoom, max(view.height() - 2 * _MARGIN, 1) / seen.height())
        return replace(laid, zoom=zoom)._centred(picture, view)

    def at_zoom(self, zoom: float, picture: QSizeF, view: QSizeF) -> Self:
        """Show a picture pixel on this number of view pixels, centred."""
        return replace(self, zoom=zoom)._centred(picture, view)

    def zoomed(self, factor: float, about: QPointF) -> Self:
        """Zoom about a point of the view, which keeps its place in the picture."""
        zoom = min(max(self.zoom * factor, LOWEST_ZOOM), HIGHEST_ZOOM)
        return replace(self, zoom=zoom, offset=about - (about - self.offset) * (zoom / self.zoom))

    def magnified(self, factor: float, about: QPointF) -> Self:
        """Zoom as `zoomed` does, without limits."""
        return replace(self, zoom=self.zoom * factor, offset=about - (about - self.offset) * factor)

    def moved(self, by: QPointF) -> Self:
        """Shift the picture."""
        return replace(self, offset=self.offset + by)

    def turned(self, turn: "Turn", about: QPointF) -> Self:
        """Turn the picture about a point of the view."""
        laid = replace(self, turn=turn)
        return laid.moved(about - laid.to_view(self.to_picture(about)))

    def to_picture(self, point: QPointF) -> QPointF:
        """Find the picture coordinates, pixel edges at whole numbers, of a point of the view."""
        return self.as_qtransform().inverted()[0].map(point)

    def to_view(self, point: QPointF) -> QPointF:
        """Return the place in the view of a point of the picture."""
        return self.as_qtransform().map(point)

    def pixel_at(self, point: QPointF, picture: QSizeF) -> tuple[int, int] | None:
        """Return the pixel (column, row) under a point of the view; None outside the picture of the given size."""
        at = self.to_picture(point)
        is_inside = 0 <= at.x() < picture.width() and 0 <= at.y() < picture.height()
        return (int(at.x()), int(at.y())) if is_inside else None

    def as_qtransform(self) -> QTransform:
        """Give it as what a painter takes."""
        x_axis, y_axis = (self.turn.x_axis, self.turn.y_axis) if self.turn else ((1, 0), (0, 1))
        across, down = self.zoom * self.stretch_x, self.zoom * self.stretch_y
        return QTransform(
            across * x_axis[0],
            across * x_axis[1],
            down * y_axis[0],
            down * y_axis[1],
            self.offset.x(),
            self.offset.y(),
        )

    def turned_edges(self, edges: "EdgeLabels") -> "EdgeLabels":
        """Return the letters at the edges of the turned picture."""
        from core.image.turn import turned_edges

        return turned_edges(edges, self.turn) if self.turn else edges

    def _centred(self, picture: QSizeF, view: QSizeF) -> Self:
        seen = self.to_view(QPointF(picture.width() / 2, picture.height() / 2))
        return self.moved(QPointF(view.width() / 2, view.height() / 2) - seen)
