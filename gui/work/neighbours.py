"""Looks behind the window's back for what is beside a file that was opened."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.work.file_reading import file_reader
from gui.work.newest_request import NewestRequestThread


class NeighbourThread(NewestRequestThread):
    """Finds the series and pictures in the folder of a file; `found` carries the file and a catalogue.

    What goes wrong is of no concern: the file itself is shown.
    """

    found = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        """Prepare the thread; it starts with the first request, and is deleted with its parent."""
        super().__init__(("neighbours",))
        self.setParent(parent)

    def look_around(self, path: Path, may_be_packed: bool = False) -> None:
        """Ask for what is beside a file; what was asked for before is not waited for any more.

        Args:
            path: of the file; there is nothing beside a folder.
            may_be_packed: whether to look in an archive too, if the file is in one.
        """
        self.ask("neighbours", lambda _number: self._look(path, may_be_packed))
        self.start()

    def tell_failure(self, kind: str, number: int, error: Exception) -> None:
        """Keep silent; it is logged."""

    def _look(self, path: Path, may_be_packed: bool) -> None:
        from core.errors import FalxError
        from core.jobs.events import Cancelled
        from core.readers.archive import split_archive

        if not path.is_file() and not (may_be_packed and split_archive(path)):
            return

        is_wanted = self._wanted("neighbours")

        def on_progress(done: int, total: int) -> None:
            if not is_wanted():
                raise Cancelled

        try:
            catalogue = file_reader().neighbours_of(path, on_progress, is_wanted)
        except (Cancelled, FalxError, OSError):
            return
        if is_wanted():
            self.tell(self.found, path, catalogue)
