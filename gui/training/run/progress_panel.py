"""The progress of a training: in words, as a bar, as curves."""

import math
import time
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.jobs.events import Progress
from core.program.translation import mark, tr
from core.program.wording import format_tenths
from gui.training.run.curve_view import CurveView
from gui.training.run.progress_texts import LEAST_S, count_words, duration_words
from gui.training.run.time_left import Forecast
from gui.widgets.theme import SPACE, Colours, tabular
from gui.widgets.wrapped_label import WrappedLabel, wrapped_label
from training.fitting.epoch import LOSS, START_LOSS, VALIDATION_ACCURACY, VALIDATION_LOSS, Epoch
from training.fitting.kept_weights import asks_for_end, best_epoch, is_over, kept_of, outlook
from training.reports.kept_epoch import start_words
from training.settings.config import TrainingConfig

TRAINING, VALIDATION = mark("training"), mark("validation")
_NO_CURVES = mark("These settings train {what}, so there are no curves")
_COUNT = mark("An epoch is one pass through all training images, a step one batch of them.")
_LEFT = mark("Measured from the steps so far; the whole may end earlier if the network stops improving.")
_BEST = mark("The epoch with the least loss on the validation images, which the network does not learn from.")
_BAR = mark("How much of this part of the training is done.")
_LOSS = mark(
    "How far the probabilities are from the true classes: lower is better. If it rises on the validation images while "
    "it falls in training, the network learns the training images by heart."
)
_ACCURACY = mark("Share of the validation images whose most probable class is the true one.")
_BETWEEN = 6 * SPACE


