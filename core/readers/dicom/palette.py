"""Palettes of DICOM pictures: from stored numbers to colours (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6 and C.7.9.2)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.image.slice import Pixels
from core.readers.dicom.element import element_value, has_element
from core.readers.dicom.grey import is_little_endian
from core.readers.dicom.lookup_table import LookupTable, element_bytes, read_table

_COLOURS = ("Red", "Green", "Blue")
_MOST_ENTRIES = 65_536
_DISCRETE, _LINEAR, _INDIRECT = 0, 1, 2


def apply_palette(stored: Pixels, dataset: Any) -> Pixels:
    """Replace stored numbers by the colours of the data set's palette.

    Returns:
        (..., 3) uint8; of palettes with entries of more bits, the eight highest that the entries use.

    Raises:
        ValueError: if the palette is missing or damaged.
    """
    tables = _tables(dataset)
    # Some state 16 bits for entries from 0 to 255, and some put 8 bits in words: the bits in use count.
    shift = max(table.used_bits for table in tables) - 8
    is_signed = stored.dtype.kind == "i"
    return np.stack([(table.apply(stored, is_signed) >> shift).astype(np.uint8) for table in tables], axis=-1)


def colour_overlay(stored: Pixels, dataset: Any) -> tuple[Pixels, Pixels] | None:
    """Colour the part of a picture that a supplemental palette is for; the rest is grey (PS3.3 C.7.6.19).

    Returns:
        Where it applies, (H, W) bool, and its colours, (H, W, 3) uint8; None for a picture without such a palette.
    """
    is_stated = element_value(dataset, "PixelPresentation") in ("COLOR", "MIXED")
    if not is_stated or not has_element(dataset, "RedPaletteColorLookupTableDescriptor"):
        return None
    first = _tables(dataset)[0].first
    if stored.dtype.kind == "i" and first >= 32_768:
        first -= 65_536
    return stored >= first, apply_palette(stored, dataset)


def _tables(dataset: Any) -> list[LookupTable]:
    tables = [_table(dataset, colour) for colour in _COLOURS]
    found = [table for table in tables if table is not None]
    if len(found) < len(_COLOURS):
        raise ValueError("a palette that is missing or damaged")
    return found


def _table(dataset: Any, colour: str) -> LookupTable | None:
    descriptor = f"{colour}PaletteColorLookupTableDescriptor"
    words_are_little = is_little_endian(dataset)
    plain = read_table(dataset, descriptor, f"{colour}PaletteColorLookupTableData", words_are_little)
    keyword = f"Segmented{colour}PaletteColorLookupTableData"
    if plain or not has_element(dataset, keyword):
        return plain
    count, first, bits = (int(number) & 0xFFFF for number in dataset[descriptor].value)
    segments = element_bytes(dataset, keyword, words_are_little)
    kind = np.dtype("<u2" if bits > 8 else "u1")
    units = np.frombuffer(segments[: len(segments) // kind.itemsize * kind.itemsize], kind).tolist()
    entries = _expanded(units, kind.itemsize)[: count or _MOST_ENTRIES]
    return LookupTable(np.array(entries, np.uint16), first, 16 if bits > 8 else 8) if entries else None


def _expanded(units: list[int], size: int) -> list[int]:
    """Expand segments: runs of entries, lines between two of them, and references to earlier segments (C.7.9.2).

    Args:
        units: the data, one number for each 8 or 16 bits.
        size: of a unit, in bytes.

    Raises:
        LookupError: if a segment reaches beyond the data.
        ValueError: if one has an unknown kind or starts a line from nowhere.
    """
    entries: list[int] = []
    at = 0
    # One unit may be left over, to pad a word.
    while at + 1 < len(units) and len(entries) < _MOST_ENTRIES:
        if units[at] != _INDIRECT:
            at += _add_segment(units, at, entries)
            continue
        where = units[at + 2 : at + 2 + 4 // size]
        offset = sum(unit << (8 * size * place) for place, unit in enumerate(where)) // size
        for _ in range(units[at + 1]):
            if len(entries) >= _MOST_ENTRIES:
                break
            if units[offset] == _INDIRECT:
                raise ValueError("a reference to a reference")
            offset += _add_segment(units, offset, entries)
        at += 2 + 4 // size
    return entries


def _add_segment(units: list[int], at: int, entries: list[int]) -> int:
    """Add the entries of a segment; returns how many units it takes."""
    kind, count = units[at], units[at + 1]
    if kind == _DISCRETE:
        entries.extend(units[at + 2 : at + 2 + count])
        return 2 + count
    if kind != _LINEAR or not entries:
        raise ValueError("a segment of an unknown kind, or a line from nowhere")
    start, end = entries[-1], units[at + 2]
    entries.extend(_line(start, end, count))
    return 3


def _line(start: int, end: int, count: int) -> Iterator[int]:
    return (start + round((end - start) * step / count) for step in range(1, count + 1))
