"""Grey DICOM pictures: from the stored numbers to values and window."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from core.image.slice import Pixels, VoiFunction, Window
from core.readers.dicom.element import (
    add_remark,
    element_numbers,
    element_value,
    first_number,
    functional_groups,
    has_element,
    items,
)
from core.readers.dicom.lookup_table import read_table

# Beyond these, 32-bit numbers overflow.
_SMALLEST, _LARGEST = 1e-12, 1e12


def modality_values(stored: Pixels, dataset: Any, index: int, remarks: list[str]) -> Pixels:
    """Apply the modality LUT or the rescale of a frame (PS3.3 C.11.1), as far as they are valid.

    Args:
        stored: (H, W) numbers.
        dataset: of the object.
        index: of the frame.
        remarks: takes what was ignored.
    """
    for group in functional_groups(dataset, index):
        for transformation in items(group, "PixelValueTransformationSequence")[:1]:
            return _rescaled(stored, transformation, remarks)
    for item in items(dataset, "ModalityLUTSequence")[:1]:
        if table := read_table(item, "LUTDescriptor", "LUTData", is_little_endian(dataset)):
            return table.apply(stored, stored.dtype.kind == "i")
        add_remark(remarks, "The Modality LUT in the file is damaged and was ignored")
    return _rescaled(stored, dataset, remarks)


def window_and_values(
    values: Pixels, dataset: Any, index: int, remarks: list[str]
) -> tuple[tuple[Window, ...], Pixels, bool]:
    """Find the windows of a frame, or apply its VOI LUT (PS3.3 C.11.2); windows come first where there are both.

    Args:
        values: (H, W) after the modality LUT.
        dataset: of the object.
        index: of the frame.
        remarks: takes what was ignored.

    Returns:
        The windows, in the order of the file, none where it gives none that can be used; the values; whether a VOI LUT
        made them.
    """
    for holder in _voi_holders(dataset, index):
        if windows := _stated_windows(holder, remarks):
            return windows, values, False
        tables = items(holder, "VOILUTSequence")
        for item in tables:
            if table := read_table(item, "LUTDescriptor", "LUTData", is_little_endian(dataset)):
                shown = table.apply(values, values.dtype.kind != "u" and bool(values.min() < 0))
                # Some state 16 bits for entries of 12 or 8, and some 8 for entries of more.
                is_as_stated = table.bits - 1 <= table.used_bits <= table.bits
                # A window is wider than 0, even if all entries are 0.
                highest = max(1.0, 2.0 ** (table.bits if is_as_stated else table.used_bits) - 1)
                return (Window(width=highest, center=highest / 2),), shown, True
        if tables:
            add_remark(remarks, "The VOI LUT in the file is damaged and was ignored")
    return (), values, False


def padding_mask(stored: Pixels, dataset: Any) -> npt.NDArray[np.bool_] | None:
    """Find the pixels that only pad the picture (PS3.3 C.7.5.1.1.2); None if there are none, or no others."""
    prefix = {"f": {4: "Float", 8: "DoubleFloat"}.get(stored.dtype.itemsize, "")}.get(stored.dtype.kind, "")
    value = _as_stored(first_number(dataset, f"{prefix}PixelPaddingValue"), stored.dtype)
    limit = _as_stored(first_number(dataset, f"{prefix}PixelPaddingRangeLimit"), stored.dtype)
    if value is None:
        return None
    low, high = sorted((value, value if limit is None else limit))
    mask = (stored >= low) & (stored <= high)
    return mask if mask.any() and not mask.all() else None


def blacken(values: Pixels, mask: npt.NDArray[np.bool_], window: Window, is_inverted: bool) -> Pixels:
    """Return padding a value that is shown black through a window.

    Returns:
        Such values, of a type that has room for it.
    """
    reach = window.width * (2 if window.function is VoiFunction.SIGMOID else 0.5)
    others = values[~mask]
    if is_inverted:
        black = max(float(others.max()), math.ceil(window.center + reach))
    else:
        black = min(float(others.min()), math.floor(window.center - reach))
    if values.dtype.kind in "iu":
        low, high = min(black, float(others.min())), max(black, float(others.max()))
        kinds = (values.dtype, np.dtype(np.int16), np.dtype(np.int32))
        fitting = (kind for kind in kinds if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
        values = values.astype(next(fitting, np.dtype(np.float32)))
    else:
        values = values.copy()
    values[mask] = black
    return values


def plain(values: Pixels) -> Pixels:
    """Convert values to a type that a slice may have."""
    if values.dtype == np.bool_:
        return values.astype(np.uint8)
    if values.dtype.kind in "iu":
        values = values.astype(values.dtype.newbyteorder("="), copy=False)
        fits = (np.uint8, np.uint16, np.int16, np.int32)
        return values if values.dtype in fits else values.astype(np.float32)
    whole = np.nan_to_num(values.astype(np.float32), posinf=0.0, neginf=0.0)
    rounded = np.rint(whole)
    # A rescale with whole numbers gives whole numbers, for which a window by table is faster.
    if np.array_equal(whole, rounded) and np.abs(rounded).max(initial=0) < 32_768:
        return rounded.astype(np.int16)
    return whole


def is_little_endian(dataset: Any) -> bool:
    """Return the byte order of the words of a data set that was read."""
    return dataset.original_encoding[1] is not False


def _rescaled(stored: Pixels, holder: Any, remarks: list[str]) -> Pixels:
    slope, intercept = (first_number(holder, keyword, remarks) for keyword in ("RescaleSlope", "RescaleIntercept"))
    if has_element(holder, "RescaleSlope") and (slope is None or not _SMALLEST <= abs(slope) <= _LARGEST):
        slope = None
        add_remark(remarks, "Rescale Slope is 0, empty or not a number and was ignored")
    if intercept is not None and abs(intercept) > _LARGEST:
        intercept = None
    if has_element(holder, "RescaleIntercept") and intercept is None and slope is not None:
        add_remark(remarks, "Rescale Intercept is empty or not a number and was ignored")
    slope, intercept = 1.0 if slope is None else slope, 0.0 if intercept is None else intercept
    return stored if (slope, intercept) == (1.0, 0.0) else stored.astype(np.float64) * slope + intercept


def _voi_holders(dataset: Any, index: int) -> Iterator[Any]:
    for group in functional_groups(dataset, index):
        yield from items(group, "FrameVOILUTSequence")[:1]
    yield dataset


def _stated_windows(holder: Any, remarks: list[str]) -> tuple[Window, ...]:
    """Read the windows that can be used, none twice; there may be fewer centres than widths, or more."""
    found: dict[Window, None] = {}
    centers, widths = (element_numbers(holder, keyword, remarks) for keyword in ("WindowCenter", "WindowWidth"))
    for center, width in zip(centers, widths, strict=False):
        if abs(center) <= _LARGEST and _SMALLEST <= width <= _LARGEST:
            stated = element_value(holder, "VOILUTFunction")
            known = {function.value for function in VoiFunction}
            function = VoiFunction(stated) if isinstance(stated, str) and stated in known else VoiFunction.LINEAR
            if function is VoiFunction.LINEAR and width <= 1:
                function = VoiFunction.LINEAR_EXACT
            found[Window(width, center, function)] = None
    if not found and (centers or widths):
        add_remark(remarks, "The window in the file is not a pair of valid numbers and was ignored")
    return tuple(found)


def _as_stored(number: float | None, kind: np.dtype[Any]) -> float | None:
    """Give a number the sign of the pixels, whose 16 bits may have been read with or without one."""
    if number is None or kind.kind not in "iu":
        return number
    low, high, half = np.iinfo(kind).min, np.iinfo(kind).max, 2 ** (8 * kind.itemsize - 1)
    if kind.kind == "u" and -half <= number < 0:
        number += 2 * half
    elif kind.kind == "i" and high < number < 2 * half:
        number -= 2 * half
    return number if low <= number <= high else None
