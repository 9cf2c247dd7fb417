"""DICOM files of one series, whose headers differ in a few elements: what the first one takes is used for the others.

pydicom makes an object of each element and settles the layout of the pixels again for each file, which takes several
times as long as the reading. Own code, since no library keeps a header for the next file.
"""

import struct
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataelem import RawDataElement
from pydicom.tag import BaseTag

from core.image.slice import Pixels
from core.readers.dicom.frame import Frame
from core.readers.dicom.objects import ParsedObject, frames_of, parse_object
from core.readers.muted_warnings import without_warnings
from core.readers.source import Source

_TAG = struct.Struct("<HH")
_PREFIX, _PIXELS, _META, _IMAGE = 132, 0x7FE00010, 0x0002, 0x0028
_EXPLICIT_LITTLE_ENDIAN = b"1.2.840.10008.1.2.1"
_SYNTAX, _META_LENGTH, _META_INSTANCE = 0x00020010, 0x00020000, 0x00020003
# These have a length of four bytes behind two that are reserved (PS3.5 7.1.2), the others one of two bytes.
_LONG = frozenset((b"OB", b"OW", b"OF", b"OD", b"UN", b"UT", b"UC", b"UR", b"SQ"))
_TEXTS = frozenset((b"AE", b"AS", b"CS", b"DA", b"DS", b"DT", b"IS", b"LO", b"LT", b"PN", b"SH", b"ST", b"TM", b"UI"))
_SHORT = _TEXTS | {b"AT", b"FL", b"FD", b"SL", b"SS", b"UL", b"US"}
# Of the group that describes the pixels: windows, and the least and greatest values. All others are to be the same.
_FREE_OF_IMAGE = frozenset((0x00280106, 0x00280107, 0x00281050, 0x00281051, 0x00281055))
# Text is decoded by the character set, and what the object is decides how it is read.
_FIXED = frozenset((0x00080005, 0x00080008, 0x00080016, 0x00020002))


