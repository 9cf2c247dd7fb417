"""Levels that a user chooses among: the share of verdicts that should be correct; needs no NumPy."""

from collections.abc import Sequence

from core.program.translation import mark, tr
from core.program.wording import exact_percent

LEVELS = (0.90, 0.95, 0.98, 0.99)
DEFAULT_LEVEL = 0.95

LEVEL_NAME = mark("How sure a verdict has to be")
LEVEL_TRADE = mark("At a higher level, verdicts are wrong less often and leave more slices open.")

_LEAST_APART = 1e-7


def nearest_level(levels: Sequence[float], wanted: float = DEFAULT_LEVEL) -> float:
    """Choose a level among some: the wanted one, else the highest below it, else the lowest."""
    below = [level for level in levels if level <= wanted]
    return max(below) if below else min(levels)


def format_level(level: float) -> str:
    """Write a level as a percentage: "95 %"."""
    return f"{exact_percent(level)} %"


def format_levels(levels: Sequence[float]) -> str:
    """Write the levels that there are to choose among: "90, 95 or 98 %"."""
    *before, last = map(exact_percent, levels)
    return tr("{levels} or {last} %", levels=", ".join(before), last=last) if before else f"{last} %"


def list_levels(levels: Sequence[float]) -> str:
    """List levels: "90, 95, 98 %"."""
    return f"{', '.join(map(exact_percent, levels))} %"


def is_same_level(first: float, second: float) -> bool:
    """Return whether two levels are the same, however they were worked out; a package states its own in figures."""
    return abs(first - second) < _LEAST_APART


def level_words(level: float) -> str:
    """Return a level in words, as shown beside a verdict."""
    return tr("verdicts right in {level}", level=format_level(level))


def level_meaning(level: float) -> str:
    """Return a sentence that explains a level."""
    return tr(
        "On slices like those of the calibration, the answer to each question (is there a tumour, and of "
        "which kind?) holds the truth for {level} of 100 slices. This is how often verdicts are right, "
        "not how probable this one is.",
        level=exact_percent(level),
    )
