"""Weighting of a DICOM picture (T1, T2, FLAIR, contrast agent), as stated or from its times."""

from collections.abc import Iterator
from typing import Any

from pydicom.multival import MultiValue

from core.image.mr_contrast import FLAIR, OTHER, T1, T1_CONTRAST, T2
from core.readers.dicom.element import element_numbers, element_value, functional_groups, items
from core.readers.dicom.sequence_words import names_contrast_agent

# Acquisition Contrast (0008,9209) of enhanced objects, PS3.3 C.8.13.3.1.1.
_STATED = {"T1": T1, "T2": T2, "FLUID_ATTENUATED": FLAIR}
# Of an ordinary object of several kinds, or of an unknown one.
_OPEN = ("", "UNKNOWN", "MIXED")
_NO_AGENT = ("NONE", "NO")
# In milliseconds. Fluid is nulled at 1,700 to 2,900 (FLAIR); T1 is prepared at 300 to 1,300.
_FLUID_INVERSION, _LONG_ECHO, _SHORT_ECHO, _SHORT_GRADIENT_ECHO, _SHORT_REPETITION = 1500.0, 60.0, 35.0, 12.0, 1200.0


def contrast_of(dataset: Any, index: int = 0) -> str | None:
    """Determine how a frame is weighted, as one of `core.image.mr_contrast.CONTRASTS`; None if that is unknown.

    Args:
        dataset: of the object.
        index: of the frame.
    """
    if element_value(dataset, "Modality") != "MR":
        return None
    parts = [dataset, *functional_groups(dataset, index)]
    weighting = _stated(parts) or _by_times(parts)
    return T1_CONTRAST if weighting == T1 and _has_agent(dataset) else weighting


def _stated(parts: list[Any]) -> str | None:
    for part in parts:
        for place in (part, *items(part, "MRImageFrameTypeSequence")):
            stated = str(element_value(place, "AcquisitionContrast") or "").strip().upper()
            if stated not in _OPEN:
                return _STATED.get(stated, OTHER)
    return None


def _by_times(parts: list[Any]) -> str | None:
    echo = _first(parts, "EchoTime", ("MREchoSequence", "EffectiveEchoTime"))
    repetition = _first(parts, "RepetitionTime", ("MRTimingAndRelatedParametersSequence", "RepetitionTime"))
    inversion = _first(parts, "InversionTime", ("MRModifierSequence", "InversionTimes")) or 0.0
    if echo is None or repetition is None or echo <= 0:
        return None
    if inversion >= _FLUID_INVERSION and echo >= _LONG_ECHO:
        return FLAIR
    if "GR" in _sequences(parts):
        # Prepared ones repeat slowly; of the others, long echoes weight by T2*.
        return T1 if echo <= _SHORT_GRADIENT_ECHO else OTHER
    if inversion > 0:
        return T1 if echo <= _SHORT_ECHO and inversion < _FLUID_INVERSION else OTHER
    if echo >= _LONG_ECHO:
        return T2 if repetition > _SHORT_REPETITION else OTHER
    if echo <= _SHORT_ECHO:
        return T1 if repetition <= _SHORT_REPETITION else OTHER
    return None


def _has_agent(dataset: Any) -> bool:
    """Return whether a contrast agent was given: the file names it or its route, or describes its series so.

    Scanners often leave the agent out, and the description of the series is all that speaks of it. The protocol often
    goes by a whole study, before and after the agent, and counts only where there is no description.
    """
    stated = [
        str(value).strip(" \0").upper()
        for value in (element_value(dataset, keyword) for keyword in ("ContrastBolusAgent", "ContrastBolusRoute"))
        if value is not None
    ]
    if any(value not in ("", *_NO_AGENT) for value in stated) or items(dataset, "ContrastBolusAgentSequence"):
        return True
    if any(value in _NO_AGENT for value in stated):
        return False
    described = (element_value(dataset, keyword) for keyword in ("SeriesDescription", "ProtocolName"))
    return names_contrast_agent(next((text for value in described if (text := str(value or "").strip(" \0"))), ""))


def _sequences(parts: list[Any]) -> set[str]:
    found = element_value(parts[0], "ScanningSequence")
    # A damaged element may hold anything.
    values = [found] if isinstance(found, str) else list(found) if isinstance(found, MultiValue) else []
    return {str(value).strip().upper() for value in values} or {
        str(element_value(part, "EchoPulseSequence") or "").upper().replace("GRADIENT", "GR") for part in parts
    }


def _first(parts: list[Any], keyword: str, nested: tuple[str, str]) -> float | None:
    return next((value for value in _numbers(parts, keyword, nested) if value == value), None)


def _numbers(parts: list[Any], keyword: str, nested: tuple[str, str]) -> Iterator[float]:
    for part in parts:
        yield from element_numbers(part, keyword)
        for item in items(part, nested[0]):
            yield from element_numbers(item, nested[1])
