"""A process that decodes files, as the process that needs the pictures sees it."""

import contextlib
import logging
import threading

from core.jobs.child_job import how_ended, is_from_outside
from core.jobs.events import Cancelled
from core.program.log_text import LogText
from core.reader_process.checked import InvalidMessageError
from core.reader_process.confinement import Confinement
from core.reader_process.entry import run
from core.reader_process.exchange import GRACE_S as _GRACE_S
from core.reader_process.exchange import (
    EndedBeforeError,
    EndedOutsideError,
    Exchange,
    IsWanted,
    NotStartedError,
    OnProgress,
    ProcessLostError,
    TimeIsUpError,
)
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Message
from core.reader_process.request import ReadRequest
from core.reader_process.start import Serve, StartedProcess, start_process
from core.reader_process.watchdog import NoThreadError, Watchdog

_log = logging.getLogger(__name__)

# The number of the signal on Linux and macOS, which ends a process that has used up its processor time.
_SIGXCPU = 24
_NOT_STARTED = "the process that reads files could not be started"
# After these, another process is started.
_LOST = (ProcessLostError, EOFError, OSError, InvalidMessageError)


class ReaderProcess:
    """Keeps a process that reads files warm. One thread uses it at a time, except for `close` and `pid`."""

    def __init__(self, limits: ReadingLimits, serve: Serve = run, started: StartedProcess | None = None) -> None:
        """Begin; the first request starts the process.

        Args:
            limits: of what it may use.
            serve: what the process does, a function of a module.
            started: a process that has been started so.
        """
        self._limits, self._serve = limits, serve
        self._started: StartedProcess | None = None
        self._confinement: Confinement | None = None
        self._pid: int | None = None
        self._changing = threading.Lock()
        self._is_closed = self._is_ready = self._is_asking = False
        if started:
            self._take(started)

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._pid

    @property
    def is_ready(self) -> bool:
        """Whether the process has answered before, so that the next answer does not wait for its start."""
        return self._is_ready

    @property
    def confinement(self) -> Confinement | None:
        """What was taken from the process; None before its first answer."""
        return self._confinement

    def start(self) -> None:
        """Start the process, if it does not run yet, without waiting for it.

        Raises:
            OSError: if the system has no process, pipe or memory left.
        """
        with self._changing:
            if self._is_closed or (self._started and self._started.process.is_alive()):
                return
            self._end()
            self._take(start_process(self._serve, self._limits))

    def _take(self, started: StartedProcess) -> None:
        self._started, self._pid = started, started.process.pid

    def ask(
        self,
        request: ReadRequest,
        content: bytes | bytearray | None = None,
        on_progress: OnProgress | None = None,
        is_wanted: IsWanted = lambda: True,
    ) -> list[Message]:
        """Have something read.

        Args:
            request: what.
            content: of an upload.
            on_progress: is given how many files are done, and of how many; what it raises ends the request.
            is_wanted: whether the answer is still wanted; asked some times a second.

        Returns:
            What was found, with `Finished` at the end.

        Raises:
            FalxError: if it cannot be read.
            ProcessLostError: if it ended the process, or took too long; another one has been started.
            Cancelled: if the answer is no longer wanted.
        """
        with self._changing:
            if self._is_closed:
                raise Cancelled
            self._is_asking = True
        try:
            try:
                return self._ask(request, content, on_progress, is_wanted)
            except EndedBeforeError:
                self._restart()
                return self._ask(request, content, on_progress, is_wanted)
        except ProcessLostError as error:
            _note(error.__cause__ or error)
            if not (self._is_ready and isinstance(error, NotStartedError)):
                self._restart()
            raise
        except (EOFError, OSError, InvalidMessageError) as error:
            if self._is_closed:
                raise Cancelled from error
            _note(error)
            lost = self._how_ended(error)
            self._restart()
            raise lost from error
        finally:
            with self._changing:
                self._is_asking = False
                if self._is_closed:
                    self._end()

    def close(self) -> None:
        """End the process for good; a thread that asks clears up after it."""
        self._is_closed = True
        with self._changing:
            if not self._is_asking:
                self._end()
            elif self._started:
                self._started.process.kill()

    def _ask(
        self,
        request: ReadRequest,
        content: bytes | bytearray | None,
        on_progress: OnProgress | None,
        is_wanted: IsWanted,
    ) -> list[Message]:
        try:
            self.start()
        except OSError as error:
            raise NotStartedError(_NOT_STARTED) from error
        started = self._started
        if started is None:
            raise Cancelled

        def is_still_wanted() -> bool:
            return not self._is_closed and is_wanted()

        def kill() -> None:
            # It may be cleared away by now.
            with contextlib.suppress(ValueError, OSError):
                started.process.kill()

        watchdog, is_there = Watchdog(kill, is_still_wanted), True
        try:
            with watchdog:
                exchange = Exchange(started.connection, started.block, self._limits, is_still_wanted, watchdog)
                if not self._is_ready:
                    self._confinement, self._is_ready = exchange.greet().confinement, True
                try:
                    found = exchange.ask(request, content, on_progress)
                except BaseException as error:
                    is_there = isinstance(error, _LOST) or exchange.stop(request)
                    raise
        except NoThreadError as error:
            raise NotStartedError(_NOT_STARTED) from error
        except _LOST:
            # Who asks says what has happened, and starts another.
            raise
        except BaseException:
            if watchdog.has_ended or not is_there:
                self._restart()
            raise
        if watchdog.has_ended:
            # An answer that came just as it was no longer wanted.
            self._restart()
        return found

    def _how_ended(self, error: Exception) -> ProcessLostError:
        """Say what happened to the process."""
        if isinstance(error, InvalidMessageError):
            return ProcessLostError("the process that reads files sent something that is no picture")
        started, status = self._started, None
        if started:
            # Its pipe closes a moment before it ends.
            started.process.join(_GRACE_S)
            status = started.process.exitcode
        if status is not None and status == -_SIGXCPU:
            return TimeIsUpError(f"reading it takes more than {self._limits.processor_s:g} s of processor time")
        if status is not None and is_from_outside(status):
            return EndedOutsideError(f"the process that reads files is gone: {how_ended(status)}")
        return ProcessLostError(f"this file ended the process that reads files: {how_ended(status)}")

    def _restart(self) -> None:
        """End the process and start another, so that the next file need not wait for it."""
        with self._changing:
            self._end()
        # Without memory or processes, the next request says so.
        with contextlib.suppress(OSError):
            self.start()

    def _end(self) -> None:
        if self._started:
            self._started.end()
        self._started = self._pid = None
        self._is_ready = False


def _note(error: BaseException) -> None:
    """Log the kind of an error; its text may come from the process."""
    _log.warning(LogText("the process that reads files is lost: %s"), LogText(type(error).__name__))
