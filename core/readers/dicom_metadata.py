"""Facts of a DICOM object that say nothing of the patient: an allow-list, since free text may hold names."""

from typing import Any

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
        value = dataset.get(keyword)
        if value is None or value == "":
            continue
        text = str(value) if isinstance(value, str | float | int) else "/".join(map(str, value))
        facts[title] = f"{text[:_LONGEST]}{unit}"
    return facts
