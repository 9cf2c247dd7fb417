"""Long work in a child process, as Qt signals."""

import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.child_job import ChildJob
from core.jobs import End, LogLine, Outcome, Part, Progress

# After so long without heed a job that is to stop is ended.
GRACE_MS = 10_000


class Job(QObject):
    """One job. `ended` comes exactly once, last, with an `Outcome`."""

    progressed = Signal(object)
    logged = Signal(str)
    part_found = Signal(object)
    ended = Signal(object)

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
            target: dotted path of a function that takes the arguments and a `core.child.Wire`.
            arguments: for it; they are pickled.
            is_yielding: whether other programs go first.
            grace_ms: how long it may take to stop before it is ended.
            parent: of the object.
        """
        super().__init__(parent)
        self._child = ChildJob(target, arguments, is_yielding)
        self._outcome: Outcome | None = None
        self._thread = threading.Thread(target=self._listen, name=f"falx {target}", daemon=True)
        self._patience = QTimer(self, singleShot=True, interval=grace_ms)
        self._patience.timeout.connect(self._child.kill)
        self.ended.connect(self._on_self_ended)

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._thread.ident is not None and self._outcome is None

    @property
    def pid(self) -> int | None:
        """The child's number, once it runs."""
        return self._child.pid

    def start(self) -> None:
        """Start it; the window does not wait for the process."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop, and end it if it takes too long."""
        if self.is_running:
            self._child.cancel()
            self._patience.start()

    def pause(self) -> None:
        """Ask it to wait."""
        self._child.pause()

    def resume(self) -> None:
        """Let it go on after a pause."""
        self._child.resume()

    def stop(self, timeout_s: float = 2.0) -> None:
        """Cancel it and wait, for so long at most before it is ended: for a window that closes."""
        if not self.is_running:
            return
        self._child.cancel()
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            self._child.kill()
            self._thread.join()

    def _listen(self) -> None:
        try:
            for event in self._child.events():
                match event:
                    case Progress():
                        self.progressed.emit(event)
                    case LogLine():
                        self.logged.emit(event.text)
                    case Part():
                        self.part_found.emit(event.value)
                    case Outcome():
                        self.ended.emit(event)
        except RuntimeError:
            # Qt has deleted the object: the window is gone.
            self._child.kill()
        except OSError as error:
            self.ended.emit(Outcome(End.FAILED, code="unexpected", message=f"The work could not start: {error}"))

    def _on_self_ended(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._patience.stop()
