"""From what is to be opened to the slices of one of it: what there is, which of it is at hand, and what comes next."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.inference import Failure, InferenceThread
from gui.playlist import Playlist, Walk
from gui.viewer.viewer import Viewer

if TYPE_CHECKING:
    from core.slice import Slice


class Opening(QObject):
    """Lets the worker list and read, and heeds its latest answer alone.

    `read` carries a path, its slices, and whether the user asked for this very one; `failed` a `Failure` and the walk
    that is left; `said` what goes on, in words.
    """

    read = Signal(object, object, bool)
    failed = Signal(object, object)
    said = Signal(str)

    def __init__(self, worker: InferenceThread, viewer: Viewer, parent: QObject | None = None) -> None:
        """Begin with nothing at hand.

        Args:
            worker: that lists and reads.
            viewer: whose slices need not be read again.
            parent: of the object.
        """
        super().__init__(parent)
        self._worker, self._viewer = worker, viewer
        self._walk: Walk = Playlist()
        self._list_number = self._read_number = 0
        self._is_asked_for = False
        worker.paths_listed.connect(self._on_worker_paths_listed)
        worker.series_broken.connect(self._on_worker_series_broken)
        worker.slices_read.connect(self._on_worker_slices_read)
        worker.read_failed.connect(self._on_worker_read_failed)

    @property
    def walk(self) -> Walk:
        """What Previous and Next go over."""
        return self._walk

    def open_paths(self, paths: list[Path]) -> None:
        """Read the first of what lies at these paths."""
        self.said.emit(f"Opening {paths[0].name}…")
        self._list_number = self._worker.list_paths(paths)

    def open_walk(self, walk: Walk) -> None:
        """Read what a walk is at; what was to be opened before is not waited for any more."""
        self._list_number = 0
        self._begin(walk)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to another one, as far as there are any."""
        if self._walk.step(by):
            self._read_current()

    def _begin(self, walk: Walk) -> None:
        self._walk, self._is_asked_for = walk, True
        self._read_current()

    def _read_current(self) -> None:
        path = self._walk.current
        if path is None:
            return
        held = self._viewer.slices_of(path) if self._walk.frame is not None else []
        if held:
            # Another slice of the volume that is shown; what was to be read before is not waited for any more.
            self._read_number = 0
            self._tell(path, held)
        else:
            self.said.emit(f"Reading {path.name}…")
            self._read_number = self._worker.read(path)

    def _tell(self, path: Path, slices: "list[Slice]") -> None:
        is_asked_for, self._is_asked_for = self._is_asked_for, False
        self.read.emit(path, slices, is_asked_for)

    @Slot(int, object)
    def _on_worker_paths_listed(self, number: int, paths: list[Path]) -> None:
        if number == self._list_number:
            self._begin(Playlist(paths))

    @Slot(int, object)
    def _on_worker_series_broken(self, number: int, members: list[Path]) -> None:
        if number == self._read_number:
            self._walk = self._walk.opened_up(members) if isinstance(self._walk, Playlist) else Playlist(members)
            self._read_current()

    @Slot(int, object)
    def _on_worker_slices_read(self, number: int, slices: "list[Slice]") -> None:
        path = self._walk.current
        if number == self._read_number and path is not None:
            self._tell(path, slices)

    @Slot(int, object)
    def _on_worker_read_failed(self, number: int, failure: Failure) -> None:
        if number in (self._read_number, self._list_number):
            self.failed.emit(failure, Playlist() if number == self._list_number else self._walk)
