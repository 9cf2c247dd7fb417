"""Series, position and number of a DICOM file, read without its pixels, to sort the files of a folder."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydicom
from pydicom.uid import DeflatedExplicitVRLittleEndian

from core.image.slice import SlicePlace
from core.readers.compressed_files import open_unpacked
from core.readers.dicom.element import DAMAGE, element_value, first_number
from core.readers.dicom.geometry import FrameGeometry, frame_geometry
from core.readers.dicom.object_kinds import is_cut_picture, is_directory
from core.readers.muted_warnings import without_warnings
from core.readers.source import Source


@dataclass(frozen=True, slots=True)
class Identity:
    """The series of a file, and its place there.

    Attributes:
        is_picture: whether it may hold a picture; reports, notes and directories do not.
        is_cut: whether it is a picture that ends before its pixels.
        series: identifier of its series, "" for none.
        geometry: of its first frame.
        number: of the instance, 0 where it has none.
        size: rows and columns, 0 where they are not given.
        instance: identifier of the file's object, "" for none.
        study: a fingerprint of the identifier of its study, "" for none.
        series_number: 0 where it has none.
        frames: that it states to hold, 0 where it does not.
        description: of the series and its protocol: free text, which may name a patient.
        is_localizer: whether its type of image is that of a localizer.
        patient: their name, never to be shown unless the user asks for it; "" for none.
    """

    is_picture: bool
    is_cut: bool
    series: str
    geometry: FrameGeometry
    number: int
    size: tuple[int, int]
    instance: str = ""
    study: str = ""
    series_number: int = 0
    frames: int = 0
    description: str = ""
    is_localizer: bool = False
    patient: str = field(default="", repr=False)


def series_fingerprint(identifier: str) -> str:
    """Return a fingerprint of a series that does not reveal the identifier; "" for none.

    An identifier leads to the patient in an archive, so results do not state it. Anyone who has the files can compute
    fingerprint: the first 16 digits of the SHA-256.
    """
    return hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:16] if identifier else ""


def series_identifier(dataset: Any) -> str:
    """Read the identifier of a data set's series; "" for none."""
    return str(element_value(dataset, "SeriesInstanceUID") or "").strip(" \0")


def slice_place(dataset: Any, geometry: FrameGeometry) -> SlicePlace:
    """Return where a frame of a data set is in the patient."""
    return SlicePlace(
        series=series_fingerprint(series_identifier(dataset)),
        series_number=int(first_number(dataset, "SeriesNumber") or 0),
        number=int(first_number(dataset, "InstanceNumber") or 0),
        normal=geometry.normal,
        position_mm=geometry.position_mm,
    )


def read_identity(path: Path) -> Identity:
    """Read the identity of a file; the pixels are left on the disk.

    Raises:
        UnreadableImageError: if it is damaged.
    """
    source = Source(path, b"")
    with without_warnings():
        try:
            with open_unpacked(path) as file:
                dataset = pydicom.dcmread(file, stop_before_pixels=True, force=True)
                has_pixels = file.read(1) != b"" or ("Rows" in dataset and _is_deflated(dataset))
        except DAMAGE as error:
            raise source.unreadable("a DICOM object", "one that cannot be understood") from error
        try:
            rows, columns = (int(first_number(dataset, keyword) or 0) for keyword in ("Rows", "Columns"))
            return Identity(
                is_picture=has_pixels and not is_directory(dataset),
                is_cut=not has_pixels and is_cut_picture(dataset),
                series=series_identifier(dataset),
                geometry=frame_geometry(dataset, 0),
                number=int(first_number(dataset, "InstanceNumber") or 0),
                size=(rows, columns),
                instance=_text(dataset, "SOPInstanceUID"),
                study=series_fingerprint(_text(dataset, "StudyInstanceUID")),
                series_number=int(first_number(dataset, "SeriesNumber") or 0),
                frames=int(first_number(dataset, "NumberOfFrames") or 0),
                description=f"{_text(dataset, 'SeriesDescription')} {_text(dataset, 'ProtocolName')}",
                is_localizer="LOCALIZER" in _text(dataset, "ImageType").upper(),
                patient=_text(dataset, "PatientName"),
            )
        except DAMAGE as error:
            raise source.unreadable("a DICOM object", "one whose elements are damaged") from error


def _text(dataset: Any, keyword: str) -> str:
    return str(element_value(dataset, keyword) or "").strip(" \0")


def _is_deflated(dataset: Any) -> bool:
    """Return whether a file was unpacked as a whole, which leaves open where its pixels begin."""
    return element_value(dataset.file_meta, "TransferSyntaxUID") == DeflatedExplicitVRLittleEndian
