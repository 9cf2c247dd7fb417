"""Small pictures of series: the middle slice, as it is shown first."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Slice
from core.image.windowing import shown_pixels


def draw_thumbnail(slices: Sequence[Slice], side: int) -> npt.NDArray[np.uint8]:
    """Draw the picture in the middle of a file.

    Args:
        slices: of the file in the middle of a series.
        side: of the square that it is to fit in, in pixels.

    Returns:
        (H, W, 3) uint8 RGB, the longer side of `side` pixels.
    """
    return _small(slices[len(slices) // 2], side)


def _small(image: Slice, side: int) -> npt.NDArray[np.uint8]:
    shown = shown_pixels(image)
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    height, width = shown.shape[0] * row_mm, shown.shape[1] * column_mm
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(np.ascontiguousarray(shown, np.uint8), size, interpolation=cv2.INTER_AREA)
    return small if small.ndim == 3 else np.repeat(small[..., None], 3, axis=2)
