"""Name DICOM objects that are not pictures: reports, presentation states, directories and others."""

from typing import Any

from pydicom.uid import UID

from core.readers.dicom.element import element_value, has_element
from core.readers.dicom.metadata import describe

_PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_BY_NAME = (
    ("Media Storage Directory", "a directory of DICOM files"),
    ("Encapsulated PDF", "a PDF document"),
    ("Encapsulated", "a document"),
    ("Key Object", "a key-object note"),
    ("Presentation State", "a presentation state"),
    (" SR Storage", "a report"),
    ("Structured Report", "a report"),
    ("Spectroscopy", "a spectrum"),
    ("Waveform", "a waveform"),
    ("Raw Data", "raw data"),
    ("RT ", "data of a radiotherapy"),
)
_BY_MODALITY = {
    "SR": "a report",
    "KO": "a key-object note",
    "PR": "a presentation state",
    "DOC": "a document",
    "ECG": "a waveform",
}

_IMAGE = "Image Storage"
# By modality, whatever the class; pictures of documents and of ECGs are pictures.
_NEVER_PICTURES = ("SR", "KO", "PR")
# The first element of each such object.
_FIRST = ("SOPClassUID", "SOPInstanceUID")
# Of these, some hold pixels.
_WITH_OR_WITHOUT = ("RT ",)


def kind_without_pixels(dataset: Any) -> str | None:
    """Name the kind of an object without pixels; None for a picture."""
    if not is_directory(dataset) and any(name in dataset for name in _PIXELS):
        return None
    if element_value(dataset, "MIMETypeOfEncapsulatedDocument") == "application/pdf":
        return "a PDF document"
    modality = describe(dataset).get("Modality", "")
    name = _class_name(dataset)
    for part, kind in _BY_NAME:
        if part in name:
            return kind + (f" ({modality})" if modality else "")
    if modality in _BY_MODALITY:
        return f"{_BY_MODALITY[modality]} ({modality})"
    return f"a DICOM object without pixels ({modality or 'no modality'})"


def is_cut_picture(dataset: Any) -> bool:
    """Return whether an object without pixels is a picture that is cut off before its end.

    It is if its class is one of images, if it has rows and is of no class that never holds pixels, and if it ends
    before it says what it is.
    """
    if is_directory(dataset):
        return False
    name, modality = _class_name(dataset), describe(dataset).get("Modality", "")
    if _IMAGE in name:
        return modality not in _NEVER_PICTURES
    is_never = any(part in name for part, _ in _BY_NAME if part not in _WITH_OR_WITHOUT)
    if is_never or modality in _BY_MODALITY:
        return False
    return has_element(dataset, "Rows") or not all(has_element(dataset, keyword) for keyword in _FIRST)


def is_directory(dataset: Any) -> bool:
    """Return whether an object lists the files of a medium, as a DICOMDIR does (PS3.3 F.3)."""
    return "Media Storage Directory" in _class_name(dataset) or "DirectoryRecordSequence" in dataset


def _class_name(dataset: Any) -> str:
    meta = getattr(dataset, "file_meta", None)
    stated = element_value(dataset, "SOPClassUID") or (
        element_value(meta, "MediaStorageSOPClassUID") if meta is not None else None
    )
    return str(UID(stated).name) if isinstance(stated, str) else ""
