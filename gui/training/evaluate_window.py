"""The window that evaluates a model on a dataset."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.model.confidence_levels import format_level, nearest_level
from core.model.package import PACKAGE_FILE
from core.model.store import package_in_use
from core.program.locations import expanded
from core.program.product import MODEL_SUFFIX
from core.program.translation import mark, tr
from gui.settings import Settings
from gui.training.data.drop_area import datasets_among
from gui.training.evaluation_offer import EvaluationOffer
from gui.training.model_choice import ModelChoice
from gui.training.result.result_page import ResultPage
from gui.training.run.job_texts import JobWords
from gui.training.style import style_of
from gui.translated_messages.relay import relayed
from gui.widgets.clipboard import accept_copy, local_paths
from gui.widgets.drop_zone import DropOffer, DropZone, dragged_name
from gui.widgets.no_wheel import NoWheelComboBox
from gui.widgets.primary_offer import PrimaryOffer
from gui.widgets.theme import SPACE, Colours
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward
from gui.work.job import Job
from gui.work.ongoing import Ongoing
from gui.work.quitting import EndChoice, ask_about_end, works_of
from training.evaluation.request import EvaluationRequest, evaluations_folder

_FIRST_SIZE, _SMALLEST_SIZE = QSize(1020, 760), QSize(700, 400)
_TEST, _SPLIT, _FOLD = mark("The test images (split Testing), or all"), mark("Another split"), mark("A fold")


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
        self.model, self.part, self.level = ModelChoice(), NoWheelComboBox(), NoWheelComboBox()
        self.level.setAccessibleName(tr("Level of the verdicts"))
        self.level.setToolTip(
            tr("How often the truth should be among the plausible answers. The report shows the figures of all levels.")
        )
        self._asked: float | None = None
        self.part.addItems([tr(_TEST), tr(_SPLIT), tr(_FOLD)])
        self.dataset, self.which = QLineEdit(), QLineEdit()
        self.dataset.setPlaceholderText(tr("Folder with a folder for each class, or CSV manifest"))
        for field in (self.dataset, self.which):
            # Otherwise the field would take a dropped folder as text.
            field.setAcceptDrops(False)
        self.which.setMaximumWidth(160)
        self.folder, self.manifest = QPushButton(tr("Folder…")), QPushButton(tr("Manifest…"))
        self.start = QPushButton(tr("Evaluate"))
        self._bar = QProgressBar(textVisible=False)
        self._words, self.offer = JobWords(), EvaluationOffer()
        self._primary = PrimaryOffer(self.offer, self.offer.continue_button, self.start)
        self.result = ResultPage(colours, make_job=make_job, empty_words=tr("The figures appear here."))
        self._lay_out()
        self.set_colours(colours)
        self.folder.clicked.connect(self._on_folder_clicked)
        self.manifest.clicked.connect(self._on_manifest_clicked)
        self.start.clicked.connect(self._on_start_clicked)
        self.offer.continue_asked.connect(self._start)
        self.dataset.textChanged.connect(self._update)
        self.dataset.textChanged.connect(self._primary.prefer_other)
        self.which.textChanged.connect(self._update)
        self.part.currentTextChanged.connect(self._update)
        self.model.currentIndexChanged.connect(self._offer_levels)
        self.level.activated.connect(self._on_level_activated)
        self._update()

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
        self.model.list_models(self.model.currentData() or package_in_use(self._settings.model))

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose the dropped images and the dropped model."""
        accept_copy(event)
        if self._job:
            return
        paths = local_paths(event.mimeData())
        models = [path for path in paths if _is_model(path)]
        datasets = datasets_among([path for path in paths if path not in models])
        self._words.say("")
        if datasets:
            self.dataset.setText(str(datasets[0]))
        if len(datasets) > 1:
            self._words.say(tr("Only {name} is chosen: an evaluation measures one dataset.", name=datasets[0].name))
        if models:
            try:
                self.model.choose(models[0])
            except FalxError as error:
                self._words.say(relayed(str(error)), is_problem=True)

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
        choice = EndChoice.STOP if self._is_ending else ask_about_end(self, works_of((self,)))
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
            self._words.say(tr("Stopped."))
            self._update()
            self._offer_unfinished()
        self.result.stop()

    def _lay_out(self) -> None:
        form = QFrame()
        grid = QGridLayout(form)
        grid.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        images = QHBoxLayout()
        images.setSpacing(2 * SPACE)
        images.addWidget(self.dataset, 1)
        images.addWidget(self.folder)
        images.addWidget(self.manifest)
        part = QHBoxLayout()
        part.setSpacing(2 * SPACE)
        part.addWidget(self.part)
        part.addWidget(self.which)
        part.addWidget(self.level)
        part.addStretch()
        part.addWidget(self.start)
        rows: tuple[tuple[str, QWidget, QWidget | QHBoxLayout], ...] = (
            (tr("Model"), self.model, self.model),
            (tr("Images"), self.dataset, images),
            (tr("Measure on"), self.part, part),
        )
        for row, (text, buddy, control) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(buddy)
            buddy.setAccessibleName(text)
            grid.addWidget(label, row, 0)
            if isinstance(control, QWidget):
                grid.addWidget(control, row, 1)
            else:
                grid.addLayout(control, row, 1)
        grid.addWidget(self._words, 3, 1)
        grid.addWidget(self._bar, 4, 1)
        grid.setColumnStretch(1, 1)
        line = QFrame()
        line.setProperty("tone", "line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.offer)
        column.addWidget(form)
        column.addWidget(line)
        column.addWidget(self.result, 1)

    def _update(self) -> None:
        is_named = self.part.currentText() != tr(_TEST)
        self.which.setVisible(is_named)
        self.which.setPlaceholderText(tr("Its name") if self.part.currentText() == tr(_SPLIT) else tr("Its number"))
        which = self.which.text().strip()
        is_complete = not is_named or (which.isdecimal() if self.part.currentText() == tr(_FOLD) else bool(which))
        is_running = self._job is not None
        self.start.setEnabled(is_running or (bool(self.dataset.text().strip()) and is_complete))
        self.start.setText(tr("Stop") if is_running else tr("Evaluate"))
        self._bar.setVisible(is_running)
        for widget in (self.model, self.dataset, self.folder, self.manifest, self.part, self.which, self.level):
            widget.setEnabled(not is_running)

    def _request(self) -> EvaluationRequest:
        dataset, package = expanded(self.dataset.text().strip()), self.model.currentData()
        kind, which = self.part.currentText(), self.which.text().strip()
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        return EvaluationRequest(
            dataset=dataset,
            out=evaluations_folder() / f"{package.stem if package.is_file() else package.name}-{dataset.stem}-{stamp}",
            package=package,
            split=which if kind == tr(_SPLIT) else None,
            fold=int(which) if kind == tr(_FOLD) else None,
            level=self.level.currentData(),
        )

    @Slot()
    def _offer_levels(self) -> None:
        """Offer the levels of the model; keep the chosen level where it is offered."""
        levels, asked = self.model.levels, self._asked
        self.level.clear()
        for level in levels:
            self.level.addItem(tr("Verdicts at {level}", level=format_level(level)), level)
        if levels:
            self.level.setCurrentIndex(levels.index(asked if asked in levels else nearest_level(levels)))

    @Slot()
    def _on_level_activated(self) -> None:
        self._asked = self.level.currentData()

    @Slot()
    def _on_folder_clicked(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, tr("Images to measure on"), self.dataset.text()):
            self.dataset.setText(name)

    @Slot()
    def _on_manifest_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Manifest"), self.dataset.text(), tr("CSV manifest (*.csv)"))
        if name:
            self.dataset.setText(name)

    @Slot()
    def _on_start_clicked(self) -> None:
        if self._job:
            self._words.say(tr("Stopping…"))
            self._job.cancel()
            return
        self._start(self._request())

    @Slot(object)
    def _start(self, request: EvaluationRequest) -> None:
        self.offer.hide()
        job = self._job = self._make_job(job_targets.EVALUATE, (request,), parent=self)
        job.progressed.connect(lambda progress: self._show_progress(job, progress))
        job.ended.connect(lambda outcome: self._end(job, outcome))
        self._bar.setRange(0, 0)
        # Do not show the figures of other images beside the words about these.
        self.result.clear()
        self._words.say(tr("Starting…"))
        self._task = tr("Evaluating {model}", model=self._title_of(request.package))
        self.work_changed.emit(Ongoing(self._task))
        job.start()
        self._update()

    def _title_of(self, package: Path) -> str:
        place = self.model.place_of(package)
        return self.model.itemText(place) if place >= 0 else package.name

    def _offer_unfinished(self) -> None:
        """Offer to continue what was stopped or interrupted, while nothing runs."""
        from training.evaluation.unfinished import unfinished_evaluations

        self.offer.offer([] if self._job else unfinished_evaluations(evaluations_folder()))

    def _show_progress(self, job: Job, progress: Progress) -> None:
        # A stopped evaluation may report its progress, and its end, while the next one runs.
        if self._job is job:
            self._words.show_progress(progress, self._bar)
            self.work_changed.emit(Ongoing(self._task, progress.done, progress.total, progress.words))

    def _end(self, job: Job, outcome: Outcome) -> None:
        if self._job is not job:
            return
        job.deleteLater()
        self._job = None
        self.work_changed.emit(None)
        self._update()
        if self.isHidden():
            self.background_ended.emit(
                tr("The evaluation has ended. To see its result, choose Tools > Evaluate a model.")
            )
        if outcome.end is End.SUCCEEDED:
            self._words.say(tr("Saved in {value}", value=outcome.value))
            self.result.show_evaluation(Path(outcome.value))
        else:
            is_stopped = outcome.end is End.CANCELLED
            self._words.say(tr("Stopped.") if is_stopped else outcome.message, is_problem=not is_stopped)
            self._offer_unfinished()


def _is_model(path: Path) -> bool:
    return path.suffix.lower() == MODEL_SUFFIX or (path / PACKAGE_FILE).is_file()
