"""Preprocessing: the one definition of the network's input, and the way back to the picture."""

from dataclasses import dataclass
from enum import IntEnum

import cv2
import numpy as np
import numpy.typing as npt

from core.image.histogram import count_levels, percentile_of_counts, percentiles
from core.image.slice import Slice, Window
from core.image.windowing import shown_pixels

_SMALL = 128
_BLUR = 1.5
_MARGIN = 0.04
_GROUND_PERCENTILE = 25.0
_LEAST_SHARE, _DARK_SHARE, _HEAD_SHARE = 0.1, 0.35, 0.12
_BRIGHT_PERCENTILE, _BRIGHT_LEVEL = 99.0, 220.0
_GAINS = (0.5, 4.0)


class Framing(IntEnum):
    """The part of a picture that the network sees; the number is the version of the preprocessing in a package."""

    WHOLE = 1
    HEAD = 2


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the square input of the network is in the picture.

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
        """Return the placement in the same picture, reduced to a longest side in pixels if it is larger."""
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


def preprocess(
    image: Slice, size: int, window: Window | None = None, framing: Framing = Framing.WHOLE
) -> tuple[npt.NDArray[np.float32], Placement]:
    """Turn a slice into the network's input: windowed, grey, isotropic, centred on a black square.

    Args:
        image: the slice.
        size: side of the square input in pixels.
        window: what to see it through; its own window by default.
        framing: the whole picture as it is shown, or the head alone, as large as fits, at its own brightness.

    Returns:
        (size, size) float32 in [0, 255], and where it is in the picture.
    """
    shown = shown_pixels(image, window)
    if shown.ndim == 3:
        shown = cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY)
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    if framing is Framing.WHOLE:
        canvas, placement = _fitted(shown, _Box(0, 0, shown.shape[1], shown.shape[0]), size, row_mm, column_mm)
        return canvas.astype(np.float32), placement
    canvas, placement = _fitted(shown, find_head(shown), size, row_mm, column_mm)
    return _brightened(canvas), placement


@dataclass(frozen=True, slots=True)
class _Box:
    """A part of a picture, in whole pixels."""

    left: int
    top: int
    width: int
    height: int


def find_head(shown: npt.NDArray[np.uint8]) -> _Box:
    """Find the box around the largest bright thing on a dark ground, with a little margin; else the whole picture.

    Args:
        shown: (H, W) uint8.
    """
    height, width = shown.shape
    whole = _Box(0, 0, width, height)
    share = min(1.0, _SMALL / max(height, width))
    reduced = cv2.resize(
        shown, (max(1, round(width * share)), max(1, round(height * share))), interpolation=cv2.INTER_AREA
    )
    blurred = cv2.GaussianBlur(reduced, (0, 0), _BLUR)
    edges = np.concatenate([blurred[0], blurred[-1], blurred[:, 0], blurred[:, -1]])
    # A frame, or a head that is cut off, may cover much of the edge.
    [ground], [bright] = percentiles(edges, (_GROUND_PERCENTILE,)), percentiles(blurred, (_BRIGHT_PERCENTILE,))
    if ground >= _DARK_SHARE * bright:
        return whole
    is_head = (blurred > ground + _HEAD_SHARE * (bright - ground)).astype(np.uint8)
    # Letters and frames are thin.
    is_head = cv2.morphologyEx(is_head, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(is_head)
    if len(boxes) < 2:
        return whole
    left, top, box_width, box_height, _ = boxes[1 + int(np.argmax(boxes[1:, cv2.CC_STAT_AREA]))].tolist()
    if box_width * box_height < _LEAST_SHARE * is_head.size:
        return whole
    margin = _MARGIN * max(box_width, box_height)
    scale_x, scale_y = width / is_head.shape[1], height / is_head.shape[0]
    first_x, first_y = max(0, round((left - margin) * scale_x)), max(0, round((top - margin) * scale_y))
    last_x = min(width, round((left + box_width + margin) * scale_x))
    last_y = min(height, round((top + box_height + margin) * scale_y))
    return _Box(first_x, first_y, last_x - first_x, last_y - first_y)


def _brightened(canvas: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Scale grey levels so that the brightest hundredth of what is not black begins at a fixed level."""
    counts = count_levels(canvas)
    counts[0] = 0
    levels = np.arange(256, dtype=np.float32)
    if counts.any():
        gain = np.clip(_BRIGHT_LEVEL / percentile_of_counts(counts, _BRIGHT_PERCENTILE, np.float32), *_GAINS)
        levels = np.minimum(levels * np.float32(gain), np.float32(255))
    return np.asarray(cv2.LUT(canvas, levels), np.float32)


def _fitted(
    shown: npt.NDArray[np.uint8], box: _Box, size: int, row_mm: float, column_mm: float
) -> tuple[npt.NDArray[np.uint8], Placement]:
    height, width = box.height, box.width
    side = max(height * row_mm, width * column_mm)
    inner_h = max(1, round(size * height * row_mm / side))
    inner_w = max(1, round(size * width * column_mm / side))
    shrinks = inner_h < height or inner_w < width
    part = shown[box.top : box.top + height, box.left : box.left + width]
    inner = cv2.resize(part, (inner_w, inner_h), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    top, left = (size - inner_h) // 2, (size - inner_w) // 2
    canvas = np.zeros((size, size), np.uint8)
    canvas[top : top + inner_h, left : left + inner_w] = inner
    scale_x, scale_y = width / inner_w, height / inner_h
    placement = Placement(
        width=shown.shape[1],
        height=shown.shape[0],
        scale_x=scale_x,
        offset_x=box.left + (0.5 - left) * scale_x - 0.5,
        scale_y=scale_y,
        offset_y=box.top + (0.5 - top) * scale_y - 0.5,
    )
    return canvas, placement
