"""JPEG files that lack only their end marker, as some programs and broken downloads leave them.

Own code: Pillow can be made to accept any cut-off file, but does not say whether the picture in it is whole.
"""

import struct
from collections.abc import Iterator

import numpy as np

from core.image.slice import Pixels
from core.readers.raster.exif import DAMAGE
from core.readers.raster.jpeg import decode_jpeg

_END, _START_OF_SCAN = b"\xff\xd9", 0xDA
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# A picture that is whole does not change with the bytes after it.
_FILLINGS = (b"", b"\x00" * 64, b"\x5a\xa5\x3c" * 64, b"\xfe" * 64)


def has_end(content: bytes) -> bool:
    """Return whether an end marker follows the first scan of a JPEG, if it has one; previews within do not count."""
    scans = (at for marker, at, _ in _segments(content) if marker == _START_OF_SCAN)
    first = next(scans, None)
    return first is None or content.find(_END, first) >= 0


def decode_truncated_jpeg(content: bytes) -> Pixels | None:
    """Decode a JPEG whose picture is whole and whose end marker is missing.

    Returns:
        The same as `decode_jpeg`; None if more than the marker is missing.
    """
    stem = content.rstrip(b"\0")
    stem = stem[:-1] if stem.endswith(b"\xff") and not stem.endswith(b"\xff\xff") else stem
    try:
        if not _has_all_scans(stem):
            return None
        first = decode_jpeg(stem + _END)
        for filling in _FILLINGS[1:]:
            if not np.array_equal(first, decode_jpeg(stem + filling + _END)):
                return None
    except DAMAGE:
        return None
    return first


def _has_all_scans(content: bytes) -> bool:
    """Return whether the scans bring all components, of a progressive picture to the last bit of all frequencies."""
    missing: set[tuple[int, bool]] = set()
    is_progressive = False
    for marker, _, body in _segments(content):
        if marker in _FRAMES:
            is_progressive = marker in (0xC2, 0xC6, 0xCA, 0xCE)
            components = body[6 : 6 + 3 * body[5] : 3]
            missing = {(component, is_last) for component in components for is_last in (False, True)}
        if marker == _START_OF_SCAN:
            count = body[0]
            lowest, highest, bits = body[1 + 2 * count : 4 + 2 * count]
            for component in body[1 : 1 + 2 * count : 2]:
                if not is_progressive:
                    missing -= {(component, False), (component, True)}
                elif bits & 15 == 0:
                    missing -= {(component, False)} if lowest == 0 else set()
                    missing -= {(component, True)} if highest == 63 else set()
    return not missing


def _segments(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield marker, place and parameters of each segment; the coded data between them are skipped."""
    at = content.find(b"\xff", 2)
    while 0 <= at < len(content) - 1:
        marker = content[at + 1]
        if marker not in (0x00, 0xFF) and marker not in _WITHOUT_LENGTH:
            try:
                length = struct.unpack_from(">H", content, at + 2)[0]
            except struct.error:
                return
            yield marker, at, content[at + 4 : at + 2 + length].ljust(16, b"\0")
            at += length
        at = content.find(b"\xff", at + (1 if marker == 0xFF else 2))
