"""Read raster pictures: PNG, TIFF, BMP, WebP, AVIF, GIF, JPEG 2000, PNM and JPEG, by OpenCV and Pillow."""

import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Pixels, Slice
from core.image.windowing import EIGHT_BIT, robust_window
from core.readers.raster import header
from core.readers.raster.exif import DAMAGE, orientation_of, upright
from core.readers.raster.png import decode_png
from core.readers.source import Format, Source

if TYPE_CHECKING:
    from core.readers.raster.tiff_directory import TiffPage

_SIZES: dict[Format, Callable[[bytes], tuple[int, int]]] = {
    Format.PNG: header.png_size,
    Format.JPEG: header.jpeg_size,
    Format.BMP: header.bmp_size,
    Format.WEBP: header.webp_size,
}
_ORIENTED = cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR

_MOST_PAGES, _MOST_PIXELS_OF_PAGES = 2_000, 500_000_000

# Warnings that OpenCV would print about a damaged file become part of the error.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def read_raster(source: Source, kind: Format) -> list[Slice]:
    """Read a raster picture; each page of a TIFF and each frame of a GIF is a slice.

    Args:
        source: the file.
        kind: its format.

    Raises:
        UnreadableImageError: if it is damaged.
        UnsupportedImageError: if it is too small or too large, or stored in a way that is not read.
    """
    remarks: tuple[str, ...] = ()
    if kind is Format.TIFF:
        # Imported here, as pictures below: other formats need not load it.
        from core.readers.raster.tiff import decode_tiff

        pages: Sequence[Pixels] = decode_tiff(source, _tiff_pages(source))
    elif kind in _SIZES:
        _require_size(source, kind)
        page, remarks = _decode(source, kind)
        pages = [page]
    else:
        from core.readers.raster.pictures import decode_pictures

        pages = decode_pictures(source, kind, _MOST_PAGES, _MOST_PIXELS_OF_PAGES)
    fingerprint = source.sha256()
    return [
        _slice(source, _plain_pixels(source, page), index, len(pages), fingerprint, remarks)
        for index, page in enumerate(pages)
    ]


def _require_size(source: Source, kind: Format) -> None:
    """Refuse a picture that is too small or too large before it is decoded, by its header."""
    try:
        source.require_size(*_SIZES[kind](source.content))
    except (struct.error, IndexError) as error:
        raise source.unreadable(f"a whole {kind.value} picture", "a file that ends within its header") from error


def _tiff_pages(source: Source) -> "list[TiffPage]":
    """List the pages that count, once the directory of each shows that it is neither too small nor too large."""
    from core.readers.raster.tiff_directory import TiffFile

    pages: list[TiffPage] = []
    total = 0
    try:
        for page in TiffFile.of(source.content).pages():
            pages.append(page)
            if not page.is_left_out:
                source.require_size(page.width, page.height)
                total += page.width * page.height
            if len(pages) > _MOST_PAGES or total > _MOST_PIXELS_OF_PAGES:
                most = _MOST_PIXELS_OF_PAGES // 1_000_000
                expected = f"pictures of up to {_MOST_PAGES} pages and {most} megapixels in a file"
                raise source.unsupported(expected, "more", "split it")
    except (struct.error, IndexError, OverflowError) as error:
        raise source.unreadable("a whole TIFF picture", "a file that ends within its header") from error
    except ValueError as error:
        raise source.unreadable("a whole TIFF picture", str(error)) from error
    kept = [page for page in pages if not page.is_left_out]
    if not kept:
        for page in pages:
            source.require_size(page.width, page.height)
    return kept or pages


def _decode(source: Source, kind: Format) -> tuple[Pixels, tuple[str, ...]]:
    """Decode a file of a single picture, upright; returns remarks too."""
    if kind is Format.PNG:
        return decode_png(source)
    if kind is Format.JPEG:
        return _jpeg(source)
    # Alpha is decoration in a BMP.
    flags = cv2.IMREAD_UNCHANGED if kind is Format.WEBP else _ORIENTED
    page: Pixels | None = cv2.imdecode(np.frombuffer(source.content, np.uint8), flags)
    if page is None:
        if kind is Format.BMP and header.is_odd_bmp(source.content):
            raise source.unsupported("a BMP picture of plain pixels", "one of another kind")
        raise source.unreadable(f"a whole {kind.value} picture", "a damaged or cut-off one")
    return upright(page, orientation_of(header.webp_exif(source.content))), ()


def _jpeg(source: Source) -> tuple[Pixels, tuple[str, ...]]:
    # Pillow takes long to import, and other pictures do not need it.
    from core.readers.raster.jpeg import decode_jpeg
    from core.readers.raster.truncated_jpeg import decode_truncated_jpeg, has_end

    if kind := header.odd_jpeg(source.content):
        raise source.unsupported("a JPEG picture of 8 bits", kind)
    if not header.can_hold_jpeg(source.content):
        raise source.unreadable("a whole JPEG picture", "a file that is too short for its size in pixels")
    if not has_end(source.content):
        page = decode_truncated_jpeg(source.content)
        if page is None:
            raise source.unreadable("a whole JPEG picture", "one that is cut off")
        return page, ("The end marker of this JPEG file is missing; its picture is whole",)
    try:
        return decode_jpeg(source.content), ()
    except DAMAGE as error:
        raise source.unreadable("a whole JPEG picture", "a damaged or cut-off one") from error


def _plain_pixels(source: Source, page: Pixels) -> Pixels:
    """Blend alpha with black, and return grey or RGB."""
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
    return cv2.cvtColor(np.ascontiguousarray(_eight_bit(page)), cv2.COLOR_BGR2RGB)


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


def _slice(source: Source, pixels: Pixels, index: int, count: int, fingerprint: str, remarks: tuple[str, ...]) -> Slice:
    source.require_size(pixels.shape[1], pixels.shape[0])
    if pixels.dtype.kind == "f":
        if not np.isfinite(pixels).any():
            raise source.unsupported("a picture of numbers", "one without any", "export it again")
        pixels = np.nan_to_num(pixels.astype(np.float32), posinf=0.0, neginf=0.0)
    elif pixels.dtype not in (np.uint8, np.uint16, np.int16, np.int32):
        # Values that do not fit into 32 bits with a sign keep at least their order.
        pixels = pixels.astype(np.int32 if pixels.max() < 1 << 31 and pixels.min() >= -(1 << 31) else np.float32)
    window = EIGHT_BIT if pixels.dtype == np.uint8 else robust_window(pixels)
    return Slice(np.ascontiguousarray(pixels), window, source.path, index, count, fingerprint, remarks=remarks)
