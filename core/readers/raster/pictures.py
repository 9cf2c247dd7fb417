"""Decode GIF, JPEG 2000, PNM and AVIF by Pillow; AVIF by OpenCV if its build can."""

from io import BytesIO

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError, features

from core.formats import Format
from core.image.slice import Pixels
from core.readers.muted_warnings import without_warnings
from core.readers.raster.exif import DAMAGE
from core.readers.raster.header import has_all_tiles
from core.readers.source import MOST_PIXELS, Source

# As in `jpeg`.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

# For each byte: a code of 12 bits stands for one more pixel than the longest before it (LZW, GIF89a appendix F).
_MOST_GIF_PIXELS = 4096

_NAMES = {Format.GIF: "GIF", Format.JPEG_2000: "JPEG2000", Format.PNM: "PPM", Format.AVIF: "AVIF"}


def decode_pictures(source: Source, kind: Format, most_pages: int, most_pixels: int) -> list[Pixels]:
    """Decode all pictures of a file.

    Args:
        source: the file.
        kind: its format.
        most_pages: that it may hold.
        most_pixels: that they may have together.

    Returns:
        (H, W) or (H, W, channels), colours in OpenCV's order.

    Raises:
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it is too small or too large, or this build cannot decode it.
    """
    if kind is Format.AVIF and not _has_avif():
        return [_avif(source)]
    pages: list[Pixels] = []
    count = 0
    try:
        if kind is Format.JPEG_2000 and not has_all_tiles(source.content):
            raise source.unreadable("a whole JPEG 2000 picture", "one whose tiles are missing")
        with without_warnings():
            image = Image.open(BytesIO(source.content), formats=(_NAMES[kind],))
            source.require_size(*image.size)
            while True:
                image.seek(len(pages))
                if kind is Format.GIF and image.width * image.height > _MOST_GIF_PIXELS * len(source.content):
                    raise source.unreadable("a whole GIF picture", "a file that is too short for its size in pixels")
                count += image.width * image.height
                if len(pages) >= most_pages or count > most_pixels:
                    expected = f"up to {most_pages} pictures and {most_pixels // 1_000_000} megapixels in a file"
                    raise source.unsupported(expected, "more", "split it")
                pages.append(plain_pixels(image))
                # Colours take three times the memory.
                count += 2 * image.width * image.height if pages[-1].ndim == 3 else 0
    except EOFError:
        # There are no more.
        pass
    except Image.DecompressionBombError as error:
        raise source.unsupported("a picture of up to 100 megapixels", "a larger one", "resize it") from error
    except (*DAMAGE, UnidentifiedImageError, RuntimeError) as error:
        raise source.unreadable(f"a whole {kind.value} picture", "a damaged or cut-off one") from error
    if not pages:
        raise source.unreadable(f"a whole {kind.value} picture", "a file without any")
    return pages


def plain_pixels(image: Image.Image) -> Pixels:
    """Decode a picture that Pillow has opened.

    Returns:
        (H, W) grey of uint8, uint16, int32 or float32, or (H, W, 2 to 4) uint8 in OpenCV's order.
    """
    if image.mode.startswith("I;16"):
        return np.asarray(image).astype(np.uint16)
    if image.mode == "I" and image.format == "PPM":
        return np.asarray(image).astype(np.uint16)
    if image.mode in ("I", "F", "L", "LA"):
        return np.array(image)
    if image.mode == "1":
        return np.array(image.convert("L"))
    has_alpha = image.mode in ("RGBA", "PA", "RGBa") or "transparency" in image.info
    stored = np.array(image.convert("RGBA" if has_alpha else "RGB"))
    if not has_alpha and (stored[..., 0] == stored[..., 1]).all() and (stored[..., 1] == stored[..., 2]).all():
        return stored[..., 0].copy()
    return stored[..., [2, 1, 0, 3]] if has_alpha else stored[..., ::-1]


def _has_avif() -> bool:
    # Older versions warn that they know of no such thing.
    with without_warnings():
        return bool(features.check("avif"))


def _avif(source: Source) -> Pixels:
    pixels = cv2.imdecode(np.frombuffer(source.content, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise source.unsupported("an AVIF picture that this build decodes", "one that it does not", "save it as PNG")
    return pixels
