"""The layers of the view: the picture through its window, the heat map, its outline."""

from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QTransform

from gui.viewer.outlines import box_of, path_near, trace_outlines
from gui.viewer.overlay import OUTLINE_REACH, paint_outline
from gui.viewer.rendering import reduction_of, render_heat, render_slice, thinned
from gui.viewer.view_transform import ViewTransform

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.image.slice import Slice, Window
    from core.image.turn import Turn
    from gui.work.answers import Answer, HeatMapAnswer

_NUDGE = 1e-4

_Place = tuple[QRect, int, "Turn | None"]


class Layers:
    """Holds a slice, how it is shown and its heat map; paints them through any transform.

    What is painted is drawn when it is first needed, and kept: a drag sends more moves than there are frames.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.image: Slice | None = None
        self.window: Window | None = None
        self.is_inverted = False
        self.is_smooth = True
        self.shows_heat = False
        self.opacity = 0.5
        self._rgba: npt.NDArray[np.uint8] | None = None
        self._heat = QImage()
        self._heat_turn: Turn | None = None
        self._outlines: list[npt.NDArray[np.float32]] = []
        self._reduced: Slice | None = None
        self._drawn: dict[bool, tuple[_Place, QImage]] = {}
        # Counts the changes to what is drawn.
        self.changes = 0

    @property
    def whole(self) -> QRect:
        """The picture, in its own pixels."""
        height, width = self.image.pixels.shape[:2] if self.image else (0, 0)
        return QRect(0, 0, width, height)

    @property
    def size(self) -> QSizeF:
        """Of the picture, in pixels."""
        return QSizeF(self.whole.size())

    @property
    def has_heat(self) -> bool:
        """Whether there is a heat map of the slice."""
        return self._rgba is not None

    def show(self, image: "Slice", window: "Window") -> None:
        """Take another slice, which has no heat map yet."""
        self.image, self.window, self._reduced = image, window, None
        self.forget_heat()
        self.render()

    def clear(self) -> None:
        """Show nothing."""
        self.image = self.window = self._reduced = None
        self.is_inverted = False
        self.forget_heat()
        self.render()

    def forget_heat(self) -> None:
        """Have no heat map."""
        self._rgba, self._heat, self._outlines = None, QImage(), []
        self.changes += 1

    def take_heat(self, answer: "Answer | HeatMapAnswer") -> None:
        """Take the heat map of an answer about the slice, which may have none yet."""
        self.forget_heat()
        self._rgba = answer.heat_rgba
        self._outlines = trace_outlines(answer.outlines)

    def render(self) -> None:
        """Draw the picture again, after its window has changed."""
        self._drawn.clear()
        self.changes += 1

    def picture(self, transform: ViewTransform, seen: QRectF, ratio: float) -> tuple[QRect, QImage]:
        """Draw what is seen of the picture, or keep what is drawn.

        Args:
            transform: how the picture is laid into the view.
            seen: the part of the view that is painted.
            ratio: screen pixels of a view pixel.

        Returns:
            The region of the picture that it covers, and it, turned as the transform says. That is the whole with
            fewer pixels where it is large and the zoom is low, else the part that is seen, with all of them.
        """
        if self.image is None or self.window is None:
            return QRect(), QImage()
        reduced, step = reduction_of(self.image), _step_at(transform, ratio)
        is_part = step < reduced
        region, step = self.whole, step if is_part else reduced
        if is_part:
            part = transform.as_qtransform().inverted()[0].mapRect(seen).toAlignedRect()
            # At the edges of what is seen, smooth pixels depend on those beyond.
            region = part.adjusted(-1, -1, 1, 1).intersected(region)
        if region.isEmpty():
            return QRect(), QImage()
        place = (region, step, transform.turn)
        kept = self._drawn.get(is_part)
        if kept is None or kept[0] != place:
            if is_part:
                drawn = render_slice(self.image, self.window, self.is_inverted, region, step, transform.turn)
            else:
                source = self._thinned(self.image, reduced)
                drawn = render_slice(source, self.window, self.is_inverted, turn=transform.turn)
            kept = self._drawn[is_part] = place, drawn
        return region, kept[1]

    def can_shift(self, transform: ViewTransform, ratio: float) -> bool:
        """Say whether a part of the picture looks the same wherever it is shifted to.

        A part of which pixels are left out does not, nor do the edges of pixels that are shown as squares.

        Args:
            transform: how the picture is laid into the view.
            ratio: screen pixels of a view pixel.
        """
        step = _step_at(transform, ratio)
        is_thinned_part = self.image is not None and 1 < step < reduction_of(self.image)
        return self._is_smoothed(transform, ratio) and not is_thinned_part

    def heat(self, turn: "Turn | None" = None) -> QImage:
        """Draw the heat map, or keep what is drawn; empty without one."""
        if self._rgba is not None and (self._heat.isNull() or self._heat_turn != turn):
            self._heat, self._heat_turn = render_heat(self._rgba, turn), turn
        return self._heat

    def heat_outlines(self, transform: ViewTransform) -> list[QRectF]:
        """Return the boxes, in view pixels, of the lines around the heat; none while the heat map is hidden."""
        if not (self.shows_heat and self.has_heat):
            return []
        return [self._laid_heat(transform).mapRect(box_of(line)) for line in self._outlines]

    def paint(self, painter: QPainter, transform: ViewTransform, seen: QRectF, ratio: float) -> None:
        """Paint all layers.

        Args:
            painter: of the view, in its pixels.
            transform: how the picture is laid into it.
            seen: the part of the view that is painted.
            ratio: screen pixels of a view pixel.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._is_smoothed(transform, ratio))
        laid = transform.as_qtransform()
        region, picture = self.picture(transform, seen, ratio)
        if not region.isEmpty():
            painter.drawImage(_on_pixels(laid.mapRect(QRectF(region)), picture, ratio), picture)
        if self.shows_heat and self.has_heat:
            heat = self.heat(transform.turn)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(self.opacity)
            painter.drawImage(_on_pixels(laid.mapRect(QRectF(self.whole)), heat, ratio), heat)
            painter.setOpacity(1.0)
            laid_heat = self._laid_heat(transform)
            reach = seen.adjusted(-OUTLINE_REACH, -OUTLINE_REACH, OUTLINE_REACH, OUTLINE_REACH)
            painter.setTransform(laid_heat, True)
            paint_outline(painter, path_near(self._outlines, laid_heat.inverted()[0].mapRect(reach)))
        painter.restore()

    def _laid_heat(self, transform: ViewTransform) -> QTransform:
        """Lay the heat map, in its own pixels as it was made, into the view."""
        heat = self.heat(transform.turn)
        across, down = heat.width(), heat.height()
        if transform.turn and transform.turn.swaps_sides:
            across, down = down, across
        scale = QTransform.fromScale(self.whole.width() / across, self.whole.height() / down)
        return scale * transform.as_qtransform()

    def _is_smoothed(self, transform: ViewTransform, ratio: float) -> bool:
        # Where several pixels share one of the screen there are no squares, and leaving some out would show stripes.
        return self.is_smooth or transform.zoom * ratio < 1

    def _thinned(self, image: "Slice", step: int) -> "Slice":
        """Return the reduced slice with contiguous pixels, which are windowed quickly."""
        if self._reduced is None:
            self._reduced = thinned(image, step)
        return self._reduced


def _step_at(transform: ViewTransform, ratio: float) -> int:
    """Return how many picture pixels, in each direction, share one of the screen."""
    return max(1, round(1 / (transform.zoom * ratio)))


def _on_pixels(target: QRectF, picture: QImage, ratio: float) -> QRectF:
    """Lay a picture onto the pixels of the screen: exactly where it keeps its size, else with no edge at half a pixel.

    Qt would round a half down at the left of the view and up within it, so that the picture jumped while it is shifted.
    """
    grown = target.size() * ratio - QSizeF(picture.size())
    if max(abs(grown.width()), abs(grown.height())) > _NUDGE:
        return target.translated(_NUDGE, _NUDGE)
    left, top = (floor(edge * ratio + 0.5 + _NUDGE) / ratio for edge in (target.left(), target.top()))
    return QRectF(QPointF(left, top), target.size())
