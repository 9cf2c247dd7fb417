"""One sweep after the other, each in a child process that ends with the stack that it is for."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.jobs import job_targets
from core.jobs.events import Outcome
from core.sweep.result import SweepStart
from gui.work.starting_jobs import MakeJob, start_child, start_job

if TYPE_CHECKING:
    from core.sweep.request import SweptFile
    from gui.work.job import Job


class SweepRun(QObject):
    """Starts a sweep and ends it at once. Nothing comes of one that was ended.

    `begun` carries a `SweepStart`, `found` a list of `SweptSlice`, `progressed` a `Progress`, `ended` an `Outcome`.
    """

    begun = Signal(object)
    found = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, make_job: MakeJob = start_child, parent: QObject | None = None) -> None:
        """Start idle.

        Args:
            make_job: from the dotted path of a function and its arguments.
            parent: of the object.
        """
        super().__init__(parent)
        self._make_job = make_job
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether a sweep is running."""
        return self._job is not None

    def start(self, files: "tuple[SweptFile, ...]", model: Path | None) -> None:
        """Classify the slices of files, and end the sweep before.

        Args:
            files: of the stack.
            model: folder of the model; None for the one that comes with the program.
        """
        from core.readers.archive import given_passwords
        from core.sweep.request import SweepRequest

        self.stop()
        job = self._job = self._make_job(job_targets.SWEEP_STACK, (SweepRequest(files, model, given_passwords()),))
        start_job(job, self, self._on_job_part_found, self._on_job_progressed, self._on_job_ended)

    def stop(self) -> None:
        """End the sweep at once, without waiting for its process."""
        job, self._job = self._job, None
        if job:
            job.kill()

    def shut_down(self) -> None:
        """End the sweep, and wait for its process, because the window closes."""
        job, self._job = self._job, None
        if job:
            job.stop(timeout_s=0.0)

    @Slot(object)
    def _on_job_part_found(self, part: object) -> None:
        if self.sender() is self._job:
            (self.begun if isinstance(part, SweepStart) else self.found).emit(part)

    @Slot(object)
    def _on_job_progressed(self, progress: object) -> None:
        if self.sender() is self._job:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        job = self.sender()
        job.deleteLater()
        if job is self._job:
            self._job = None
            self.ended.emit(outcome)
