"""From the shown slice to its verdict: requests to the network, and which answer still counts."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction

from core.program.log import Word
from gui.panel.prediction_panel import PredictionPanel
from gui.viewer.viewer import Viewer
from gui.work.inference import Answer, Failure, InferenceThread, ModelFacts

_log = logging.getLogger(__name__)

_PATIENCE_MS = 120


class Asking(QObject):
    """Sends requests to the worker, and shows only the latest answer.

    A slice is classified through its own window, whatever the display was dragged to, unless the user says so.
    `answered` signals that a verdict is shown; `said` carries messages for the status line.
    """

    answered = Signal()
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
        # An answer arrives within milliseconds; the verdict of the previous slice may stay that long.
        self.patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self.patience.timeout.connect(self._on_patience_timeout)
        viewer.slice_shown.connect(self._on_viewer_slice_shown)
        viewer.window_chosen.connect(self._on_viewer_window_chosen)
        panel.class_chosen.connect(self._on_panel_class_chosen)
        as_displayed.triggered.connect(self._on_as_displayed_triggered)
        worker.model_opened.connect(self._on_worker_model_opened)
        worker.model_failed.connect(self._on_worker_model_failed)
        worker.predict_failed.connect(self._on_worker_predict_failed)
        worker.answered.connect(self._on_worker_answered)

    @property
    def caption(self) -> str:
        """The caption of the shown picture, for its own answer only."""
        view = self._viewer.view
        if not view.has_heat:
            return "not classified"
        displayed = f", {self._panel.displayed_words}" if self._panel.displayed_words else ""
        level = f", {self._panel.level_words}" if self._panel.level_words else ""
        heat = ", with heat map" if view.shows_heat else ""
        return f"{self._panel.verdict_text}{level}{displayed}{heat}   {self._title}"

    def ask(self) -> None:
        """Request the verdict on the shown slice."""
        image = self._viewer.image
        if image is not None:
            window = self._viewer.view.window_level if self._as_displayed.isChecked() else None
            heat = self._panel.heat
            self._number = self._worker.predict(image, window, heat.class_name, heat.is_evidence)

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

    def give_up(self, verdict: str = "", reason: str = "") -> None:
        """Clear the verdict, because none is expected.

        Args:
            verdict: the text in its place; by default that there is no picture.
            reason: why there is none.
        """
        self._is_reading = False
        self.patience.stop()
        if verdict:
            self._panel.clear(verdict, "", reason)
        else:
            self._panel.clear()

    @property
    def _title(self) -> str:
        return self.facts.title if self.facts else ""

    def _ask_soon(self) -> None:
        self.patience.start()
        self.ask()

    @Slot(object)
    def _on_viewer_slice_shown(self, image: object) -> None:
        self._ask_soon()

    @Slot(object)
    def _on_viewer_window_chosen(self, window: object) -> None:
        if self._as_displayed.isChecked():
            self._ask_soon()

    @Slot()
    def _on_as_displayed_triggered(self) -> None:
        if self._viewer.image is not None:
            self._ask_soon()

    @Slot(object)
    def _on_panel_class_chosen(self, name: object) -> None:
        self.ask()

    @Slot()
    def _on_patience_timeout(self) -> None:
        self._panel.clear("Reading…" if self._is_reading else "Classifying…")

    @Slot(object)
    def _on_worker_model_opened(self, facts: ModelFacts) -> None:
        self.facts = facts
        self._panel.show_model(facts)

    @Slot(object)
    def _on_worker_model_failed(self, failure: Failure) -> None:
        _log.warning("no model: %s", Word(failure.code))
        self.give_up("No model", failure.text)
        self.said.emit("No model could be opened.")

    @Slot(int, object)
    def _on_worker_predict_failed(self, number: int, failure: Failure) -> None:
        if number == self._number:
            _log.warning("no answer: %s", Word(failure.code))
            self.give_up("No answer", failure.text)
            self.said.emit("Ready")

    @Slot(int, object)
    def _on_worker_answered(self, number: int, answer: Answer) -> None:
        if number != self._number or answer.image is not self._viewer.image:
            return
        self.patience.stop()
        self._panel.show_answer(answer)
        self._viewer.show_answer(answer)
        self.said.emit(f"Ready · {self._title} · {answer.milliseconds:.0f} ms")
        self.answered.emit()
