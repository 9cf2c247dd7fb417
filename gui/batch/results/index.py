"""Which rows are shown, and in what order; without Qt.

A hundred thousand rows must be held in little memory, and sorted and filtered without a noticeable stall. So rows are
packed, sort keys and search texts are made as rows arrive, and many of them are sorted by NumPy.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from enum import IntEnum

from core.batch.row import BatchRow
from core.batch.study_row import StudyRow
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING
from gui.batch.results.packed_rows import PackedRows
from gui.batch.results.row_filter import RowFilter, SearchedTexts, holds
from gui.batch.results.study_groups import StudyGroups

# Below every real novelty: sorting by novelty puts the highest first, and rows without one last.
_UNKNOWN = -1.0
# From this number on, NumPy sorts faster than Python; the small pictures have imported it by then.
_MANY = 20_000


class Column(IntEnum):
    """What the table shows of a row."""

    PICTURE = 0
    NAME = 1
    VERDICT = 2
    OPINION = 3
    PROBABILITIES = 4
    NOVELTY = 5
    FOLDER = 6
    REMARKS = 7


class ResultsIndex:
    """Rows as they arrived, and the numbers of the shown ones in their order.

    The number of a slice is its place in `rows`. A study has a negative number (`groups`); it comes before its slices,
    which are shown while it is unfolded, and moves with them.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self.rows = PackedRows()
        self.groups = StudyGroups()
        self.shown = array("i")
        self.counts: Counter[str] = Counter()
        self.classes: tuple[str, ...] = ()
        self.truths: set[str] = set()
        self.disagreements = 0
        # Files of which more than the first slice is there.
        self.of_several: set[str] = set()
        self._filter = RowFilter()
        self._column, self._is_descending = Column.PICTURE, False
        self._keys = {column: array("d") for column in _KEYS}
        self._study_keys = {column: array("d") for column in _KEYS}
        self._texts = SearchedTexts()
        self._matching = 0
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

    @property
    def matching(self) -> int:
        """How many slices the filter accepts, those of folded studies included."""
        return self._matching

    def row(self, number: int) -> BatchRow:
        """Return the row of a number: of a slice, or of a study."""
        return self.rows[number] if number >= 0 else self.groups.rows[~number]

    def append(self, rows: Sequence[BatchRow]) -> None:
        """Add rows; `shown` changes only with `take_pending`, `set_filter`, `set_order` and `rebuild`."""
        self.rows.extend(rows)
        self.groups.add_rows(rows)
        for column, keys in self._keys.items():
            keys.extend(map(_KEYS[column], rows))
        self._texts.add(rows)
        self.counts.update(row.verdict for row in rows)
        self.classes = self.classes or next((row.classes for row in rows if row.classes), ())
        self.truths.update(row.truth for row in rows if row.truth)
        self.disagreements += sum(row.is_disagreement for row in rows)
        self.of_several.update(row.path for row in rows if row.frame)

    def rank_opinions(self, files: Collection[str], rank: Callable[[BatchRow], int]) -> None:
        """Take what the rows are sorted by in the column of opinions, the next time that they are.

        Args:
            files: the fingerprints of those that there are opinions on.
            rank: gives the place of a row.
        """
        keys = array("d", [NO_OPINION]) * len(self.rows)
        for number in self.rows.of_files(files) if files else ():
            keys[number] = rank(self.rows[number])
        self._keys[Column.OPINION] = keys
        self._study_keys[Column.OPINION] = array("d", map(rank, self.groups.rows))

    def add_studies(self, studies: Sequence[StudyRow]) -> bool:
        """Add studies; return whether rows that are there have become their slices, so that a `rebuild` is due."""
        before = len(self.groups.rows)
        changed = self.groups.add_studies(studies, self.rows.path)
        fresh = self.groups.rows[before:]
        for column, keys in self._study_keys.items():
            for number in changed:
                if ~number < before:
                    keys[~number] = _KEYS[column](self.groups.rows[~number])
            keys.extend(map(_KEYS[column], fresh))
        return bool(changed)

    def pending(self) -> list[int] | None:
        """Return the numbers to add at the end for the pending rows, in order of arrival; None where rows move."""
        fresh, numbers = self._filtered(range(self._next, len(self.rows))), []
        seen: set[int] = set()
        shown: set[int] | None = None
        for number in fresh:
            study = self.groups.study_of(number)
            if study is None:
                numbers.append(number)
            elif study not in seen:
                seen.add(study)
                # Most studies arrive in one piece.
                if self.groups.members[~study][0] < self._next:
                    shown = set(self.shown) if shown is None else shown
                    if self.groups.is_open(study) or study not in shown:
                        return None
                else:
                    numbers.append(study)
        self._matching += len(fresh)
        return numbers

    def take_pending(self) -> "array[int]":
        """Merge the pending rows into the order, and return the new `shown`."""
        self.rebuild()
        return self.shown

    def extend(self, fresh: Iterable[int]) -> None:
        """Append the rows of `pending`, where the order is that of arrival."""
        self._next = len(self.rows)
        self.shown.extend(fresh)

    def set_filter(self, wanted: RowFilter) -> None:
        """Show the rows that a filter accepts: of a study, the slices that it accepts, or all if it accepts none."""
        self._filter = wanted
        self.rebuild()

    def set_order(self, column: Column, is_descending: bool) -> None:
        """Sort the rows by another column: slices that stand alone among studies, and the slices within each study."""
        self._column, self._is_descending = column, is_descending
        self.rebuild()

    def rebuild(self) -> None:
        """Bring `shown` up to date with all rows and studies."""
        self.shown = array("i", self.arranged())
        self._next = len(self.rows)

    def arranged(self) -> list[int]:
        """List the numbers of all rows to show, in their order."""
        passing = self._filtered(range(len(self.rows)))
        self._matching = len(passing)
        if not self.groups.studies:
            return self._sorted(passing)
        units = self._sorted(self._units(passing))
        accepted = set(passing)
        whole = []
        for unit in units:
            whole.append(unit)
            if unit < 0 and self.groups.is_open(unit):
                whole += self._slices_among(unit, accepted)
        return whole

    def slices_of(self, study: int) -> list[int]:
        """List the slices that an unfolded study shows, in their order."""
        return self._slices_among(study, set(self._filtered(self.groups.members[~study])))

    def slices(self) -> list[int]:
        """List the slices that are shown, in their order; those of folded studies too."""
        # To filter takes longer, the more folders there are: once, and not for each study.
        accepted = set(self._filtered(range(len(self.rows)))) if self.groups.studies else set()
        listed: list[int] = []
        for number in self.shown:
            if number < 0:
                listed += self._slices_among(number, accepted)
            elif self.groups.study_of(number) is None:
                listed.append(number)
        return listed

    def _slices_among(self, study: int, accepted: Set[int]) -> list[int]:
        members = self.groups.members[~study]
        return self._sorted([number for number in members if number in accepted] or list(members))

    def _units(self, passing: Iterable[int]) -> list[int]:
        """Replace slices by their studies, each at the place of its first slice; add studies that pass themselves."""
        places: dict[int, int] = {}
        for number in passing:
            places.setdefault(self.groups.study_of(number) or number, number)
        if self._filter != RowFilter():
            for place, members in enumerate(self.groups.members):
                if members and self._passes_itself(self.groups.rows[place]):
                    places[~place] = members[0]
        # A number is its own place.
        return sorted(places, key=lambda unit: self.groups.members[~unit][0] if unit < 0 else unit)

    def _passes_itself(self, study: BatchRow) -> bool:
        wanted = self._filter
        return (
            not wanted.only_disagreements
            and (not wanted.verdicts or study.verdict in wanted.verdicts)
            and holds(study, wanted.text.casefold())
        )

    def _sorted(self, numbers: list[int]) -> list[int]:
        if not self.is_sorted:
            return numbers
        if self._column is Column.NAME:
            path, rows = self.rows.path, self.groups.rows
            return sorted(
                numbers,
                key=lambda number: path(number) if number >= 0 else rows[~number].path,
                reverse=self._is_descending,
            )
        keys, studies = self._keys[self._column], self._study_keys[self._column]
        if len(numbers) < _MANY:
            return sorted(
                numbers,
                key=lambda number: keys[number] if number >= 0 else studies[~number],
                reverse=self._is_descending,
            )
        import numpy as np

        chosen = np.asarray(numbers)
        # Studies come after all slices, so that their negative numbers lead to them.
        figures = np.concatenate([keys, studies[::-1]])[chosen]
        # Equal rows keep the order of arrival, also when descending.
        order = np.argsort(-figures if self._is_descending else figures, kind="stable")
        return chosen[order].tolist()

    def _filtered(self, numbers: Iterable[int]) -> list[int]:
        wanted, verdicts, disagreements = self._filter, self.rows.verdicts, self.rows.disagreements
        if wanted.verdicts:
            places = verdicts.places_of(lambda verdict: verdict in wanted.verdicts)
            numbers = [number for number in numbers if verdicts.places[number] in places]
        if wanted.only_disagreements:
            numbers = [number for number in numbers if disagreements[number]]
        if wanted.text:
            numbers = self._texts.holding(wanted.text.casefold(), numbers)
        return list(numbers)


