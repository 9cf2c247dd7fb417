"""Watches a run that another process trains, from the command line or from another window."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import FalxError
from training.runs.order import RunState, StoredRun, find_run

_EVERY_MS = 2000


class RunWatch(QObject):
    """Checks every two seconds: `seen` carries the progress of the run, `ended`, last, its final state."""

    seen = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a run."""
        super().__init__(parent)
        self._folder: Path | None = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, run: StoredRun) -> None:
        """Watch this run only."""
        self._folder = run.folder
        self._timer.start()
        self.seen.emit(run)

    def rest(self) -> None:
        """Pause until `resume`."""
        self._timer.stop()

    def resume(self) -> None:
        """Check at once, and continue to watch, where a run was watched."""
        if self._folder:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Stop watching."""
        self._folder = None
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Check the progress."""
        if self._folder is None:
            return
        try:
            run = find_run(self._folder)
        except FalxError:
            # The order is removed where the training could not start.
            run = None
        if run and run.state is RunState.UNDER_WAY:
            self.seen.emit(run)
            return
        self.stop()
        self.ended.emit(run)