@dataclass(frozen=True, slots=True)
class _Element:
    """An element as it is in a file; `value` is where, from and to."""

    tag: int
    kind: bytes
    value: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The last file that was read.

    Attributes:
        content: its bytes.
        elements: in their order, the pixels last.
        parsed: the data set as pydicom read the first such file, settled, with the values of this one.
        shape: of the pixels.
        kind: of a number of them.
        values: the least and the greatest number that the stated bits hold.
    """

    content: bytes
    elements: tuple[_Element, ...]
    parsed: ParsedObject
    shape: tuple[int, ...]
    kind: np.dtype[Any]
    values: tuple[int, int]


class SimilarHeaderReader:
    """Reads files one after the other; one that is like the last that pydicom has read is not parsed by it."""

    def __init__(self) -> None:
        """Know no file yet."""
        self._known: _Known | None = None

    def read(self, source: Source, fingerprint: str) -> list[Frame]:
        """Read the frames of a file, as `core.readers.dicom.objects.read_dicom_frames` does.

        Args:
            source: the file.
            fingerprint: of its bytes.

        Raises:
            UnreadableImageError: if it is damaged or its pixels cannot be decoded.
            UnsupportedImageError: if it holds no picture, or one of a kind that Falx does not read.
        """
        elements = _elements(source.content)
        with without_warnings():
            known = self._known
            changed = _changes(known, source.content, elements) if known and elements else None
            stored = _numbers_of(known, source.content, elements) if known and changed is not None else None
            if known and changed is not None and stored is not None:
                _take_over(known.parsed.dataset, source.content, changed)
                self._known = replace(known, content=source.content, elements=elements)
                return frames_of(source, known.parsed, [stored], fingerprint)
            parsed, frames = parse_object(source)
            self._known = _known(source.content, elements, parsed, frames) if elements and len(frames) == 1 else None
            return frames_of(source, parsed, frames, fingerprint)


def _elements(content: bytes) -> tuple[_Element, ...]:
    """List the elements of a plain file: explicit, little endian, of stated lengths, pixels at the end; else none."""
    if content[128:_PREFIX] != b"DICM":
        return ()
    found: list[_Element] = []
    at, end, before, is_plain = _PREFIX, len(content), -1, False
    while at + 8 <= end:
        group, number = (
            int.from_bytes(content[at : at + 2], "little"),
            int.from_bytes(content[at + 2 : at + 4], "little"),
        )
        tag, kind = group << 16 | number, content[at + 4 : at + 6]
        if kind in _SHORT:
            start = at + 8
            stop = start + int.from_bytes(content[at + 6 : start], "little")
        elif kind in _LONG:
            start = at + 12
            stop = start + int.from_bytes(content[at + 8 : start], "little")
        else:
            return ()
        if stop > end or tag <= before:
            return ()
        if tag == _SYNTAX:
            is_plain = content[start:stop].rstrip(b"\0 ") == _EXPLICIT_LITTLE_ENDIAN
        found.append(_Element(tag, kind, (start, stop)))
        at, before = stop, tag
    return tuple(found) if is_plain and at == end and before == _PIXELS else ()


def _known(
    content: bytes, elements: tuple[_Element, ...], parsed: ParsedObject, frames: "list[Pixels]"
) -> _Known | None:
    """Keep a file that was read, if its pixels are plain numbers of the file."""
    stored, dataset = frames[0], parsed.dataset
    if stored.ndim != 2 or stored.dtype.kind not in "iu" or dataset.PhotometricInterpretation == "PALETTE COLOR":
        return None
    start, stop = elements[-1].value
    kind = stored.dtype.newbyteorder("<")
    if stop - start != stored.nbytes or not np.array_equal(_numbers(content, start, kind, stored.shape), stored):
        return None
    bits = int(dataset.BitsStored)
    values = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if kind.kind == "i" else (0, 2**bits - 1)
    return _Known(content, elements, parsed, stored.shape, kind, values)


def _changes(known: _Known, content: bytes, elements: tuple[_Element, ...]) -> list[_Element] | None:
    """List the elements in which a file differs from a known one; None where one of them decides how it is read."""
    if len(elements) != len(known.elements):
        return None
    changed = []
    for one, other in zip(elements, known.elements, strict=True):
        if one.tag != other.tag or one.kind != other.kind:
            return None
        (start, stop), (first, last) = one.value, other.value
        if one.tag == _PIXELS:
            if stop - start != last - first:
                return None
        elif content[start:stop] != known.content[first:last]:
            if not _is_free(one):
                return None
            changed.append(one)
    return changed


def _numbers_of(known: _Known, content: bytes, elements: tuple[_Element, ...]) -> "npt.NDArray[Any] | None":
    """Return the pixels of a file like a known one; None if they need more bits than are stated."""
    stored = _numbers(content, elements[-1].value[0], known.kind, known.shape)
    is_as_stated = known.values[0] <= int(stored.min()) and int(stored.max()) <= known.values[1]
    return stored if is_as_stated else None


def _is_free(element: _Element) -> bool:
    """Return whether the value of an element decides neither how a file is read nor how its pixels lie."""
    tag = element.tag
    if tag >> 16 == _META:
        return tag in (_META_LENGTH, _META_INSTANCE)
    if tag >> 16 == _IMAGE:
        return tag in _FREE_OF_IMAGE
    # Private elements hold what only the scanner's maker reads.
    is_private = bool(tag >> 16 & 1)
    return is_private or (element.kind in _SHORT and tag not in _FIXED)


def _take_over(dataset: Any, content: bytes, changed: list[_Element]) -> None:
    """Put what has changed into the data set of the known file."""
    for one in changed:
        # What is left out is not read: identifiers of the file, and long private elements.
        if one.tag >> 16 != _META and one.kind in _SHORT:
            start, stop = one.value
            tag, value = BaseTag(one.tag), content[start:stop]
            dataset[tag] = RawDataElement(tag, one.kind.decode(), stop - start, value or None, start, False, True)


def _numbers(content: bytes, start: int, kind: np.dtype[Any], shape: tuple[int, ...]) -> "npt.NDArray[Any]":
    found = np.frombuffer(content, kind, shape[0] * shape[1], start).reshape(shape).view(kind.newbyteorder("="))
    return found if found.flags.aligned else found.copy()
