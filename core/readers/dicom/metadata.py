"""Facts of a DICOM object that reveal nothing of the patient: an allow-list, since free text may hold names."""

from typing import Any

from pydicom.multival import MultiValue

from core.readers.dicom.element import element_value

_FACTS = (
    ("Modality", "Modality", ""),
    ("Manufacturer", "Manufacturer", ""),
    ("Model", "ManufacturerModelName", ""),
    ("Field strength", "MagneticFieldStrength", " T"),
    ("Sequence", "ScanningSequence", ""),
    ("Body part", "BodyPartExamined", ""),
    ("Echo time", "EchoTime", " ms"),
    ("Repetition time", "RepetitionTime", " ms"),
    ("Inversion time", "InversionTime", " ms"),
    ("Flip angle", "FlipAngle", "°"),
    ("Slice thickness", "SliceThickness", " mm"),
)
_LONGEST = 64


def describe(dataset: Any) -> dict[str, str]:
    """List the facts worth showing, in reading order, with their units."""
    facts = {}
    for title, keyword, unit in _FACTS:
        value = element_value(dataset, keyword)
        if value is None:
            continue
        parts = [str(part) for part in value] if isinstance(value, MultiValue) else [str(value)]
        text = "/".join(parts)
        # A damaged length lets a value run on into its neighbours, whose binary tags give it away.
        if text.isprintable() and (not unit or all(map(_is_number, parts))):
            facts[title] = f"{text[:_LONGEST]}{unit}"
    return facts


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
