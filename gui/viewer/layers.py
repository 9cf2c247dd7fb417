"""What lies over one another in the view: the picture through its window, the heat map, its outline."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPainterPath

from gui.viewer.overlay import paint_outline
from gui.viewer.rendering import reduction_of, render_heat, render_slice, trace_outlines
from gui.viewer.view_transform import ViewTransform

if TYPE_CHECKING:
    from core.image.slice import Slice, Window
    from gui.work.inference import Answer

# Beyond this zoom single pixels are shown as squares.
_SQUARE_PIXELS = 6.0


class Layers:
    """Holds a slice, how it is shown and its heat map; paints them through any transform."""

    def __init__(self) -> None:
        """Start empty."""
        self.image: Slice | None = None
        self.window: Window | None = None
        self.is_inverted = False
        self.is_smooth = True
        self.shows_heat = False
        self.opacity = 0.5
        self.picture, self.heat = QImage(), QImage()
        self._step, self._outline = 1, QPainterPath()
        self._sharp, self._sharp_place = QImage(), (QRect(), 0)

    @property
    def whole(self) -> QRectF:
        """The picture, in its own pixels."""
        height, width = self.image.pixels.shape[:2] if self.image else (0, 0)
        return QRectF(0, 0, width, height)

    @property
    def size(self) -> QSizeF:
        """Of the picture, in pixels."""
        return self.whole.size()

    def show(self, image: "Slice", window: "Window") -> None:
        """Take another slice, which has no heat map yet."""
        self.image, self.window = image, window
        self.heat, self._outline = QImage(), QPainterPath()
        self.render()

    def clear(self) -> None:
        """Show nothing."""
        self.image = self.window = None
        self.is_inverted = False
        self.picture, self.heat, self._outline = QImage(), QImage(), QPainterPath()

    def take_heat(self, answer: "Answer") -> None:
        """Take the heat map of an answer about the slice."""
        self.heat = render_heat(answer.heat_rgba)
        self._outline = trace_outlines(answer.outlines)

    def render(self) -> None:
        """Draw the picture anew, after its window has changed."""
        self._sharp, self._sharp_place = QImage(), (QRect(), 0)
        if self.image is not None and self.window is not None:
            self._step = reduction_of(self.image)
            self.picture = render_slice(self.image, self.window, self.is_inverted, step=self._step)

    def paint(self, painter: QPainter, transform: ViewTransform, seen: QRectF, ratio: float) -> None:
        """Paint all layers.

        Args:
            painter: of the view.
            transform: how the picture is laid into it.
            seen: the part of the view that is painted.
            ratio: screen pixels of a view pixel.
        """
        painter.save()
        is_smooth = self.is_smooth and transform.zoom < _SQUARE_PIXELS
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.setTransform(transform.as_qtransform())
        step = max(1, round(1 / (transform.zoom * ratio)))
        if step < self._step:
            self._paint_sharp(painter, transform, seen, step)
        else:
            painter.drawImage(self.whole, self.picture)
        if self.shows_heat and not self.heat.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            whole = self.whole
            painter.scale(whole.width() / self.heat.width(), whole.height() / self.heat.height())
            painter.setOpacity(self.opacity)
            painter.drawImage(QPointF(0, 0), self.heat)
            painter.setOpacity(1.0)
            paint_outline(painter, self._outline)
        painter.restore()

    def _paint_sharp(self, painter: QPainter, transform: ViewTransform, seen: QRectF, step: int) -> None:
        """Paint what is seen of a large picture sharper than the reduced whole."""
        part = transform.as_qtransform().inverted()[0].mapRect(seen)
        region = part.intersected(self.whole).toAlignedRect()
        if self.image is None or self.window is None or region.isEmpty():
            return
        if self._sharp_place != (region, step):
            self._sharp = render_slice(self.image, self.window, self.is_inverted, region, step)
            self._sharp_place = (region, step)
        painter.drawImage(region, self._sharp)
