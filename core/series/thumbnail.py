"""Small pictures of series: the middle slice, as it is shown first."""

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Slice
from core.image.windowing import shown_pixels
from core.readers import read_slices
from core.series.entry import Series


def draw_thumbnail(series: Series, side: int) -> npt.NDArray[np.uint8]:
    """Read the file in the middle of a series and draw the picture in its middle.

    Args:
        series: of a catalogue.
        side: of the square that it is to fit in, in pixels.

    Returns:
        (H, W, 3) uint8 RGB, the longer side of `side` pixels.

    Raises:
        FalxError: if the file cannot be read.
    """
    slices = read_slices(series.middle)
    return _small(slices[len(slices) // 2], side)


def _small(image: Slice, side: int) -> npt.NDArray[np.uint8]:
    shown = shown_pixels(image)
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    height, width = shown.shape[0] * row_mm, shown.shape[1] * column_mm
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(np.ascontiguousarray(shown, np.uint8), size, interpolation=cv2.INTER_AREA)
    return small if small.ndim == 3 else np.repeat(small[..., None], 3, axis=2)
