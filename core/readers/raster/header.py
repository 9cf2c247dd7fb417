"""Read the headers of raster pictures before decoding, to refuse those that are too large or cut off."""

import struct

from core.readers.raster.jpeg_header import jpeg_frame

_COMMON_JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}


def png_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a PNG; `struct.error` where the header is cut off."""
    # Apple's own kind has another chunk before it.
    return struct.unpack_from(">II", content, 32 if content[12:16] == b"CgBI" else 16)


def bmp_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a BMP."""
    if struct.unpack_from("<I", content, 14)[0] == 12:
        return struct.unpack_from("<HH", content, 18)
    width, height = struct.unpack_from("<ii", content, 18)
    return width, abs(height)


def is_odd_bmp(content: bytes) -> bool:
    """Return whether a BMP holds a JPEG, a PNG, or pixels packed by a rare method."""
    length, compression = int.from_bytes(content[14:18], "little"), int.from_bytes(content[30:34], "little")
    return length >= 40 and compression in range(4, 14)


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


def webp_exif(content: bytes) -> bytes:
    """Return the EXIF data of a WebP; none where it has none.

    Pillow could read it, but the standalone program leaves its WebP library out, as OpenCV decodes the pictures.
    """
    at = 12
    while content[12:16] == b"VP8X" and at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        if content[at : at + 4] == b"EXIF":
            return content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return b""


def jpeg_size(content: bytes) -> tuple[int, int]:
    """Read (width, height) of a JPEG."""
    rows, columns, _ = jpeg_frame(content).shape
    return columns, rows


def odd_jpeg(content: bytes) -> str:
    """Name the kind of a JPEG that few programs decode; "" for the common ones."""
    frame = jpeg_frame(content)
    if frame.marker in _COMMON_JPEG_FRAMES:
        return f"a JPEG of {frame.precision} bits" if frame.precision != 8 else ""
    return {0xC3: "a lossless JPEG", 0xF7: "a JPEG-LS picture"}.get(frame.marker, "a JPEG of a rare kind")


def can_hold_jpeg(content: bytes) -> bool:
    """Return whether a JPEG is long enough for the blocks that its header claims.

    By Huffman's codes a block takes two bits at least, one of them in the first scan of a progressive picture.
    """
    frame = jpeg_frame(content)
    rows, columns, _ = frame.shape
    least = {0xC0: 2, 0xC1: 2, 0xC2: 1}.get(frame.marker, 0)
    return 8 * len(content) >= least * (rows // 8) * (columns // 8)


def has_all_tiles(content: bytes) -> bool:
    """Return whether a JPEG 2000 has a part of each of its tiles (ITU-T T.800, A.4.2)."""
    at = content.index(b"\xff\x4f\xff\x51")
    right, bottom, _, _, width, height, left, top = struct.unpack_from(">8I", content, at + 8)
    if not width or not height:
        return False
    missing = -(-(right - left) // width) * -(-(bottom - top) // height)
    if missing > len(content):
        return False
    seen = set[int]()
    at = content.find(b"\xff\x90\0\x0a", at)
    while 0 <= at <= len(content) - 12:
        tile, length = struct.unpack_from(">HI", content, at + 4)
        seen.add(tile)
        # The last part may leave its length out, and reach to the end.
        if length < 14 or content[at + length : at + length + 2] != b"\xff\x90":
            break
        at += length
    return len(seen) >= missing


def jpeg_2000_shape(content: bytes) -> tuple[int, int, int]:
    """Read (rows, columns, samples) of a JPEG 2000 (ITU-T T.800, A.5.1)."""
    at = content.index(b"\xff\x4f\xff\x51")
    right, bottom, left, top = struct.unpack_from(">IIII", content, at + 8)
    return bottom - top, right - left, struct.unpack_from(">H", content, at + 40)[0]
