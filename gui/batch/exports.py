"""Saving results: the format, the target, and the job that writes it."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from core.batch.saved_batch import SavedBatch
from core.batch.slice_names import title_of
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.program.translation import mark, tr
from core.program.wording import count_of
from gui.widgets.save_name import ask_save_name
from gui.work.job import Job
from gui.work.starting_jobs import MakeJob, start_child


@dataclass(frozen=True, slots=True)
class _Form:
    """A format of saved results: the job's target and further arguments, and the texts of the dialog."""

    title: str
    target: str
    arguments: tuple[str, ...] = ()
    suffix: str = ""
    kinds: str = ""


_FORMS = (
    _Form(mark("Report to read (HTML)…"), job_targets.WRITE_REPORT, (), ".html", "HTML (*.html)"),
    _Form(mark("Table (CSV)…"), job_targets.WRITE_RECORDS, ("CSV",), ".csv", "CSV (*.csv)"),
    _Form(mark("Records (JSON Lines)…"), job_targets.WRITE_RECORDS, ("JSONL",), ".jsonl", mark("JSON Lines (*.jsonl)")),
    _Form(mark("Heat maps…"), job_targets.WRITE_HEAT_MAPS),
)


class Exports(QObject):
    """Writes one export after the other. `ended` carries the result in words."""

    started = Signal(str)
    progressed = Signal(object)
    ended = Signal(str)

    def __init__(
        self,
        window: QWidget,
        chosen: "Callable[[], tuple[SavedBatch, array[int] | None] | None]",
        make_job: MakeJob = start_child,
    ) -> None:
        """Prepare the button.

        Args:
            window: the parent of the dialogs.
            chosen: returns the batch and the places of its records to write, None for all; None without a batch.
            make_job: makes a job from the dotted path of a function and its arguments.
        """
        super().__init__(window)
        self._window, self._chosen, self._make_job = window, chosen, make_job
        self._job: Job | None = None
        self._target = Path()
        self._problems: list[str] = []
        self.button = QPushButton(tr("Save results"))
        self.button.setToolTip(tr("Write the rows that are shown to a file"))
        self.button.setProperty("tone", "menu")
        self.button.setEnabled(False)
        menu = QMenu(self.button)
        for form in _FORMS:
            menu.addAction(tr(form.title)).triggered.connect(lambda _=False, form=form: self._ask(form))
        self.button.setMenu(menu)

    @property
    def is_running(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop writing."""
        if self._job:
            self._job.cancel()

    def stop(self) -> None:
        """Stop writing and wait, because the window closes."""
        if self._job:
            self._job.stop(timeout_s=0.5)

    def _ask(self, form: _Form) -> None:
        chosen = self._chosen()
        if chosen is None or self._job:
            return
        saved, places = chosen
        first = Path(saved.plan.paths[0])
        if form.suffix:
            suggestion = first.parent / f"{title_of(saved.plan.paths)} falx{form.suffix}"
            target = ask_save_name(self._window, tr("Save results as"), suggestion, tr(form.kinds), (form.suffix,))
        else:
            name = QFileDialog.getExistingDirectory(self._window, tr("Write heat maps to"), str(first.parent))
            target = Path(name) if name else None
        if target:
            self._start(form, saved, places, target)

    def _start(self, form: _Form, saved: SavedBatch, places: "array[int] | None", target: Path) -> None:
        self._target, self._problems = target, []
        self._job = self._make_job(form.target, (saved, places, target, *form.arguments))
        self._job.setParent(self)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.logged.connect(self._on_job_logged)
        self._job.ended.connect(self._on_job_ended)
        self.button.setEnabled(False)
        self.started.emit(tr("Writing {name}…", name=target.name))
        self._job.start()

    @Slot(object)
    def _on_job_progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    @Slot(str)
    def _on_job_logged(self, text: str) -> None:
        self._problems.append(text)

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        job, self._job = self._job, None
        if job:
            job.deleteLater()
        self.button.setEnabled(True)
        if outcome.end is End.SUCCEEDED:
            self.ended.emit(
                tr(
                    "Saved {name}: {slices}{missing}",
                    name=self._target.name,
                    slices=count_of(outcome.value, "slice"),
                    missing=self._missing(),
                )
            )
        elif outcome.end is End.CANCELLED:
            self.ended.emit(tr("{name} was not saved", name=self._target.name))
        else:
            self.ended.emit(outcome.message)

    def _missing(self) -> str:
        """Return in words what could not be written and why: the first problem, and how many more there are."""
        if not self._problems:
            return ""
        more = tr(" (and {problems:,} more)", problems=len(self._problems) - 1) if len(self._problems) > 1 else ""
        return tr(" · Not written: {problems}{more}", problems=self._problems[0], more=more)
