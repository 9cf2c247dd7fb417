"""EXIF orientation: turn a stored picture upright. Pillow reads the EXIF data, NumPy turns the pixels.

`PIL.ImageOps.exif_transpose` would turn them too, but only pictures that Pillow can hold: no colours of 16 bits.
"""

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from core.image.slice import Pixels
from core.readers.muted_warnings import without_warnings

if TYPE_CHECKING:
    from PIL.Image import Exif

# What Pillow raises for damaged data.
DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, struct.error, MemoryError)

# How to turn stored pixels upright (TIFF 6.0, tag 274).
_TURNS: dict[int, Callable[[Pixels], Pixels]] = {
    2: lambda stored: stored[:, ::-1],
    3: lambda stored: stored[::-1, ::-1],
    4: lambda stored: stored[::-1],
    5: lambda stored: stored.swapaxes(0, 1),
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: np.rot90(stored.swapaxes(0, 1), 2),
    8: lambda stored: np.rot90(stored, 1),
}


def upright(stored: Pixels, orientation: int) -> Pixels:
    """Turn a stored picture, (H, W) or (H, W, channels), by its orientation; an unknown one turns nothing."""
    return _TURNS[orientation](stored) if orientation in _TURNS else stored


def orientation_of(exif: bytes) -> int:
    """Read the orientation of EXIF data; 1, which turns nothing, where they hold none or are damaged."""
    if not exif:
        return 1
    # Imported here: a picture without EXIF data need not load it.
    from PIL.Image import Exif

    def loaded() -> Exif:
        found = Exif()
        found.load(exif)
        return found

    return read_orientation(loaded)


def read_orientation(load: "Callable[[], Exif]") -> int:
    """Read the orientation from what `load` returns; 1 if there is none, or it is damaged."""
    from PIL import ExifTags

    try:
        with without_warnings():
            return int(load().get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return 1
