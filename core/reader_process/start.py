"""Start a process that reads files; this module imports little, so that a command can start one before the rest."""

import atexit
import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from core.reader_process.entry import run_lazily
from core.reader_process.limits import ReadingLimits
from core.reader_process.shared_block import SharedBlock

_SHUTDOWN_S = 5.0

Serve = Callable[[Connection, SharedBlock, ReadingLimits], None]


@dataclass(frozen=True, slots=True, eq=False)
class StartedProcess:
    """A process that reads files, and what leads to it.

    Attributes:
        process: which.
        connection: this end of the pipe.
        block: that pixels go through.
    """

    process: BaseProcess
    connection: Connection
    block: SharedBlock

    def end(self) -> None:
        """End it, and let go of the rest."""
        self.process.kill()
        self.process.join(_SHUTDOWN_S)
        with contextlib.suppress(ValueError):
            self.process.close()
        self.connection.close()
        self.block.close()


def start_process(serve: Serve, limits: ReadingLimits) -> StartedProcess:
    """Start a process without waiting for it.

    Args:
        serve: what the process does, a function of a module.
        limits: of what it may use.

    Raises:
        OSError: if the system has no process, pipe or memory left.
    """
    context = multiprocessing.get_context("spawn")
    with contextlib.ExitStack() as undone:
        block = SharedBlock()
        undone.callback(block.close)
        mine, its = context.Pipe()
        undone.callback(mine.close)
        with its, _without_interrupts():
            process = context.Process(target=serve, args=(its, block, limits), name="falx reader", daemon=True)
            process.start()
        undone.pop_all()
    return StartedProcess(process, mine, block)


class _Ahead:
    """The process that is started before it is needed: once in a program, and until another would be of no use."""

    def __init__(self) -> None:
        self._is_due = True
        self._started: StartedProcess | None = None

    def start(self) -> None:
        if not self._is_due:
            return
        self._is_due = False
        # The first file reports it.
        with contextlib.suppress(OSError):
            self._started = start_process(run_lazily, ReadingLimits())
            atexit.register(self._end_unused)

    def take(self) -> StartedProcess | None:
        self._is_due = False
        started, self._started = self._started, None
        return started

    def _end_unused(self) -> None:
        if started := self.take():
            started.end()


_ahead = _Ahead()


def start_ahead() -> None:
    """Start the process that the first file of `core.reader_process.shared_reader` is read in, once in a program."""
    _ahead.start()


def take_started() -> StartedProcess | None:
    """Take over what `start_ahead` has started, if it has."""
    return _ahead.take()


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let a process that is started inherit that Ctrl-C does not end it; it would print where it was."""
    if sys.platform == "win32":
        yield
        return
    # It is started with the first process otherwise, and lets interrupts through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
