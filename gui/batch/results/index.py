"""Which rows are shown, and in what order; knows nothing of Qt.

A hundred thousand rows must be sorted and filtered without a stall that could be felt. So keys and texts to look in are
made as rows come, long lists of figures are sorted by NumPy, and what comes while sorted is merged by Python's sort,
which takes runs that are in order as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from core.batch.row import BatchRow
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING

# Below every real novelty: who sorts by it wants the highest first, and those that have none last.
_UNKNOWN = -1.0
# Of so many figures, NumPy sorts faster than Python; by then it was imported for the small pictures.
_MANY = 20_000


class Column(IntEnum):
    """What is shown of a row."""

    PICTURE = 0
    NAME = 1
    VERDICT = 2
    PROBABILITIES = 3
    NOVELTY = 4
    FOLDER = 5
    REMARKS = 6


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are to be shown.

    Attributes:
        verdicts: of which; none for all.
        text: that path, error or remark contains, in capitals or not; "" for all.
        only_disagreements: whether only those whose class is not their folder's.
    """

    verdicts: frozenset[str] = frozenset()
    text: str = ""
    only_disagreements: bool = False


class ResultsIndex:
    """Rows as they came, and the numbers of those that are shown, in the order that they are shown in."""

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
        # Rows that came since the order was last seen to.
        self._next = 0

    @property
    def is_sorted(self) -> bool:
        """Whether the rows stand in another order than they came in."""
        return self._column is not Column.PICTURE

    @property
    def order(self) -> tuple[Column, bool]:
        """The column that is sorted by, and whether downwards."""
        return self._column, self._is_descending

    @property
    def filter(self) -> RowFilter:
        """Which rows are shown."""
        return self._filter

    def append(self, rows: Sequence[BatchRow]) -> None:
        """Take rows; `shown` changes only with `take_pending`, `set_filter` and `set_order`."""
        self.rows += rows
        for column, keys in self._keys.items():
            keys += map(_KEYS[column], rows)
        self._texts += map(_text, rows)
        self.counts.update(row.verdict for row in rows)
        self.classes = self.classes or next((row.classes for row in rows if row.classes), ())
        self.truths.update(row.truth for row in rows if row.truth)
        self.disagreements += sum(row.is_disagreement for row in rows)

    def pending(self) -> list[int]:
        """Give the numbers of the rows that wait and that the filter lets through, in the order they came."""
        return self._filtered(range(self._next, len(self.rows)))

    def take_pending(self) -> list[int]:
        """Give the new order with the rows that waited; `shown` is that from now on."""
        fresh = self.pending()
        self._next = len(self.rows)
        whole = self.shown + fresh
        if self.is_sorted:
            whole.sort(key=self._keys[self._column].__getitem__, reverse=self._is_descending)
        self.shown = whole
        return whole

    def extend(self, fresh: Iterable[int]) -> None:
        """Put what `pending` gave at the end, where the rows stand in the order they came in."""
        self._next = len(self.rows)
        self.shown.extend(fresh)

    def set_filter(self, wanted: RowFilter) -> None:
        """Show other rows."""
        self._filter = wanted
        self._next = len(self.rows)
        self.shown = self._sorted(self._filtered(range(len(self.rows))))

    def set_order(self, column: Column, is_descending: bool) -> None:
        """Show the rows in another order."""
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
        # Equals stay in the order they came in, also downwards.
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


# Behind all classes.
SPECIAL_VERDICTS = (TUMOUR, UNCERTAIN, UNLIKE_TRAINING, NOT_A_BRAIN_MRI, FAILED)
_SPECIAL_RANKS = {verdict: 100 + place for place, verdict in enumerate(SPECIAL_VERDICTS)}

# What each column sorts by; among equals, rows stand in the order they came in.
_KEYS: dict[Column, Callable[[BatchRow], Any]] = {
    Column.PICTURE: lambda row: 0,
    Column.NAME: lambda row: row.path,
    Column.VERDICT: _verdict_rank,
    Column.PROBABILITIES: _stated,
    Column.NOVELTY: lambda row: _UNKNOWN if row.novelty is None else row.novelty,
    Column.FOLDER: lambda row: row.classes.index(row.truth) if row.truth else len(row.classes),
    Column.REMARKS: lambda row: row.urgency,
}
