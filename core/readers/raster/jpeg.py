"""Decode JPEG by Pillow: pixel for pixel as OpenCV, whose libjpeg prints warnings about damaged data."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from core.image.slice import Pixels
from core.readers.muted_warnings import without_warnings
from core.readers.raster.exif import read_orientation, upright
from core.readers.source import MOST_PIXELS

# Pillow warns of larger ones; but the size is checked before.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def decode_jpeg(content: bytes) -> Pixels:
    """Decode a JPEG of grey values or colours.

    Returns:
        (H, W) or (H, W, 3) uint8, BGR as OpenCV has it, upright.

    Raises:
        One of `core.readers.raster.exif.DAMAGE`: if it cannot be decoded.
    """
    with without_warnings():
        image = Image.open(BytesIO(content), formats=("JPEG",))
        orientation = read_orientation(image.getexif)
    stored: Pixels = np.asarray(image if image.mode in ("L", "RGB") else image.convert("RGB"))
    turned = upright(stored, orientation)
    turned = np.ascontiguousarray(turned)
    return cv2.cvtColor(turned, cv2.COLOR_RGB2BGR) if turned.ndim == 3 else turned
