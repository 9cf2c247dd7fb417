"""The one definition of what the network sees, and the way back."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.slice import Slice, Window
from core.windowing import shown_pixels

VERSION = 1


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the square input of the network lies in the picture.

    Input pixel u along x shows the picture at x = offset_x + scale_x * u (pixel centres at whole numbers); y likewise.

    Attributes:
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        scale_x: picture pixels an input pixel, along x.
        offset_x: picture x of input pixel 0.
        scale_y: the same along y.
        offset_y: picture y of input row 0.
    """

    width: int
    height: int
    scale_x: float
    offset_x: float
    scale_y: float
    offset_y: float

    def within(self, longest_side: int) -> "Placement":
        """Give the placement in the same picture, reduced to a longest side in pixels if it is larger."""
        share = min(1.0, longest_side / max(self.width, self.height))
        width, height = max(1, round(self.width * share)), max(1, round(self.height * share))
        share_x, share_y = width / self.width, height / self.height
        return Placement(
            width=width,
            height=height,
            scale_x=self.scale_x * share_x,
            offset_x=(self.offset_x + 0.5) * share_x - 0.5,
            scale_y=self.scale_y * share_y,
            offset_y=(self.offset_y + 0.5) * share_y - 0.5,
        )


def preprocess(image: Slice, size: int, window: Window | None = None) -> tuple[npt.NDArray[np.float32], Placement]:
    """Turn a slice into the network's input: windowed, grey, isotropic, centred on a black square.

    Args:
        image: the slice.
        size: side of the square input in pixels.
        window: what to see it through; its own window by default.

    Returns:
        (size, size) float32 in [0, 255], and where it lies in the picture.
    """
    shown = shown_pixels(image, window)
    if shown.ndim == 3:
        shown = cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY)
    height, width = shown.shape
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    side = max(height * row_mm, width * column_mm)
    inner_h = max(1, round(size * height * row_mm / side))
    inner_w = max(1, round(size * width * column_mm / side))
    shrinks = inner_h < height or inner_w < width
    inner = cv2.resize(shown, (inner_w, inner_h), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    top, left = (size - inner_h) // 2, (size - inner_w) // 2
    canvas = np.zeros((size, size), np.float32)
    canvas[top : top + inner_h, left : left + inner_w] = inner
    scale_x, scale_y = width / inner_w, height / inner_h
    placement = Placement(
        width=width,
        height=height,
        scale_x=scale_x,
        offset_x=(0.5 - left) * scale_x - 0.5,
        scale_y=scale_y,
        offset_y=(0.5 - top) * scale_y - 0.5,
    )
    return canvas, placement
