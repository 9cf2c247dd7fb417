"""PNG, TIFF, BMP and WebP, by OpenCV, and JPEG."""

import struct
from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from core.readers import raster_header
from core.readers.source import Format, Source
from core.slice import Pixels, Slice
from core.windowing import EIGHT_BIT, robust_window

_SIZES: dict[Format, Callable[[bytes], tuple[int, int]]] = {
    Format.PNG: raster_header.png_size,
    Format.JPEG: raster_header.jpeg_size,
    Format.BMP: raster_header.bmp_size,
    Format.WEBP: raster_header.webp_size,
}
_ORIENTED = cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR

_MOST_PAGES, _MOST_PIXELS_OF_PAGES = 2_000, 500_000_000

# What OpenCV would write to the screen about a damaged file goes into our own error.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def read_raster(source: Source, kind: Format) -> list[Slice]:
    """Read a raster picture; each page of a TIFF is a slice.

    Args:
        source: the file.
        kind: its format.

    Raises:
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it is too small or too large.
    """
    _require_sizes(source, kind)
    # Checked here, since libpng would write its own error to the screen.
    if kind is Format.PNG and not raster_header.is_whole_png(source.content):
        raise source.unreadable("a whole PNG picture", "a damaged or cut-off one")
    pages = [_oriented_pixels(source, kind, page) for page in _decode(source, kind)]
    fingerprint = source.sha256()
    return [_slice(source, page, index, len(pages), fingerprint) for index, page in enumerate(pages)]


def _require_sizes(source: Source, kind: Format) -> None:
    """Refuse what is too small or too large before it is decoded, as the header of each page tells."""
    pages = total = 0
    try:
        content = source.content
        for width, height in raster_header.tiff_sizes(content) if kind is Format.TIFF else [_SIZES[kind](content)]:
            source.require_size(width, height)
            pages, total = pages + 1, total + width * height
            if pages > _MOST_PAGES or total > _MOST_PIXELS_OF_PAGES:
                most = f"{_MOST_PAGES} pages and {_MOST_PIXELS_OF_PAGES // 1_000_000} megapixels"
                raise source.unsupported(f"pictures of up to {most} in a file", "more", "split it")
    except (struct.error, IndexError) as error:
        raise source.unreadable(f"a whole {kind.value} picture", "a file that ends within its header") from error
    except ValueError as error:
        raise source.unreadable(f"a whole {kind.value} picture", str(error)) from error


def _decode(source: Source, kind: Format) -> Sequence[Pixels]:
    data = np.frombuffer(source.content, np.uint8)
    pages: Sequence[Pixels] = ()
    if kind is Format.JPEG and (page := _jpeg(source)) is not None:
        return (page,)
    try:
        if kind is Format.TIFF:
            is_read, pages = cv2.imdecodemulti(data, cv2.IMREAD_UNCHANGED)
            pages = pages if is_read else ()
        else:
            # Elsewhere an alpha channel is decoration (BMP) or impossible (JPEG).
            keeps_alpha = kind in (Format.PNG, Format.WEBP)
            page = cv2.imdecode(data, cv2.IMREAD_UNCHANGED if keeps_alpha else _ORIENTED)
            pages = () if page is None else (page,)
    except (cv2.error, MemoryError) as error:
        raise source.unreadable(f"a whole {kind.value} picture", "one that cannot be decoded") from error
    if not pages:
        raise source.unreadable(f"a whole {kind.value} picture", "a damaged or cut-off one")
    return pages


def _jpeg(source: Source) -> Pixels | None:
    # Pillow takes its time to import, and other pictures do not need it.
    from core.readers.jpeg import DAMAGE, decode_jpeg

    try:
        return decode_jpeg(source.content)
    except DAMAGE as error:
        raise source.unreadable("a whole JPEG picture", "a damaged or cut-off one") from error


def _oriented_pixels(source: Source, kind: Format, page: Pixels) -> Pixels:
    """Turn a page the way its EXIF tag says, blend alpha with black, and give grey or RGB."""
    if kind in (Format.PNG, Format.WEBP) and _has_exif(source.content):
        # OpenCV turns pictures only where it also drops their alpha: find the turn, then do it to the whole.
        turned = cv2.imdecode(np.frombuffer(source.content, np.uint8), _ORIENTED)
        page = page if turned is None else _turned_like(page, turned)
    if page.ndim == 3 and page.shape[2] == 2:
        page = np.dstack([page[..., :1]] * 3 + [page[..., 1:]])
    if page.ndim == 3 and page.shape[2] == 4:
        page = _without_alpha(page)
    if page.ndim == 3 and page.shape[2] == 1:
        page = page[..., 0]
    if page.ndim == 2:
        return page
    if page.ndim != 3 or page.shape[2] != 3:
        raise source.unsupported("a grey, RGB or RGBA picture", f"one of shape {page.shape}")
    if np.array_equal(page[..., 0], page[..., 1]) and np.array_equal(page[..., 1], page[..., 2]):
        return np.ascontiguousarray(page[..., 0])
    return _eight_bit(page)[..., ::-1]


def _has_exif(content: bytes) -> bool:
    return b"eXIf" in content or b"EXIF" in content


def _turned_like(page: Pixels, turned: Pixels) -> Pixels:
    colour = page if page.ndim == turned.ndim == 2 else page[..., :3]
    for quarters in range(4):
        for flip in (False, True):
            candidate = np.rot90(colour, quarters)
            if np.array_equal(candidate[:, ::-1] if flip else candidate, turned):
                whole = np.rot90(page, quarters)
                return np.ascontiguousarray(whole[:, ::-1] if flip else whole)
    return turned


def _without_alpha(page: Pixels) -> Pixels:
    highest = 1.0 if page.dtype.kind == "f" else float(np.iinfo(page.dtype).max)
    blended = page[..., :3].astype(np.float64) * (page[..., 3:] / highest)
    return blended.astype(page.dtype) if page.dtype.kind == "f" else np.rint(blended).astype(page.dtype)


def _eight_bit(page: Pixels) -> npt.NDArray[np.uint8]:
    if page.dtype == np.uint8:
        return page
    values = np.nan_to_num(page.astype(np.float64))
    low, high = values.min(), values.max()
    return np.rint((values - low) * (255 / max(high - low, 1e-12))).astype(np.uint8)


def _slice(source: Source, pixels: Pixels, index: int, count: int, fingerprint: str) -> Slice:
    source.require_size(pixels.shape[1], pixels.shape[0])
    if pixels.dtype.kind == "f":
        if not np.isfinite(pixels).any():
            raise source.unsupported("a picture of numbers", "one without any", "export it again")
        pixels = np.nan_to_num(pixels.astype(np.float32), posinf=0.0, neginf=0.0)
    elif pixels.dtype not in (np.uint8, np.uint16, np.int16, np.int32):
        pixels = pixels.astype(np.int32)
    window = EIGHT_BIT if pixels.dtype == np.uint8 else robust_window(pixels)
    return Slice(np.ascontiguousarray(pixels), window, source.path, index, count, fingerprint)
