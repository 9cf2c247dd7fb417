"""A look at a run that another process trains, from the command line or from another window."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import FalxError
from training.runs.order import RunState, StoredRun, find_run

_EVERY_MS = 2000


class RunWatch(QObject):
    """Looks again every other second: `seen` tells how far the run is, `ended`, last, in which state it was left."""

    seen = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to watch."""
        super().__init__(parent)
        self._folder: Path | None = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, run: StoredRun) -> None:
        """Watch a run from now on, and no other."""
        self._folder = run.folder
        self._timer.start()
        self.seen.emit(run)

    def rest(self) -> None:
        """Look no more until `go_on`."""
        self._timer.stop()

    def go_on(self) -> None:
        """Look at once, and again, where something was watched."""
        if self._folder:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Watch nothing any more."""
        self._folder = None
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Look how far it is."""
        if self._folder is None:
            return
        try:
            run = find_run(self._folder)
        except FalxError:
            # Its order is withdrawn where it could not begin.
            run = None
        if run and run.state is RunState.UNDER_WAY:
            self.seen.emit(run)
            return
        self.stop()
        self.ended.emit(run)
