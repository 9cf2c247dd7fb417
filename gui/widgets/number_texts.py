"""Texts of numbers and display windows."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.image.slice import Window

_NARROW_SPACE = "\u202f"


def grouped(value: float) -> str:
    """Write a number with thousands separators, and with decimals only where it is small."""
    text = f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.2f}"
    return text.replace(",", _NARROW_SPACE).replace("-", "−")


def window_words(window: "Window", gap: str = " ") -> str:
    """Return width and centre (level) of a window in words."""
    return f"W {grouped(window.width)}{gap}L {grouped(window.center)}"
