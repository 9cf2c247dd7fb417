"""The step after a training: measure the model, then install or export it."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.errors import InvalidStateError
from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from core.program.translation import mark, tr
from core.program.wording import count_of
from core.state_file import read_object
from gui.training.result.measurement_view import MeasurementView, read_metrics
from gui.training.result.package_panel import PackagePanel
from gui.training.result.run_result import found_measured, measured_note, measured_words, title_of
from gui.training.run.job_texts import JobWords
from gui.training.run.stages import MEASURING
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.step_list import StepState
from gui.widgets.theme import SPACE, Colours
from gui.work.job import Job
from gui.work.ongoing import Ongoing
from training.run_files import COMPARISON, EVALUATION, PACKAGE, REPORT_FILE, RESULTS_FILE
from training.runs.measurement import RunMeasurement
from training.statistics.figures import CrossValidation, EvaluationFigures

_NO_RESULT, _STOPPED = mark("No result yet"), mark("Not measured: the measurement was stopped.")


class ResultPage(QWidget):
    """Shows a run's model, or an evaluation; measures the model first if necessary.

    `state_changed` carries the state of the result, as a `StepState` and a few words; `work_changed` an `Ongoing` while
    a model is measured, then None; `use_asked` the folder of an installed model that is to be used.
    """

    installed_changed = Signal()
    use_asked = Signal(object)
    state_changed = Signal(object, str)
    work_changed = Signal(object)

    def __init__(
        self,
        colours: Colours,
        find_rival: Callable[[], Path | None] = lambda: None,
        make_job: Callable[..., Job] = Job,
        empty_words: str = mark("The result appears here when the training has finished."),
        parent: QWidget | None = None,
    ) -> None:
        """Start empty.

        Args:
            colours: of the theme.
            find_rival: returns the folder of the model in use, to be measured beside the new one.
            make_job: makes the `gui.work.job.Job`.
            empty_words: the text until there is something to show.
            parent: of the page.
        """
        super().__init__(parent)
        self._find_rival, self._make_job = find_rival, make_job
        self._job: Job | None = None
        self._run: Path | None = None
        self._report: Path | None = None
        self._empty_words = empty_words
        self._title = ElidedLabel(tr(_NO_RESULT), Qt.TextElideMode.ElideMiddle)
        self._words = JobWords(tr(empty_words))
        self._title.setProperty("tone", "title")
        self._words.setProperty("tone", "faint")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(textVisible=False)
        self.again, self.cancel = QPushButton(tr("Measure again")), QPushButton(tr("Stop"))
        self.open_report = QPushButton(tr("Open report"))
        self.open_report.setToolTip(tr("Open the full report of the evaluation in the browser"))
        self.measurement = MeasurementView(colours)
        self.package = PackagePanel(find_rival, make_job)
        self._lay_out()
        self.again.clicked.connect(self._on_again_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.open_report.clicked.connect(self._on_open_report_clicked)
        self.package.installed_changed.connect(self.installed_changed)
        self.package.use_asked.connect(self.use_asked)
        self._show_parts(has_package=False, has_figures=False)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self.measurement.set_colours(colours)

    def show_run(self, folder: Path) -> None:
        """Show the result of a run; measure its model first if necessary.

        Args:
            folder: of the run.
        """
        self._stop_measuring()
        self._run, self._report = folder, None
        self._scroll.verticalScrollBar().setValue(0)
        if (folder / RESULTS_FILE).is_file():
            self._show_cross_validation(folder)
            return
        title = title_of(folder / PACKAGE)
        if title is None:
            self._title.set_text(folder.name)
            self._words.say(tr("This run has no readable model. Resume the run, or start a new one."), is_problem=True)
            self.state_changed.emit(StepState.PROBLEM, tr("No model"))
            self._show_parts(has_package=False, has_figures=False)
            return
        self._title.set_text(title)
        self.package.show_package(folder / PACKAGE, title)
        self._show_parts(has_package=True, has_figures=False)
        if not self._show_measured():
            self._measure()

    def show_evaluation(self, folder: Path) -> None:
        """Show the results of an evaluation from its folder."""
        self._stop_measuring()
        self._run = None
        self._scroll.verticalScrollBar().setValue(0)
        metrics = read_metrics(folder)
        if metrics is None:
            self._title.set_text(folder.name)
            self._words.say(tr("This folder has no readable figures. Evaluate the model again."), is_problem=True)
            self._show_parts(has_package=False, has_figures=False)
            return
        self._title.set_text(str(metrics["model"]))
        split = tr(", split {split}", split=metrics["split"]) if metrics["split"] else ""
        split += tr(", fold {fold}", fold=metrics["fold"]) if metrics["fold"] is not None else ""
        self._words.say(
            tr(
                "{images} of {dataset}{split}",
                images=count_of(metrics["images"], "image"),
                dataset=metrics["dataset"],
                split=split,
            )
        )
        note = tr("Falx does not know whether the model saw these images in its training.")
        self._show_figures(folder, metrics, None, note, has_package=False)

    def stop(self) -> None:
        """Stop running work, because the window closes."""
        self._stop_measuring()
        self.package.stop()

    def _stop_measuring(self) -> None:
        if self._job:
            # A measurement starts from the beginning anyway, so do not wait for its end.
            self._job.stop(0.0)
            self._job.deleteLater()
            self._job = None
            self.work_changed.emit(None)
            self._words.say(tr(_STOPPED))
            self.state_changed.emit(StepState.OPEN, tr("Not measured"))
            self._show_parts(has_package=True, has_figures=False)

    def clear(self) -> None:
        """Clear the page."""
        self.stop()
        self._run = self._report = None
        self._title.set_text(tr(_NO_RESULT))
        self._words.say(tr(self._empty_words))
        self._show_parts(has_package=False, has_figures=False)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for button in (self.cancel, self.again, self.open_report):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addWidget(self.measurement)
        column.addWidget(self.package)
        column.addStretch()
        scrolled = QWidget()
        self._scroll = fill_scrolled(scrolled, inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled, 1)
        whole.addWidget(self.package.foot)

    def _show_parts(self, has_package: bool, has_figures: bool) -> None:
        for widget in (self.package, self.package.foot):
            widget.setVisible(has_package)
        self.measurement.setVisible(has_figures)
        self.open_report.setVisible(self._report is not None and self._job is None)
        self.again.setVisible(has_package and not has_figures and self._job is None)
        for widget in (self._bar, self.cancel):
            widget.setVisible(self._job is not None)

    def _show_cross_validation(self, folder: Path) -> None:
        self._title.set_text(folder.name)
        try:
            self.measurement.show_folds(cast(CrossValidation, read_object(folder / RESULTS_FILE)))
        except (InvalidStateError, ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f": {error}" if isinstance(error, InvalidStateError) else tr(", since some are missing.")
            self._words.say(
                tr("The figures of this cross-validation cannot be read{reason}", reason=reason), is_problem=True
            )
            self.state_changed.emit(StepState.PROBLEM, tr("No figures"))
            self._show_parts(has_package=False, has_figures=False)
            return
        self._words.say(
            tr(
                "A cross-validation measures how good models with these settings are. To get a model, train "
                "once with the same settings and without folds."
            )
        )
        self.state_changed.emit(StepState.DONE, folder.name)
        self._show_parts(has_package=False, has_figures=True)

    def _show_measured(self) -> bool:
        """Show the figures of the run; return whether they exist and are of this very model."""
        run = self._run
        assert run is not None
        found = found_measured(run)
        if found:
            self._show_of_run(run, *found)
        return found is not None

    def _show_of_run(self, run: Path, measured: RunMeasurement, metrics: EvaluationFigures) -> None:
        rival = read_metrics(run / COMPARISON) if measured.rival else None
        self._words.say(measured_words(run, measured, metrics))
        note = measured_note(run, measured, has_rival=bool(rival))
        self._show_figures(run / EVALUATION, metrics, rival, note, has_package=True)
        self.state_changed.emit(StepState.DONE, run.name)

    def _show_figures(
        self,
        folder: Path,
        metrics: EvaluationFigures,
        rival: EvaluationFigures | None,
        note: str,
        has_package: bool,
    ) -> None:
        report = folder / REPORT_FILE
        self._report = report if report.is_file() else None
        self.measurement.show_metrics(folder, metrics, rival, note)
        self._show_parts(has_package, has_figures=True)

    def _measure(self) -> None:
        job = self._job = self._make_job(job_targets.MEASURE, (self._run, self._find_rival()), parent=self)

        def on_ended(outcome: Outcome) -> None:
            # A measurement that was stopped for another run may report its end late.
            if self._job is job:
                self._end(outcome)

        job.progressed.connect(lambda progress: self._show_progress(job, progress))
        job.ended.connect(on_ended)
        self._words.say(tr("Measuring the model…"))
        self.state_changed.emit(StepState.UNDER_WAY, tr(MEASURING.words))
        self.work_changed.emit(Ongoing(self._work_words))
        self._bar.setRange(0, 0)
        job.start()
        self._show_parts(has_package=True, has_figures=False)

    def _show_progress(self, job: Job, progress: Progress) -> None:
        # A measurement that was stopped for another run may report its progress late, too.
        if self._job is job:
            self._words.show_progress(progress, self._bar)
            self.work_changed.emit(Ongoing(self._work_words, progress.done, progress.total, progress.words))

    @property
    def _work_words(self) -> str:
        return tr(MEASURING.of_model, name=self._title.whole_text)

    def _end(self, outcome: Outcome) -> None:
        assert self._run is not None
        assert self._job is not None
        self._job.deleteLater()
        self._job = None
        self.work_changed.emit(None)
        metrics = read_metrics(self._run / EVALUATION)
        if outcome.end is End.SUCCEEDED and metrics is not None:
            self._show_of_run(self._run, outcome.value, metrics)
            return
        is_stopped = outcome.end is End.CANCELLED
        self._words.say(
            tr(_STOPPED) if is_stopped else tr("Not measured: {message}", message=outcome.message), not is_stopped
        )
        self.state_changed.emit(StepState.OPEN if is_stopped else StepState.PROBLEM, tr("Not measured"))
        self._show_parts(has_package=True, has_figures=False)

    @Slot()
    def _on_again_clicked(self) -> None:
        self._measure()

    @Slot()
    def _on_cancel_clicked(self) -> None:
        if self._job:
            self._words.say(tr("Stopping…"))
            self._job.cancel()

    @Slot()
    def _on_open_report_clicked(self) -> None:
        if self._report:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report)))
