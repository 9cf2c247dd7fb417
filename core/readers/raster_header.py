"""What the bytes of a raster picture tell before it is decoded, so that monsters and halves are refused."""

import struct
import zlib
from collections.abc import Iterator

_JPEG_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
# The last is JPEG-LS.
_JPEG_FRAMES = {*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC}
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257


def png_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a PNG; `struct.error` where the header is cut off."""
    return struct.unpack_from(">II", content, 16)


def is_whole_png(content: bytes) -> bool:
    """Tell whether the chunks of a PNG that make its picture are all there, and their checksums right."""
    view, at = memoryview(content), 8
    while at + 12 <= len(content):
        end = at + 8 + int.from_bytes(view[at : at + 4], "big")
        kind, checksum = content[at + 4 : at + 8], view[end : end + 4]
        # A capital first letter means critical (PNG, clause 5.4).
        if kind[:1].isupper() and zlib.crc32(view[at + 4 : end]).to_bytes(4, "big") != checksum:
            return False
        if kind == b"IEND":
            return True
        at = end + 4
    return False


def bmp_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a BMP."""
    if struct.unpack_from("<I", content, 14)[0] == 12:
        return struct.unpack_from("<HH", content, 18)
    width, height = struct.unpack_from("<ii", content, 18)
    return width, abs(height)


def webp_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a WebP."""
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", content, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def jpeg_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a JPEG."""
    rows, columns, _ = jpeg_shape(content)
    return columns, rows


def jpeg_shape(content: bytes) -> tuple[int, int, int]:
    """Read (rows, columns, samples) of a JPEG, lossless and JPEG-LS too."""
    at = 2
    while True:
        while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] == b"\xff":
            at += 1
        _, marker = struct.unpack_from(">BB", content, at)
        if marker in _JPEG_FRAMES:
            return struct.unpack_from(">HHB", content, at + 5)
        at += 2 if marker in _JPEG_WITHOUT_LENGTH else 2 + max(2, struct.unpack_from(">H", content, at + 2)[0])


def jpeg_2000_shape(content: bytes) -> tuple[int, int, int]:
    """Read (rows, columns, samples) of a JPEG 2000 (ITU-T T.800, A.5.1)."""
    at = content.index(b"\xff\x4f\xff\x51")
    right, bottom, left, top = struct.unpack_from(">IIII", content, at + 8)
    return bottom - top, right - left, struct.unpack_from(">H", content, at + 40)[0]


def tiff_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    """Read (width, height) of the pages of a TIFF, one after the other.

    Raises:
        ValueError: where a page leads back to itself or one before.
    """
    order = "<" if content[:2] == b"II" else ">"
    at, seen = struct.unpack_from(f"{order}I", content, 4)[0], set[int]()
    while at or not seen:
        if at in seen:
            raise ValueError("pages that lead in a circle")
        seen.add(at)
        count = struct.unpack_from(f"{order}H", content, at)[0]
        sizes = {_TIFF_WIDTH: 0, _TIFF_HEIGHT: 0}
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(f"{order}HH", content, entry)
            if tag in sizes:
                # A SHORT stands in the first two bytes of the value field.
                value = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", content, entry + 8)[0]
                sizes[tag] = max(value, sizes[tag])
        yield sizes[_TIFF_WIDTH], sizes[_TIFF_HEIGHT]
        at = struct.unpack_from(f"{order}I", content, at + 2 + 12 * count)[0]
