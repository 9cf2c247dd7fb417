"""Compare two ways of doing the same, measured in turn, with a bar for their ratio."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar that a ratio has to reach.

    Attributes:
        limit: the ratio.
        is_least: whether it has to be the limit or more, rather than the limit or less.
    """

    limit: float
    is_least: bool

    def __str__(self) -> str:
        """Write it as a condition."""
        return f"{'>=' if self.is_least else '<='} {self.limit:g}"

    def is_met(self, ratio: float) -> bool:
        """Return whether a ratio reaches it."""
        return ratio >= self.limit if self.is_least else ratio <= self.limit


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the table.

    Attributes:
        what: is done, and against which other way.
        ours: median of our way, in `unit`; None if it could not be measured.
        other: median of the other way.
        unit: of both.
        ratio: as the bar states it; None if it could not be measured.
        bar: what the ratio has to reach; None for a figure without one.
        note: why it could not be measured, or how much the figures refer to.
    """

    what: str
    ours: float | None
    other: float | None
    unit: str
    ratio: float | None
    bar: Bar | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """State whether the bar is met."""
        if self.bar is None:
            return ""
        if self.ratio is None:
            return "not measured"
        return "met" if self.bar.is_met(self.ratio) else "MISSED"

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {**asdict(self), "bar": self.bar and str(self.bar), "verdict": self.verdict}


def alternate(ways: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """Run several ways in turn, after one turn that does not count; returns the median of what each returned."""
    timings: list[list[float]] = [[] for _ in ways]
    for turn in range(rounds + 1):
        for way, results in zip(ways, timings, strict=True):
            result = way()
            if turn:
                results.append(result)
    return [median(results) for results in timings]


def seconds_each(work: Callable[[], object], times: int) -> Callable[[], float]:
    """Make a way that does some work several times and returns the median of the seconds that it took."""

    def measure() -> float:
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
        return median(taken)

    return measure


def format_table(comparisons: Sequence[Comparison]) -> str:
    """Format the rows as text."""
    head = ("", "Falx", "other", "", "ratio", "bar", "")
    rows = [head, *(_cells(comparison) for comparison in comparisons)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = []
    for row in rows:
        texts = (
            cell.rjust(width) if column in (1, 2, 4) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(texts).rstrip())
    return "\n".join(lines)


def _cells(row: Comparison) -> tuple[str, ...]:
    verdict = f"{row.verdict}, {row.note}" if row.verdict and row.note else row.verdict or row.note
    bar = "" if row.bar is None else str(row.bar)
    return row.what, _figure(row.ours), _figure(row.other), row.unit, _figure(row.ratio), bar, verdict


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"
