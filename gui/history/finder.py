"""What the history window asks of the history, on the thread that keeps it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.history.entry import SliceKey
from gui.history.history_thread import HistoryKeeper
from gui.work.background_worker import BackgroundWorker

if TYPE_CHECKING:
    from core.history.entry import Entry
    from core.history.history import History
    from core.history.search import Search

# The newest of what is found; a search narrows it down.
MOST_SHOWN = 5_000


class HistoryFinder(BackgroundWorker):
    """Finds, deletes and exports entries.

    `found` carries the entries of a search, how many there are in all, and their verdicts; `opinions_found` all entries
    with an opinion; `deleted` how many were deleted; `written` a file and how many entries are in it; `failed` why
    something could not be done.
    """

    found = Signal(object, int, object)
    opinions_found = Signal(object)
    deleted = Signal(int)
    written = Signal(object, int)
    failed = Signal(str)

    def __init__(self, keeper: HistoryKeeper, parent: QObject | None = None) -> None:
        """Use a keeper.

        Args:
            keeper: reads and writes.
            parent: of the object.
        """
        super().__init__(parent)
        self._keeper = keeper

    def find(self, search: "Search") -> None:
        """Search."""

        def read(history: "History | None") -> None:
            if history:
                self.tell(self.found, history.find(search), history.count(), history.verdicts())
            else:
                self.tell(self.found, [], 0, [])

        self._keeper.read(read, partial(self.tell, self.failed))

    def find_opinions(self) -> None:
        """Search for all entries with an opinion, whatever the filters are."""
        from core.history.search import Search

        search = Search(has_opinion=True)
        self._keeper.read(
            lambda history: self.tell(self.opinions_found, history.find(search) if history else []),
            partial(self.tell, self.failed),
        )

    def delete(self, entries: "Sequence[Entry]") -> None:
        """Delete entries."""
        self._keeper.write(lambda history: self._delete(history, entries), partial(self.tell, self.failed))

    def delete_before(self, time: str) -> None:
        """Delete what was read before a time, in UTC."""
        from core.history.search import Search

        self._keeper.write(
            lambda history: self._delete(history, history.find(Search(before=time))), partial(self.tell, self.failed)
        )

    def clear(self) -> None:
        """Delete everything."""

        def write(history: "History") -> None:
            count = history.clear()
            self._keeper.tell(self._keeper.forgotten, None)
            self.tell(self.deleted, count)

        self._keeper.write(write, partial(self.tell, self.failed))

    def _delete(self, history: "History", entries: "Sequence[Entry]") -> None:
        count = history.delete([entry.number for entry in entries])
        records = [entry.record for entry in entries]
        self._keeper.tell(
            self._keeper.forgotten, {(SliceKey(one.input_sha256 or "", one.frame), one.model) for one in records}
        )
        self.tell(self.deleted, count)

    def export(self, search: "Search", path: Path) -> None:
        """Write all that a search finds as CSV."""

        def read(history: "History | None") -> None:
            from core.history.exports import write_table

            entries = history.find(search) if history else []
            write_table(entries, path)
            self.tell(self.written, path, len(entries))

        self._keeper.read(read, partial(self.tell, self.failed))
