"""Which rows are slices of which study, and which studies are unfolded; without Qt.

A row is known by a number: that of its arrival for a slice, and `~place` for the study at a place, which is negative.
"""

from array import array
from collections.abc import Callable, Collection, Sequence
from enum import Enum

from core.batch.row import BatchRow
from core.batch.study_row import StudyRow

_ALONE = 0


class RowKind(Enum):
    """Whether a row is a study or one of its slices."""

    ALONE = "alone"
    CLOSED = "closed"
    OPEN = "open"
    INSIDE = "inside"


class StudyGroups:
    """The studies, each with the numbers of its slices.

    Attributes:
        studies: as they arrived; one that has grown takes the place of the earlier one.
        rows: the row that stands for each of them.
        members: the numbers of the slices of each, in order of arrival.
    """

    def __init__(self) -> None:
        """Start without studies."""
        self.studies: list[StudyRow] = []
        self.rows: list[BatchRow] = []
        self.members: list[list[int]] = []
        self._numbers: dict[tuple[str, str | None], int] = {}
        self._by_file: dict[str, int] = {}
        # Of each slice the number of its study, 0 for none, and the hash of its path, which takes less than the path.
        self._owners = array("q")
        self._hashes = array("q")
        self._opened: set[int] = set()

    def study_of(self, number: int) -> int | None:
        """Return the number of the study that a slice belongs to; None if it stands alone, or is a study."""
        return (self._owners[number] or None) if number >= 0 else None

    def kind_of(self, number: int) -> RowKind:
        """Return whether a row is a study or one of its slices."""
        if number < 0:
            return RowKind.OPEN if number in self._opened else RowKind.CLOSED
        return RowKind.INSIDE if self._owners[number] else RowKind.ALONE

    def is_open(self, study: int) -> bool:
        """Return whether a study is unfolded."""
        return study in self._opened

    def set_open(self, study: int, is_open: bool) -> None:
        """Unfold a study, or fold it."""
        (self._opened.add if is_open else self._opened.discard)(study)

    def add_rows(self, rows: Sequence[BatchRow]) -> None:
        """Take slices in order of arrival; those of a known study become its members."""
        for row in rows:
            number, owner = len(self._owners), self._by_file.get(row.path, _ALONE)
            self._owners.append(owner)
            self._hashes.append(hash(row.path))
            if owner:
                self.members[~owner].append(number)

    def add_studies(self, studies: Collection[StudyRow], path_of: Callable[[int], str]) -> set[int]:
        """Take studies; slices that arrived before become their members.

        Args:
            studies: new ones, or grown ones.
            path_of: gives the path of a slice by its number.

        Returns:
            The numbers of the studies that changed rows which are there.
        """
        changed = set()
        alone = self._alone({path for study in studies for path in study.files}, path_of)
        for study in studies:
            number = self._numbers.get(study.key)
            if number is None:
                number = ~len(self.studies)
                self._numbers[study.key] = number
                self.studies.append(study)
                self.rows.append(study.as_row())
                self.members.append([])
            else:
                self.studies[~number], self.rows[~number] = study, study.as_row()
                changed.add(number)
            taken = []
            for path in study.files:
                self._by_file[path] = number
                taken += alone.pop(path, [])
            for one in taken:
                self._owners[one] = number
            if taken:
                self.members[~number] = sorted((*self.members[~number], *taken))
                changed.add(number)
        return changed

    def _alone(self, paths: Collection[str], path_of: Callable[[int], str]) -> dict[str, list[int]]:
        """List the slices of files that belong to no study, by their files."""
        if not self._owners:
            return {}
        import numpy as np

        is_alone = np.array(self._owners) == _ALONE
        found: dict[str, list[int]] = {}
        for number in np.flatnonzero(is_alone & np.isin(np.array(self._hashes), np.array([*map(hash, paths)]))):
            path = path_of(int(number))
            if path in paths:
                found.setdefault(path, []).append(int(number))
        return found
