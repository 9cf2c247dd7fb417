"""DICOM files of one series, whose headers differ in a few elements: what the first one takes is used for the others.

pydicom makes an object of each element and settles the layout of the pixels again for each file, which takes several
times as long as the reading. Own code, since no library keeps a header for the next file.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataelem import RawDataElement
from pydicom.tag import BaseTag

from core.image.slice import Pixels, Slice
from core.readers.dicom.frame import Frame
from core.readers.dicom.objects import ParsedObject, frames_of, parse_object
from core.readers.dicom.plain_elements import (
    EXPLICIT_LITTLE_ENDIAN,
    META_GROUP,
    PIXELS,
    SHORT,
    PlainElement,
    list_elements,
    syntax_of,
)
from core.readers.muted_warnings import without_warnings
from core.readers.source import Source

_IMAGE_GROUP = 0x0028
_META_LENGTH, _META_INSTANCE = 0x00020000, 0x00020003
# Of the group that describes the pixels: windows, and the least and greatest values. All others are to be the same.
_FREE_OF_IMAGE = frozenset((0x00280106, 0x00280107, 0x00281050, 0x00281051, 0x00281055))
# Where a slice is and through which windows it is shown; when it was taken and by what name. What else is shown of a
# file depends on none of these.
_OF_EACH = _FREE_OF_IMAGE | {
    *(_META_LENGTH, _META_INSTANCE, 0x00080012, 0x00080013, 0x00080018, 0x00080022, 0x00080023, 0x00080032),
    *(0x00080033, 0x00200012, 0x00200013, 0x00200032, 0x00201041),
}
# Text is decoded by the character set, and what the object is decides how it is read.
_FIXED = frozenset((0x00080005, 0x00080008, 0x00080016, 0x00020002))


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The last file that was read.

    Attributes:
        content: its bytes.
        elements: in their order, the pixels last.
        parsed: the data set as pydicom read the first such file, settled, with the values of this one.
        shape: of the pixels.
        kind: of a number of them.
        bits: of each number, as stated.
    """

    content: bytes
    elements: tuple[PlainElement, ...]
    parsed: ParsedObject
    shape: tuple[int, ...]
    kind: np.dtype[Any]
    bits: int


class SimilarHeaderReader:
    """Reads files one after the other; one that is like the last that pydicom has read is not parsed by it."""

    def __init__(self) -> None:
        """Know no file yet."""
        self._known: _Known | None = None
        self._last: Slice | None = None

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
        # Of a file that fails, nothing is known.
        last, self._last = self._last, None
        with without_warnings():
            known = self._known
            changed = _changes(known, source.content, elements) if known and elements else None
            stored = _numbers_of(known, source.content, elements) if known and changed is not None else None
            if known and changed is not None and stored is not None:
                _take_over(known.parsed.dataset, source.content, changed)
                self._known = replace(known, content=source.content, elements=elements)
                like = last if all(one.tag in _OF_EACH for one in changed) else None
                frames = frames_of(source, known.parsed, [stored], fingerprint, like)
            else:
                parsed, pixels = parse_object(source)
                is_plain = elements and len(pixels) == 1
                self._known = _known(source.content, elements, parsed, pixels) if is_plain else None
                frames = frames_of(source, parsed, pixels, fingerprint)
            self._last = frames[0].image if frames else None
            return frames


def _elements(content: bytes) -> tuple[PlainElement, ...]:
    """List the elements of a plain file, which ends with pixels that are not compressed; none of another."""
    elements = list_elements(content)
    if not elements or elements[-1].stop != len(content):
        return ()
    return elements if syntax_of(content, elements) == EXPLICIT_LITTLE_ENDIAN else ()


def _known(
    content: bytes, elements: tuple[PlainElement, ...], parsed: ParsedObject, frames: "list[Pixels]"
) -> _Known | None:
    """Keep a file that was read, if its pixels are plain numbers of the file."""
    stored, dataset = frames[0], parsed.dataset
    if stored.ndim != 2 or stored.dtype.kind not in "iu" or dataset.PhotometricInterpretation == "PALETTE COLOR":
        return None
    _, _, start, stop = elements[-1]
    kind = stored.dtype.newbyteorder("<")
    if stop - start != stored.nbytes or not np.array_equal(_numbers(content, start, kind, stored.shape), stored):
        return None
    return _Known(content, elements, parsed, stored.shape, kind, int(dataset.BitsStored))


def _changes(known: _Known, content: bytes, elements: tuple[PlainElement, ...]) -> list[PlainElement] | None:
    """List the elements in which a file differs from a known one; None where one of them decides how it is read."""
    if len(elements) != len(known.elements):
        return None
    changed = []
    for one, other in zip(elements, known.elements, strict=True):
        tag, kind, start, stop = one
        known_tag, known_kind, first, last = other
        if tag != known_tag or kind != known_kind:
            return None
        if tag == PIXELS:
            if stop - start != last - first:
                return None
        elif content[start:stop] != known.content[first:last]:
            if not _is_free(one):
                return None
            changed.append(one)
    return changed


def _numbers_of(known: _Known, content: bytes, elements: tuple[PlainElement, ...]) -> "npt.NDArray[Any] | None":
    """Return the pixels of a file like a known one; None if they need more bits than are stated."""
    stored = _numbers(content, elements[-1].start, known.kind, known.shape)
    if known.bits == 8 * stored.itemsize:
        return stored
    least, most = (0, 2**known.bits - 1)
    if known.kind.kind == "i":
        least, most = -(2 ** (known.bits - 1)), 2 ** (known.bits - 1) - 1
    return stored if least <= int(stored.min()) and int(stored.max()) <= most else None


def _is_free(element: PlainElement) -> bool:
    """Return whether the value of an element decides neither how a file is read nor how its pixels lie."""
    tag = element.tag
    if tag >> 16 == META_GROUP:
        return tag in (_META_LENGTH, _META_INSTANCE)
    if tag >> 16 == _IMAGE_GROUP:
        return tag in _FREE_OF_IMAGE
    # Private elements hold what only the scanner's maker reads.
    is_private = bool(tag >> 16 & 1)
    return is_private or (element.kind in SHORT and tag not in _FIXED)


def _take_over(dataset: Any, content: bytes, changed: list[PlainElement]) -> None:
    """Put what has changed into the data set of the known file."""
    for one in changed:
        # What is left out is not read: identifiers of the file, and long private elements.
        number, kind, start, stop = one
        if number >> 16 != META_GROUP and kind in SHORT:
            tag, value = BaseTag(number), content[start:stop]
            dataset[tag] = RawDataElement(tag, kind.decode(), stop - start, value or None, start, False, True)


def _numbers(content: bytes, start: int, kind: np.dtype[Any], shape: tuple[int, ...]) -> "npt.NDArray[Any]":
    found = np.frombuffer(content, kind, shape[0] * shape[1], start).reshape(shape).view(kind.newbyteorder("="))
    return found if found.flags.aligned else found.copy()
