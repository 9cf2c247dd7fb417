"""Counts of grey levels, and percentiles by them: to the last bit those of `np.percentile` (NumPy 2.4), which sorts.

Own code, because no library takes percentiles of whole numbers without sorting them, which is 5 to 20 times slower.
"""

from collections.abc import Sequence
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Pixels

Real = TypeVar("Real", np.float32, np.float64)

_SIXTEEN_BITS = 1 << 16
# OpenCV counts in float32, which holds each number up to here.
_MOST_COUNTED = 1 << 24


def count_levels(values: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Count how often each grey level occurs.

    Args:
        values: (H, W) uint8, fewer than 16 million.

    Returns:
        (256,) int64.
    """
    return _histogram(values, 256)


def percentile_of_counts(counts: npt.NDArray[np.int64], percent: float, kind: type[Real], lowest: int = 0) -> Real:
    """Interpolate between counted values as `np.percentile` does with an array of all of them.

    Args:
        counts: (N,) int64 of N whole numbers, one after the other, at least one in all.
        percent: 0 to 100.
        kind: in which NumPy computes: that of an array of floats, float64 for whole numbers.
        lowest: the number that is counted first.
    """
    up_to = np.cumsum(counts)
    last = int(up_to[-1]) - 1
    place = last * (percent / 100)
    before = int(place)
    share = place - before
    found = np.searchsorted(up_to, (before, min(before + 1, last)), side="right")
    low, high = (kind(lowest + level) for level in found)
    return low + (high - low) * kind(share) if share < 0.5 else high - (high - low) * kind(1 - share)


def is_counted(values: Pixels) -> bool:
    """Return whether values are of a type whose percentiles are found by counting: uint8, uint16 or int16."""
    return values.dtype in (np.uint8, np.uint16, np.int16)


def percentiles(values: Pixels, percents: Sequence[float]) -> list[float]:
    """Interpolate between values.

    Differs from `np.percentile` only for int16 whose neighbours are more than 32,767 apart: its difference of two
    overflows.

    Args:
        values: any shape, one at least, finite.
        percents: each 0 to 100.

    Raises:
        IndexError: if there is no value.
    """
    if not 0 < values.size < _MOST_COUNTED or not is_counted(values):
        found: list[float] = np.percentile(values, percents).tolist()
        return found
    row = np.ascontiguousarray(values).reshape(1, -1)
    lowest = 0
    if values.dtype == np.int16:
        lowest = -_SIXTEEN_BITS // 2
        # Wraps around, so that the lowest becomes 0.
        row = row.view(np.uint16) + np.uint16(-lowest)
    counts = _histogram(row, 256 if values.dtype == np.uint8 else _SIXTEEN_BITS)
    return [float(percentile_of_counts(counts, percent, np.float64, lowest)) for percent in percents]


def _histogram(values: Pixels, levels: int) -> npt.NDArray[np.int64]:
    return cv2.calcHist([values], [0], None, [levels], [0, levels])[:, 0].astype(np.int64)
