"""The window that evaluates a model on a dataset."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QVBoxLayout,
    QWidget,
)

from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.model.package import PACKAGE_FILE
from core.program.product import MODEL_SUFFIX
from core.program.translation import tr
from gui.settings import Settings
from gui.training.data.drop_area import datasets_among
from gui.training.evaluation_form import EvaluationForm
from gui.training.evaluation_offer import EvaluationOffer
from gui.training.result.result_page import ResultPage
from gui.training.style import style_of
from gui.translated_messages.relay import relayed
from gui.widgets.clipboard import accept_copy, local_paths
from gui.widgets.drop_zone import DropOffer, DropZone, dragged_name
from gui.widgets.primary_offer import PrimaryOffer
from gui.widgets.theme import Colours
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward
from gui.work.job import Job
from gui.work.ongoing import Ongoing
from gui.work.quitting import EndChoice, ask_about_end, works_of
from training.evaluation.request import EvaluationRequest, evaluations_folder

_FIRST_SIZE, _SMALLEST_SIZE = QSize(1020, 760), QSize(700, 400)


class EvaluateWindow(QWidget):
    """Measures a chosen model on chosen images, and shows the figures.

    `work_changed` carries an `Ongoing` while an evaluation runs, then None; `background_ended` says that one ended
    without the window.
    """

    work_changed = Signal(object)
    background_ended = Signal(str)

    def __init__(
        self, settings: Settings, colours: Colours, make_job: Callable[..., Job] = Job, parent: QWidget | None = None
    ) -> None:
        """Start with the model in use.

        Args:
            settings: hold the model in use.
            colours: of the theme.
            make_job: makes the `gui.work.job.Job`.
            parent: of the window.
        """
        super().__init__(parent)
        self._settings, self._make_job = settings, make_job
        self._job: Job | None = None
        self._is_ending, self._task = False, ""
        self.setWindowTitle(tr("Evaluate a model – Falx"))
        fit_window(self, _FIRST_SIZE, _SMALLEST_SIZE)
        self.drop_zone = DropZone(self, self._describe_drop)
        self.form, self.offer = EvaluationForm(), EvaluationOffer()
        self._primary = PrimaryOffer(self.offer, self.offer.resume_button, self.form.start)
        self.result = ResultPage(colours, make_job=make_job, empty_words=tr("The figures appear here."))
        self._lay_out()
        self.set_colours(colours)
        self.form.start.clicked.connect(self._on_start_clicked)
        self.form.dataset_changed.connect(self._primary.prefer_other)
        self.offer.resume_asked.connect(self._on_offer_resume_asked)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self.setStyleSheet(style_of(colours))
        self.result.set_colours(colours)

    def come_forward(self) -> None:
        """Show the window in front of the others, and update its list of models."""
        self.list_models()
        self._offer_unfinished()
        bring_forward(self)

    def list_models(self) -> None:
        """List the models; keep the chosen one where it is still there."""
        self.form.list_models(self._settings.model)

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the dropped images and the dropped model."""
        accept_copy(event)
        if self._job:
            return
        paths = local_paths(event.mimeData())
        models = [path for path in paths if _is_model(path)]
        datasets = datasets_among([path for path in paths if path not in models])
        self.form.words.say("")
        if datasets:
            self.form.dataset.setText(str(datasets[0]))
        if len(datasets) > 1:
            self.form.words.say(tr("Only {name} is chosen: an evaluation measures one dataset.", name=datasets[0].name))
        if models:
            try:
                self.form.model.choose(models[0])
            except FalxError as error:
                self.form.words.say(relayed(str(error)), is_problem=True)

    def _describe_drop(self, mime: QMimeData) -> DropOffer:
        if self._job:
            return DropOffer(tr("An evaluation is running. You can choose other images when it has ended."), False)
        paths = local_paths(mime)
        models = [path for path in paths if _is_model(path)]
        lines = []
        if datasets := datasets_among([path for path in paths if path not in models]):
            lines.append(tr("Drop to measure on the images in {name}", name=dragged_name(datasets[:1])))
        if models:
            lines.append(tr("Drop to measure the model {name}", name=dragged_name(models[:1])))
        if lines:
            return DropOffer("\n".join(lines))
        return DropOffer(tr("An evaluation takes a folder with images, a table or a model"), False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether an evaluation continues without the window; otherwise stop it."""
        choice = EndChoice.STOP if self._is_ending else ask_about_end(self, lambda: works_of((self,)))
        if choice is EndChoice.STAY:
            event.ignore()
            return
        if choice is EndChoice.STOP:
            self._stop()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Close without a question, because the program ends."""
        self._is_ending = True
        self.close()
        # A hidden window is not asked to close.
        self._stop()

    def _stop(self) -> None:
        if self._job:
            self._job.stop(0.0)
            self._job.deleteLater()
            self._job = None
            self.work_changed.emit(None)
            self.form.words.say(tr("Stopped."))
            self.form.set_running(self._job is not None)
            self._offer_unfinished()
        self.result.stop()

    def _lay_out(self) -> None:
        line = QFrame()
        line.setProperty("tone", "line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.offer)
        column.addWidget(self.form)
        column.addWidget(line)
        column.addWidget(self.result, 1)

    @Slot()
    def _on_start_clicked(self) -> None:
        if self._job:
            self.form.words.say(tr("Stopping…"))
            self._job.cancel()
            return
        self._start(self.form.request())

    @Slot(object)
    def _on_offer_resume_asked(self, request: EvaluationRequest) -> None:
        """Show what is measured, and resume it."""
        self.form.show_request(request)
        self._start(request)

    def _start(self, request: EvaluationRequest) -> None:
        self.offer.hide()
        job = self._job = self._make_job(job_targets.EVALUATE, (request,), parent=self)
        job.progressed.connect(lambda progress: self._show_progress(job, progress))
        job.ended.connect(lambda outcome: self._end(job, outcome))
        self.form.bar.setRange(0, 0)
        # Do not show the figures of other images beside the words about these.
        self.result.clear()
        self.form.words.say(tr("Starting…"))
        self._task = tr("Evaluating {model}", model=self.form.title_of(request.package))
        self.work_changed.emit(Ongoing(self._task))
        job.start()
        self.form.set_running(self._job is not None)

    def _offer_unfinished(self) -> None:
        """Offer to continue what was stopped or interrupted, while nothing runs."""
        from training.evaluation.unfinished import unfinished_evaluations

        self.offer.offer([] if self._job else unfinished_evaluations(evaluations_folder()))

    def _show_progress(self, job: Job, progress: Progress) -> None:
        # A stopped evaluation may report its progress, and its end, while the next one runs.
        if self._job is job:
            self.form.words.show_progress(progress, self.form.bar)
            self.work_changed.emit(Ongoing(self._task, progress.done, progress.total, progress.words))

    def _end(self, job: Job, outcome: Outcome) -> None:
        if self._job is not job:
            return
        job.deleteLater()
        self._job = None
        self.work_changed.emit(None)
        self.form.set_running(self._job is not None)
        if self.isHidden():
            self.background_ended.emit(
                tr("The evaluation has ended. To see its result, choose Tools > Evaluate a model.")
            )
        if outcome.end is End.SUCCEEDED:
            self.form.words.say(tr("Saved in {value}", value=outcome.value))
            self.result.show_evaluation(Path(outcome.value))
        else:
            is_stopped = outcome.end is End.CANCELLED
            self.form.words.say(tr("Stopped.") if is_stopped else outcome.message, is_problem=not is_stopped)
            self._offer_unfinished()


def _is_model(path: Path) -> bool:
    return path.suffix.lower() == MODEL_SUFFIX or (path / PACKAGE_FILE).is_file()
