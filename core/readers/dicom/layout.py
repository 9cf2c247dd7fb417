"""Pixel layout of a DICOM object: bits, sign, frames and colours, repaired if missing or impossible."""

from collections.abc import Callable
from typing import Any

from pydicom.datadict import dictionary_VR
from pydicom.encaps import generate_fragments

from core.readers.dicom.element import add_remark, element_name, element_value, first_number, has_element

_COLOURS = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT")
INTERPRETATIONS = ("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", *_COLOURS)


def mend_layout(dataset: Any, remarks: list[str]) -> None:
    """Repair the elements that describe the pixels, if they are missing, empty or impossible.

    Args:
        dataset: with pixels, rows and columns.
        remarks: takes what was assumed.

    Raises:
        One of `DAMAGE`: if the rows or columns cannot be read.
    """
    stated = element_value(dataset, "PhotometricInterpretation")
    interpretation = str(stated or "").strip(" \0").upper()
    samples = _mend(
        dataset, "SamplesPerPixel", lambda value: value in (1, 3, 4), 3 if interpretation in _COLOURS else 1
    )
    if interpretation not in INTERPRETATIONS and (samples == 1 or not interpretation):
        interpretation = "MONOCHROME2" if samples == 1 else "RGB"
        name = element_name("PhotometricInterpretation")
        add_remark(remarks, f"{name} is missing or unknown; {interpretation} was assumed")
    if interpretation != stated:
        dataset.PhotometricInterpretation = interpretation
    if samples > 1:
        _mend(dataset, "PlanarConfiguration", lambda value: value in (0, 1), 0)
    allocated = _mend(dataset, "BitsAllocated", _is_byte_count, _likely_bits(dataset, samples), remarks)
    if "PixelData" in dataset:
        _mend(dataset, "BitsStored", lambda value: 1 <= value <= allocated, allocated, remarks)
        _mend(dataset, "PixelRepresentation", lambda value: value in (0, 1), 0, remarks)
    if has_element(dataset, "NumberOfFrames"):
        _mend(dataset, "NumberOfFrames", lambda value: value >= 1, _likely_frames(dataset, samples, allocated), remarks)


def set_number(dataset: Any, keyword: str, number: int) -> None:
    """Set an element to a whole number, also if it states the number in a way that pydicom does not accept."""
    value = element_value(dataset, keyword)
    if not isinstance(value, int) or value != number:
        dataset.add_new(keyword, dictionary_VR(keyword), number)


def frame_count(dataset: Any) -> int:
    """Count the frames that a data set states, one at least."""
    return max(1, int(first_number(dataset, "NumberOfFrames") or 1))


def has_all_bytes(dataset: Any) -> bool:
    """Return whether there are as many bytes as uncompressed pixels take."""
    numbers = int(dataset.Rows) * int(dataset.Columns) * int(dataset.SamplesPerPixel) * frame_count(dataset)
    return 0 <= _pixel_bytes(dataset) - numbers * int(dataset.BitsAllocated) // 8 <= 1


def has_whole_frames(dataset: Any) -> bool:
    """Return whether uncompressed pixels are those of whole frames, and not of more than one frame, cut off."""
    bits = int(dataset.Rows) * int(dataset.Columns) * int(dataset.SamplesPerPixel) * int(dataset.BitsAllocated)
    length = _pixel_bytes(dataset)
    if dataset.PhotometricInterpretation == "YBR_FULL_422":
        # Two pixels share their colours.
        bits = bits * 2 // 3
    # An odd length is padded by a byte; a little more than a frame is padding of some kind.
    return length < 2 * (bits // 8) or length % max(1, bits // 8) <= 1


def is_encapsulated(dataset: Any) -> bool:
    """Return whether the pixels are in fragments, as compressed ones do."""
    return "PixelData" in dataset and bool(dataset["PixelData"].is_undefined_length)


def _mend(
    dataset: Any, keyword: str, is_sound: Callable[[float], bool], assumed: int, remarks: list[str] | None = None
) -> int:
    stated = first_number(dataset, keyword)
    number = int(stated) if stated is not None and stated == int(stated) and is_sound(stated) else assumed
    if number != stated and remarks is not None:
        add_remark(remarks, f"{element_name(keyword)} is missing or invalid; {number} was assumed")
    set_number(dataset, keyword, number)
    return number


def _is_byte_count(value: float) -> bool:
    return value in (1, 8, 12, 16, 24, 32, 64)


def _likely_bits(dataset: Any, samples: int) -> int:
    """Return how many bits a number takes, by the number of bytes."""
    numbers = int(dataset.Rows) * int(dataset.Columns) * samples * frame_count(dataset)
    length = 0 if is_encapsulated(dataset) else _pixel_bytes(dataset)
    return next((bits for bits in (32, 16, 8) if length >= numbers * bits // 8), 16)


def _likely_frames(dataset: Any, samples: int, allocated: int) -> int:
    """Return how many frames there are, by the number of bytes or fragments."""
    if is_encapsulated(dataset):
        # The first fragment is the table of the frames' offsets.
        return max(1, sum(1 for _ in generate_fragments(dataset.PixelData)) - 1)
    bits = int(dataset.Rows) * int(dataset.Columns) * samples * allocated
    return max(1, _pixel_bytes(dataset) * 8 // max(1, bits))


def _pixel_bytes(dataset: Any) -> int:
    return len(element_value(dataset, "PixelData") or b"")
