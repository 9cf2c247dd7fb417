"""Previous and Next over the entries of the history, as its table shows them; without Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.program.translation import tr
from gui.work.stack_navigator import StackNavigator

if TYPE_CHECKING:
    from core.history.entry import Entry


class EntryNavigator(StackNavigator):
    """An entry, and its neighbours in the table at the time when it was opened."""

    def __init__(self, entries: "Sequence[Entry]", place: int, follow: "Callable[[Entry], None]") -> None:
        """Start at an entry.

        Args:
            entries: that are shown.
            place: of the entry among them.
            follow: receives the new entry after each step.
        """
        super().__init__()
        self._entries, self._place, self._follow = entries, place, follow

    @property
    def current(self) -> Path:
        """The file of the entry."""
        return Path(self._entries[self._place].record.path)

    @property
    def frame_in_file(self) -> int:
        """Its slice."""
        return self._entries[self._place].record.frame

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return self._place + 1

    @property
    def count(self) -> int:
        """The number of entries."""
        return len(self._entries)

    @property
    def among(self) -> str:
        """The entries, in words."""
        return tr("pictures of the history")

    @property
    def level(self) -> float | None:
        """The level of the verdict of then."""
        found = self._entries[self._place].record.finding
        return found.level if found else None

    def step(self, by: int) -> bool:
        """Go to another entry, within the first and the last; return whether it changed."""
        place = min(max(self._place + by, 0), len(self._entries) - 1)
        has_changed, self._place = place != self._place, place
        if has_changed:
            self.keep_stack()
            self._follow(self._entries[place])
        return has_changed
