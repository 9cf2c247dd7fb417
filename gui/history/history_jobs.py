"""What the history window has done in a child process, since it reads pictures: results run again, corrections."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.jobs import job_targets
from core.jobs.events import End, Outcome
from core.model.known_classes import inline_name
from core.program.translation import format_number, tr
from core.program.wording import count_of
from gui.settings import Settings
from gui.work.starting_jobs import MakeJob

if TYPE_CHECKING:
    from core.history.entry import Entry
    from gui.work.job import Job


class HistoryJobs(QObject):
    """Runs one job at a time. `said` carries its result in words, `corrected` the manifest that was written."""

    said = Signal(str)
    corrected = Signal(object)
    changed = Signal()

    def __init__(self, settings: Settings, make_job: MakeJob, parent: QObject) -> None:
        """Wait until something is to be done.

        Args:
            settings: hold the model in use.
            make_job: makes a job from the dotted path of a function and its arguments.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings, self._make_job = settings, make_job
        self._job: Job | None = None
        self._manifest = Path()

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def reproduce(self, entry: "Entry") -> None:
        """Classify the slice of an entry again, and say whether its verdict is reproduced."""
        # It brings what reads archives, which is not needed until then.
        from core.readers.archive import given_passwords

        arguments = (entry, self._settings.model, given_passwords())
        self._start(job_targets.REPRODUCE_RESULT, arguments, tr("Classifying again…"), self._on_reproduced)

    def correct(self, entries: "Sequence[Entry]") -> None:
        """Write what the reader sees as a manifest."""
        # Not needed until then; it brings NumPy.
        from core.history.database import corrections_folder
        from core.history.history import history_file

        folder = corrections_folder(history_file())
        self._manifest = folder / f"corrections {datetime.now():%Y-%m-%d %H.%M.%S}.csv"
        arguments = (list(entries), self._manifest)
        self._start(job_targets.WRITE_CORRECTIONS, arguments, tr("Reading the pictures…"), self._on_corrected)

    def cancel(self) -> None:
        """Stop what is under way, without waiting for its end."""
        if self._job:
            self._job.cancel()

    def stop(self) -> None:
        """Stop what is under way, because the program ends; this waits a moment."""
        if self._job:
            self._job.stop(timeout_s=0.5)

    def _start(self, target: str, arguments: tuple[object, ...], words: str, show: "Callable[[Outcome], None]") -> None:
        if self._job:
            return
        job = self._job = self._make_job(target, arguments)
        job.setParent(self)

        def end(outcome: Outcome) -> None:
            self._job = None
            job.deleteLater()
            self.changed.emit()
            if outcome.end is End.SUCCEEDED:
                show(outcome)
            else:
                self.said.emit(outcome.message or tr("Stopped."))

        job.ended.connect(end)
        self.said.emit(words)
        self.changed.emit()
        job.start()

    @Slot(object)
    def _on_reproduced(self, outcome: Outcome) -> None:
        self.said.emit(outcome.value.words)

    @Slot(object)
    def _on_corrected(self, outcome: Outcome) -> None:
        found = outcome.value
        images = count_of(found.rows, "image")
        counts = ", ".join(f"{inline_name(name)} {format_number(count)}" for name, count in found.classes)
        words = tr("Wrote {images} with the classes that you see.", images=images)
        if counts:
            words = tr("Wrote {images} with the classes that you see: {counts}.", images=images, counts=counts)
        if len(found.classes) == 1:
            words += tr(
                " A training needs images of at least two classes: add a dataset folder in the training window."
            )
        if found.missing:
            words += tr(" {files} moved or changed since, left out.", files=count_of(found.missing, "file"))
        if found.slices:
            words += tr(
                " {slices} of volumes left out: a training takes single images. Save the slices as such, and add their "
                "folder as a dataset.",
                slices=count_of(found.slices, "slice"),
            )
        if found.protected:
            words += tr(
                " {images} in protected archives left out: unpack the archives, and add their folder as a dataset.",
                images=count_of(found.protected, "image"),
            )
        self.said.emit(words)
        self.corrected.emit(self._manifest)
