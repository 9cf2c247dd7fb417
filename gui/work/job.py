"""Long work in a child process, as Qt signals."""

import logging
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from core.jobs.child_job import ChildJob, not_started
from core.jobs.events import End, Event, LogLine, Outcome, PartialResult, Progress
from core.program.crash_log import keep_crash
from core.program.log_text import LogText
from core.program.translation import tr
from core.program.wording import describe_error
from gui.translated_messages.relay import relayed_event
from gui.work.background_worker import BackgroundWorker

_log = logging.getLogger(__name__)

# After this time without a reaction, a job that is to stop is killed.
GRACE_MS = 10_000
# A process that waits for a missing disk cannot even be killed; its window closes anyway.
_LAST_S = 1.0


class Job(BackgroundWorker):
    """A job. `ended` is emitted exactly once, last, with an `Outcome`, also where the job could not start."""

    progressed = Signal(object)
    logged = Signal(str)
    part_found = Signal(object)
    ended = Signal(object)
    _arrived = Signal(object)

    def __init__(
        self,
        target: str,
        arguments: tuple[Any, ...] = (),
        is_yielding: bool = True,
        grace_ms: int = GRACE_MS,
        parent: QObject | None = None,
    ) -> None:
        """Prepare a job.

        Args:
            target: dotted path of a function that takes the arguments and a `core.jobs.child.JobPipe`.
            arguments: for the function; they are pickled.
            is_yielding: whether other programs go first.
            grace_ms: how long it may take to stop before it is killed.
            parent: of the object.
        """
        super().__init__(parent)
        self._target = target
        self._child = ChildJob(target, arguments, is_yielding)
        self._outcome: Outcome | None = None
        self._is_ending = False
        self._thread = threading.Thread(target=self._listen, name=f"falx {target}", daemon=True)
        self._patience = QTimer(self, singleShot=True, interval=grace_ms)
        self._patience.timeout.connect(self._child.kill)
        self.ended.connect(self._on_self_ended)
        self._arrived.connect(self._on_self_arrived)

    @property
    def is_running(self) -> bool:
        """Whether the job was started and has not ended."""
        return self._thread.ident is not None and self._outcome is None

    @property
    def is_ending(self) -> bool:
        """Whether the job was asked to stop."""
        return self._is_ending

    @property
    def target(self) -> str:
        """The dotted path of its function."""
        return self._target

    @property
    def pid(self) -> int | None:
        """The process number of the child, once it runs."""
        return self._child.pid

    def start(self) -> None:
        """Start the job without waiting for the process."""
        try:
            self._thread.start()
        except RuntimeError as error:
            # No thread is available. Report the end later, never within `start`.
            outcome = not_started(error)
            QTimer.singleShot(0, self, lambda: self._pass_on(outcome))

    def cancel(self) -> None:
        """Ask the job to stop, and kill it if it takes too long."""
        if self.is_running:
            self._is_ending = True
            self._child.cancel()
            self._patience.start()

    def pause(self) -> None:
        """Pause the job."""
        self._child.pause()

    def resume(self) -> None:
        """Resume the job after a pause."""
        self._child.resume()

    def kill(self) -> None:
        """End the job at once, without a wait: what it has reported is all that is wanted of it."""
        if self.is_running:
            self._is_ending = True
            self._child.kill()

    def stop(self, timeout_s: float = 2.0) -> None:
        """Cancel the job and wait up to a time before it is killed, because the window closes."""
        if not self.is_running:
            return
        self._is_ending = True
        self._child.cancel()
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            self._child.kill()
            self._thread.join(_LAST_S)

    def _listen(self) -> None:
        try:
            for event in self._child.events():
                self._pass_on(event)
        except Exception as error:  # noqa: BLE001 - the boundary of the thread: every job has an end
            self._child.kill()
            if isValid(self):
                keep_crash(error)
                _log.error(LogText("a job could not be followed"), exc_info=error)
                message = tr("The work could not be followed ({what}), so it was ended.", what=describe_error(error))
                self._pass_on(Outcome(End.FAILED, code="unexpected", message=message))

    def _pass_on(self, event: Event) -> None:
        self.tell(self._arrived, relayed_event(event))

    @Slot(object)
    def _on_self_arrived(self, event: Event) -> None:
        match event:
            case Progress():
                self.progressed.emit(event)
            case LogLine():
                self.logged.emit(event.text)
            case PartialResult():
                self.part_found.emit(event.value)
            case Outcome():
                if event.end is End.FAILED:
                    # The message may name files, so it is not logged.
                    _log.warning("a job failed: %s", LogText(f"{self._target}, {event.code}"))
                self.ended.emit(event)

    def _on_self_ended(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._patience.stop()