class ProgressPanel(QWidget):
    """Shows the progress that a training reports."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._config, self._epochs, self._forecast = TrainingConfig(), 1, Forecast()
        self._fold: tuple[int, int] | None = None
        self._model, self._start_loss = tr("The model"), math.inf
        # Loss and accuracy on the validation images, by the number of the epoch.
        self._measured: dict[int, tuple[float, float]] = {}
        self._phase, self._count, self._left, self.best_words = WrappedLabel(), QLabel(), WrappedLabel(), WrappedLabel()
        self._phase.setProperty("tone", "strong")
        for label in (self._count, self._left, self.best_words):
            label.setProperty("tone", "faint")
            label.setFont(tabular(label.font()))
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("Progress of this part"))
        self.loss = CurveView(tr("Loss"), is_share=False)
        self.accuracy = CurveView(tr("Accuracy on the validation images"), is_share=True)
        self._no_curves = wrapped_label("faint")
        self._no_curves.hide()
        for widget, meaning in (
            (self._count, _COUNT),
            (self._left, _LEFT),
            (self.best_words, _BEST),
            (self._bar, _BAR),
            (self.loss, _LOSS),
            (self.accuracy, _ACCURACY),
        ):
            widget.setToolTip(tr(meaning))
        self.set_colours(colours)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._phase)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addWidget(self._left, 1)
        column.addLayout(row)
        # Above the curves, so that it is visible without scrolling.
        column.addWidget(self.best_words)
        self._curves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._curves.setSpacing(_BETWEEN)
        self._curves.addWidget(self.loss, 1)
        self._curves.addWidget(self.accuracy, 1)
        column.addLayout(self._curves, 1)
        column.addWidget(self._no_curves)

    @property
    def words(self) -> str:
        """The text."""
        labels = (self._phase, self._count, self._left, self.best_words)
        return "\n".join(label.text() for label in labels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the curves side by side, or below each other where they would be too narrow."""
        super().resizeEvent(event)
        needed = 2 * max(self.loss.least_width, self.accuracy.least_width) + _BETWEEN
        ways = QBoxLayout.Direction
        self._curves.setDirection(ways.LeftToRight if self.width() >= needed else ways.TopToBottom)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self.loss.set_curve(TRAINING, colours.faint, has_dots=False)
        self.loss.set_curve(VALIDATION, colours.accent, has_dots=True)
        self.accuracy.set_curve(VALIDATION, colours.accent, has_dots=True)

    def begin(
        self, config: TrainingConfig, earlier: Sequence[Epoch], start_loss: float, is_of_fold: bool = False
    ) -> None:
        """Reset for another training.

        Args:
            config: the settings.
            earlier: figures of the epochs before the run was resumed.
            start_loss: loss on the validation images before the first epoch; infinite where it is unknown.
            is_of_fold: whether each fold gets a model.
        """
        self._model = tr("The model of this fold") if is_of_fold else tr("The model")
        self._config, self._epochs, self._fold = config, config.epochs, None
        self._forecast = Forecast()
        for curves in (self.loss, self.accuracy):
            curves.setVisible(config.epochs > 0)
        what = tr("the last layers only") if config.head_epochs else tr("nothing")
        self._no_curves.setText(tr(_NO_CURVES, what=what))
        self._no_curves.setVisible(config.epochs == 0)
        self._clear_curves()
        self._start_loss = start_loss
        for epoch in earlier:
            self.loss.add(TRAINING, epoch.number, epoch.loss)
            self._add_epoch(epoch.number, epoch.validation_loss, epoch.validation_accuracy)
        self._show_outlook()
        self.say(tr("Starting TensorFlow, which takes a few seconds"))

    def say(self, phase: str) -> None:
        """Show what is happening, in the place of figures."""
        self._phase.setText(phase)
        self._bar.setRange(0, 0)
        self._count.clear()
        self._left.clear()

    def rest(self, phase: str) -> None:
        """Show how the training ended."""
        self.say(phase)
        self._bar.setRange(0, 1)
        self._bar.setValue(0)

    def show_progress(self, progress: Progress) -> None:
        """Show reported progress."""
        if progress.fold != self._fold:
            self._fold = progress.fold
            self._clear_curves()
        self._phase.setText(progress.words)
        # Without a total, the bar only shows that work is running.
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._count.setText(count_words(progress))
        self._left.setText(self._time_words(progress))
        if progress.epochs and progress.total:
            self._add_figures(progress)

    def _time_words(self, progress: Progress) -> str:
        phase, overall = progress.seconds_left, self._forecast.seconds_left(progress, time.monotonic())
        if overall is not None and overall < LEAST_S:
            return tr("{seconds_left} left", seconds_left=duration_words(overall))
        parts = []
        if phase is not None and progress.done < progress.total:
            parts.append(tr("{phase} left of this part", phase=duration_words(phase)))
        if overall is not None:
            parts.append(tr("roughly {duration} left in total", duration=duration_words(overall, is_rough=True)))
        return ", ".join(parts)

    def _add_figures(self, progress: Progress) -> None:
        epoch = progress.done / progress.steps
        values = progress.values
        if START_LOSS in values:
            self._start_loss = values[START_LOSS]
            self._show_outlook()
        elif VALIDATION_LOSS in values:
            self._add_epoch(round(epoch), values[VALIDATION_LOSS], values[VALIDATION_ACCURACY])
            self._show_outlook()
        elif LOSS in values:
            self.loss.add(TRAINING, epoch, values[LOSS])

    def _add_epoch(self, number: int, loss: float, accuracy: float) -> None:
        self.loss.add(VALIDATION, number, loss)
        self.accuracy.add(VALIDATION, number, accuracy)
        self._measured[number] = (loss, accuracy)

    def _show_outlook(self) -> None:
        """Show how good the best network so far is, and which one becomes the model; mark it in the curves."""
        done = max(self._measured, default=0)
        losses = [self._measured.get(number, (math.inf, 0.0))[0] for number in range(1, done + 1)]
        is_known = bool(losses) or math.isfinite(self._start_loss) or not self._epochs
        self.best_words.setText(self._outlook_words(losses) if is_known else "")
        kept = kept_of(self._config, losses, self._start_loss)
        is_open = asks_for_end(self._config) and not is_over(self._config, losses)
        for curves in (self.loss, self.accuracy):
            curves.mark(None if is_open or not kept.epoch else kept.epoch)

    def _outlook_words(self, losses: Sequence[float]) -> str:
        words = outlook(self._config, losses, self._start_loss, self._model)
        if number := best_epoch(losses, self._start_loss):
            loss, accuracy = self._measured[number]
            return tr(
                "Best so far: epoch {number}, validation loss {loss:.3f}, accuracy {accuracy}. {words}",
                number=number,
                loss=loss,
                accuracy=format_tenths(accuracy),
                words=words,
            )
        if not math.isfinite(self._start_loss):
            return words
        before = start_words(self._config.head_epochs > 0)
        return tr(
            "Best so far: {before}, validation loss {start_loss:.3f}. {words}",
            before=before,
            start_loss=self._start_loss,
            words=words,
        )

    def _clear_curves(self) -> None:
        self._measured, self._start_loss = {}, math.inf
        self.best_words.clear()
        self.loss.clear(self._epochs)
        self.accuracy.clear(self._epochs)
