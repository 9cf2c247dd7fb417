"""Windowing: map stored values to shown grey levels."""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from core.image.histogram import percentiles
from core.image.slice import Pixels, Slice, VoiFunction, Window

EIGHT_BIT = Window(width=255.0, center=127.5)

_LOW_PERCENTILE, _HIGH_PERCENTILE = 0.5, 99.5


def robust_window(pixels: Pixels) -> Window:
    """Find the window that spans all but the outermost half per cent of the values at either end.

    Args:
        pixels: any shape, finite numbers.

    Returns:
        That window; at least one unit in the last place wide, so that a blank picture has one too.
    """
    step = max(1, pixels.size // 1_000_000)
    # A large volume that is turned would be copied to be laid out in a row.
    sample = pixels.reshape(-1) if step == 1 else pixels.flat[::step]
    low, high = percentiles(sample, (_LOW_PERCENTILE, _HIGH_PERCENTILE))
    if high <= low:
        low, high = float(pixels.min()), float(pixels.max())
    if high <= low:
        high = low + max(1.0, math.ulp(low))
    return Window(width=high - low, center=(low + high) / 2)


def middle_window(windows: Sequence[Window]) -> Window:
    """Find one window for slices that each have their own: the median of the centres, and that of the widths.

    Args:
        windows: one at least; those whose function is not the most frequent one do not count.
    """
    function = Counter(window.function for window in windows).most_common(1)[0][0]
    alike = [window for window in windows if window.function is function]
    return Window(median(window.width for window in alike), median(window.center for window in alike), function)


def apply_window(pixels: Pixels, window: Window, is_inverted: bool = False) -> npt.NDArray[np.uint8]:
    """Map values to grey levels by the window's function (DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3).

    Args:
        pixels: (H, W) numbers, or (H, W, 3) uint8.
        window: in the units of the pixels.
        is_inverted: whether low values are shown bright.

    Returns:
        Grey levels of the same shape, uint8 in [0, 255].
    """
    if pixels.dtype == np.uint8 and window == EIGHT_BIT:
        return cv2.bitwise_not(pixels) if is_inverted else pixels
    if pixels.dtype in (np.uint8, np.uint16, np.int16):
        count = 2 ** (8 * pixels.itemsize)
        # In the order of the bits: of signed values, the negative ones come last, where their indices wrap to.
        values = np.arange(count, dtype=f"u{pixels.itemsize}").view(pixels.dtype)
        table = _levels(values.astype(np.float32), window, is_inverted)
        return cv2.LUT(pixels, table) if pixels.dtype == np.uint8 else np.take(table, pixels, mode="wrap")
    return _levels(pixels.astype(np.float32), window, is_inverted)


def _levels(values: npt.NDArray[np.float32], window: Window, is_inverted: bool) -> npt.NDArray[np.uint8]:
    sign = -1.0 if is_inverted else 1.0
    if window.function is VoiFunction.SIGMOID:
        steepness = sign * 4 / window.width
        exponent = np.clip(-steepness * (values - np.float32(window.center)), -80, 80)
        return np.rint(255 / (1 + np.exp(exponent))).astype(np.uint8)
    width, center = window.width, window.center
    if window.function is VoiFunction.LINEAR:
        width, center = width - 1, center - 0.5
    scale = sign * 255.0 / width
    return np.clip(np.rint(values * scale + (127.5 - scale * center)), 0, 255).astype(np.uint8)


def shown_pixels(image: Slice, window: Window | None = None) -> npt.NDArray[np.uint8]:
    """Render a slice through a window, its own by default.

    Returns:
        (H, W) or (H, W, 3) uint8 in [0, 255].
    """
    return apply_window(image.pixels, window or image.window, image.is_inverted)
