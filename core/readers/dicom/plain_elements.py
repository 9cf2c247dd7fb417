"""Lists the elements of a plain DICOM header as they are in the file: explicit, little endian, of stated lengths.

Own code, since pydicom makes objects of the elements, which takes several times as long as to read a file.
"""

import struct
from collections.abc import Iterable
from typing import NamedTuple

PREFIX, PIXELS, META_GROUP = 132, 0x7FE00010, 0x0002
EXPLICIT_LITTLE_ENDIAN = b"1.2.840.10008.1.2.1"
_SYNTAX = 0x00020010

_START = struct.Struct("<HH2sH")
_LONG_LENGTH = struct.Struct("<I")
# These have a length of four bytes behind two that are reserved (PS3.5 7.1.2), the others one of two bytes.
_LONG = frozenset((b"OB", b"OW", b"OF", b"OD", b"UN", b"UT", b"UC", b"UR", b"SQ"))
_TEXTS = frozenset((b"AE", b"AS", b"CS", b"DA", b"DS", b"DT", b"IS", b"LO", b"LT", b"PN", b"SH", b"ST", b"TM", b"UI"))
SHORT = _TEXTS | {b"AT", b"FL", b"FD", b"SL", b"SS", b"UL", b"US"}


class PlainElement(NamedTuple):
    """An element as it is in a file.

    Attributes:
        tag: group and number, in one.
        kind: the value representation, two letters.
        start: of the value in the file.
        stop: behind the value; that of the pixels may end behind what is known of the file.
    """

    tag: int
    kind: bytes
    start: int
    stop: int


def list_elements(content: bytes) -> tuple[PlainElement, ...]:
    """List the elements of a file up to its pixels, those with which it states its kind among them.

    Args:
        content: of the file, or its beginning.

    Returns:
        The elements in rising order, the pixels last; none if the header is another, damaged, or not whole.
    """
    if content[128:PREFIX] != b"DICM":
        return ()
    found, before = [], -1
    at, end, start_of = PREFIX, len(content), _START.unpack_from
    while at + 12 <= end:
        group, number, kind, length = start_of(content, at)
        at += 8
        if kind in _LONG:
            (length,) = _LONG_LENGTH.unpack_from(content, at)
            at += 4
        elif kind not in SHORT:
            return ()
        tag, stop = group << 16 | number, at + length
        if tag <= before:
            return ()
        found.append(PlainElement(tag, kind, at, stop))
        if tag == PIXELS:
            return tuple(found)
        at, before = stop, tag
    return ()


def syntax_of(content: bytes, elements: Iterable[PlainElement]) -> bytes:
    """Return the transfer syntax that the elements of a file state; b"" if they state none."""
    stated = (content[one.start : one.stop] for one in elements if one.tag == _SYNTAX)
    return next(stated, b"").rstrip(b" \0")
