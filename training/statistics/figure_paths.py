"""Figures found by a path of keys, in what any version of Falx wrote of an evaluation or a cross-validation."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard, cast

from training.statistics.figures import Figure, Spread

# Contents of `metrics.json` or `cross_validation.json`; keys may be missing.
Figures = Mapping[str, object]


def find_part(figures: Figures, path: Sequence[str]) -> object:
    """Follow a path into the figures; those of a cross-validation are in its summary. None if it leads nowhere."""
    found = figures.get("summary", figures)
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def find_figure(figures: Figures, path: Sequence[str]) -> Figure | Spread | None:
    """Find a figure by its path; None if it is missing."""
    found = find_part(figures, path)
    is_figure = isinstance(found, Mapping) and ("value" in found or "mean" in found)
    return cast("Figure | Spread", found) if is_figure else None


def is_spread(figure: Figure | Spread) -> TypeGuard[Spread]:
    """Return whether a figure is a mean over folds."""
    return "folds" in figure


def value_in(figure: Figure | Spread | None) -> float | None:
    """Return the value of a figure, or its mean over the folds; None if it is missing or not defined."""
    if figure is None:
        return None
    return figure["mean"] if is_spread(figure) else cast("Figure", figure)["value"]
