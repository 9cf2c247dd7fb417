"""From paths to slices: lists the images, reads the current one, and steps to others."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.program.log import Word
from core.program.wording import shown_name
from gui.viewer.navigation import Playlist, Walk
from gui.viewer.viewer import Viewer
from gui.work.inference import STOPPED, Failure, InferenceThread

if TYPE_CHECKING:
    from core.image.slice import Slice

_log = logging.getLogger(__name__)


class Opening(QObject):
    """Lets the worker list and read, and uses only its latest answer.

    `begun` carries the path that is being read and its walk; `progressed` how much of it is done,
    and of how much, 0 where that is unknown; `read` a path, its slices, and the path that the user opened,
    None after a step; `failed` a `Failure` and the remaining walk; `models_found` paths of models;
    `left` signals that there is nothing to show; `said` carries messages for the status line.
    """

    begun = Signal(object, object)
    progressed = Signal(int, int)
    read = Signal(object, object, object)
    failed = Signal(object, object)
    models_found = Signal(object)
    left = Signal()
    said = Signal(str)

    def __init__(self, worker: InferenceThread, viewer: Viewer, parent: QObject | None = None) -> None:
        """Start without any paths.

        Args:
            worker: lists and reads.
            viewer: holds slices that need not be read again.
            parent: of the object.
        """
        super().__init__(parent)
        self._worker, self._viewer = worker, viewer
        self._walk: Walk = Playlist()
        self._former: Walk = self._walk
        self._paths: list[Path] = []
        self._asked: Path | None = None
        self._list_number = self._read_number = 0
        worker.models_found.connect(self._on_worker_models_found)
        worker.paths_listed.connect(self._on_worker_paths_listed)
        worker.progressed.connect(self._on_worker_progressed)
        worker.series_broken.connect(self._on_worker_series_broken)
        worker.slices_read.connect(self._on_worker_slices_read)
        worker.read_failed.connect(self._on_worker_read_failed)

    @property
    def walk(self) -> Walk:
        """The list that Previous and Next step through."""
        return self._walk

    @property
    def is_under_way(self) -> bool:
        """Whether something is being listed or read."""
        return bool(self._list_number or self._read_number)

    def open_paths(self, paths: list[Path]) -> None:
        """Read the first image at these paths; drop earlier requests."""
        if self._walk.count:
            self._former = self._walk
        # Nothing to step through until the images are listed.
        self._walk, self._paths, self._asked = Playlist(), paths, paths[0]
        self._read_number = 0
        self._list_number = self._worker.list_paths(paths)
        self._report_begun(paths[0])

    def open_walk(self, walk: Walk) -> None:
        """Read the current picture of a walk; drop earlier requests."""
        self._list_number, self._asked = 0, None
        self._walk = walk
        self._read_current()

    @Slot()
    def stop(self) -> None:
        """Stop waiting for the current request."""
        if not self.is_under_way:
            return
        self._end_reading()
        path = self._walk.current or (self._paths[0] if self._paths else None)
        name = f"{shown_name(path)}: " if path else ""
        self.failed.emit(Failure(path, f"{name}you stopped it; try again, or open another file", STOPPED), self._walk)

    @Slot()
    def retry(self) -> None:
        """Try the failed read again."""
        if self._walk.current is not None:
            self._read_current()
        elif self._paths:
            self.open_paths(self._paths)

    def refuse(self, text: str) -> None:
        """Report something that cannot be opened, in place of the picture."""
        self._end_reading()
        self.failed.emit(Failure(None, text, "not-a-file"), self._walk)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to another picture, within the first and the last."""
        was = self._walk.current
        if self._walk.step(by):
            if self._asked == was:
                # The user stepped past it before it was read; any picture of an opened folder counts as that folder.
                self._asked = None
            self._read_current()

    def _read_current(self) -> None:
        path = self._walk.current
        if path is None:
            return
        held = self._viewer.slices_of(path) if self._walk.frame is not None else []
        if held:
            # Another slice of the volume that is shown.
            self._end_reading()
            self._report_read(path, held)
        else:
            self._read_number = self._worker.read(path)
            self._report_begun(path)

    def _end_reading(self) -> None:
        self._worker.stop_reading()
        self._list_number = self._read_number = 0

    def _report_begun(self, path: Path) -> None:
        self.said.emit(f"Reading {path.name}…")
        self.begun.emit(path, self._walk)

    def _report_read(self, path: Path, slices: "list[Slice]") -> None:
        asked, self._asked = self._asked, None
        self._read_number = 0
        self.read.emit(path, slices, asked)

    @Slot(int, object, bool)
    def _on_worker_models_found(self, number: int, models: list[Path], has_more: bool) -> None:
        if number != self._list_number:
            return
        self.models_found.emit(models)
        if not has_more:
            # The previous picture comes back.
            self._list_number, self._walk = 0, self._former
            self._read_current()
            if not self.is_under_way:
                self.left.emit()

    @Slot(int, object)
    def _on_worker_paths_listed(self, number: int, paths: list[Path]) -> None:
        if number == self._list_number:
            self._list_number = 0
            self._walk = Playlist(paths)
            self._read_current()

    @Slot(int, int, int)
    def _on_worker_progressed(self, number: int, done: int, total: int) -> None:
        if number in (self._read_number, self._list_number):
            self.progressed.emit(done, total)

    @Slot(int, object)
    def _on_worker_series_broken(self, number: int, members: list[Path]) -> None:
        if number == self._read_number:
            self._walk = self._walk.opened_up(members) if isinstance(self._walk, Playlist) else Playlist(members)
            self._read_current()

    @Slot(int, object)
    def _on_worker_slices_read(self, number: int, slices: "list[Slice]") -> None:
        path = self._walk.current
        if number == self._read_number and path is not None:
            self._report_read(path, slices)

    @Slot(int, object)
    def _on_worker_read_failed(self, number: int, failure: Failure) -> None:
        if number in (self._read_number, self._list_number):
            walk = Playlist() if number == self._list_number else self._walk
            self._list_number = self._read_number = 0
            _log.info("not opened: %s", Word(failure.code))
            self.failed.emit(failure, walk)
