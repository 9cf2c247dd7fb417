"""Unpack files and data packed by gzip, bzip2 or zlib: piece by piece, never further than wanted."""

import bz2
import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from core.readers.archive import read_member, split_archive
from core.readers.memory_files import open_bytes

Buffer = bytes | bytearray | memoryview

_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"
# Makes zlib look for either header.
_GZIP_OR_ZLIB = 47
# How far the first block reaches at most: bzip2 takes 900,000 bytes at once, and may turn them into a little more.
_BZIP2_BLOCK = 1 << 20
_PIECE, _GIVEN = 1 << 20, 1 << 16
# Deflate packs no better than this (zlib's technical details: 1032 to 1).
_BEST_DEFLATION = 1040
# A block of data begins with the digits of pi, an empty file ends with those of its root.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")


class Packing(Enum):
    """How bytes are packed; zlib's kind occurs only within files of other formats."""

    GZIP = "gzip"
    BZIP2 = "bzip2"
    ZLIB = "zlib"


class PackingError(Exception):
    """A packed stream is damaged or cut off."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The content of a packed file.

    Attributes:
        content: the first bytes, as many as were wanted.
        length: how many there are, counted up to one more than asked for.
    """

    content: bytearray
    length: int


def packing_of(content: Buffer) -> Packing | None:
    """Recognise how a file is packed, by its first bytes; None for not at all."""
    head = bytes(content[:10])
    if head[:2] == _GZIP:
        return Packing.GZIP
    return Packing.BZIP2 if head[:3] == _BZIP2 and head[3:4].isdigit() and head[4:] in _BZIP2_BLOCKS else None


def open_file(path: Path) -> BinaryIO:
    """Open a file to read its bytes, one within a zip archive too.

    Raises:
        OSError: if it cannot be read.
    """
    try:
        return open_bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        if split_archive(path) is None:
            raise
    return BytesIO(read_member(path))


def read_head(path: Path, length: int) -> bytes:
    """Read the first bytes of a file; of one packed by bzip2 its first block, the least that can be unpacked.

    Raises:
        OSError: if it cannot be read.
    """
    try:
        with open_bytes(path) as file:
            head = file.read(length)
            return head + file.read(_BZIP2_BLOCK) if packing_of(head) is Packing.BZIP2 else head
    except (FileNotFoundError, NotADirectoryError):
        if split_archive(path) is None:
            raise
    head = read_member(path, length)
    return read_member(path, length + _BZIP2_BLOCK) if packing_of(head) is Packing.BZIP2 else head


def open_unpacked(path: Path) -> BinaryIO:
    """Open a file to read; of one that is packed as a whole, its content.

    Raises:
        OSError: if it cannot be read.
    """
    packing = packing_of(read_head(path, 10))
    if packing is None:
        return open_file(path)
    # What is opened by its path is closed with it; what is in an archive is in memory.
    place = path if path.is_file() else open_file(path)
    return cast(BinaryIO, gzip.open(place) if packing is Packing.GZIP else bz2.open(place))


def can_hold(content: Buffer, packing: Packing, length: int) -> bool:
    """Return whether packed bytes may hold that many bytes, without unpacking them."""
    return packing is Packing.BZIP2 or length <= len(content) * _BEST_DEFLATION + _PIECE


def unpack(content: Buffer, packing: Packing, kept: int, counted: int) -> Unpacked:
    """Unpack a file of one or several members.

    Args:
        content: of the file.
        packing: how it is packed.
        kept: how many of the first bytes to give.
        counted: up to how many bytes to unpack; the rest is not checked.

    Raises:
        PackingError: if it is damaged, or is cut off before `counted` bytes.
    """
    first, length = bytearray(), 0
    for piece in _pieces(content, packing, counted + 1):
        if len(first) < kept:
            first += piece[: kept - len(first)]
        length += len(piece)
    return Unpacked(first, length)


def first_unpacked(content: Buffer, length: int) -> bytes:
    """Return the first bytes of a packed file, or of the beginning of one; fewer if it is damaged."""
    first, packing = bytearray(), packing_of(content)
    if packing is not None:
        with suppress(PackingError):
            for piece in _pieces(content, packing, length):
                first += piece
    return bytes(first)


def _pieces(content: Buffer, packing: Packing, wanted: int) -> Iterator[bytes]:
    return (_bzip2_pieces if packing is Packing.BZIP2 else _deflated_pieces)(content, wanted)


def _deflated_pieces(content: Buffer, wanted: int) -> Iterator[bytes]:
    view, at = memoryview(content), 0
    while True:
        stream, tail = zlib.decompressobj(wbits=_GZIP_OR_ZLIB), b""
        while not stream.eof:
            if wanted <= 0:
                return
            # Fed piece by piece, since zlib copies what is not consumed each time.
            given = tail or view[at : at + _GIVEN]
            at += 0 if tail else len(given)
            try:
                piece = stream.decompress(given, min(wanted, _PIECE))
            except zlib.error as error:
                raise PackingError("damaged") from error
            tail = stream.unconsumed_tail
            if not given and not piece and not stream.eof:
                raise PackingError("cut off")
            wanted -= len(piece)
            yield piece
        at = _next_member(content, at - len(stream.unused_data))
        if view[at : at + 2] != _GZIP:
            return


def _bzip2_pieces(content: Buffer, wanted: int) -> Iterator[bytes]:
    view, at = memoryview(content), 0
    while True:
        stream = bz2.BZ2Decompressor()
        while not stream.eof:
            if wanted <= 0:
                return
            given = view[at : at + _GIVEN] if stream.needs_input else b""
            if stream.needs_input and not given:
                raise PackingError("cut off")
            at += len(given)
            try:
                piece = stream.decompress(given, min(wanted, _PIECE))
            except (OSError, ValueError) as error:
                raise PackingError("damaged") from error
            wanted -= len(piece)
            yield piece
        at = _next_member(content, at - len(stream.unused_data))
        if view[at : at + 3] != _BZIP2:
            return


def _next_member(content: Buffer, at: int) -> int:
    """Skip the zeros that some tapes and programs pad with."""
    while bytes(content[at : at + 1]) == b"\0":
        at += 1
    return at
