"""The estimate of time and memory, and the share of the computer that the training may use."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from core.jobs import job_targets
from core.jobs.events import End, Outcome
from core.program.translation import tr
from core.program.wording import format_duration
from gui.training.settings.setting_form import add_row, form_grid
from gui.widgets.no_wheel import NoWheelSpinBox
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from gui.work.job import Job
from training.settings.config import TrainingConfig
from training.settings.estimate import Estimate, Speed, estimate

_GIGABYTE = 1e9


class EstimatePanel(QWidget):
    """Measures the computer once, in a separate process; the estimate then follows the settings."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an estimate."""
        super().__init__(parent)
        self._job: Job | None = None
        self._speed: Speed | None = None
        self._asked: tuple[TrainingConfig, int, int | None] | None = None
        self._time, self._basis = wrapped_label("strong", tr("Measuring this computer…")), wrapped_label("faint")
        self._yields = QCheckBox()
        self._yields.setChecked(True)
        self._threads = NoWheelSpinBox()
        self._threads.setRange(0, 256)
        self._threads.setSpecialValueText(tr("all"))
        self._threads.setSuffix(tr(" cores"))
        rows = QWidget()
        grid = form_grid(rows)
        for row, (control, name, why) in enumerate(
            (
                (self._yields, tr("Other programs first"), tr("Keeps the computer responsive for other programs.")),
                (
                    self._threads,
                    tr("Use at most"),
                    tr("With fewer cores, the computer stays cooler and quieter, and the training takes longer."),
                ),
            )
        ):
            label = QLabel(name)
            label.setBuddy(control)
            control.setAccessibleName(name)
            add_row(grid, row, label, control, QLabel(why))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._time)
        column.addWidget(self._basis)
        column.addSpacing(SPACE)
        column.addWidget(rows)
        self._threads.valueChanged.connect(self._on_threads_value_changed)

    @property
    def is_yielding(self) -> bool:
        """Whether other programs go first."""
        return self._yields.isChecked()

    @property
    def threads(self) -> int | None:
        """The number of cores that the training may use; None for all."""
        return self._threads.value() or None

    def measure(self) -> None:
        """Measure the computer, once."""
        if self._job is None:
            self._job = Job(job_targets.MEASURE_SPEED, is_yielding=False, grace_ms=500, parent=self)
            self._job.ended.connect(self._on_job_ended)
            self._job.start()

    def show_for(self, config: TrainingConfig, images: int, folds: int | None) -> None:
        """Show what a training with these settings needs, as soon as that is known."""
        self._asked = config, images, folds
        self._show_estimate()

    def stop(self) -> None:
        """Stop measuring."""
        if self._job and self._job.is_running:
            self._job.ended.disconnect(self._on_job_ended)
            self._job.stop(0.0)
            self._job = None

    def _show_estimate(self) -> None:
        if self._asked is None or self._speed is None:
            return
        config, images, folds = self._asked
        if not images:
            self._time.setText(tr("Choose images first: the time depends on their number."))
            self._basis.clear()
            return
        found = estimate(config, images, self._speed, folds, self.threads)
        self._time.setText(tr("About {seconds} on this computer", seconds=format_duration(_rough(found.seconds))))
        least, most = format_duration(_rough(found.least_s)), format_duration(_rough(found.most_s))
        span = (
            tr("Between {least} and {most}", least=least, most=most)
            if least != most
            else tr("At most {most}", most=most)
        )
        self._basis.setText(
            tr(
                "{span}, estimated from a short measurement. {found}",
                span=span,
                found=_memory_words(found, self._speed),
            )
        )

    @Slot(int)
    def _on_threads_value_changed(self, value: int) -> None:
        self._show_estimate()

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        if outcome.end is End.SUCCEEDED and isinstance(outcome.value, Speed):
            self._speed = outcome.value
            self._threads.setMaximum(outcome.value.cores)
            self._threads.setSpecialValueText(tr("all {cores} cores", cores=outcome.value.cores))
            self._show_estimate()
        else:
            self._time.setText(tr("The time could not be estimated."))
            self._basis.setText(outcome.message)


def _memory_words(found: Estimate, speed: Speed) -> str:
    need = found.memory_bytes / _GIGABYTE
    if not speed.memory_bytes:
        return tr("It may need {need:.1f} GB of memory.", need=need)
    has = speed.memory_bytes / _GIGABYTE
    if need > 0.8 * has:
        return tr(
            "It may need {need:.1f} GB of memory, and this computer has {has:.0f} GB: choose a smaller image size.",
            need=need,
            has=has,
        )
    return tr("It may need {need:.1f} GB of this computer's {has:.0f} GB of memory.", need=need, has=has)


def _rough(seconds: float) -> float:
    """Round a duration, in seconds, to the precision of an estimate."""
    minutes = seconds / 60
    step_s = 60 if minutes < 10 else 300 if minutes < 100 else 3600
    return step_s * max(1, round(seconds / step_s))
