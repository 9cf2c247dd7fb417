"""The layouts to begin a comparison with."""

from enum import Enum

from core.program.translation import mark


class Layout(Enum):
    """Comparisons to begin with; the value is their name in the menu."""

    PICTURE_AND_MAP = mark("&Picture and heat map")
    MAPS = mark("Two &heat maps")
    MODELS = mark("Two &models")
    SERIES = mark("Two &series")
    FOUR = mark("&Four panes")
