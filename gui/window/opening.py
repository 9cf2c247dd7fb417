"""From paths to slices: lists the images, reads the current one, and steps to others."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.program.log_text import LogText
from core.program.translation import tr
from core.program.wording import shown_name
from gui.translated_messages.relay import relayed
from gui.viewer.navigator import Navigator, Playlist
from gui.viewer.viewer import Viewer
from gui.work.inference import InferenceThread
from gui.work.neighbours import NeighbourThread
from gui.work.stack_navigator import StackNavigator

if TYPE_CHECKING:
    from core.image.slice import Slice
    from core.series.entry import Catalogue, Series
    from gui.work.answers import Failure

_log = logging.getLogger(__name__)


class Opening(QObject):
    """Lets the worker list and read, and uses only its latest answer.

    `begun` carries a path that is looked at now and the navigator that it belongs to; `progressed` how much of it is
    done, and of how much, 0 where that is unknown; `read` a path, its slices, and what the user asked to be opened for
    it, None where it was only stepped to; `failed` a `Failure` and the navigator that is left; `models_found` paths of
    models; `left` that there is nothing to show; `said` what happens, in words; `listed` the catalogues of what was
    opened; `navigator_widened` that there is more to step through than before; `remarked`, in words, that a series is
    not shown as a stack, or that files of an archive are left out, and why.
    """

    begun = Signal(object, object)
    progressed = Signal(int, int)
    read = Signal(object, object, object)
    failed = Signal(object, object)
    models_found = Signal(object)
    left = Signal()
    said = Signal(str)
    listed = Signal(object)
    navigator_widened = Signal(object)
    remarked = Signal(str)

    def __init__(self, worker: InferenceThread, viewer: Viewer, parent: QObject | None = None) -> None:
        """Start without any paths.

        Args:
            worker: lists and reads.
            viewer: holds slices that need not be read again.
            parent: of the object.
        """
        super().__init__(parent)
        self._worker, self._viewer = worker, viewer
        self._navigator: Navigator = Playlist()
        self._former: Navigator = self._navigator
        self._paths: list[Path] = []
        self._asked: Path | None = None
        self._list_number = self._read_number = 0
        # Of what is opened first when it is known what there is: a series that was shown before.
        self._wanted: Path | None = None
        self._neighbours = NeighbourThread(self)
        self._neighbours.found.connect(self._on_neighbours_found)
        worker.models_found.connect(self._on_worker_models_found)
        worker.series_listed.connect(self._on_worker_series_listed)
        worker.progressed.connect(self._on_worker_progressed)
        worker.series_broken.connect(self._on_worker_series_broken)
        worker.slices_read.connect(self._on_worker_slices_read)
        worker.read_failed.connect(self._on_worker_read_failed)

    @property
    def navigator(self) -> Navigator:
        """The list that Previous and Next step through."""
        return self._navigator

    @property
    def series(self) -> "Series | None":
        """The series that is shown; None where nothing is known of it."""
        return self._navigator.current_series if isinstance(self._navigator, Playlist | StackNavigator) else None

    @property
    def is_under_way(self) -> bool:
        """Whether something is being listed or read."""
        return bool(self._list_number or self._read_number)

    def open_paths(self, paths: list[Path], password: str | None = None, wanted: Path | None = None) -> None:
        """Read the first of what is at these paths; what was to be opened before is not waited for any more.

        Args:
            paths: of files, folders, archives and directories of media.
            password: of the first of them, an archive that is protected.
            wanted: the series to begin with, by the path that it goes by; None for the first.
        """
        if self._navigator.count:
            self._former = self._navigator
        # Nothing to step through until the images are listed.
        self._navigator, self._paths, self._asked = Playlist(), paths, paths[0]
        self._read_number, self._wanted = 0, wanted
        self._list_number = self._worker.list_paths(paths, password)
        self._report_begun(paths[0])

    def open_with_navigator(self, navigator: Navigator) -> None:
        """Read the current picture of a navigator; drop earlier requests."""
        self._list_number, self._asked = 0, None
        self._navigator = navigator
        self._read_current()

    def reopen(self, paths: list[Path], wanted: Path | None) -> None:
        """Open what was open at the last end of the program, as far as it is still there.

        Args:
            paths: of files, folders, archives and directories of media.
            wanted: the series that was shown, by the path that it goes by.
        """
        self._navigator, self._paths, self._asked = Playlist(), paths, None
        self._read_number, self._wanted = 0, wanted
        self._list_number = self._worker.list_paths(paths, skips_missing=True)
        self._report_begun(paths[0])

    @Slot(object, object)
    def open_series(self, catalogue: "Catalogue", series: "Series") -> None:
        """Read a series of a study; the others of it are stepped to."""
        self._list_number, self._asked = 0, None
        paths = [one.path for one in catalogue.listed]
        self._navigator = Playlist(paths, paths.index(series.path), {one.path: one for one in catalogue.series})
        self._read_current()

    def leave(self) -> None:
        """Show nothing any more."""
        self._end_reading()
        self._navigator = self._former = Playlist()
        self._paths, self._asked = [], None
        self.left.emit()

    def open_with(self, password: str) -> None:
        """Try once more what was to be opened, with the password of the archive."""
        if self._navigator.current is not None:
            self._read_current(password)
        elif self._paths:
            self.open_paths(self._paths, password, self._wanted)

    def stop_thread(self) -> None:
        """End the search for neighbours."""
        self._neighbours.stop()

    @Slot()
    def stop(self) -> None:
        """Stop waiting for the current request."""
        if not self.is_under_way:
            return
        from gui.work.answers import STOPPED, Failure

        self._end_reading()
        if isinstance(self._navigator, StackNavigator):
            # Its stack may be what is not read any more.
            self._navigator.current_series = None
        path = self._navigator.current or (self._paths[0] if self._paths else None)
        name = f"{shown_name(path)}: " if path else ""
        self.failed.emit(
            Failure(path, tr("{name}you stopped it; try again, or open another file", name=name), STOPPED),
            self._navigator,
        )

    @Slot()
    def retry(self) -> None:
        """Try the failed read again."""
        if self._navigator.current is not None:
            self._read_current()
        elif self._paths:
            self.open_paths(self._paths)

    def refuse(self, text: str) -> None:
        """Report something that cannot be opened, in place of the picture."""
        from gui.work.answers import Failure

        self._end_reading()
        self.failed.emit(Failure(None, text, "not-a-file"), self._navigator)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to another picture, within the first and the last."""
        was = self._navigator.current
        if self._navigator.step(by):
            if self._asked == was:
                # The user stepped past it before it was read; any picture of an opened folder counts as that folder.
                self._asked = None
            self._read_current()

    def _read_current(self, password: str | None = None) -> None:
        path = self._navigator.current
        if path is None:
            return
        series = self._navigator.current_series if isinstance(self._navigator, Playlist) else None
        stack = self._navigator.current_series if isinstance(self._navigator, StackNavigator) else None
        can_be_held = self._navigator.frame is not None and series is None
        held = self._viewer.slices_of(stack.files if stack else (path,)) if can_be_held else []
        if any(image.source == path for image in held):
            # Another slice of the volume or stack that is shown.
            self._end_reading()
            self._report_read(path, held)
        else:
            if isinstance(self._navigator, StackNavigator):
                self._navigator.current_series = None
            self._read_number = self._worker.read(path, series, password)
            self._report_begun(path)

    def _end_reading(self) -> None:
        self._worker.stop_reading()
        self._list_number = self._read_number = 0

    def _report_begun(self, path: Path) -> None:
        self.said.emit(tr("Reading {name}…", name=path.name))
        self.begun.emit(path, self._navigator)

    def _report_read(self, path: Path, slices: "list[Slice]") -> None:
        asked, self._asked = self._asked, None
        self._read_number = 0
        self.read.emit(path, slices, asked)
        navigator = self._navigator
        is_single = asked == path and isinstance(navigator, Playlist) and navigator.paths == [path]
        is_alone = isinstance(navigator, StackNavigator) and navigator.has_unknown_stack and len(slices) == 1
        if is_single or is_alone:
            self._neighbours.look_around(path, may_be_packed=is_alone)

    @Slot(int, object, bool)
    def _on_worker_models_found(self, number: int, models: list[Path], has_more: bool) -> None:
        if number != self._list_number:
            return
        self.models_found.emit(models)
        if not has_more:
            # The previous picture comes back.
            self._list_number, self._navigator = 0, self._former
            self._read_current()
            if not self.is_under_way:
                self.left.emit()

    @Slot(int, object)
    def _on_worker_series_listed(self, number: int, catalogues: "list[Catalogue]") -> None:
        if number != self._list_number:
            return
        from gui.study.texts import left_out_note

        self._list_number = 0
        if not catalogues:
            self.leave()
            return
        series = [one for catalogue in catalogues for one in catalogue.listed]
        paths = [one.path for one in series]
        index = paths.index(self._wanted) if self._wanted in paths else 0
        self._navigator = Playlist(paths, index, {one.path: one for one in series})
        self.listed.emit(catalogues)
        if words := left_out_note(catalogues):
            self.remarked.emit(words)
        self._read_current()

    @Slot(object, object)
    def _on_neighbours_found(self, path: Path, catalogue: "Catalogue") -> None:
        """Widen a single file to what is beside it; of a series, the whole stack is shown in its place."""
        navigator = self._navigator
        if isinstance(navigator, StackNavigator):
            self._widen_to_stack(navigator, path, catalogue)
            return
        if not isinstance(navigator, Playlist) or navigator.paths != [path] or self.is_under_way:
            return
        beside = next((one for one in catalogue.series if path in one.files), None)
        if beside is None or len(catalogue.series) + len(beside.files) <= 2:
            return
        paths = [one.path for one in catalogue.listed]
        self._navigator = Playlist(paths, paths.index(beside.path), {one.path: one for one in catalogue.series}, path)
        if beside.is_stack:
            self.listed.emit([catalogue])
            # The picture stays: it is a slice of the stack that is read now.
            self._read_number = self._worker.read(beside.path, beside)
        self.navigator_widened.emit(self._navigator)

    def _widen_to_stack(self, navigator: StackNavigator, path: Path, catalogue: "Catalogue") -> None:
        """Show the stack of a slice; Previous and Next still follow the list that it was opened from."""
        beside = next((one for one in catalogue.series if one.is_stack and path in one.files), None)
        if navigator.current != path or self.is_under_way or beside is None:
            return
        navigator.current_series = beside
        self.listed.emit([catalogue])
        self._read_number = self._worker.read(beside.path, beside)
        self.navigator_widened.emit(navigator)

    @Slot(int, int, int)
    def _on_worker_progressed(self, number: int, done: int, total: int) -> None:
        if number in (self._read_number, self._list_number):
            self.progressed.emit(done, total)

    @Slot(int, object, str)
    def _on_worker_series_broken(self, number: int, members: list[Path], reason: str) -> None:
        if number == self._read_number:
            if isinstance(self._navigator, StackNavigator):
                # Its picture is shown already.
                self._read_number, self._navigator.current_series = 0, None
                self.remarked.emit(tr("The stack of this file cannot be shown. {reason}", reason=relayed(reason)))
                return
            if len(members) > 1:
                words = tr(
                    "This series is not shown as a stack, but as {count:,} single files. {reason}",
                    count=len(members),
                    reason=relayed(reason),
                )
                self.remarked.emit(words)
            self._navigator = (
                self._navigator.opened_up(members) if isinstance(self._navigator, Playlist) else Playlist(members)
            )
            self._read_current()

    @Slot(int, object)
    def _on_worker_slices_read(self, number: int, slices: "list[Slice]") -> None:
        path = self._navigator.current
        if number == self._read_number and path is not None:
            self._report_read(path, slices)

    @Slot(int, object)
    def _on_worker_read_failed(self, number: int, failure: "Failure") -> None:
        if number in (self._read_number, self._list_number):
            navigator = Playlist() if number == self._list_number else self._navigator
            self._list_number = self._read_number = 0
            _log.info("not opened: %s", LogText(failure.code))
            self.failed.emit(failure, navigator)
