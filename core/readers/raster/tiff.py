"""Decode TIFF by OpenCV; pages that it misreads are rewritten in a form that it reads, and Pillow reads a few kinds."""

import re
import struct
from collections.abc import Sequence
from io import BytesIO

import cv2
import numpy as np

from core.image.slice import Pixels
from core.program.native_output import without_lines
from core.readers.raster import tiff_directory as tags
from core.readers.raster.tiff_directory import LONG, LONG_8, SHORT, TiffFile, TiffPage
from core.readers.source import Source

_WHITE_IS_ZERO, _RGB = 0, 2
_SEPARATE = 2
_UNSIGNED, _SIGNED, _FLOAT = 1, 2, 3
# LZMA and Zstandard, which OpenCV's TIFF library lacks; LERC, WebP and others are in neither.
_OF_PILLOW = {34925, 50000}
_SURE_COMPRESSIONS = {1, 2, 3, 4, 5, 7, 8, 32773, 32946, *_OF_PILLOW}
# Decoded by most builds; of any other one OpenCV returns a meaningless picture.
_LIKELY_COMPRESSIONS = {6, 32766, 32809, 32909, 34676, 34677}
_COMPRESSIONS = {
    6: "JPEG of the old kind",
    32766: "NeXT's method",
    32809: "ThunderScan",
    32909: "PixarLog",
    33003: "JPEG 2000",
    33005: "JPEG 2000",
    34661: "JBIG",
    34676: "SGI LogLuv",
    34677: "SGI LogLuv",
    34712: "JPEG 2000",
    34887: "LERC",
    34892: "lossy JPEG",
    34934: "JPEG XR",
    50001: "WebP",
    50002: "JPEG XL",
}
_KNOWN_DEPTHS = {1, 2, 4, 8, 10, 12, 14, 16, 32, 64}
# How to pass OpenCV numbers of a depth and kind that it does not know: their bits stay the same.
_STAND_INS = {(32, _UNSIGNED): _SIGNED, (16, _FLOAT): _UNSIGNED, (64, _UNSIGNED): _FLOAT, (64, _SIGNED): _FLOAT}
# What Pillow's TIFF library prints about damaged data, after the name of its function or of the file.
_COMPLAINT = re.compile(
    rb"(_?TIFF\w+|tempfile\.tif|MissingRequired|EstimateStripByteCounts|(Chop|alloc|set|horAcc|horDiff)[A-Z0-9]\w+"
    rb"|Predictor\w+|[A-Za-z0-9]+(Decode|Encode|Setup|State|Lib|Fixup|Abort)\w*): "
)
_LETTERS = {_UNSIGNED: "u", _SIGNED: "i", _FLOAT: "f"}


def decode_tiff(source: Source, pages: Sequence[TiffPage]) -> list[Pixels]:
    """Decode pages of a TIFF.

    Args:
        source: the file.
        pages: of it that count.

    Returns:
        (H, W) or (H, W, channels) each, colours in OpenCV's order.

    Raises:
        UnreadableImageError: if one is damaged.
        UnsupportedImageError: if one is stored in a way that is not read.
    """
    try:
        return _decode_pages(source, TiffFile.of(source.content), pages)
    except (struct.error, OverflowError) as error:
        raise source.unreadable("a whole TIFF picture", "one whose directory is damaged") from error


def _decode_pages(source: Source, file: TiffFile, pages: Sequence[TiffPage]) -> list[Pixels]:
    is_whole = len(pages) == sum(1 for _ in file.pages())
    if is_whole and not any(_is_odd(file, page) for page in pages):
        is_read, plain = cv2.imdecodemulti(np.frombuffer(source.content, np.uint8), cv2.IMREAD_UNCHANGED)
        if is_read and len(plain) == len(pages):
            return list(plain)
    return [_decode_page(source, file, page) for page in pages]


def _facts(file: TiffFile, page: TiffPage) -> tuple[int, int, int, int, int]:
    """Return depth, kind of number, photometric interpretation, samples, and whether the planes are separate."""
    tags_and_defaults = ((tags.BITS, 1), (tags.SAMPLE_FORMAT, 1), (tags.PHOTOMETRIC, 1), (tags.SAMPLES, 1))
    depth, kind, photometric, samples = (file.values(page, tag, [default])[0] for tag, default in tags_and_defaults)
    return depth, kind, photometric, samples, file.values(page, tags.PLANAR, [1])[0]


def _compression(file: TiffFile, page: TiffPage) -> int:
    return file.values(page, tags.COMPRESSION, [1])[0]


