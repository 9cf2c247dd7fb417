"""Windows found from the values of a picture, or of all pictures of a series."""

import math
from collections.abc import Sequence
from enum import Enum

import numpy as np

from core.image.histogram import is_counted, percentiles
from core.image.measuring import Region, region_values
from core.image.slice import Pixels, Window
from core.image.windowing import robust_window

# Percentiles of this number of values are as good as those of all.
_MOST_VALUES = 400_000
_GROUND_PERCENTILE, _BRIGHT_PERCENTILE, _HEAD_SHARE, _DARK_SHARE = 25.0, 99.0, 0.12, 0.35


class Preset(Enum):
    """A way to find a window; the value names it to the user."""

    FULL_RANGE = "Full range"
    MOST = "1 to 99 %"
    MIDDLE = "5 to 95 %"
    HEAD = "Head only"


def find_window(preset: Preset, pictures: Sequence[Pixels]) -> Window:
    """Find the one window of pictures.

    Args:
        preset: how; percentiles are those of all values, of the head alone those of the values that are no ground.
        pictures: one at least, each (H, W) or (H, W, 3), finite.

    Returns:
        A window that is never empty, even of a blank picture.
    """
    if preset is Preset.FULL_RANGE:
        low = min(float(pixels.min()) for pixels in pictures)
        return _spanning(low, max(float(pixels.max()) for pixels in pictures))
    samples = _sampled(pictures)
    values = _head_values(samples) if preset is Preset.HEAD else np.concatenate([one.reshape(-1) for one in samples])
    share = 5.0 if preset is Preset.MIDDLE else 1.0
    low, high = percentiles(values, (share, 100 - share))
    if high <= low:
        # Nearly all values are the same, such as those of a black ground.
        low, high = float(values.min()), float(values.max())
    return _spanning(low, high)


def region_window(pixels: Pixels, region: Region) -> Window | None:
    """Find the window that shows a region best; None where it holds no pixel."""
    values = region_values(pixels, region)
    return robust_window(values) if values.size else None


def _spanning(low: float, high: float) -> Window:
    if high <= low:
        high = low + max(1.0, math.ulp(low))
    return Window(width=high - low, center=(low + high) / 2)


def _sampled(pictures: Sequence[Pixels]) -> list[Pixels]:
    """Thin out pictures evenly, along the series and within each."""
    skipped = max(1, len(pictures) // 64)
    chosen = pictures[::skipped]
    step = max(1, math.ceil(math.sqrt(sum(one.size for one in chosen) / _MOST_VALUES)))
    return [pixels[::step, ::step] for pixels in chosen]


def _head_values(samples: Sequence[Pixels]) -> Pixels:
    """Return the values that stand out from the background at the edges; all of them if there is none."""
    edges = [np.concatenate([one[0], one[-1], one[:, 0], one[:, -1]]).reshape(-1) for one in samples]
    values: Pixels = np.concatenate([one.reshape(-1) for one in samples])
    if not is_counted(values):
        values = values.astype(np.float32)
    [ground] = percentiles(np.concatenate(edges), (_GROUND_PERCENTILE,))
    [brightest], darkest = percentiles(values, (_BRIGHT_PERCENTILE,)), float(values.min())
    if ground - darkest >= _DARK_SHARE * (brightest - darkest):
        return values
    head = values[values > ground + _HEAD_SHARE * (brightest - ground)]
    return head if head.size else values
