"""The inside of a child process that runs a job, and the `JobPipe` through which its function reports."""

import contextlib
import ctypes
import importlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from multiprocessing.connection import Connection
from typing import Any

from core.errors import FalxError
from core.files import is_full
from core.jobs.events import Cancelled, End, Event, LogLine, Outcome, PartialResult, Progress
from core.jobs.throttle import Throttle
from core.program.crash_log import end_watch, keep_crash, watch_faults
from core.program.wording import describe_error

CANCEL, PAUSE, RESUME = "cancel", "pause", "resume"

# Shown more often, it could not be read; a change of phase and the end of one are always reported.
_LEAST_INTERVAL_S = 0.05

_BELOW_NORMAL_PRIORITY_CLASS = 0x4000


class JobPipe:
    """A job's connection to the window: it reports progress, sends parts and log lines, and learns when to stop.

    It may be used from several threads.
    """

    def __init__(self, connection: Connection) -> None:
        """Listen to the other end; a child whose parent is gone ends at once."""
        self._connection = connection
        self._sending = threading.Lock()
        self._resumed = threading.Event()
        self._resumed.set()
        self._is_cancelled = False
        self._throttle = Throttle(_LEAST_INTERVAL_S, is_due_at_once=True)
        self._last: tuple[str, frozenset[str]] = ("", frozenset())
        threading.Thread(target=self._listen, name="falx job pipe", daemon=True).start()

    @property
    def is_cancelled(self) -> bool:
        """Whether the job is to stop; unlike `check`, it does not wait while the job is paused."""
        return self._is_cancelled

    def report(self, progress: Progress) -> None:
        """Report the progress, if it would be seen; wait while the job is paused.

        Raises:
            Cancelled: if the job is to stop.
        """
        self.check()
        phase, values = self._last
        named = frozenset(progress.values)
        is_due = self._throttle.is_due() or phase != progress.phase or bool(named - values)
        if is_due or progress.is_epoch_end or 0 < progress.total <= progress.done:
            self._throttle.restart()
            self._last = (progress.phase, named)
            self.send(progress)

    def check(self) -> None:
        """Wait while the job is paused.

        Raises:
            Cancelled: if the job is to stop.
        """
        self._resumed.wait()
        if self._is_cancelled:
            raise Cancelled

    def send_part(self, value: Any) -> None:
        """Send a part of the results; anything that can be pickled."""
        self.send(PartialResult(value))

    def log(self, text: str) -> None:
        """Log a line."""
        self.send(LogLine(text))

    def send(self, event: Event) -> None:
        """Send an event as it is."""
        try:
            with self._sending:
                self._connection.send(event)
        except OSError:
            # The parent is gone.
            os._exit(1)

    def _listen(self) -> None:
        while True:
            try:
                word = self._connection.recv()
            except (EOFError, OSError):
                os._exit(1)
            if word == CANCEL:
                self._is_cancelled = True
            if word == PAUSE:
                self._resumed.clear()
            else:
                self._resumed.set()


def run_child(connection: Connection, target: str, arguments: tuple[Any, ...], is_yielding: bool) -> None:
    """Run a job in this process: what a child process starts with.

    Args:
        connection: to the process that started it.
        target: dotted path of the function, as "training.jobs.train"; it is called with the arguments and a `JobPipe`.
        arguments: for it.
        is_yielding: whether other programs go first.
    """
    # Ctrl-C in a terminal reaches the whole group; the parent decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The window ends it as a daemon, which may not have processes; it needs some that decode files.
    multiprocessing.current_process().daemon = False
    if is_yielding:
        _yield_to_others()
    faults = watch_faults()
    pipe = JobPipe(connection)
    logging.basicConfig(level=logging.INFO, handlers=[_LogHandler(pipe)])
    outcome = _outcome(pipe, target, arguments)
    try:
        pipe.send(outcome)
    except Exception as error:  # noqa: BLE001 - the result cannot be pickled, or there is no memory to do so
        pipe.send(_unexpected(error))
    connection.close()
    end_watch(faults)


def _outcome(pipe: JobPipe, target: str, arguments: tuple[Any, ...]) -> Outcome:
    module, _, name = target.rpartition(".")
    try:
        return Outcome(End.SUCCEEDED, getattr(importlib.import_module(module), name)(*arguments, pipe))
    except Cancelled:
        return Outcome(End.CANCELLED)
    except FalxError as error:
        return Outcome.of_error(error)
    except MemoryError:
        message = "There is not enough memory. Close other programs, or choose smaller images or batches."
        return Outcome(End.FAILED, code="memory", message=message, trace=traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - the boundary of the process: every job has an end
        if is_full(error):
            place = getattr(error, "filename", None) or "the disk"
            message = f"{place}: no space is left. Free some, or choose another place; the results so far are kept."
            return Outcome(End.FAILED, code="disk-full", message=message)
        return _unexpected(error)
    except SystemExit as error:
        # A library that exits: without this the job would end as crashed, without a trace of where.
        return _unexpected(error)


def _unexpected(error: BaseException) -> Outcome:
    keep_crash(error)
    message = describe_error(error)
    trace = "".join(traceback.format_exception(error))
    return Outcome(End.FAILED, code="unexpected", message=message, trace=trace)


class _LogHandler(logging.Handler):
    def __init__(self, pipe: JobPipe) -> None:
        super().__init__()
        self._pipe = pipe

    def emit(self, record: logging.LogRecord) -> None:
        self._pipe.log(self.format(record))


def _yield_to_others() -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(10)
