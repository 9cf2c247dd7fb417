"""From arrays to what Qt paints. NumPy comes along only when there is something to show."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainterPath, QPolygonF

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.slice import Slice, Window


def render_slice(image: "Slice", window: "Window", is_inverted: bool) -> QImage:
    """Show a slice through a window, turned to its negative if asked."""
    from core.windowing import apply_window

    shown = apply_window(image.pixels, window, image.is_inverted)
    kind = QImage.Format.Format_RGB888 if shown.ndim == 3 else QImage.Format.Format_Grayscale8
    picture = _copied(shown, kind)
    if is_inverted:
        picture.invertPixels()
    return picture


def render_heat(rgba: "npt.NDArray[np.uint8]") -> QImage:
    """Turn a coloured heat map into a picture that paints fast."""
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
    # A QImage does not own the memory that it is made over.
    return QImage(whole.data, whole.shape[1], whole.shape[0], whole.strides[0], kind).copy()
