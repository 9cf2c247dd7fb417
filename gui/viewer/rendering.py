"""Turns arrays into Qt's pictures. NumPy is imported only when there is something to show."""

from dataclasses import replace
from math import ceil, sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.image.slice import Slice, Window
    from core.image.turn import Turn


# The number of pixels that are windowed without a noticeable delay.
_MOST_PIXELS = 2_000_000


def reduction_of(image: "Slice") -> int:
    """Return the number of pixels per side to show as one, so that the whole appears without a noticeable delay."""
    height, width = image.pixels.shape[:2]
    return max(1, ceil(sqrt(height * width / _MOST_PIXELS)))


def thinned(image: "Slice", step: int) -> "Slice":
    """Keep one of this many pixels of a slice in each direction, contiguous in memory."""
    import numpy as np

    return image if step == 1 else replace(image, pixels=np.ascontiguousarray(image.pixels[::step, ::step]))


def render_slice(
    image: "Slice",
    window: "Window",
    is_inverted: bool,
    region: QRect | None = None,
    step: int = 1,
    turn: "Turn | None" = None,
) -> QImage:
    """Show a slice through a window.

    Args:
        image: the slice.
        window: what to see it through.
        is_inverted: whether to turn it to its negative.
        region: of the picture; the whole by default.
        step: take one of this many pixels in each direction.
        turn: how the picture is turned and mirrored; None for not at all.
    """
    from core.image.turn import turned_pixels
    from core.image.windowing import apply_window

    region = region or QRect(0, 0, image.pixels.shape[1], image.pixels.shape[0])
    rows = slice(region.top(), region.bottom() + 1, step)
    columns = slice(region.left(), region.right() + 1, step)
    shown = apply_window(image.pixels[rows, columns], window, image.is_inverted)
    # Turned here and not by the painter, which takes three times as long for it.
    picture = as_image(turned_pixels(shown, turn) if turn else shown)
    if is_inverted:
        picture.invertPixels()
    # A painter scales it twice as fast as grey levels.
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def as_image(shown: "npt.NDArray[np.uint8]") -> QImage:
    """Turn grey levels (H, W), or RGB (H, W, 3), into a picture."""
    return _copied(shown, QImage.Format.Format_RGB888 if shown.ndim == 3 else QImage.Format.Format_Grayscale8)


def render_heat(rgba: "npt.NDArray[np.uint8]", turn: "Turn | None" = None) -> QImage:
    """Make a coloured heat map a picture that paints fast, turned as the slice is."""
    from core.image.turn import turned_pixels

    turned = turned_pixels(rgba, turn) if turn else rgba
    return _copied(turned, QImage.Format.Format_RGBA8888).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _copied(pixels: "npt.NDArray[np.uint8]", kind: QImage.Format) -> QImage:
    import numpy as np

    whole = np.ascontiguousarray(pixels)
    # A QImage does not own the memory that it wraps.
    return QImage(whole.data, whole.shape[1], whole.shape[0], whole.strides[0], kind).copy()
