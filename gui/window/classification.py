"""From the shown slice to its verdict: requests to the network, and which answer still counts."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction

from core.model.confidence_levels import level_words
from core.model.verdicts import stated_in_words, stated_probability, whole_verdict
from core.program.log_text import LogText
from core.program.translation import tr
from core.program.wording import format_probability
from gui.panel.prediction_panel import PredictionPanel
from gui.translated_messages.relay import relayed
from gui.viewer.viewer import Viewer
from gui.widgets.number_texts import displayed_words
from gui.work.inference import InferenceThread

if TYPE_CHECKING:
    from core.model.prediction import Prediction
    from gui.work.answers import Answer, Failure, ModelFacts

_log = logging.getLogger(__name__)

_PATIENCE_MS = 120


class Classification(QObject):
    """Sends requests to the worker, and shows only the latest answer.

    A slice is classified through its own window, whatever the display was dragged to, unless the user says so.
    `answered` signals that a verdict is shown, and `answer_shown` carries it; `cleared` that there is none; `settled`
    that there is one or will be none; `said` carries messages for the status line.
    """

    answered = Signal()
    settled = Signal()
    answer_shown = Signal(object)
    cleared = Signal()
    said = Signal(str)

    def __init__(
        self,
        worker: InferenceThread,
        viewer: Viewer,
        panel: PredictionPanel,
        as_displayed: QAction,
        parent: QObject | None = None,
    ) -> None:
        """Connect worker, viewer and panel.

        Args:
            worker: answers requests.
            viewer: shows the slice and takes its heat map.
            panel: shows the verdict.
            as_displayed: the option to classify through the window of the display.
            parent: of the object.
        """
        super().__init__(parent)
        self._worker, self._viewer, self._panel, self._as_displayed = worker, viewer, panel, as_displayed
        self._number = 0
        self._is_reading = False
        self.facts: ModelFacts | None = None
        self.answer: Answer | None = None
        self._is_followed = True
        # Why there is no verdict: in short, and the reason.
        self._lack: tuple[str, str] | None = None
        self._method_name, self._class_name = panel.heat.method_name, panel.heat.class_name
        # An answer arrives within milliseconds; the verdict of the previous slice may stay that long, but not longer.
        self.patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self.patience.timeout.connect(self._on_patience_timeout)
        viewer.slice_shown.connect(self._on_viewer_slice_shown)
        viewer.window_chosen.connect(self._on_viewer_window_chosen)
        panel.heat.chosen.connect(self._on_heat_chosen)
        as_displayed.triggered.connect(self._on_as_displayed_triggered)
        worker.model_opened.connect(self._on_worker_model_opened)
        worker.model_failed.connect(self._on_worker_model_failed)
        worker.predict_failed.connect(self._on_worker_predict_failed)
        worker.answered.connect(self._on_worker_answered)

    @property
    def viewer(self) -> Viewer:
        """The viewer of the slice."""
        return self._viewer

    @property
    def panel(self) -> PredictionPanel:
        """The panel with the verdict."""
        return self._panel

    @property
    def caption(self) -> str:
        """The caption of the picture of the first pane, for its own answer only."""
        # The panel may show the verdict on another pane.
        answer = self.answer
        if answer is None or answer.image is not self._viewer.image:
            return tr("not classified")
        prediction = answer.at_level(self._panel.wanted_level)
        words = [whole_verdict(prediction.verdict, prediction.prediction_set)]
        if not prediction.trust.is_refused:
            words += [_probability_words(prediction), level_words(prediction.level)]
        if answer.shown_window:
            words.append(displayed_words(answer.shown_window))
        if self._viewer.view.shows_heat:
            words.append(tr("with heat map") if self._viewer.view.has_heat else tr("heat map not drawn yet"))
        count = len(self._viewer.slices)
        if count > 1:
            words.append(tr("slice {number:,} of {count:,}", number=self._viewer.index + 1, count=count))
        return f"{', '.join(words)}   {answer.facts.title}"

    @property
    def lack(self) -> str:
        """What is said in place of a verdict that failed; "" where none did."""
        return self._lack[0] if self._lack else ""

    @property
    def lack_reason(self) -> str:
        """Why there is no verdict; "" where none failed."""
        return self._lack[1] if self._lack else ""

    @property
    def method_name(self) -> str:
        """The name of the heat map's method."""
        return self.answer.method.name if self.answer else self._method_name

    def follow(self, is_followed: bool) -> None:
        """Let the panel show this verdict, or that of another pane."""
        if is_followed == self._is_followed:
            return
        if not is_followed:
            self._method_name, self._class_name = self._panel.heat.method_name, self._panel.heat.class_name
        self._is_followed = is_followed
        if not is_followed:
            return
        if self.facts:
            if self._panel.facts is not self.facts:
                self._panel.show_model(self.facts)
            self._panel.heat.show_state(self._method_name, self._class_name, self._viewer.view.shows_heat)
        self._show_in_panel()

    def ask(self) -> None:
        """Request the verdict on the shown slice."""
        image = self._viewer.image
        if image is not None:
            self._lack = None
            window = self._viewer.view.window_level if self._as_displayed.isChecked() else None
            if self._is_followed:
                self._method_name, self._class_name = self._panel.heat.method_name, self._panel.heat.class_name
            self._number = self._worker.predict(image, window, self._class_name, self._method_name)

    def await_picture(self) -> None:
        """Clear the verdict, because another picture is being read; say so after a moment."""
        self.begin_picture()
        self._number, self._is_reading = 0, True
        self._panel.clear("", "")
        self.patience.start()

    def begin_picture(self) -> None:
        """Reset the options that apply to the previous picture only."""
        self._is_reading = False
        self._as_displayed.setChecked(False)
        self._forget()

    def give_up(self, verdict: str = "", reason: str = "") -> None:
        """Clear the verdict, because none is expected.

        Args:
            verdict: the text in its place; by default that there is no picture.
            reason: why there is none.
        """
        self._is_reading = False
        self._lack = (verdict, reason) if verdict else None
        self._forget()
        self.patience.stop()
        if self._lack and self._is_followed:
            self._panel.clear(verdict, "", reason)
        elif not self._lack:
            self._panel.clear()

    @property
    def _title(self) -> str:
        return self.facts.title if self.facts else ""

    def _show_in_panel(self) -> None:
        if self.answer:
            self._panel.show_answer(self.answer)
        elif self._lack:
            verdict, reason = self._lack
            self._panel.clear(verdict, "", reason)
        elif self._viewer.image is not None:
            self._panel.clear(tr("Classifying…"), "")

    def _ask_soon(self) -> None:
        if self.patience.isActive():
            # What is shown is of a picture before the last one: steps in a row must not keep it.
            self._on_patience_timeout()
        else:
            self.patience.start()
        self.ask()

    def _forget(self) -> None:
        self.answer = None
        self.cleared.emit()

    @Slot(object)
    def _on_viewer_slice_shown(self, image: object) -> None:
        # The answer of the former slice explains nothing of this one.
        self.answer = None
        self._ask_soon()

    @Slot(object)
    def _on_viewer_window_chosen(self, window: object) -> None:
        if self._as_displayed.isChecked():
            self._ask_soon()

    @Slot()
    def _on_as_displayed_triggered(self) -> None:
        if self._viewer.image is not None:
            self._ask_soon()

    @Slot()
    def _on_heat_chosen(self) -> None:
        if self._is_followed:
            self.ask()

    @Slot()
    def _on_patience_timeout(self) -> None:
        if self._is_followed or self._is_reading:
            self._panel.clear(tr("Reading…") if self._is_reading else tr("Classifying…"))

    @Slot(object)
    def _on_worker_model_opened(self, facts: "ModelFacts") -> None:
        # An answer of another model is not one of this model.
        self.facts, self.answer = facts, None
        if self._is_followed:
            self._panel.show_model(facts)

    @Slot(object)
    def _on_worker_model_failed(self, failure: "Failure") -> None:
        _log.warning("no model: %s", LogText(failure.code))
        self.give_up(tr("No model"), relayed(failure.text))
        self.said.emit(tr("No model could be opened."))
        self.settled.emit()

    @Slot(int, object)
    def _on_worker_predict_failed(self, number: int, failure: "Failure") -> None:
        if number == self._number:
            _log.warning("no answer: %s", LogText(failure.code))
            self.give_up(tr("No answer"), relayed(failure.text))
            self.said.emit(tr("Ready"))
            self.settled.emit()

    @Slot(int, object)
    def _on_worker_answered(self, number: int, answer: "Answer") -> None:
        if number != self._number or answer.image is not self._viewer.image:
            return
        self.patience.stop()
        if self._is_followed:
            self._panel.show_answer(answer)
        self._viewer.show_answer(answer)
        self.answer = answer
        self.answer_shown.emit(answer)
        self.said.emit(
            tr("Ready · {title} · {milliseconds:.0f} ms", title=self._title, milliseconds=answer.milliseconds)
        )
        self.answered.emit()
        self.settled.emit()


def _probability_words(prediction: "Prediction") -> str:
    shares = dict(zip(prediction.classes, map(float, prediction.probabilities), strict=True))
    plausible, label = prediction.prediction_set, prediction.label
    stated = stated_probability(prediction.verdict, label, shares, prediction.tumour_probability, plausible)
    is_named = stated[0] == prediction.verdict and len(plausible) == 1
    return tr("probability {stated}", stated=format_probability(stated[1])) if is_named else stated_in_words(stated)
