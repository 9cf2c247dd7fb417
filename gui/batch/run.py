"""One batch after the other, each as a job in a child process and saved on disk."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.batch.row import BatchRemarks
from core.batch.saved import BatchPlan, SavedBatch, discard_oldest, mark_stopped, save_plan, unfinished_batches
from core.batch.slice_names import title_of
from core.errors import NoImagesError, UnwritableOutputError
from core.files import unwritable
from core.jobs import targets
from core.jobs.events import End, Outcome, Progress
from core.lock import Lock, is_held
from gui.work.job import Job

# What is done is on disk, so a job that does not heed soon is ended.
_GRACE_MS = 1_000

MakeJob = Callable[[str, tuple[object, ...]], Job]


def start_child(target: str, arguments: tuple[object, ...]) -> Job:
    """Make a job in a child process that gives way to the window."""
    return Job(target, arguments, grace_ms=_GRACE_MS)


def interrupted_batch() -> SavedBatch | None:
    """Find the newest batch that did not come to its end and that no Falx is at work on."""
    return next((saved for saved in unfinished_batches() if not is_held(_lock_path(saved))), None)


def _lock_path(saved: SavedBatch) -> Path:
    return saved.folder / "lock"


class BatchRun(QObject):
    """Starts, pauses and ends the batch, or reads one that has ended.

    `ended` comes once a run and `read` once a reading, with an `Outcome`. `first_problem` says why a heat map is
    missing, the first where several are; `remarks` what had to be left out of files or put right; `reached` how far it
    was when that was last told.
    """

    rows_found = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    read = Signal(object)

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
        """Whether a batch is under way or being read, paused or not."""
        return self._job is not None

    @property
    def is_reading(self) -> bool:
        """Whether it is one that has ended and is only read."""
        return self.is_running and self._is_only_read

    def start(self, plan: BatchPlan) -> None:
        """Begin a batch.

        Raises:
            NoImagesError: if something of what was chosen is not there any more.
            UnwritableOutputError: if the user's data folder cannot be written to.
        """
        for path in plan.paths:
            if not os.path.lexists(path):
                raise NoImagesError(
                    subject=str(path),
                    expected="what was chosen",
                    found="nothing",
                    advice="bring it back, or choose another",
                )
        saved = save_plan(plan, datetime.now())
        discard_oldest()
        self.go_on(saved)

    def go_on(self, saved: SavedBatch) -> None:
        """Go on with a batch; its rows so far come first.

        Raises:
            UnwritableOutputError: if another window is at work on it, or if that cannot be marked.
        """
        try:
            # Two programs must not write to one file.
            lock = Lock.take(_lock_path(saved))
        except OSError as error:
            raise unwritable(_lock_path(saved), error) from error
        if lock is None:
            raise UnwritableOutputError(
                "another window of Falx is at work on this",
                subject=title_of(saved.plan.paths),
                advice="wait for it, or start a new batch",
            )
        self._lock = lock
        mark_stopped(saved, False)
        self._is_only_read = False
        self._start(targets.CLASSIFY_FOLDER, saved)

    def reopen(self, saved: SavedBatch) -> None:
        """Read the rows of a batch that has ended."""
        self._is_only_read = True
        self._start(targets.READ_ROWS, saved)

    def pause(self) -> None:
        """Let it wait."""
        if self._job:
            self._job.pause()

    def resume(self) -> None:
        """Let it go on after a pause."""
        if self._job:
            self._job.resume()

    def cancel(self) -> None:
        """Stop it within a second or so; what was done is kept."""
        if self._job:
            self._job.cancel()

    def stop(self) -> None:
        """Stop it and wait, two seconds at most: for a window that closes."""
        if self._job:
            self._job.stop(timeout_s=1.0)
        # Whoever closes may not stay to hear of the end.
        self._let_go()

    def _start(self, target: str, saved: SavedBatch) -> None:
        self.saved, self.first_problem, self.reached = saved, "", None
        self.remarks = BatchRemarks()
        self._job = self._make_job(target, (saved,))
        self._job.setParent(self)
        self._job.part_found.connect(self._on_job_part_found)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.logged.connect(self._on_job_logged)
        self._job.ended.connect(self._on_job_ended)
        self._job.start()

    @Slot(object)
    def _on_job_progressed(self, progress: Progress) -> None:
        self.reached = progress
        self.progressed.emit(progress)

    @Slot(object)
    def _on_job_part_found(self, part: object) -> None:
        if isinstance(part, BatchRemarks):
            self.remarks = part
        else:
            self.rows_found.emit(part)

    @Slot(str)
    def _on_job_logged(self, text: str) -> None:
        self.first_problem = self.first_problem or text

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        told = self.read if self.is_reading else self.ended
        if self.saved and outcome.end is End.CANCELLED and not self.is_reading:
            mark_stopped(self.saved, True)
        job, self._job = self._job, None
        self._let_go()
        if job:
            job.deleteLater()
        told.emit(outcome)

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock:
            lock.release()
