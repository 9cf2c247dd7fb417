"""JPEG lossless (ITU-T T.81, process 14), in NumPy: GDCM, the one free library for it, aborts on damaged streams."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from core.image.slice import Pixels
from core.readers.dicom.jpeg_huffman import HuffmanTable, Numbers, read_differences, read_huffman_tables

_TABLES, _END, _SCAN, _RESTART, _LOSSLESS = 0xC4, 0xD9, 0xDA, 0xDD, 0xC3
_FRAMES = {*range(0xC0, 0xD0)} - {_TABLES, 0xC8, 0xCC}
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
# In coded data, 00 after FF means FF, and D0 to D7 mean that an interval ends.
_MARKER = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
_INTERVAL_END = re.compile(rb"\xff+[\xd0-\xd7]")


@dataclass(slots=True)
class _Frame:
    """The values of the segments read so far."""

    precision: int = 0
    rows: int = 0
    columns: int = 0
    components: bytes = b""
    interval: int = 0
    tables: dict[int, HuffmanTable] = field(default_factory=dict)
    planes: dict[int, npt.NDArray[np.uint16]] = field(default_factory=dict)


def decode_jpeg_lossless(content: bytes, rows: int, columns: int, samples: int) -> Pixels:
    """Decode a lossless JPEG.

    Args:
        content: the stream.
        rows: expected; a stream of another size is refused before it is decoded.
        columns: expected.
        samples: of a pixel, expected.

    Returns:
        (rows, columns, samples), uint8 for up to 8 bits, otherwise uint16.

    Raises:
        ValueError: if it is damaged, of another process, or of another size.
    """
    frame = _Frame()
    for marker, body, coded in _segments(content):
        if marker == _TABLES:
            frame.tables.update(read_huffman_tables(body))
        elif marker == _RESTART:
            frame.interval = int.from_bytes(body[:2], "big")
        elif marker in _FRAMES:
            _read_frame_header(frame, marker, body)
            if (frame.rows, frame.columns, len(frame.components)) != (rows, columns, samples):
                raise ValueError("a size that is not the data set's")
        elif marker == _SCAN:
            _read_scan(frame, body, coded)
    if not frame.planes or set(frame.planes) != set(frame.components):
        raise ValueError("a stream without all of its components")
    pixels = np.stack([frame.planes[component] for component in frame.components], axis=-1)
    return pixels.astype(np.uint8) if frame.precision <= 8 else pixels


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each marker with the body of its segment and the coded data after it."""
    at = 2
    while (found := _MARKER.search(content, at)) and content[found.end() - 1] != _END:
        marker, at = content[found.end() - 1], found.end()
        if marker in _WITHOUT_LENGTH:
            continue
        end = at + int.from_bytes(content[at : at + 2], "big")
        following = _MARKER.search(content, end)
        yield marker, content[at + 2 : end], content[end : following.start() if following else len(content)]
        at = max(end, at + 2)


def _read_frame_header(frame: _Frame, marker: int, body: bytes) -> None:
    if marker != _LOSSLESS or frame.components:
        raise ValueError("another process, or more than one frame")
    if len(body) < 6 or len(body) != 6 + 3 * body[5]:
        raise ValueError("a frame header of a wrong length")
    frame.precision = body[0]
    frame.rows, frame.columns = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    frame.components = body[6::3]
    is_subsampled = len(frame.components) > 1 and set(body[7::3]) != {0x11}
    if not 2 <= frame.precision <= 16 or is_subsampled or len(set(frame.components)) != len(frame.components):
        raise ValueError("a precision or sampling that is not supported")


def _read_scan(frame: _Frame, body: bytes, coded: bytes) -> None:
    if not body or len(body) != 4 + 2 * body[0]:
        raise ValueError("a scan header of a wrong length")
    components, choices = body[1:-3:2], [choice >> 4 for choice in body[2:-3:2]]
    predictor, shift = body[-3], body[-1] & 15
    is_new = set(components) <= set(frame.components) - set(frame.planes)
    if not components or not is_new or len(set(components)) != len(components):
        raise ValueError("a scan of unknown components")
    if not set(choices) <= set(frame.tables) or not 1 <= predictor <= 7 or shift >= frame.precision:
        raise ValueError("a scan of unknown tables or an unknown predictor")
    # H.1.1: an interval holds whole lines, and its prediction starts over.
    lines, rest = divmod(frame.interval or frame.rows * frame.columns, frame.columns)
    parts = _INTERVAL_END.split(coded)
    if rest or len(parts) < -(-frame.rows // lines):
        raise ValueError("data that are cut off")
    planes = np.empty((len(components), frame.rows, frame.columns), np.uint16)
    tables = [frame.tables[choice] for choice in choices]
    for first, part in zip(range(0, frame.rows, lines), parts, strict=False):
        height = min(lines, frame.rows - first)
        differences = read_differences(part.replace(b"\xff\x00", b"\xff"), tables, height * frame.columns)
        for plane, values in zip(planes, differences, strict=True):
            start = 1 << (frame.precision - shift - 1)
            picture = _predicted(values.reshape(height, frame.columns), predictor, start)
            plane[first : first + height] = picture << shift
    frame.planes.update(zip(components, planes, strict=True))


def _predicted(differences: Numbers, predictor: int, start: int) -> Numbers:
    """Add the differences to what is predicted (H.1.2.1), modulo 65536.

    A means the pixel to the left, B the one above and C the one above A.
    """
    if predictor == 1:
        differences[:, 0] = start + np.cumsum(differences[:, 0])
        return np.cumsum(differences, axis=1) & 0xFFFF
    picture = np.empty_like(differences)
    picture[0] = (start + np.cumsum(differences[0])) & 0xFFFF
    for row in range(1, len(picture)):
        above, line = picture[row - 1], differences[row]
        line[0] += above[0]
        b, c = above[1:], above[:-1]
        if predictor in (2, 3):
            line[1:] += b if predictor == 2 else c
        elif predictor in (4, 5):
            line[1:] += b - c if predictor == 4 else (b - c) >> 1
            line = np.cumsum(line)
        else:
            line[1:] = _averaged(line, b, c, predictor)
        picture[row] = line & 0xFFFF
    return picture


def _averaged(line: Numbers, above: Numbers, before: Numbers, predictor: int) -> list[int]:
    """Add along a line where half of A counts, so that there is no sum for it."""
    a, values = int(line[0]) & 0xFFFF, []
    for difference, b, c in zip(line[1:].tolist(), above.tolist(), before.tolist(), strict=True):
        a = (difference + (b + (a - c >> 1) if predictor == 6 else a + b >> 1)) & 0xFFFF
        values.append(a)
    return values
