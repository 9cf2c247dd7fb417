"""Decides whose progress the bar at the bottom shows: that of the batch, or else that of an export."""

from PySide6.QtCore import QObject, Slot

from core.jobs.events import Progress
from gui.batch.exports import Exports
from gui.batch.run import BatchRun
from gui.batch.run_bar import RunBar


class StatusBarOwner(QObject):
    """Shows the progress of one of them at a time, and passes Pause and Cancel to it."""

    def __init__(self, bar: RunBar, run: BatchRun, exports: Exports, parent: QObject | None = None) -> None:
        """Connect the three."""
        super().__init__(parent)
        self._bar, self._run, self._exports = bar, run, exports
        run.progressed.connect(bar.show_progress)
        bar.pause_asked.connect(run.pause)
        bar.resume_asked.connect(run.resume)
        bar.cancel_asked.connect(self._on_bar_cancel_asked)
        exports.started.connect(self._on_exports_started)
        exports.progressed.connect(self._on_exports_progressed)
        exports.ended.connect(self._on_exports_ended)

    @Slot()
    def _on_bar_cancel_asked(self) -> None:
        if self._run.is_running:
            self._run.cancel()
        else:
            self._exports.cancel()

    @Slot(str)
    def _on_exports_started(self, text: str) -> None:
        if not self._run.is_running:
            self._bar.show_started(text, can_pause=False)

    @Slot(object)
    def _on_exports_progressed(self, progress: Progress) -> None:
        if not self._run.is_running:
            self._bar.show_progress(progress)

    @Slot(str)
    def _on_exports_ended(self, text: str) -> None:
        if self._run.is_running:
            self._bar.show_note(text)
        else:
            self._bar.show_idle(text)
