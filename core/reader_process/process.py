"""A process that decodes files, as the process that needs the pictures sees it."""

import contextlib
import logging
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from core.jobs.child_job import how_ended, is_from_outside
from core.jobs.events import Cancelled
from core.program.log_word import Word
from core.reader_process.checked import ParcelError
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
from core.reader_process.parcel import Message
from core.reader_process.request import ReadRequest
from core.reader_process.shared_block import SharedBlock
from core.reader_process.watchdog import Watchdog

_log = logging.getLogger(__name__)

_FAREWELL_S = 5.0
# The number of the signal on Linux and macOS, which ends a process that has used up its processor time.
_SIGXCPU = 24

Serve = Callable[[Connection, SharedBlock, ReadingLimits], None]


class ReaderProcess:
    """Keeps a process that reads files warm. One thread uses it at a time, except for `close` and `pid`."""

    def __init__(self, limits: ReadingLimits, serve: Serve = run) -> None:
        """Start without a process.

        Args:
            limits: of what it may use.
            serve: what the process does, a function of a module.
        """
        self._limits, self._serve = limits, serve
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._block: SharedBlock | None = None
        self._confinement: Confinement | None = None
        self._pid: int | None = None
        self._changing = threading.Lock()
        self._is_closed = self._is_ready = self._is_asking = False

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
            if self._is_closed or (self._process and self._process.is_alive()):
                return
            self._end()
            context = multiprocessing.get_context("spawn")
            block = SharedBlock()
            try:
                mine, its = context.Pipe()
            except BaseException:
                block.close()
                raise
            with its:
                process = context.Process(
                    target=self._serve, args=(its, block, self._limits), name="falx reader", daemon=True
                )
                try:
                    process.start()
                except BaseException:
                    mine.close()
                    block.close()
                    raise
            self._process, self._connection, self._block, self._pid = process, mine, block, process.pid

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
            self._restart()
            raise
        except (EOFError, OSError, ParcelError) as error:
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
            elif self._process:
                self._process.kill()

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
            raise NotStartedError("the process that reads files could not be started") from error
        process, connection, block = self._process, self._connection, self._block
        if process is None or connection is None or block is None:
            raise Cancelled

        def is_still_wanted() -> bool:
            return not self._is_closed and is_wanted()

        def kill() -> None:
            # It may be cleared away by now.
            with contextlib.suppress(ValueError, OSError):
                process.kill()

        watchdog, is_there = Watchdog(kill, is_still_wanted), True
        try:
            with watchdog:
                exchange = Exchange(connection, block, self._limits, is_still_wanted, watchdog)
                if not self._is_ready:
                    self._confinement, self._is_ready = exchange.greet().confinement, True
                try:
                    found = exchange.ask(request, content, on_progress)
                except (ProcessLostError, EOFError, OSError, ParcelError):
                    raise
                except BaseException:
                    is_there = exchange.stop(request)
                    raise
        except (ProcessLostError, EOFError, OSError, ParcelError):
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
        if isinstance(error, ParcelError):
            return ProcessLostError("the process that reads files sent something that is no picture")
        process, status = self._process, None
        if process:
            # Its pipe closes a moment before it ends.
            process.join(_GRACE_S)
            status = process.exitcode
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
        if self._process:
            self._process.kill()
            self._process.join(_FAREWELL_S)
            with contextlib.suppress(ValueError):
                self._process.close()
        if self._connection:
            self._connection.close()
        if self._block:
            self._block.close()
        self._process = self._connection = self._block = self._pid = None
        self._is_ready = False


def _note(error: BaseException) -> None:
    """Log the kind of an error; its text may come from the process."""
    _log.warning(Word("the process that reads files is lost: %s"), Word(type(error).__name__))