def _is_odd(file: TiffFile, page: TiffPage) -> bool:
    """Return whether OpenCV misreads a page, or does not read it."""
    depth, kind, photometric, samples, planar = _facts(file, page)
    is_deep_negative = photometric == _WHITE_IS_ZERO and depth > 8
    is_separate = planar == _SEPARATE and samples > 1 and depth != 8
    is_packed_oddly = _compression(file, page) not in _SURE_COMPRESSIONS or _is_of_pillow(file, page)
    return is_deep_negative or is_separate or is_packed_oddly or (depth, kind) in _STAND_INS


def _is_of_pillow(file: TiffFile, page: TiffPage) -> bool:
    return _compression(file, page) in _OF_PILLOW or _facts(file, page)[0] in (2, 4)


def _decode_page(source: Source, file: TiffFile, page: TiffPage) -> Pixels:
    depth, kind, photometric, samples, planar = _facts(file, page)
    changes: dict[int, tuple[int, Sequence[int]]] = {}
    stand_in = _STAND_INS.get((depth, kind))
    if stand_in:
        changes[tags.SAMPLE_FORMAT] = (SHORT, [stand_in] * samples)
    is_negative = photometric == _WHITE_IS_ZERO and depth > 8
    if is_negative:
        changes[tags.PHOTOMETRIC] = (SHORT, [1])
    if planar == _SEPARATE and 1 < samples <= 64 and depth != 8:
        # A separate page for each: red, green and blue, or the first alone.
        planes = [
            _decode(source, file, page, changes | _plane(source, file, page, number, samples, depth, stand_in or kind))
            for number in ((2, 1, 0) if photometric == _RGB and samples >= 3 else (0,))
        ]
        pixels = planes[0] if len(planes) == 1 else np.dstack(planes)
    else:
        pixels = _decode(source, file, page, changes)
    if stand_in and pixels.dtype.itemsize * 8 == depth:
        pixels = pixels.view(f"{_LETTERS[kind]}{depth // 8}")
    return _negative(pixels, depth) if is_negative else pixels


def _plane(
    source: Source, file: TiffFile, page: TiffPage, number: int, samples: int, depth: int, kind: int
) -> dict[int, tuple[int, Sequence[int]]]:
    """Write the tags that make a page of one of several separate planes."""
    changes: dict[int, tuple[int, Sequence[int]]] = {
        tags.SAMPLES: (SHORT, [1]),
        tags.BITS: (SHORT, [depth]),
        tags.SAMPLE_FORMAT: (SHORT, [kind]),
        tags.PHOTOMETRIC: (SHORT, [1]),
        tags.PLANAR: (SHORT, [1]),
        tags.EXTRA_SAMPLES: (SHORT, [0]),
    }
    for tag in (tags.STRIP_OFFSETS, tags.STRIP_LENGTHS, tags.TILE_OFFSETS, tags.TILE_LENGTHS):
        values = file.values(page, tag)
        if values:
            if len(values) % samples:
                raise source.unreadable("a whole TIFF picture", "one whose planes are damaged")
            count = len(values) // samples
            changes[tag] = (LONG_8 if file.is_big else LONG, values[number * count : (number + 1) * count])
    return changes


def _decode(source: Source, file: TiffFile, page: TiffPage, changes: dict[int, tuple[int, Sequence[int]]]) -> Pixels:
    depth, compression = _facts(file, page)[0], _compression(file, page)
    if compression in _SURE_COMPRESSIONS | _LIKELY_COMPRESSIONS:
        content = file.alone(page, changes)
        pixels = _by_pillow(content) if _is_of_pillow(file, page) else _by_opencv(content)
        if pixels is not None:
            return pixels
    if compression not in _SURE_COMPRESSIONS:
        name = _COMPRESSIONS.get(compression, f"an unknown method ({compression})")
        raise source.unsupported("a TIFF picture packed by LZW, Deflate or JPEG", f"one packed by {name}")
    if depth not in _KNOWN_DEPTHS or len(set(file.values(page, tags.BITS, [1]))) > 1:
        raise source.unsupported("a TIFF picture of 1 to 64 bits a value", f"one of {depth} bits")
    raise source.unreadable("a whole TIFF picture", "a damaged or cut-off one")


def _by_opencv(content: bytes) -> Pixels | None:
    return cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)


def _by_pillow(content: bytes) -> Pixels | None:
    # Few pictures need it, and it takes long to import.
    from PIL import Image

    from core.readers.muted_warnings import without_warnings
    from core.readers.raster.exif import DAMAGE
    from core.readers.raster.pictures import plain_pixels

    try:
        # Its TIFF library prints warnings about damaged data.
        with without_warnings(), without_lines(_COMPLAINT):
            return plain_pixels(Image.open(BytesIO(content), formats=("TIFF",)))
    except DAMAGE:
        return None


def _negative(pixels: Pixels, depth: int) -> Pixels:
    if pixels.dtype.kind == "f":
        return -pixels
    return (1 << depth) - 1 - pixels if pixels.dtype.kind == "u" else ~pixels