def _verdict_rank(row: BatchRow) -> int:
    return row.classes.index(row.verdict) if row.verdict in row.classes else _SPECIAL_RANKS[row.verdict]


def _stated(row: BatchRow) -> float:
    if row.slices:
        return row.tumour_probability or 0.0
    stated = row.stated_probability
    return stated[1] if stated else 0.0


# After all classes.
SPECIAL_VERDICTS = (TUMOUR, UNCERTAIN, UNLIKE_TRAINING, NOT_A_BRAIN_MRI, FAILED)
_SPECIAL_RANKS = {verdict: 100 + place for place, verdict in enumerate(SPECIAL_VERDICTS)}

NO_OPINION = 1_000

# The sort key of each column but the picture and the name; equal rows keep the order of arrival.
_KEYS: dict[Column, Callable[[BatchRow], float]] = {
    Column.VERDICT: _verdict_rank,
    # Those without an opinion last, until there are opinions.
    Column.OPINION: lambda row: NO_OPINION,
    Column.PROBABILITIES: _stated,
    Column.NOVELTY: lambda row: _UNKNOWN if row.novelty is None else row.novelty,
    Column.FOLDER: lambda row: row.classes.index(row.truth) if row.truth else len(row.classes),
    Column.REMARKS: lambda row: row.urgency,
}
