"""What shows the series of a DICOM file and its place there, read without its pixels, as fast as can be."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pydicom
from pydicom.charset import convert_encodings, decode_bytes
from pydicom.tag import BaseTag, Tag
from pydicom.valuerep import PN_DELIMS

from core.image.slice import sound_spacing
from core.readers.dicom.element import DAMAGE
from core.readers.dicom.geometry import frame_geometry, plane_normal
from core.readers.dicom.plain_elements import EXPLICIT_LITTLE_ENDIAN, list_elements, syntax_of
from core.readers.dicom.slice_headers import read_identity, series_fingerprint
from core.readers.muted_warnings import without_warnings

# Up to here the elements reach in nearly every file; where they do not, the whole file is read.
HEAD_LENGTH = 16_384
_NAMES = (
    *("ImageType", "SOPClassUID", "SOPInstanceUID", "Modality", "SeriesDescription", "ProtocolName"),
    *("StudyInstanceUID", "SeriesInstanceUID", "SeriesNumber", "InstanceNumber", "ImagePositionPatient"),
    *("ImageOrientationPatient", "NumberOfFrames", "Rows", "Columns", "PixelSpacing", "DirectoryRecordSequence"),
    *("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence", "SpecificCharacterSet", "PatientName"),
)
_TAGS: dict[str, BaseTag] = {name: Tag(name) for name in _NAMES}
_ALL = list(_TAGS.values())
_NAME_OF: dict[int, str] = {int(tag): name for name, tag in _TAGS.items()}
_SEQUENCES = frozenset(name for name in _NAMES if name.endswith("Sequence"))
# JPEG, HTJ2K and RLE; their headers are as plain.
_COMPRESSED = (b"1.2.840.10008.1.2.4.", b"1.2.840.10008.1.2.5")
_MOST_FRAMES = 100_000

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Header:
    """A file of a series.

    Attributes:
        path: of the file.
        is_picture: whether it may hold a picture.
        is_cut: whether it is a picture that ends before its pixels.
        instance: its identifier, "" for none.
        series: identifier of its series, "" for none.
        study: a fingerprint of the identifier of its study, "" for none.
        series_number: 0 for none.
        number: of the instance, 0 for none.
        normal: of its first plane; None where unknown.
        position_mm: of its first pixel; None where unknown.
        spacing_mm: (row, column); None where unknown.
        size: rows and columns.
        frames: that it holds.
        description: of the series, never to be shown as it is.
        is_localizer: whether its type of image says so.
        patient: their name, never to be shown unless the user asks for it; "" for none.
    """

    path: Path
    is_picture: bool
    is_cut: bool
    instance: str = ""
    series: str = ""
    study: str = ""
    series_number: int = 0
    number: int = 0
    normal: Vector | None = None
    position_mm: Vector | None = None
    spacing_mm: tuple[float, float] | None = None
    size: tuple[int, int] = (0, 0)
    frames: int = 1
    description: str = ""
    is_localizer: bool = False
    patient: str = field(default="", repr=False)


def parse_header(path: Path, head: bytes) -> Header:
    """Read a header by the first bytes of a file; where those do not reach, the file is read.

    Args:
        path: of the file.
        head: its first `HEAD_LENGTH` bytes.

    Raises:
        UnreadableImageError: if it is damaged.
    """
    with without_warnings():
        found = _parse_quickly(path, head)
    return found or _parse_slowly(path)


def _parse_quickly(path: Path, head: bytes) -> Header | None:
    """Read what nearly every file has, element by element; None where something is out of the ordinary."""
    if head[128:132] != b"DICM":
        return None
    try:
        elements = _list_elements(head) or _parse_elements(head)
        if elements is None or "DirectoryRecordSequence" in elements or not elements.texts("Rows", is_binary=True):
            return None
        normal, place, spacing = elements.geometry()
        return Header(
            path=path,
            is_picture=True,
            is_cut=False,
            instance=elements.text("SOPInstanceUID"),
            series=elements.text("SeriesInstanceUID"),
            study=series_fingerprint(elements.text("StudyInstanceUID")),
            series_number=elements.number("SeriesNumber"),
            number=elements.number("InstanceNumber"),
            normal=normal,
            position_mm=place,
            spacing_mm=spacing,
            size=(elements.unsigned("Rows"), elements.unsigned("Columns")),
            frames=min(max(elements.number("NumberOfFrames"), 1), _MOST_FRAMES),
            description=f"{elements.text('SeriesDescription')} {elements.text('ProtocolName')}",
            is_localizer="LOCALIZER" in elements.text("ImageType").upper(),
            patient=elements.person("PatientName"),
        )
    except DAMAGE:
        return None


def _parse_slowly(path: Path) -> Header:
    identity = read_identity(path)
    geometry = identity.geometry
    return Header(
        path=path,
        is_picture=identity.is_picture,
        is_cut=identity.is_cut,
        instance=identity.instance,
        series=identity.series,
        study=identity.study,
        series_number=identity.series_number,
        number=identity.number,
        normal=geometry.normal,
        position_mm=geometry.position_mm,
        spacing_mm=geometry.spacing_mm,
        size=identity.size,
        frames=min(max(identity.frames, 1), _MOST_FRAMES),
        description=identity.description,
        is_localizer=identity.is_localizer,
        patient=identity.patient,
    )


def _list_elements(head: bytes) -> "_Elements | None":
    """List the elements of a plain header; None of another, and of one with items that pydicom is to read."""
    elements = list_elements(head)
    found = {_NAME_OF[tag]: head[start:stop] for tag, _, start, stop in elements if tag in _NAME_OF}
    syntax = syntax_of(head, elements)
    is_plain = syntax == EXPLICIT_LITTLE_ENDIAN or syntax.startswith(_COMPRESSED)
    return _Elements(found) if is_plain and not found.keys() & _SEQUENCES else None


def _parse_elements(head: bytes) -> "_Elements | None":
    """Parse a header by pydicom; None if there are no pixels, or if not all that precedes them is in the head."""
    file = BytesIO(head)
    dataset = pydicom.dcmread(file, stop_before_pixels=True, specific_tags=_ALL, force=True)
    if file.tell() >= len(head) or _TAGS["Rows"] not in dataset:
        return None
    items: dict[str, Any] = {name: dataset.get_item(tag) for name, tag in _TAGS.items() if tag in dataset}
    values = {name: item.value for name, item in items.items()}
    return _Elements(values, items["Rows"].is_little_endian, dataset)


class _Elements:
    """The elements of a header as they are in the file, which is faster than to have each one interpreted."""

    def __init__(self, values: Mapping[str, Any], is_little_endian: bool = True, dataset: Any = None) -> None:
        """Take them over.

        Args:
            values: bytes, by keyword; None for an empty one, and items of a sequence.
            is_little_endian: whether numbers begin with their lowest byte.
            dataset: with the sequences that are among them.
        """
        self._values, self._is_little_endian, self._dataset = values, is_little_endian, dataset

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def texts(self, name: str, is_binary: bool = False) -> bytes:
        value = self._values.get(name)
        if value is None:
            return b""
        if not isinstance(value, bytes):
            raise TypeError(name)
        return value if is_binary else value.strip(b" \0")

    def text(self, name: str) -> str:
        return self.texts(name).decode("latin-1")

    def person(self, name: str) -> str:
        value = self.texts(name)
        if value.isascii() and b"\33" not in value:
            return value.decode("ascii")
        encodings = convert_encodings(self.text("SpecificCharacterSet").split("\\"))
        return decode_bytes(value, encodings, PN_DELIMS)

    def number(self, name: str) -> int:
        text = self.texts(name)
        return int(text.split(b"\\")[0]) if text else 0

    def numbers(self, name: str) -> Sequence[float]:
        text = self.texts(name)
        found = [float(part) for part in text.split(b"\\")] if text else []
        if not all(map(math.isfinite, found)):
            raise ValueError(name)
        return found

    def unsigned(self, name: str) -> int:
        return int.from_bytes(self.texts(name, is_binary=True)[:2], "little" if self._is_little_endian else "big")

    def geometry(self) -> tuple[Vector | None, Vector | None, tuple[float, float] | None]:
        """Return the normal of the first plane, where its first pixel is, and the spacing; None each where unknown."""
        orientation, position = self.numbers("ImageOrientationPatient"), self.numbers("ImagePositionPatient")
        if "PerFrameFunctionalGroupsSequence" in self or "SharedFunctionalGroupsSequence" in self:
            geometry = frame_geometry(self._dataset, 0)
            return geometry.normal, geometry.position_mm, geometry.spacing_mm
        gaps = self.numbers("PixelSpacing")
        return (
            plane_normal(orientation) if len(orientation) == 6 else None,
            (position[0], position[1], position[2]) if len(position) == 3 else None,
            sound_spacing(gaps[0], gaps[1]) if len(gaps) == 2 else None,
        )
