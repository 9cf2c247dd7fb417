"""How often a verdict shall hold the truth: the levels that a user chooses among; needs no NumPy."""

from collections.abc import Sequence

LEVELS = (0.90, 0.95, 0.98, 0.99)
DEFAULT_LEVEL = 0.95


def nearest_level(levels: Sequence[float], wanted: float = DEFAULT_LEVEL) -> float:
    """Choose a level among some: the wanted one, else the highest below it, else the lowest."""
    below = [level for level in levels if level <= wanted]
    return max(below) if below else min(levels)


def format_level(level: float) -> str:
    """Write a level as a percentage: "95 %"."""
    return f"{100 * level:.3g} %"


def format_levels(levels: Sequence[float]) -> str:
    """Write the levels that there are to choose among: "90, 95 or 98 %"."""
    *before, last = (f"{100 * level:.3g}" for level in levels)
    return f"{', '.join(before)} or {last} %" if before else f"{last} %"
