"""The window that trains a model: four steps, from the images to the result."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.store import package_in_use
from core.program.translation import tr
from gui.settings import Settings
from gui.training.data.data_page import DataPage
from gui.training.frame import make_foot, make_side
from gui.training.result.result_page import ResultPage
from gui.training.run.job_texts import JobWords
from gui.training.run.run_page import RunPage
from gui.training.settings.settings_page import SettingsPage
from gui.training.style import style_of
from gui.training.unfinished_bar import UnfinishedBar
from gui.widgets.drop_zone import DropOffer, DropZone
from gui.widgets.primary_offer import PrimaryOffer
from gui.widgets.step_list import Step, StepList, StepState
from gui.widgets.theme import Colours
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward
from gui.work.ongoing import Ongoing
from gui.work.quitting import EndChoice, ask_about_end, works_of
from training.dataset.class_counts import Contents
from training.runs.order import is_fold, runs_folder, unfinished_runs

_FIRST_SIZE, _SMALLEST_SIZE = QSize(1180, 780), QSize(760, 420)


class TrainingWindow(QWidget):
    """Runs one training at a time.

    `installed_changed` signals that the installed models have changed; `use_asked` carries the folder of one to use;
    `work_changed` carries an `Ongoing` while a model is trained or measured, then None; `background_ended` says in
    words how a training ended that continued without the window.
    """

    installed_changed = Signal()
    use_asked = Signal(object)
    work_changed = Signal(object)
    background_ended = Signal(str)

    def __init__(self, settings: Settings, colours: Colours) -> None:
        """Build the window, on its first step.

        Args:
            settings: the stored settings.
            colours: of the theme.
        """
        super().__init__()
        self._settings = settings
        self._unseen: Path | None = None
        self._is_ending = False
        self.setWindowTitle(tr("Train a model – Falx"))
        fit_window(self, _FIRST_SIZE, _SMALLEST_SIZE)
        self.data_page = DataPage(colours)
        self.settings_page = SettingsPage(colours)
        self.run_page = RunPage(colours)
        self.result_page = ResultPage(colours, self._model_in_use)
        self.unfinished = UnfinishedBar()
        self.drop_zone = DropZone(self, self._describe_drop)
        self._steps = StepList()
        self._pages = QStackedWidget()
        for page in (self.data_page, self.settings_page, self.run_page, self.result_page):
            self._pages.addWidget(page)
        self._words = JobWords()
        self._back, self._next = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self._primary = PrimaryOffer(self.unfinished, self.unfinished.resume, self._next)
        self._earlier = QPushButton(tr("Open an earlier run…"))
        self._earlier.setProperty("tone", "link")
        self._earlier.setToolTip(
            tr("Resume a stopped training, watch one that runs elsewhere, or see the result of a finished one")
        )
        for widget, name in (
            (self._words, "footWords"),
            (self._back, "back"),
            (self._next, "next"),
            (self._earlier, "earlier"),
        ):
            widget.setObjectName(name)
        self._lay_out()
        self.set_colours(colours)
        self._connect()
        self.show_step(Step.DATA)

    @property
    def step(self) -> Step:
        """The current step."""
        return list(Step)[self._pages.currentIndex()]

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self.setStyleSheet(style_of(colours))
        for page in (self.data_page, self.settings_page, self.run_page, self.result_page):
            page.set_colours(colours)

    def come_forward(self) -> None:
        """Show the window in front of the others."""
        bring_forward(self)

    def show_step(self, step: Step) -> None:
        """Go to a step."""
        self._pages.setCurrentIndex(list(Step).index(step))
        self._steps.show_current(step)
        self._words.say("")
        self._update_foot()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let the first step take what is dropped beside it."""
        self.data_page.dropEvent(event)

    def _describe_drop(self, mime: QMimeData) -> DropOffer:
        if self.step is Step.DATA:
            return self.data_page.describe_drop(mime)
        return DropOffer(tr("Images are chosen in the first step; go back to it to drop a folder"), is_accepted=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether a training continues without the window; otherwise stop the work of the pages."""
        choice = EndChoice.STOP if self._is_ending else ask_about_end(self, lambda: works_of((self,)))
        if choice is EndChoice.STAY:
            event.ignore()
            return
        if choice is EndChoice.STOP:
            self._stop()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Stop everything and close without a question, because the program ends."""
        self._is_ending = True
        self.close()
        # A hidden window is not asked to close.
        self._stop()
        self.run_page.shut_down()

    def _stop(self) -> None:
        for page in (self.run_page, self.data_page, self.settings_page, self.result_page):
            page.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer to resume an unfinished training."""
        super().showEvent(event)
        if not event.spontaneous() and not self.run_page.is_running:
            self.unfinished.offer(unfinished_runs())
            self.run_page.look_again()
            if self._unseen:
                self._on_run_finished(self._unseen)

    def _model_in_use(self) -> Path:
        return package_in_use(self._settings.model)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.unfinished)
        right.addWidget(self._pages, 1)
        right.addWidget(make_foot(self._words, self._back, self._next))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(make_side(self._steps, self._earlier))
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self._steps.chosen.connect(self.show_step)
        self._back.clicked.connect(self._on_back_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._earlier.clicked.connect(self._on_earlier_clicked)
        self.data_page.dataset_chosen.connect(self._on_dataset_chosen)
        self.data_page.state_changed.connect(self._on_data_state_changed)
        self.data_page.balance_asked.connect(self.settings_page.ask_for_balance)
        self.settings_page.state_changed.connect(self._on_settings_state_changed)
        self.run_page.started.connect(self._on_run_started)
        self.run_page.finished.connect(self._on_run_finished)
        self.run_page.halted.connect(self._on_run_halted)
        self.run_page.work_changed.connect(self.work_changed)
        self.run_page.stage_changed.connect(self._on_run_stage_changed)
        self.result_page.state_changed.connect(self._on_result_state_changed)
        self.result_page.work_changed.connect(self._on_result_work_changed)
        self.result_page.installed_changed.connect(self.installed_changed)
        self.result_page.installed_changed.connect(self.settings_page.refresh_starts)
        self.result_page.use_asked.connect(self.use_asked)
        self.unfinished.resume_asked.connect(self._on_resume_asked)

    def _update_foot(self) -> None:
        step = self.step
        self._steps.set_reachable(Step.SETTINGS, self.data_page.choice is not None)
        self._back.setVisible(step is not Step.DATA)
        self._next.setVisible(step is not Step.RESULT)
        is_start = step is Step.SETTINGS
        self._next.setText(tr("Start training") if is_start else tr("Next"))
        if is_start:
            problem = self.settings_page.problem
            if self.run_page.is_running:
                problem = tr("A training is running. You can start the next one when it has ended.")
            self._next.setEnabled(not problem)
            self._words.say(problem, bool(problem) and not self.run_page.is_running)
        else:
            following = list(Step)[min(self._pages.currentIndex() + 1, len(Step) - 1)]
            self._next.setEnabled(self._steps.is_reachable(following))
            if step is Step.DATA and self.settings_page.refusal:
                self._words.say(self.settings_page.refusal, is_problem=True)

    def _forget_result(self) -> None:
        """Disable the result step where its result is of another run than the run page shows."""
        self._steps.set_state(Step.RESULT, StepState.OPEN)
        self._steps.set_reachable(Step.RESULT, False)

    def _start(self) -> None:
        choice = self.data_page.choice
        if choice is None:
            return
        order = self.settings_page.order_for(choice)
        self._steps.set_reachable(Step.RUN, True)
        self.show_step(Step.RUN)
        self.run_page.start(order)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.show_step(list(Step)[self._pages.currentIndex() - 1])

    @Slot()
    def _on_next_clicked(self) -> None:
        if self.step is Step.SETTINGS:
            self._start()
        else:
            self.show_step(list(Step)[self._pages.currentIndex() + 1])

    @Slot()
    def _on_earlier_clicked(self) -> None:
        start = runs_folder()
        name = QFileDialog.getExistingDirectory(self, tr("Open an earlier run"), str(start if start.is_dir() else ""))
        if not name:
            return
        self._open_run(Path(name))

    def _open_run(self, folder: Path) -> None:
        if self.run_page.is_running:
            self._words.say(tr("A training is running. You can open another run when it has ended."))
            return
        if is_fold(folder):
            self._on_run_finished(folder)
            return
        self._steps.set_reachable(Step.RUN, True)
        self.show_step(Step.RUN)
        self.run_page.open(folder)

    @Slot(object)
    def _on_dataset_chosen(self, contents: Contents) -> None:
        self.settings_page.set_dataset(contents)
        self._primary.prefer_other()
        self._update_foot()

    @Slot(object, str)
    def _on_data_state_changed(self, state: StepState, words: str) -> None:
        self._steps.set_state(Step.DATA, state, words)
        self._update_foot()

    @Slot(str)
    def _on_settings_state_changed(self, words: str) -> None:
        is_ready = self.data_page.choice is not None and not self.settings_page.problem
        self._steps.set_state(Step.SETTINGS, StepState.DONE if is_ready else StepState.OPEN, words)
        self._update_foot()

    @Slot()
    def _on_run_started(self) -> None:
        self.unfinished.hide()
        self._forget_result()
        self._steps.set_reachable(Step.RUN, True)
        self._steps.set_state(Step.RUN, StepState.UNDER_WAY, tr("Under way"))
        self._update_foot()

    @Slot(str)
    def _on_run_stage_changed(self, words: str) -> None:
        self._steps.set_state(Step.RUN, StepState.UNDER_WAY, words)

    @Slot(object)
    def _on_run_finished(self, folder: Path) -> None:
        # Do not measure a run that ended while the window was closed.
        self._unseen = None if self.isVisible() else folder
        if self._unseen:
            self.background_ended.emit(tr("The training has finished. To see the model, choose Tools > Train a model."))
            return
        self._steps.set_state(Step.RUN, StepState.DONE, tr("Ended"))
        self._steps.set_reachable(Step.RESULT, True)
        self.result_page.show_run(folder)
        self.show_step(Step.RESULT)

    @Slot(str)
    def _on_run_halted(self, words: str) -> None:
        self._forget_result()
        self._steps.set_state(Step.RUN, StepState.OPEN, words)
        self._update_foot()
        if self.isHidden() and not self._is_ending:
            self.background_ended.emit(
                tr("The training has ended without a model. To see why, choose Tools > Train a model.")
            )

    @Slot(object, str)
    def _on_result_state_changed(self, state: StepState, words: str) -> None:
        # The measurement of an earlier run may end while another one trains.
        if self._steps.is_reachable(Step.RESULT):
            self._steps.set_state(Step.RESULT, state, words)

    @Slot(object)
    def _on_result_work_changed(self, ongoing: Ongoing | None) -> None:
        # Of a training and the measurement of an earlier run, the training is shown.
        if not self.run_page.is_running:
            self.work_changed.emit(ongoing)

    @Slot(object)
    def _on_resume_asked(self, folder: Path) -> None:
        self._open_run(folder)
