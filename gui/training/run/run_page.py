"""The step in which a training runs: its progress, its log, its end."""

import dataclasses
import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTime, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.program.translation import format_number, tr
from gui.training.run.end_card import EndCard
from gui.training.run.progress_panel import VALIDATION, ProgressPanel
from gui.training.run.progress_texts import can_resume, message_of, stopped_words, trouble_of, watch_words
from gui.training.run.run_head import RunHead
from gui.training.run.run_watch import RunWatch
from gui.training.run.stages import stage_of
from gui.widgets.folded_text import FoldedText
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.theme import SPACE, Colours
from gui.work.job import Job
from gui.work.ongoing import Ongoing
from training.fitting.epoch import VALIDATION_LOSS
from training.fitting.kept_weights import kept_of, read_start_loss
from training.runs.order import RunState, StoredRun, TrainingOrder, find_run, has_work, read_epochs


class RunPage(QWidget):
    """Runs one training at a time in a separate process, or watches one that runs elsewhere.

    `started` is emitted first, then either `finished`, with the run's folder, or `halted`, with a word on how it ended.
    `work_changed` carries an `Ongoing` while a training of this window runs, then None; `stage_changed` its stage in a
    word.
    """

    started = Signal()
    finished = Signal(object)
    halted = Signal(str)
    work_changed = Signal(object)
    stage_changed = Signal(str)

    def __init__(self, colours: Colours, make_job: Callable[..., Job] = Job, parent: QWidget | None = None) -> None:
        """Start without a training.

        Args:
            colours: of the theme.
            make_job: makes the `gui.work.job.Job`.
            parent: of the page.
        """
        super().__init__(parent)
        self._make_job = make_job
        self._job: Job | None = None
        self._order: TrainingOrder | None = None
        self._is_paused = self._is_stopping = False
        self._phase = ""
        self._head = RunHead()
        self._title, self._place = self._head.title, self._head.place
        self.pause, self.cancel = self._head.pause, self._head.cancel
        self.progress = ProgressPanel(colours)
        self.end = EndCard()
        self.log = FoldedText(tr("Show the log"), tr("Hide the log"), 160)
        self._watch = RunWatch(self)
        self._lay_out()
        self._watch.seen.connect(self._on_watch_seen)
        self._watch.ended.connect(self._on_watch_ended)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.end.resume_asked.connect(self._on_end_resume_asked)
        self.end.finish_asked.connect(self._on_end_finish_asked)
        self._update()

    @property
    def is_running(self) -> bool:
        """Whether a training of this window is running."""
        return self._job is not None

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self.progress.set_colours(colours)

    def start(self, order: TrainingOrder) -> None:
        """Start a training; do nothing while another one runs."""
        if self.is_running:
            return
        request = order.request
        self._show_order(order, request.out if request.resume else None)
        self._job = self._make_job(job_targets.TRAIN, (order,), is_yielding=order.is_yielding, parent=self)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.logged.connect(self._log)
        self._job.ended.connect(self._on_job_ended)
        self._job.start()
        self._log(tr("Started") if not request.resume else tr("Resumed an earlier start"))
        self._update()
        self.work_changed.emit(Ongoing(tr("Training {name}", name=request.name)))
        self.started.emit()

    def open(self, folder: Path) -> None:
        """Resume a stopped run, watch one that another process trains, or show the result of a finished one."""
        if self.is_running:
            return
        try:
            run = find_run(folder)
        except FalxError as error:
            self._watch.stop()
            self._order = None
            self.log.clear()
            self._title.set_text(folder.name)
            self._place.set_text(str(folder))
            self._update()
            self._show_failure(Outcome.of_error(error))
            self.halted.emit(tr("No run"))
            return
        if run.state is RunState.STOPPED:
            self.start(run.order)
            return
        self._show_order(run.order, run.trained)
        self._update()
        if run.state is RunState.FINISHED:
            self.progress.rest(tr("Finished"))
            self._log(tr("Finished at an earlier time"))
            self.finished.emit(folder)
            return
        self._log(tr("This window only watches. Pause or stop the training where you started it"))
        self._watch.begin(run)
        self.started.emit()

    def stop(self) -> None:
        """Stop the training, because the window closes; finished epochs are kept."""
        self._watch.rest()
        if not self._is_stopping:
            self._on_cancel_clicked()

    def shut_down(self) -> None:
        """Stop the training within two seconds, because the program ends."""
        self._watch.stop()
        if self._job:
            self._job.stop()
            self._end(Outcome(End.CANCELLED))

    def look_again(self) -> None:
        """Continue to watch, because the window opens again."""
        self._watch.resume()

    def _show_order(self, order: TrainingOrder, earlier: Path | None) -> None:
        """Show what is trained, with the curves of earlier epochs from its folder."""
        self._watch.stop()
        request = order.request
        self._order, self._phase = order, ""
        self._is_paused = self._is_stopping = False
        self._title.set_text(f"{request.name} {request.version}")
        self._place.set_text(f"{request.dataset.name} → {request.out}")
        self.end.hide()
        self.log.clear()
        self._show_curves(order, earlier)

    def _show_curves(self, order: TrainingOrder, folder: Path | None) -> None:
        epochs, start_loss = (read_epochs(folder), read_start_loss(folder)) if folder else ([], math.inf)
        self.progress.begin(order.request.config, epochs, start_loss, order.folds is not None)

    def _lay_out(self) -> None:
        inner, scrolled = QWidget(), QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.end)
        column.addWidget(self.progress, 1)
        column.addWidget(self.log)
        # Fills the room where there is no progress to show.
        column.addStretch()
        fill_scrolled(scrolled, inner)
        # The head does not scroll, so that a training can always be stopped.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addWidget(scrolled, 1)

    def _update(self) -> None:
        self.progress.setVisible(self._order is not None)
        self.log.setVisible(self._order is not None)
        for button in (self.pause, self.cancel):
            button.setVisible(self.is_running)
            button.setEnabled(not self._is_stopping)
        self.pause.setText(tr("Resume") if self._is_paused else tr("Pause"))

    def _log(self, text: str) -> None:
        self.log.add(f"{QTime.currentTime().toString('HH:mm:ss')}  {text}")

    @Slot(object)
    def _on_job_progressed(self, progress: Progress) -> None:
        # The figures of an epoch come after its measurement, and begin no phase.
        if not progress.is_epoch_end:
            self._report_phase(progress)
        if VALIDATION_LOSS in progress.values:
            self._log(", ".join(f"{tr(name)} {format_number(value, '.4f')}" for name, value in progress.values.items()))
        if not self._is_stopping:
            self.progress.show_progress(progress)

    def _report_phase(self, progress: Progress) -> None:
        stage = stage_of(progress.phase)
        if self._order:
            words = tr(stage.of_model, name=self._order.request.name)
            self.work_changed.emit(Ongoing(words, progress.done, progress.total, progress.words))
        if progress.words != self._phase:
            self._phase = progress.words
            self._log(progress.words)
            self.stage_changed.emit(tr(stage.words))

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        if self._job:
            self._end(outcome)

    @Slot(object)
    def _on_watch_seen(self, run: StoredRun) -> None:
        if len(read_epochs(run.trained)) != len(self.progress.loss.points(VALIDATION)):
            self._show_curves(run.order, run.trained)
        self.progress.say(watch_words(run))

    @Slot(object)
    def _on_watch_ended(self, run: StoredRun | None) -> None:
        if run is None:
            self._order = None
            self._end(Outcome(End.FAILED, code="invalid-run", message=tr("The training could not start.")))
        elif run.state is RunState.FINISHED:
            self._end(Outcome(End.SUCCEEDED, run.folder))
        else:
            self._end(Outcome(End.CANCELLED))

    def _end(self, outcome: Outcome) -> None:
        if self._job:
            self._job.deleteLater()
        self._job = None
        self.work_changed.emit(None)
        self._is_paused = self._is_stopping = False
        if outcome.end is End.SUCCEEDED:
            self.progress.rest(tr("Finished"))
            self._log(tr("Finished"))
            self._update()
            self.finished.emit(Path(outcome.value))
            return
        if outcome.end is End.CANCELLED:
            self.progress.rest(tr("Stopped"))
            self._show_stopped()
        else:
            self.progress.rest(tr("Failed"))
            self._show_failure(outcome)
        self._update()
        self.halted.emit(tr("Stopped") if outcome.end is End.CANCELLED else tr("Failed"))

    def _show_stopped(self) -> None:
        self._log(tr("Stopped"))
        advice = stopped_words(self._offer(can_resume=True))
        self.end.show_end(tr("The training was stopped"), "", advice)

    def _show_failure(self, outcome: Outcome) -> None:
        trouble = trouble_of(outcome)
        self._log(message_of(outcome))
        self._offer(self._order is not None and can_resume(outcome, has_work(self._order.request.out)))
        self.end.show_end(tr(trouble.title), message_of(outcome), tr(trouble.advice), outcome.trace)

    def _offer(self, can_resume: bool) -> int | None:
        """Offer the possible actions; return the finished epochs, None for a cross-validation."""
        order = self._order
        if order is None or order.folds is not None:
            self.end.offer(can_resume, None)
            return None
        out = order.request.out
        losses = [epoch.validation_loss for epoch in read_epochs(out)]
        kept = kept_of(order.request.config, losses, read_start_loss(out))
        self.end.offer(can_resume, kept if can_resume and has_work(out) and losses else None)
        return len(losses)

    @Slot()
    def _on_pause_clicked(self) -> None:
        if self._job is None:
            return
        self._is_paused = not self._is_paused
        if self._is_paused:
            self._job.pause()
            self.progress.say(tr("Paused after the current step"))
        else:
            self._job.resume()
        self._log(tr("Paused") if self._is_paused else tr("Resumed after a pause"))
        self._update()

    @Slot()
    def _on_cancel_clicked(self) -> None:
        if self._job is None:
            return
        self._is_stopping = True
        self.progress.say(tr("Stopping…"))
        self._job.cancel()
        self._update()

    @Slot()
    def _on_end_resume_asked(self) -> None:
        self._resume(is_finishing=False)

    @Slot()
    def _on_end_finish_asked(self) -> None:
        self._resume(is_finishing=True)

    def _resume(self, is_finishing: bool) -> None:
        if self._order:
            request = dataclasses.replace(self._order.request, resume=True, is_finishing=is_finishing)
            self.start(dataclasses.replace(self._order, request=request))
