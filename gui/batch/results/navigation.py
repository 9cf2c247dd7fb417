"""Previous and Next over the rows of a batch, as its table shows them; knows nothing of Qt."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from core.batch.row import BatchRow
from core.model.known_classes import inline_name
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNLIKE_TRAINING
from gui.batch.results.index import ResultsIndex, RowFilter

_ADJECTIVES = {
    FAILED: "unreadable",
    TUMOUR: "open-kind tumour",
    UNLIKE_TRAINING: "unfamiliar",
    NOT_A_BRAIN_MRI: "non-brain-MRI",
}


class RowWalk:
    """One row, and its neighbours under the filter and in the order that the table has by then."""

    def __init__(
        self,
        results: ResultsIndex,
        place: int,
        title: str,
        follow: Callable[[ResultsIndex, int], None],
        level: float | None = None,
    ):
        """Stand at a row.

        Args:
            results: the rows; those of an earlier batch can still be gone over when another has begun.
            place: of the row among those that are shown.
            title: what was classified.
            follow: is told the rows and the new place after each step.
            level: that the verdicts of the rows were given at; None where nobody knows.
        """
        self.level: float | None = level
        self._results, self._title, self._follow = results, title, follow
        self._place, self._row = place, results.shown[place]

    @property
    def current(self) -> Path:
        """The file of the row."""
        return Path(self._here.path)

    @property
    def frame(self) -> int:
        """Its slice."""
        return self._here.frame

    @property
    def number(self) -> int:
        """Its place, from 1; of one that is not shown any more, the place that it had."""
        self._find()
        return max(1, min(self._place + 1, self.count))

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return len(self._results.shown)

    @property
    def among(self) -> str:
        """Which rows are shown, in words."""
        return _words(self._results.filter, self._title)

    def step(self, by: int) -> bool:
        """Go to another row, as far as there are any; returns whether it is another one."""
        shown = self._results.shown
        if not shown:
            return False
        is_there = self._find()
        # Where a row was taken away, the next one has moved up into its place.
        place = self._place + by - (not is_there and by > 0)
        self._place = min(max(place, 0), len(shown) - 1)
        before, self._row = self._row, shown[self._place]
        if self._row == before:
            return False
        self._follow(self._results, self._place)
        return True

    @property
    def _here(self) -> BatchRow:
        return self._results.rows[self._row]

    def _find(self) -> bool:
        """Find the place again, where filter or order have changed; tells whether the row is still shown."""
        shown = self._results.shown
        if self._place < len(shown) and shown[self._place] == self._row:
            return True
        with contextlib.suppress(ValueError):
            self._place = shown.index(self._row)
            return True
        return False


def _words(wanted: RowFilter, title: str) -> str:
    kinds = " or ".join(_ADJECTIVES.get(name, inline_name(name)) for name in sorted(wanted.verdicts))
    words = ["disagreeing" if wanted.only_disagreements else "", kinds, f"pictures of {title}"]
    text = f" with “{wanted.text}”" if wanted.text else ""
    return " ".join(filter(None, words)) + text
