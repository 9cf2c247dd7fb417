"""Runs one batch after the other, each as a job in a child process and saved on disk."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.batch.row import BatchRemarks
from core.batch.saved_batch import (
    BatchPlan,
    SavedBatch,
    discard,
    discard_oldest,
    has_begun,
    mark_stopped,
    save_plan,
    unfinished_batches,
)
from core.batch.slice_names import title_of
from core.batch.study_row import StudyRow
from core.errors import NoImagesError, UnwritableOutputError
from core.file_lock import Lock, is_held
from core.files import unwritable
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.program.translation import tr
from gui.work.job import Job
from gui.work.ongoing import Ongoing
from gui.work.starting_jobs import MakeJob, start_child, start_job


def interrupted_batch() -> SavedBatch | None:
    """Find the newest unfinished batch that no Falx is working on."""
    return next((saved for saved in unfinished_batches() if not is_held(_lock_path(saved))), None)


def _lock_path(saved: SavedBatch) -> Path:
    return saved.folder / "lock"


class BatchRun(QObject):
    """Starts, pauses and ends a batch, or reads a finished one.

    `studies_found` carries the rows of studies, before or after those of their slices; both kinds come in lists.
    `work_changed` carries an `Ongoing` while a batch runs, then None.
    `ended` is emitted once a run and `read` once a reading, with an `Outcome`. `first_problem` says why a heat map is
    missing, the first of several; `remarks` lists content of files that was ignored or corrected; `reached` is the last
    reported progress.
    """

    rows_found = Signal(object)
    studies_found = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    read = Signal(object)
    work_changed = Signal(object)

    def __init__(self, make_job: MakeJob = start_child, parent: QObject | None = None) -> None:
        """Start idle.

        Args:
            make_job: from the dotted path of a function and its arguments.
            parent: of the object.
        """
        super().__init__(parent)
        self._make_job = make_job
        self._job: Job | None = None
        self._lock: Lock | None = None
        self._is_only_read = False
        self.saved: SavedBatch | None = None
        self.first_problem = ""
        self.remarks = BatchRemarks()
        self.reached: Progress | None = None

    @property
    def is_running(self) -> bool:
        """Whether a batch is running or being read, paused or not."""
        return self._job is not None

    @property
    def is_reading(self) -> bool:
        """Whether a finished batch is being read."""
        return self.is_running and self._is_only_read

    def start(self, plan: BatchPlan) -> None:
        """Start a batch; whether all that was chosen is there is looked at by its process.

        Raises:
            UnwritableOutputError: if the user's data folder cannot be written to.
        """
        saved = save_plan(plan, datetime.now())
        discard_oldest()
        self.continue_batch(saved)

    def continue_batch(self, saved: SavedBatch) -> None:
        """Resume a batch; its existing rows come first.

        Raises:
            UnwritableOutputError: if another window is working on it, or the lock cannot be written.
        """
        try:
            # Two programs must not write to one file.
            lock = Lock.take(_lock_path(saved))
        except OSError as error:
            raise unwritable(_lock_path(saved), error) from error
        if lock is None:
            raise UnwritableOutputError(
                tr("another window of Falx is working on this"),
                subject=title_of(saved.plan.paths),
                advice=tr("wait for it, or start a new batch"),
            )
        self._lock = lock
        mark_stopped(saved, False)
        self._is_only_read = False
        self._start(job_targets.CLASSIFY_FOLDER, saved)

    def reopen(self, saved: SavedBatch) -> None:
        """Read the rows of a finished batch."""
        self._is_only_read = True
        self._start(job_targets.READ_ROWS, saved)

    def pause(self) -> None:
        """Pause the batch."""
        if self._job:
            self._job.pause()
            self._tell_work(is_paused=True)

    def resume(self) -> None:
        """Resume after a pause."""
        if self._job:
            self._job.resume()
            self._tell_work()

    def cancel(self) -> None:
        """Stop the batch within about a second; finished records are kept."""
        if self._job:
            self._job.cancel()

    def stop(self) -> None:
        """Stop and wait, two seconds at most, because the window closes."""
        if self._job:
            self._job.stop(timeout_s=1.0)
        # The window may be gone before the end is reported.
        self._let_go()

    def _start(self, target: str, saved: SavedBatch) -> None:
        self.saved, self.first_problem, self.reached = saved, "", None
        self.remarks = BatchRemarks()
        self._job = self._make_job(target, (saved,))
        self._job.logged.connect(self._on_job_logged)
        start_job(self._job, self, self._on_job_part_found, self._on_job_progressed, self._on_job_ended)
        self._tell_work()

    def _tell_work(self, is_paused: bool = False) -> None:
        if self.saved and not self._is_only_read:
            reached, title = self.reached, title_of(self.saved.plan.paths)
            words = (
                tr("Paused: classifying {title}", title=title) if is_paused else tr("Classifying {title}", title=title)
            )
            done, total, phase = (reached.done, reached.total, reached.words) if reached else (0, 0, "")
            self.work_changed.emit(Ongoing(words, done, total, phase))

    @Slot(object)
    def _on_job_progressed(self, progress: Progress) -> None:
        self.reached = progress
        self._tell_work()
        self.progressed.emit(progress)

    @Slot(object)
    def _on_job_part_found(self, part: object) -> None:
        if isinstance(part, BatchRemarks):
            self.remarks = part
        elif isinstance(part, list) and part and isinstance(part[0], StudyRow):
            self.studies_found.emit(part)
        else:
            self.rows_found.emit(part)

    @Slot(str)
    def _on_job_logged(self, text: str) -> None:
        self.first_problem = self.first_problem or text

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        end_signal = self.read if self.is_reading else self.ended
        if self.saved and outcome.end is End.CANCELLED and not self.is_reading:
            mark_stopped(self.saved, True)
        job, self._job = self._job, None
        self._let_go()
        if self.saved and outcome.code == NoImagesError.code and not has_begun(self.saved):
            # What was chosen is missing: there is nothing to resume.
            discard(self.saved)
        if job:
            job.deleteLater()
        self.work_changed.emit(None)
        end_signal.emit(outcome)

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock:
            lock.release()
