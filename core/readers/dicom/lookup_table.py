"""Lookup tables of DICOM objects (PS3.3 C.7.6.3.1.5, C.11.1.1 and C.11.2.1.1)."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.image.slice import Pixels
from core.readers.dicom.element import element_numbers, element_value

_MOST_ENTRIES = 65_536


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A table that maps numbers to numbers.

    Attributes:
        entries: uint16, one at least.
        first: the number that the first entry is for, as 16 bits without a sign.
        bits: of an entry, 8 to 16.
    """

    entries: npt.NDArray[np.uint16]
    first: int
    bits: int

    @property
    def used_bits(self) -> int:
        """The number of bits of the highest entry, 8 at least."""
        return max(8, int(self.entries.max()).bit_length())

    def apply(self, values: Pixels, is_signed: bool) -> npt.NDArray[np.uint16]:
        """Replace numbers by their entries; those below the first get the first entry, those above the last get it.

        Args:
            values: of any shape.
            is_signed: whether they may be negative, so that the first number is one with a sign.
        """
        if values.dtype.kind not in "iu":
            values = np.rint(values)
        first, last = self._span(values, is_signed)
        # The ends may be outside the range of the values' type.
        places = np.clip(values.astype(np.int64), first, last) - first
        return self.entries[places]

    def _span(self, values: Pixels, is_signed: bool) -> tuple[int, int]:
        """Return the numbers of the first and the last entry; with the other sign if this one reaches no value."""
        low, high = int(values.min()), int(values.max())
        signs = (is_signed, not is_signed) if self.first >= 32_768 else (False,)
        spans = [(start, start + len(self.entries) - 1) for start in (self.first - 65_536 * sign for sign in signs)]
        return next((span for span in spans if span[0] <= high and low <= span[1]), spans[0])


def read_table(dataset: Any, descriptor: str, data: str, is_little_endian: bool = True) -> LookupTable | None:
    """Read a lookup table; None if it is absent, cut off, or without a first number.

    Entries of 8 bits may be two to a word, or each in its own word, which follows from the length of the data.

    Args:
        dataset: that has it.
        descriptor: keyword of how many entries there are, of the first number, and of the bits of an entry.
        data: keyword of the entries.
        is_little_endian: how words are stored.
    """
    described = [*element_numbers(dataset, descriptor), math.nan, math.nan, math.nan]
    count, first, bits = (None if math.isnan(number) else int(number) for number in described[:3])
    content = element_bytes(dataset, data, is_little_endian)
    if first is None or len(content) == 0:
        return None
    if count is None:
        count = min(_MOST_ENTRIES, len(content) // (1 if bits == 8 else 2))
    # 65536 does not fit the 16 bits of the number, which is written as 0.
    expected = count & 0xFFFF or _MOST_ENTRIES
    if len(content) >= 2 * expected:
        entries = np.frombuffer(content[: 2 * expected], "<u2").astype(np.uint16)
    elif len(content) >= expected and (bits == 8 or len(content) <= expected + 1):
        entries = np.frombuffer(content[:expected], np.uint8).astype(np.uint16)
    else:
        return None
    if len(entries) == 0:
        return None
    return LookupTable(entries, first & 0xFFFF, min(max(bits or 16, 8), 16))


def element_bytes(dataset: Any, keyword: str, is_little_endian: bool = True) -> bytes:
    """Return the bytes of an element, words among them in little-endian order; none if it is absent or damaged."""
    value = element_value(dataset, keyword)
    if isinstance(value, bytes):
        if is_little_endian or dataset[keyword].VR == "OB":
            return value
        return np.frombuffer(value[: len(value) // 2 * 2], ">u2").astype("<u2").tobytes()
    words = [int(number) & 0xFFFF for number in element_numbers(dataset, keyword) if not math.isnan(number)]
    return np.array(words, "<u2").tobytes()
