"""Which rows are shown, and in what order; without Qt.

A hundred thousand rows must be sorted and filtered without a noticeable stall. So sort keys and search texts are
made as rows arrive, long lists of numbers are sorted by NumPy, and rows that arrive later are merged by Python's sort,
which reuses runs that are already in order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from core.batch.row import BatchRow
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING

# Below every real novelty: sorting by novelty puts the highest first, and rows without one last.
_UNKNOWN = -1.0
# From this number on, NumPy sorts faster than Python; the small pictures have imported it by then.
_MANY = 20_000


class Column(IntEnum):
    """What the table shows of a row."""

    PICTURE = 0
    NAME = 1
    VERDICT = 2
    PROBABILITIES = 3
    NOVELTY = 4
    FOLDER = 5
    REMARKS = 6


@dataclass(frozen=True, slots=True)
class RowFilter:
    """The filter: which rows are shown.

    Attributes:
        verdicts: the verdicts to show; none for all.
        text: that path, error or remark contains, in capitals or not; "" for all.
        only_disagreements: whether to show only rows whose class differs from their folder name.
    """

    verdicts: frozenset[str] = frozenset()
    text: str = ""
    only_disagreements: bool = False


class ResultsIndex:
    """Rows as they arrived, and the numbers of the shown ones in their order."""

    def __init__(self) -> None:
        """Start without rows."""
        self.rows: list[BatchRow] = []
        self.shown: list[int] = []
        self.counts: Counter[str] = Counter()
        self.classes: tuple[str, ...] = ()
        self.truths: set[str] = set()
        self.disagreements = 0
        self._filter = RowFilter()
        self._column, self._is_descending = Column.PICTURE, False
        self._keys: dict[Column, list[Any]] = {column: [] for column in _KEYS}
        self._texts: list[str] = []
        # Rows that arrived since the last sort.
        self._next = 0

    @property
    def is_sorted(self) -> bool:
        """Whether the order differs from the order of arrival."""
        return self._column is not Column.PICTURE

    @property
    def order(self) -> tuple[Column, bool]:
        """The sort column, and whether it is descending."""
        return self._column, self._is_descending

    @property
    def filter(self) -> RowFilter:
        """The filter that is set."""
        return self._filter

    def append(self, rows: Sequence[BatchRow]) -> None:
        """Add rows; `shown` changes only with `take_pending`, `set_filter` and `set_order`."""
        self.rows += rows
        for column, keys in self._keys.items():
            keys += map(_KEYS[column], rows)
        self._texts += map(_text, rows)
        self.counts.update(row.verdict for row in rows)
        self.classes = self.classes or next((row.classes for row in rows if row.classes), ())
        self.truths.update(row.truth for row in rows if row.truth)
        self.disagreements += sum(row.is_disagreement for row in rows)

    def pending(self) -> list[int]:
        """Return the numbers of the pending rows that the filter accepts, in order of arrival."""
        return self._filtered(range(self._next, len(self.rows)))

    def take_pending(self) -> list[int]:
        """Merge the pending rows into the order, and return the new `shown`."""
        fresh = self.pending()
        self._next = len(self.rows)
        whole = self.shown + fresh
        if self.is_sorted:
            whole.sort(key=self._keys[self._column].__getitem__, reverse=self._is_descending)
        self.shown = whole
        return whole

    def extend(self, fresh: Iterable[int]) -> None:
        """Append the rows of `pending`, where the order is that of arrival."""
        self._next = len(self.rows)
        self.shown.extend(fresh)

    def set_filter(self, wanted: RowFilter) -> None:
        """Show the rows that a filter accepts."""
        self._filter = wanted
        self._next = len(self.rows)
        self.shown = self._sorted(self._filtered(range(len(self.rows))))

    def set_order(self, column: Column, is_descending: bool) -> None:
        """Sort the rows by another column."""
        self._column, self._is_descending = column, is_descending
        self._next = len(self.rows)
        self.shown = self._sorted(self._filtered(range(len(self.rows))))

    def _sorted(self, numbers: list[int]) -> list[int]:
        if not self.is_sorted:
            return numbers
        keys = self._keys[self._column]
        if self._column is Column.NAME or len(numbers) < _MANY:
            return sorted(numbers, key=keys.__getitem__, reverse=self._is_descending)
        import numpy as np

        chosen = np.asarray(numbers)
        figures = np.asarray(keys, np.float64)[chosen]
        # Equal rows keep the order of arrival, also when descending.
        order = np.argsort(-figures if self._is_descending else figures, kind="stable")
        return chosen[order].tolist()

    def _filtered(self, numbers: Iterable[int]) -> list[int]:
        wanted, rows = self._filter, self.rows
        if wanted.verdicts:
            numbers = [number for number in numbers if rows[number].verdict in wanted.verdicts]
        if wanted.only_disagreements:
            numbers = [number for number in numbers if rows[number].is_disagreement]
        if wanted.text:
            text = wanted.text.casefold()
            texts = self._texts
            numbers = [number for number in numbers if text in texts[number]]
        return list(numbers)


def _text(row: BatchRow) -> str:
    return "\n".join((row.path, row.error, *row.reasons)).casefold()


def _verdict_rank(row: BatchRow) -> int:
    return row.classes.index(row.verdict) if row.verdict in row.classes else _SPECIAL_RANKS[row.verdict]


def _stated(row: BatchRow) -> float:
    stated = row.stated_probability
    return stated[1] if stated else 0.0


# After all classes.
SPECIAL_VERDICTS = (TUMOUR, UNCERTAIN, UNLIKE_TRAINING, NOT_A_BRAIN_MRI, FAILED)
_SPECIAL_RANKS = {verdict: 100 + place for place, verdict in enumerate(SPECIAL_VERDICTS)}

# The sort key of each column; equal rows keep the order of arrival.
_KEYS: dict[Column, Callable[[BatchRow], Any]] = {
    Column.PICTURE: lambda row: 0,
    Column.NAME: lambda row: row.path,
    Column.VERDICT: _verdict_rank,
    Column.PROBABILITIES: _stated,
    Column.NOVELTY: lambda row: _UNKNOWN if row.novelty is None else row.novelty,
    Column.FOLDER: lambda row: row.classes.index(row.truth) if row.truth else len(row.classes),
    Column.REMARKS: lambda row: row.urgency,
}
