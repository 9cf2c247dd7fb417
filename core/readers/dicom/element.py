"""Elements of a DICOM data set, each of which may be damaged."""

import functools
import math
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pydicom.datadict import dictionary_description, dictionary_VR
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag, Tag

# What pydicom raises on damaged data sets; it has no root class for it.
DAMAGE = (
    InvalidDicomError,
    BytesLengthException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    EOFError,
    OSError,
    ArithmeticError,
    MemoryError,
    AssertionError,
    StopIteration,
    struct.error,
    zlib.error,
)
# Python's own `float` also takes "1_000", "nan" and figures of other scripts.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[^.,]*\d,\d[^.,]*", re.ASCII)


def element_value(dataset: Any, keyword: str) -> Any:
    """Get the value of an element, None where it is absent, empty or damaged."""
    tag = _tag(keyword)
    try:
        # By keyword, pydicom takes several times as long, and for an element that is not there, too.
        value = dataset[tag].value if tag in dataset.keys() else None  # noqa: SIM118
    except DAMAGE:
        return None
    return None if isinstance(value, str) and value == "" else value


def element_numbers(dataset: Any, keyword: str, remarks: list[str] | None = None) -> list[float]:
    """List the numbers of an element, none where it is absent or empty.

    A value that breaks the rules of its kind makes that value alone invalid; a decimal comma is understood.

    Args:
        dataset: that may have the element.
        keyword: of the element.
        remarks: takes a remark if there is a decimal comma.

    Returns:
        Finite numbers, and NaN for each value that is not a number.
    """
    found = []
    for part in _parts(dataset, keyword):
        text = part if isinstance(part, str) else str(part)
        text = text.strip(" \0\t\r\n")
        if _DECIMAL_COMMA.fullmatch(text):
            text = text.replace(",", ".")
            if remarks is not None:
                add_remark(remarks, f"{element_name(keyword)} is written with a decimal comma")
        number = float(text) if _NUMBER.fullmatch(text) else math.nan
        found.append(number if math.isfinite(number) else math.nan)
    return found


def first_number(dataset: Any, keyword: str, remarks: list[str] | None = None) -> float | None:
    """Get the first number of an element; None where it is absent, empty or no finite number."""
    values = element_numbers(dataset, keyword, remarks)
    return values[0] if values and math.isfinite(values[0]) else None


def items(dataset: Any, keyword: str) -> list[Any]:
    """List the items of a sequence; none where it is absent, empty or damaged."""
    value = element_value(dataset, keyword)
    try:
        return [item for item in value if isinstance(item, Dataset)] if value is not None else []
    except DAMAGE:
        return []


def functional_groups(dataset: Any, index: int) -> Iterator[Any]:
    """Return a frame's own items, then those shared by all frames (PS3.3 C.7.6.16)."""
    places = (("PerFrameFunctionalGroupsSequence", index), ("SharedFunctionalGroupsSequence", 0))
    for keyword, place in places:
        groups = element_value(dataset, keyword)
        try:
            group = groups[place] if groups is not None and place < len(groups) else None
        except DAMAGE:
            group = None
        if isinstance(group, Dataset):
            yield group


def has_element(dataset: Any, keyword: str) -> bool:
    """Return whether an element exists, if only as an empty one."""
    return _tag(keyword) in dataset.keys()  # noqa: SIM118


def element_name(keyword: str) -> str:
    """Name an element as the standard does."""
    return dictionary_description(keyword)


def add_remark(remarks: list[str], remark: str) -> None:
    """Add a remark once."""
    if remark not in remarks:
        remarks.append(remark)


@functools.cache
def _tag(keyword: str) -> BaseTag:
    return Tag(keyword)


@functools.cache
def _has_letters(representation: str | None, keyword: str) -> bool:
    """Return whether numbers are written in letters; where the file does not state how, as the standard says."""
    return (representation or dictionary_VR(keyword)) in ("DS", "IS")


def _parts(dataset: Any, keyword: str) -> list[Any]:
    """List the values of an element; those that pydicom refuses come as the text that is in the file."""
    if dataset is None:
        return []
    tag = _tag(keyword)
    element = dataset.get_item(tag) if tag in dataset.keys() else None  # noqa: SIM118
    if element is None:
        return []
    value = element.value
    # Numbers in letters are read here, as they are in the file: pydicom makes an object of each.
    if not (isinstance(value, bytes) and _has_letters(element.VR, keyword)):
        try:
            value = dataset[tag].value
        except DAMAGE:
            if not isinstance(value, bytes):
                return [""]
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        return value.split("\\") if value.strip(" \0") else []
    if isinstance(value, MultiValue | list | tuple):
        return list(value)
    return [] if value is None else [value]
