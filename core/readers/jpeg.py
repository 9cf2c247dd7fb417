"""JPEG, by Pillow: pixel for pixel as OpenCV, whose libjpeg writes to the screen what it thinks of damaged data."""

import struct
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import ExifTags, Image

from core.readers.silence import without_warnings
from core.readers.source import MOST_PIXELS
from core.slice import Pixels

# Pillow warns of larger ones; but the size is seen to before.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, struct.error, MemoryError)

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


def decode_jpeg(content: bytes) -> Pixels | None:
    """Decode a JPEG of grey values or colours.

    Returns:
        (H, W) or (H, W, 3) uint8, BGR as OpenCV has it, upright; None for CMYK, which OpenCV knows better.

    Raises:
        One of `DAMAGE`: if it cannot be decoded.
    """
    with without_warnings():
        image = Image.open(BytesIO(content), formats=("JPEG",))
        orientation = _orientation(image)
    if image.mode not in ("L", "RGB"):
        return None
    stored: Pixels = np.asarray(image)
    upright = _TURNS[orientation](stored) if orientation in _TURNS else stored
    return np.ascontiguousarray(upright[..., ::-1] if upright.ndim == 3 else upright)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return 1
