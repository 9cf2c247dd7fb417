"""A few processes that read files, kept warm and lent to the threads that read."""

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from core.errors import ReaderNotStartedError, UnreadableImageError
from core.jobs.events import Cancelled
from core.reader_process.confinement import Confinement
from core.reader_process.entry import run
from core.reader_process.exchange import IsWanted, NotStartedError, OnProgress, ProcessLostError
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Message
from core.reader_process.process import ReaderProcess
from core.reader_process.request import ReadRequest
from core.reader_process.start import Serve, StartedProcess
from core.readers.archive import given_passwords

# Processes that are kept while nothing is read.
_MOST_IDLE = 2
# Before a process is started once more, and between two looks while one is waited for.
_PAUSE_S, _LOOK_S = 0.5, 0.05


class LostReaderError(UnreadableImageError):
    """Reading a file has cost its process."""


class ProcessPool:
    """Processes that read files, one for each thread that reads at the same time.

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

    def close(self) -> None:
        """End all processes, those that read too."""
        with self._changing:
            self._is_closed = True
            processes = [*self._idle, *self._busy]
            self._idle.clear()
            self._given_back.notify_all()
        for process in processes:
            process.close()

    def ask(
        self, request: ReadRequest, on_progress: OnProgress | None, is_wanted: IsWanted, subject: Path | None = None
    ) -> list[Message]:
        """Have a process answer a request; passwords of archives that were given go with it.

        Args:
            request: what to read.
            on_progress: is given how much is done, and of how much; what it raises ends the reading.
            is_wanted: whether the answer is still wanted.
            subject: what errors name; the first path of the request by default.

        Raises:
            LostReaderError: if that ends the process or takes too long.
            ReaderNotStartedError: if there is no process.
            FalxError: if the process answers with an error.
            Cancelled: if the answer is no longer wanted, or the pool is closed.
        """
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
            raise LostReaderError(str(error), subject=subject, advice=error.advice) from error
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
    passwords = given_passwords()
    return replace(request, passwords=passwords) if passwords else request
