"""Turns arrays into Qt's pictures. NumPy is imported only when there is something to show."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage, QPainterPath, QPolygonF

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.image.slice import Slice, Window


# The number of pixels that are windowed without a noticeable delay.
_MOST_PIXELS = 2_000_000


def reduction_of(image: "Slice") -> int:
    """Return the number of pixels per side to show as one, so that the whole appears without a noticeable delay."""
    height, width = image.pixels.shape[:2]
    return max(1, ceil(sqrt(height * width / _MOST_PIXELS)))


def render_slice(
    image: "Slice", window: "Window", is_inverted: bool, region: QRect | None = None, step: int = 1
) -> QImage:
    """Show a slice through a window.

    Args:
        image: the slice.
        window: to apply.
        is_inverted: whether to show the negative.
        region: the part of the picture; the whole by default.
        step: take one of this many pixels in each direction.
    """
    from core.image.windowing import apply_window

    region = region or QRect(0, 0, image.pixels.shape[1], image.pixels.shape[0])
    rows = slice(region.top(), region.bottom() + 1, step)
    columns = slice(region.left(), region.right() + 1, step)
    shown = apply_window(image.pixels[rows, columns], window, image.is_inverted)
    picture = as_image(shown)
    if is_inverted:
        picture.invertPixels()
    return picture


def as_image(shown: "npt.NDArray[np.uint8]") -> QImage:
    """Turn grey levels (H, W), or RGB (H, W, 3), into a picture."""
    return _copied(shown, QImage.Format.Format_RGB888 if shown.ndim == 3 else QImage.Format.Format_Grayscale8)


def render_heat(rgba: "npt.NDArray[np.uint8]") -> QImage:
    """Turn a coloured heat map into a picture in a format that Qt paints fast."""
    return _copied(rgba, QImage.Format.Format_RGBA8888).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def trace_outlines(outlines: "Sequence[npt.NDArray[np.float32]]") -> QPainterPath:
    """Turn outlines of pixels into a path through their centres."""
    path = QPainterPath()
    for outline in outlines:
        path.addPolygon(QPolygonF([QPointF(x + 0.5, y + 0.5) for x, y in outline.tolist()]))
        path.closeSubpath()
    return path


def _copied(pixels: "npt.NDArray[np.uint8]", kind: QImage.Format) -> QImage:
    import numpy as np

    whole = np.ascontiguousarray(pixels)
    # A QImage does not own the memory that it wraps.
    return QImage(whole.data, whole.shape[1], whole.shape[0], whole.strides[0], kind).copy()
