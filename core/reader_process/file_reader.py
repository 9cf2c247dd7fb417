"""Read files in processes that are kept warm: the same functions as `core.readers` and `core.series` have."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.errors import FalxError, ReaderNotStartedError, UnreadableImageError
from core.image.slice import Slice, Window
from core.jobs.events import Cancelled
from core.reader_process.confinement import Confinement
from core.reader_process.entry import run
from core.reader_process.exchange import IsWanted, NotStartedError, OnProgress, ProcessLostError
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Message, Unlocked
from core.reader_process.process import ReaderProcess
from core.reader_process.request import ReadRequest
from core.reader_process.start import Serve, StartedProcess
from core.reader_process.upload import ReadPicture
from core.readers.archive import given_passwords, take_passwords
from core.readers.dicom.header_texts import ElementTexts
from core.series.entry import Catalogue, Series

# Processes that are kept while nothing is read.
_MOST_IDLE = 2
# Before a process is started once more, and between two looks while one is waited for.
_PAUSE_S, _LOOK_S = 0.5, 0.05


def _always() -> bool:
    return True


class FileReader:
    """Reads files in separate processes, one for each thread that reads at the same time.

    A file that crashes or hangs its process costs that file alone. All methods may be called from any thread.
    """

    def __init__(
        self,
        limits: ReadingLimits | None = None,
        serve: Serve = run,
        most_idle: int = _MOST_IDLE,
        started: StartedProcess | None = None,
        patience_s: float = 0.0,
    ) -> None:
        """Begin; the first file starts a process.

        Args:
            limits: of what a process may use.
            serve: what a process does, a function of `core.reader_process.entry`.
            most_idle: how many processes are kept while nothing is read.
            started: a process that has been started so.
            patience_s: how long threads wait for a process, all together, before another is started beside those that
                are busy. To start one takes as long as some hundred small pictures take.
        """
        self._limits, self._serve, self._most_idle = limits or ReadingLimits(), serve, most_idle
        self._patience_s, self._waited_s = patience_s, 0.0
        self._idle = [ReaderProcess(self._limits, serve, started)] if started else []
        self._changing = threading.Lock()
        self._given_back = threading.Condition(self._changing)
        self._busy: set[ReaderProcess] = set()
        self._is_closed = False

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes, those that wait first."""
        with self._changing:
            return [process.pid for process in (*self._idle, *self._busy) if process.pid is not None]

    @property
    def confinement(self) -> Confinement | None:
        """What was taken from the processes; None before the first file."""
        with self._changing:
            return next((one.confinement for one in self._idle if one.confinement), None)

    def warm_up(self) -> None:
        """Start a process, so that the first file need not wait for that."""
        with self._changing:
            if self._idle or self._busy or self._is_closed:
                return
            process = ReaderProcess(self._limits, self._serve)
            # The first file reports it.
            with contextlib.suppress(OSError):
                process.start()
            self._idle.append(process)

    @contextmanager
    def keeping(self, count: int) -> Iterator[None]:
        """Keep at least as many processes while nothing is read, for that many threads; the others end with it."""
        before = self._most_idle
        self._most_idle = max(before, count)
        try:
            yield
        finally:
            self._most_idle = before
            with self._changing:
                others, self._idle = self._idle[before:], self._idle[:before]
            for process in others:
                process.close()

    def end_idle(self) -> None:
        """End the processes that wait; the next file starts one."""
        with self._changing:
            idle, self._idle = self._idle, []
        for process in idle:
            process.close()

    def read_slices(
        self, path: Path, on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> list[Slice]:
        """Read all slices of a file or of a folder; see `core.readers.read_slices`.

        Raises:
            FalxError: if it cannot be read, or reading it ends the process or takes too long.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        return _slices(self._ask(ReadRequest("slices", (path,)), on_progress, is_wanted))

    def read_series(
        self, series: Series, on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> list[Slice]:
        """Read the pictures of a series; see `core.series.catalogue.read_series`.

        Raises:
            FalxError: if it cannot be read, or reading it ends the process or takes too long.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        if not series.is_stack:
            return self.read_slices(series.files[0], on_progress, is_wanted)
        request = ReadRequest("stack", series.files, series.damaged)
        return _slices(self._ask(request, on_progress, is_wanted, series.path))

    def read_of_stack(self, path: Path, windows: Sequence[Window], is_wanted: IsWanted = _always) -> list[Slice]:
        """Read a file of a series as it is in its stack; see `core.readers.dicom.series.read_of_stack`.

        Raises:
            FalxError: if it cannot be read, or reading it ends the process or takes too long.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        return _slices(self._ask(ReadRequest("frames", (path,), windows=tuple(windows)), None, is_wanted))

    def read_element_texts(self, path: Path, keywords: Sequence[str]) -> ElementTexts | None:
        """Read elements of a DICOM file; see `core.readers.dicom.header_texts.read_element_texts`.

        Raises:
            FalxError: if reading it ends the process or takes too long.
            Cancelled: if the reader is closed.
        """
        found = self._ask(ReadRequest("elements", (path,), keywords=tuple(keywords)), None, _always)
        return next((one for one in found if isinstance(one, ElementTexts)), None)

    def list_series(
        self,
        paths: Sequence[Path],
        on_progress: OnProgress | None = None,
        password: str | None = None,
        is_wanted: IsWanted = _always,
    ) -> list[Catalogue]:
        """Find the series in files and folders; see `core.series.listing.list_series`.

        Args:
            paths: of what is opened.
            on_progress: is given how many files are done, and of how many; what it raises ends the search.
            password: of the first archive among them that is protected; it is kept where it fits.
            is_wanted: whether the answer is still wanted.

        Returns:
            What is found; nothing for no paths.

        Raises:
            FalxError: if one cannot be listed, or there is no picture in any.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        if not paths:
            return []
        found = self._ask(ReadRequest("list", tuple(paths), password=password), on_progress, is_wanted)
        for one in found:
            if isinstance(one, Unlocked) and password is not None and one.path in paths:
                take_passwords({str(one.path.absolute()): password.encode("utf-8")})
        return [one for one in found if isinstance(one, Catalogue)]

    def neighbours_of(
        self, path: Path, on_progress: OnProgress | None = None, is_wanted: IsWanted = _always
    ) -> Catalogue:
        """Find what is beside a file; see `core.series.catalogue.neighbours_of`.

        Raises:
            FalxError: if the folder cannot be listed.
            Cancelled: if it is no longer wanted, or the reader is closed.
        """
        found = self._ask(ReadRequest("neighbours", (path,)), on_progress, is_wanted)
        return next(one for one in found if isinstance(one, Catalogue))

    def close(self) -> None:
        """End all processes, those that read too."""
        with self._changing:
            self._is_closed = True
            processes = [*self._idle, *self._busy]
            self._idle.clear()
            self._given_back.notify_all()
        for process in processes:
            process.close()

    def _ask(
        self, request: ReadRequest, on_progress: OnProgress | None, is_wanted: IsWanted, subject: Path | None = None
    ) -> list[Message]:
        request, subject = _with_passwords(request), subject or request.paths[0]
        process, is_last = self._take(is_wanted), False
        try:
            while True:
                try:
                    return process.ask(request, None, on_progress, is_wanted)
                except NotStartedError:
                    if is_last:
                        raise
                process, is_last = self._exchange(process, is_wanted)
        except NotStartedError as error:
            raise ReaderNotStartedError(
                str(error), subject=subject, advice="close other programs, then try again"
            ) from error
        except ProcessLostError as error:
            raise UnreadableImageError(str(error), subject=subject, advice=error.advice) from error
        finally:
            self._give_back(process)

    def _take(self, is_wanted: IsWanted) -> ReaderProcess:
        with self._changing:
            while self._busy and not (self._idle or self._is_closed) and self._waited_s < self._patience_s:
                began = time.monotonic()
                self._given_back.wait(_LOOK_S)
                self._waited_s += time.monotonic() - began
                if not is_wanted():
                    raise Cancelled
            if self._is_closed:
                raise Cancelled
            if not self._idle:
                self._waited_s = 0.0
            # One that was started again a moment ago would let the file wait.
            process = next((one for one in reversed(self._idle) if one.is_ready), None)
            if process:
                self._idle.remove(process)
            else:
                process = self._idle.pop() if self._idle else ReaderProcess(self._limits, self._serve)
            self._busy.add(process)
        return process

    def _exchange(self, unstarted: ReaderProcess, is_wanted: IsWanted) -> tuple[ReaderProcess, bool]:
        """Wait for a process that another thread gives back; return it, or the same, which is to be tried once more.

        Many that start at once may use up what the system has, for a moment or for good; those that run are enough.
        """
        with self._changing:
            self._given_back.wait(_PAUSE_S)
            while True:
                if self._is_closed or not is_wanted():
                    raise Cancelled
                if process := next((one for one in self._idle if one.is_ready), None):
                    self._idle.remove(process)
                    self._busy.remove(unstarted)
                    self._busy.add(process)
                    break
                if not any(one.is_ready for one in self._busy - {unstarted}):
                    return unstarted, True
                self._given_back.wait(_LOOK_S)
        unstarted.close()
        return process, False

    def _give_back(self, process: ReaderProcess) -> None:
        with self._changing:
            self._given_back.notify()
            self._busy.discard(process)
            is_kept = len(self._idle) < self._most_idle and not self._is_closed
            if is_kept:
                self._idle.append(process)
        if not is_kept:
            process.close()


def _with_passwords(request: ReadRequest) -> ReadRequest:
    from dataclasses import replace

    passwords = given_passwords()
    return replace(request, passwords=passwords) if passwords else request


def _slices(found: Sequence[Any]) -> list[Slice]:
    for one in found:
        if isinstance(one, ReadPicture):
            return list(one.slices)
    raise FalxError(expected="a picture of the process that reads files", got="none")
