"""Previous and Next over the rows of a batch, as its table shows them; without Qt."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from core.batch.row import BatchRow
from core.model.known_classes import inline_name
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNLIKE_TRAINING
from core.program.translation import mark, tr
from gui.batch.results.index import ResultsIndex
from gui.batch.results.row_filter import RowFilter
from gui.work.stack_navigator import StackNavigator

_ADJECTIVES = {
    FAILED: mark("unreadable"),
    TUMOUR: mark("open-kind tumour"),
    UNLIKE_TRAINING: mark("unfamiliar"),
    NOT_A_BRAIN_MRI: mark("non-brain-MRI"),
}


class RowNavigator(StackNavigator):
    """A row, and its neighbours in the current filter and order of the table."""

    def __init__(
        self,
        results: ResultsIndex,
        place: int,
        title: str,
        follow: Callable[[ResultsIndex, int], None],
        level: float | None = None,
    ):
        """Start at a row.

        Args:
            results: the rows; those of an earlier batch stay available when another one has started.
            place: of the row among those that are shown.
            title: names what was classified.
            follow: receives the rows and the new place after each step.
            level: of the verdicts of the rows; None where it is unknown.
        """
        super().__init__()
        self.level: float | None = level
        self._results, self._title, self._follow = results, title, follow
        self._place, self._row = place, results.shown[place]

    @property
    def current(self) -> Path:
        """The file of the row."""
        return Path(self._here.path)

    @property
    def frame_in_file(self) -> int:
        """Its slice."""
        return self._here.frame

    @property
    def can_be_of_stack(self) -> bool:
        """Whether the row is a study of several files, or a slice of one."""
        groups = self._results.groups
        study = self._row if self._row < 0 else groups.study_of(self._row)
        return study is not None and len(groups.studies[~study].files) > 1

    @property
    def number(self) -> int:
        """Its place, from 1; its last place where the row is no longer shown."""
        self._find()
        return max(1, min(self._place + 1, self.count))

    @property
    def count(self) -> int:
        """The number of shown rows."""
        return len(self._results.shown)

    @property
    def among(self) -> str:
        """The shown rows, in words."""
        return _words(self._results.filter, self._title)

    def step(self, by: int) -> bool:
        """Go to another row, within the first and the last; return whether the row changed."""
        shown = self._results.shown
        if not shown:
            return False
        is_there = self._find()
        # Where a row was removed, the next one has moved into its place.
        place = self._place + by - (not is_there and by > 0)
        self._place = min(max(place, 0), len(shown) - 1)
        before, self._row = self._row, shown[self._place]
        if self._row == before:
            return False
        self.keep_stack()
        self._follow(self._results, self._place)
        return True

    @property
    def _here(self) -> BatchRow:
        return self._results.row(self._row)

    def _find(self) -> bool:
        """Find the place again after filter or order changed; return whether the row is still shown."""
        shown = self._results.shown
        if self._place < len(shown) and shown[self._place] == self._row:
            return True
        with contextlib.suppress(ValueError):
            self._place = shown.index(self._row)
            return True
        return False


def _words(wanted: RowFilter, title: str) -> str:
    kinds = tr(" or ").join(tr(_ADJECTIVES.get(name, "")) or inline_name(name) for name in sorted(wanted.verdicts))
    words = [tr("disagreeing") if wanted.only_disagreements else "", kinds, tr("pictures of {title}", title=title)]
    text = tr(" with “{words}”", words=wanted.text) if wanted.text else ""
    return " ".join(filter(None, words)) + text
