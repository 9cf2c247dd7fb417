"""A job in a child process, as the window sees it: start, events, pause, stop and outcome."""

import contextlib
import multiprocessing
import signal
import threading
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from core.jobs.child import CANCEL, PAUSE, RESUME, run_child
from core.jobs.events import End, Event, Outcome
from core.program.wording import describe_error

# How long a child that has sent its outcome may take to exit.
_SHUTDOWN_S = 5.0


class ChildJob:
    """Runs a function in its own process; its crash takes nothing else down.

    `events` is read by one thread; the other methods may be called from any.
    """

    def __init__(self, target: str, arguments: tuple[Any, ...] = (), is_yielding: bool = True) -> None:
        """Prepare a job.

        Args:
            target: dotted path of a function that takes the arguments and a `core.jobs.child.JobPipe`.
            arguments: for it; they are pickled.
            is_yielding: whether other programs go first.
        """
        self._target, self._arguments, self._is_yielding = target, arguments, is_yielding
        self._changing = threading.Lock()
        self._connection: Connection | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
        self._words: list[str] = []
        self._is_killed = False

    @property
    def pid(self) -> int | None:
        """The process's number, once it runs."""
        return self._process.pid if self._process else None

    def events(self) -> Iterator[Event]:
        """Start the process and yield its events; ends with exactly one `Outcome`, also if it could not start."""
        try:
            mine = self._begin()
        except Exception as error:  # noqa: BLE001 - no memory, no process or pipe left, arguments that cannot be pickled
            yield not_started(error)
            return
        yield from self._received(mine)

    def cancel(self) -> None:
        """Ask it to stop after its current step."""
        self._say(CANCEL)

    def pause(self) -> None:
        """Ask it to pause."""
        self._say(PAUSE)

    def resume(self) -> None:
        """Let it continue after a pause."""
        self._say(RESUME)

    def kill(self) -> None:
        """End it at once; what it reported and wrote so far stays."""
        with self._changing:
            self._is_killed = True
            if self._process:
                self._process.kill()

    def _begin(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        # The child has its own copy of the far end once it runs; without a child, it is not needed either.
        with its:
            try:
                process = context.Process(
                    target=run_child,
                    args=(its, self._target, self._arguments, self._is_yielding),
                    name=f"falx {self._target}",
                    daemon=True,
                )
                with self._changing:
                    process.start()
                    self._process, self._connection = process, mine
                    for word in self._words:
                        self._send(word)
                    if self._is_killed:
                        process.kill()
            except BaseException:
                mine.close()
                raise
        return mine

    def _received(self, connection: Connection) -> Iterator[Event]:
        outcome: Outcome | None = None
        while outcome is None:
            try:
                event: Event = connection.recv()
            except (EOFError, OSError):
                break
            except Exception as error:  # noqa: BLE001 - what was sent cannot be unpickled here
                self.kill()
                message = f"The result could not be read ({describe_error(error)})."
                outcome = Outcome(End.FAILED, code="unexpected", message=message, trace=traceback.format_exc())
                break
            if isinstance(event, Outcome):
                outcome = event
            else:
                yield event
        process = self._process
        assert process is not None
        process.join(_SHUTDOWN_S)
        if process.is_alive():
            process.kill()
            # A process that waits for a disk that is gone cannot even be killed.
            process.join(_SHUTDOWN_S)
        with self._changing:
            connection.close()
            self._connection = None
        yield outcome or self._crashed(process.exitcode)

    def _crashed(self, status: int | None) -> Outcome:
        if self._is_killed:
            return Outcome(End.CANCELLED)
        message = f"The work ended unexpectedly: {how_ended(status)}. The results so far are kept."
        return Outcome(End.FAILED, code="crashed", message=message)

    def _say(self, word: str) -> None:
        with self._changing:
            if self._process is None:
                self._words.append(word)
            else:
                self._send(word)

    def _send(self, word: str) -> None:
        if self._connection:
            # It has ended in the meantime.
            with contextlib.suppress(OSError):
                self._connection.send(word)


def not_started(error: Exception) -> Outcome:
    """Return the outcome of a job that could not start, with the reason."""
    if isinstance(error, MemoryError):
        reason, advice = "no memory is left", "Close other programs, then try again."
    elif isinstance(error, OSError):
        reason, advice = error.strerror or str(error), "Close other programs, then try again."
    elif isinstance(error, RuntimeError):
        reason, advice = str(error), "Close other programs, then try again."
    else:
        reason, advice = describe_error(error), "Start Falx again; if it happens again, report it."
    trace = "".join(traceback.format_exception(error))
    return Outcome(End.FAILED, code="not-started", message=f"The work could not start: {reason}. {advice}", trace=trace)


def how_ended(status: int | None) -> str:
    """Describe how a process ended without an outcome: what is known of it, and no guess at the reason."""
    if status is None:
        return "the reason is unknown"
    if status >= 0:
        return f"its process exited with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return (
        f"its process was ended from outside ({name})" if is_from_outside(status) else f"its process crashed ({name})"
    )


def is_from_outside(status: int) -> bool:
    """Return whether something else ended a process; with other signals, the process itself is at fault."""
    return -status in {getattr(signal, name, None) for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")}
