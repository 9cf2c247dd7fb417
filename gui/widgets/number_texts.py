"""Texts of numbers and display windows."""

import math
from typing import TYPE_CHECKING

from core.program.translation import format_number, tr
from core.program.wording import count_of

if TYPE_CHECKING:
    from core.image.slice import Window

_NARROW_SPACE = "\u202f"


def grouped(value: float) -> str:
    """Write a number with thousands separators, and with decimals only where it is small.

    Halves are rounded up, so that 68.5 is the same number everywhere, however it was computed.
    """
    is_whole = abs(value) >= 10 or value == int(value)
    whole = math.floor(round(value, 6) + 0.5)
    text = f"{whole:,}".replace(",", _NARROW_SPACE) if is_whole else format_number(value, ".2f")
    return text.replace("-", "−")


def tumour_words(tumours: int, slices: int) -> str:
    """State in how many slices a tumour was found."""
    whole = count_of(slices, "slice")
    return (
        tr("tumour in {tumours:,} of {slices}", tumours=tumours, slices=whole)
        if tumours
        else tr("no tumour in {slices}", slices=whole)
    )


def window_words(window: "Window", gap: str = " ") -> str:
    """Return width and centre (level) of a window in words."""
    return f"W {grouped(window.width)}{gap}L {grouped(window.center)}"


def displayed_words(window: "Window") -> str:
    """State that a slice was classified through a window of the display."""
    return tr("as displayed, {window}", window=window_words(window))
