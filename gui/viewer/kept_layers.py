"""Keeps the painted layers for the next frames, shifts them with the picture, and completes them at the edges."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from gui.viewer.layers import Layers
from gui.viewer.view_transform import ViewTransform

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the layers are painted: two frames that are equal look the same.

    Attributes:
        changes: how often something else was to be drawn.
        is_smooth: whether an enlarged picture is smoothed.
        opacity: of the heat map; None where none is shown.
        transform: how the picture is laid into the view.
        ratio: screen pixels of a view pixel.
    """

    changes: int
    is_smooth: bool
    opacity: float | None
    transform: ViewTransform
    ratio: float


class KeptLayers:
    """Paints the layers of a view; what a former frame showed too is copied from it."""

    def __init__(self, layers: Layers) -> None:
        """Start with nothing kept.

        Args:
            layers: to paint.
        """
        self._layers = layers
        self._frame: _Frame | None = None
        self._image = QImage()

    def paint(self, painter: QPainter, transform: ViewTransform, view: QRect, ratio: float) -> None:
        """Paint all layers, on black.

        Args:
            painter: of the view, in its pixels.
            transform: how the picture is laid into the view.
            view: all of it.
            ratio: screen pixels of a view pixel.
        """
        if not _fits_pixels(painter, ratio):
            painter.fillRect(view, Qt.GlobalColor.black)
            self._layers.paint(painter, transform, QRectF(view), ratio)
            return
        layers = self._layers
        opacity = layers.opacity if layers.shows_heat and layers.has_heat else None
        self._complete(_Frame(layers.changes, layers.is_smooth, opacity, transform, ratio), view)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(0, 0, self._image)
        painter.restore()

    def _complete(self, frame: _Frame, view: QRect) -> None:
        """Bring what is kept up to a frame."""
        whole = QRectF(0, 0, view.width() * frame.ratio, view.height() * frame.ratio).toAlignedRect()
        missing = QRegion(whole)
        step = self._step_to(frame) if self._image.size() == whole.size() else None
        if step is None:
            self._image = QImage(whole.size(), QImage.Format.Format_RGB32)
        elif not step.isNull():
            missing -= QRegion(whole.translated(step))
            self._image = _shifted(self._image, step)
        else:
            return
        # An error below leaves nothing that counts as complete.
        self._frame = None
        painter = QPainter(self._image)
        try:
            # The stubs do not say that a region is iterable.
            for part in missing:  # type: ignore[attr-defined]
                self._paint_part(painter, frame, part)
        finally:
            painter.end()
        self._frame = frame

    def _step_to(self, frame: _Frame) -> QPoint | None:
        """Return by how many screen pixels what is kept is shifted in a frame; None where it is not just shifted."""
        kept = self._frame
        if kept is None or replace(kept, transform=frame.transform) != frame:
            return None
        shift = (frame.transform.offset - kept.transform.offset) * frame.ratio
        if replace(kept.transform, offset=frame.transform.offset) != frame.transform:
            return None
        step = shift.toPoint()
        is_whole = (shift - QPointF(step)).manhattanLength() < _ROUNDING
        return step if is_whole and (step.isNull() or self._layers.can_shift(frame.transform, frame.ratio)) else None

    def _paint_part(self, painter: QPainter, frame: _Frame, part: QRect) -> None:
        seen = QRectF(QPointF(part.topLeft()) / frame.ratio, QPointF(part.bottomRight() + QPoint(1, 1)) / frame.ratio)
        painter.resetTransform()
        painter.setClipRect(part)
        painter.fillRect(part, Qt.GlobalColor.black)
        painter.scale(frame.ratio, frame.ratio)
        self._layers.paint(painter, frame.transform, seen, frame.ratio)


def _fits_pixels(painter: QPainter, ratio: float) -> bool:
    """Say whether the pixels of a painter's picture are those of the screen."""
    laid = painter.deviceTransform()
    is_plain = laid.isAffine() and not (laid.m12() or laid.m21())
    is_whole = all(abs(place - round(place)) < _ROUNDING for place in (laid.dx(), laid.dy()))
    return is_plain and is_whole and abs(laid.m11() - ratio) < _ROUNDING > abs(laid.m22() - ratio)


def _shifted(image: QImage, step: QPoint) -> QImage:
    shifted = QImage(image.size(), image.format())
    painter = QPainter(shifted)
    painter.drawImage(step, image)
    painter.end()
    return shifted
