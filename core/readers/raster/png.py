"""Decode PNG by OpenCV, from cleaned bytes: libpng prints warnings about odd ones."""

import struct
import zlib
from collections.abc import Iterator

import cv2
import numpy as np

from core.image.slice import Pixels
from core.readers.compressed_files import Packing, PackingError, unpack
from core.readers.raster.exif import orientation_of, upright
from core.readers.source import Source

_SIGNATURE_LENGTH = 8
_MOST_STORED = 100_000_000
# Samples of a pixel, and the depths that they may have, by the colour type (PNG, clause 11.2.2).
_COLOUR_TYPES = {0: (1, (1, 2, 4, 8, 16)), 2: (3, (8, 16)), 3: (1, (1, 2, 4, 8)), 4: (2, (8, 16)), 6: (4, (8, 16))}
_TRANSPARENT_SAMPLES = {0: 1, 2: 3}
_PALETTE = 3
# First column and row, and the steps, of the pictures that an interlaced one is stored as (Adam7, clause 8.2).
_ADAM_7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_WHOLE = ((0, 0, 1, 1),)


def decode_png(source: Source) -> tuple[Pixels, tuple[str, ...]]:
    """Decode a PNG.

    Returns:
        (H, W) or (H, W, channels) of uint8 or uint16, as OpenCV orders them, upright; and the remarks.

    Raises:
        UnreadableImageError: if chunks that the picture needs are damaged or cut off.
        UnsupportedImageError: for Apple's own kind of PNG.
    """
    chunks = _chunks(source)
    header = chunks[b"IHDR"]
    clean = [(b"IHDR", header)]
    _, _, depth, colour, *methods = struct.unpack(">IIBBBBB", header)
    if colour not in _COLOUR_TYPES or depth not in _COLOUR_TYPES[colour][1] or methods[:2] != [0, 0] or methods[2] > 1:
        raise source.unreadable("a whole PNG picture", "one whose header is damaged")
    clean += _colours(source, chunks, depth, colour)
    clean += [(b"IDAT", _clean_data(source, header, chunks[b"IDAT"])), (b"IEND", b"")]
    content = source.content[:_SIGNATURE_LENGTH] + b"".join(_chunk(*chunk) for chunk in clean)
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise source.unreadable("a whole PNG picture", "one that cannot be decoded")
    remarks = () if b"IEND" in chunks else ("The end of this PNG file is missing; its picture is whole",)
    return upright(pixels, orientation_of(chunks.get(b"eXIf", b""))), remarks


def _colours(source: Source, chunks: dict[bytes, bytes], depth: int, colour: int) -> list[tuple[bytes, bytes]]:
    """Return the palette that the picture needs, and its transparency, as far as they are sound."""
    palette, transparency = chunks.get(b"PLTE", b""), chunks.get(b"tRNS", b"")
    if colour == _PALETTE:
        if not palette or len(palette) % 3 or len(palette) > 768:
            raise source.unreadable("a whole PNG picture", "one whose palette is damaged")
        palette = palette[: 3 << depth]
        return [(b"PLTE", palette), *([(b"tRNS", transparency)] if 0 < len(transparency) <= len(palette) // 3 else [])]
    count = _TRANSPARENT_SAMPLES.get(colour, 0)
    if not count or len(transparency) != 2 * count:
        return []
    # Only the bits that a sample has count (clause 11.3.2.1).
    samples = (sample & (1 << depth) - 1 for sample in struct.unpack(f">{count}H", transparency))
    return [(b"tRNS", struct.pack(f">{count}H", *samples))]


def _chunks(source: Source) -> dict[bytes, bytes]:
    """Collect the chunks that count, the first of each kind; the picture's data as one.

    A damaged chunk that the picture does not need is left out.
    """
    content, at = source.content, _SIGNATURE_LENGTH
    chunks: dict[bytes, bytes] = {}
    data: list[bytes] = []
    while at + 12 <= len(content):
        end = at + 8 + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        is_whole = zlib.crc32(memoryview(content)[at + 4 : end]) == int.from_bytes(content[end : end + 4], "big")
        if kind == b"CgBI":
            raise source.unsupported("a PNG picture", "Apple's own kind of PNG", "save it again with another program")
        # A capital first letter means critical (clause 5.4).
        if kind[:1].isupper() and not is_whole:
            break
        if kind == b"IDAT":
            data.append(content[at + 8 : end])
        elif is_whole and kind in (b"IHDR", b"PLTE", b"tRNS", b"eXIf"):
            chunks.setdefault(kind, content[at + 8 : end])
        elif kind == b"IEND":
            chunks[kind] = b""
            break
        at = end + 4
    # In a file that ends between two chunks, the data show whether they are complete.
    if data and len(chunks.get(b"IHDR", b"")) == 13 and (b"IEND" in chunks or at >= len(content) - 11):
        return {**chunks, b"IDAT": b"".join(data)}
    raise source.unreadable("a whole PNG picture", "a damaged or cut-off one")


def _clean_data(source: Source, header: bytes, data: bytes) -> bytes:
    """Return the data of exactly one picture, or refuse less; what follows is left out."""
    rows = list(_rows(header))
    wanted = sum(count * length for count, length in rows)
    if wanted > _MOST_STORED:
        # Too large to be held a second time: only check whether it is whole.
        try:
            length = unpack(data, Packing.ZLIB, kept=0, counted=wanted - 1).length
        except PackingError as error:
            raise source.unreadable("a whole PNG picture", f"one whose data are {error}") from error
        if length < wanted:
            raise source.unreadable("a whole PNG picture", "one that is cut off")
        return data
    try:
        plain = zlib.decompressobj().decompress(data, wanted)
    except zlib.error:
        # The data after the two header bytes may be sound even if the checksum is not.
        try:
            plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[2:], wanted)
        except zlib.error as error:
            raise source.unreadable("a whole PNG picture", "one whose data are damaged") from error
    if len(plain) < wanted:
        raise source.unreadable("a whole PNG picture", "one that is cut off")
    # Each row begins with its filter, of which there are five.
    values, at = np.frombuffer(plain, np.uint8), 0
    for count, length in rows:
        if (values[at : at + count * length : length] > 4).any():
            raise source.unreadable("a whole PNG picture", "one whose data are damaged")
        at += count * length
    # Stored uncompressed: libpng has nothing to unpack, nor to warn about.
    return zlib.compress(plain, 0)


def _rows(header: bytes) -> Iterator[tuple[int, int]]:
    """Return the number of rows, and the bytes of a row with its filter, of each picture in the data."""
    width, height, depth, colour, _, _, is_interlaced = struct.unpack(">IIBBBBB", header)
    bits = _COLOUR_TYPES[colour][0] * depth
    for left, top, right, down in _ADAM_7 if is_interlaced else _WHOLE:
        columns, count = -(-(width - left) // right), -(-(height - top) // down)
        if columns > 0 and count > 0:
            yield count, 1 + (columns * bits + 7) // 8


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
