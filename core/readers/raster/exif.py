"""Which way up a stored picture is to be shown."""

import struct
from collections.abc import Callable

import numpy as np

from core.image.slice import Pixels

_ORIENTATION, _SHORT = 274, 3

# How to turn what is stored upright (TIFF 6.0, tag 274).
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
    """Turn a stored picture, (H, W) or (H, W, channels), the way its orientation says; an unknown one turns nothing."""
    return _TURNS[orientation](stored) if orientation in _TURNS else stored


def orientation_of(exif: bytes) -> int:
    """Read the orientation of EXIF data; 1, which turns nothing, where they hold none or are damaged."""
    block = exif.removeprefix(b"Exif\0\0")
    order = "<" if block[:2] == b"II" else ">"
    try:
        at = struct.unpack_from(f"{order}I", block, 4)[0]
        count = struct.unpack_from(f"{order}H", block, at)[0]
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", block, entry)
            if tag == _ORIENTATION and kind == _SHORT:
                return int(value)
    except struct.error:
        pass
    return 1
