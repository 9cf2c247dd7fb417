"""Explanations beside the verdict: maps that take seconds, what the network sees, and a check of the heat map."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.model.known_classes import inline_name
from core.program.translation import mark, tr
from gui.panel.prediction_panel import PredictionPanel
from gui.settings import Settings
from gui.translated_messages.relay import relayed
from gui.viewer.viewer import Viewer
from gui.widgets.heat_texts import computing_words
from gui.window.classification import Classification
from gui.window.menus import Menus
from gui.work.answers import Answer, CheckAnswer, Failure, HeatMapAnswer, HeatMapRequest, InputAnswer
from gui.work.explaining import ExplanationThread
from gui.work.inference import OpenClassifier
from gui.work.slow_map import SlowMap

if TYPE_CHECKING:
    from gui.explanation.check_window import CheckWindow
    from gui.explanation.input_window import InputWindow

_NO_PICTURE = mark("Open a picture to check its heat map.")


class Explaining(QObject):
    """Asks for explanations of the picture that is shown, and drops those of any other.

    `said` carries why an explanation is not there yet.
    """

    said = Signal(str)

    def __init__(
        self,
        classification: Classification,
        viewer: Viewer,
        panel: PredictionPanel,
        menus: Menus,
        settings: Settings,
        thread: ExplanationThread,
    ) -> None:
        """Listen to menus, panel and verdicts.

        Args:
            classification: has the verdict.
            viewer: shows the picture.
            panel: has the controls of the heat map.
            menus: of the window.
            settings: remember the method.
            thread: works on explanations.
        """
        super().__init__(classification)
        self._thread, self._classification, self._viewer, self._panel = thread, classification, viewer, panel
        self._settings = settings
        self._input_number = self._check_number = 0
        self._awaits_check = False
        self._input: InputWindow | None = None
        self._check: CheckWindow | None = None
        self._slow = SlowMap(thread, self)
        self._slow.progressed.connect(panel.heat.show_progress)
        self._slow.progressed.connect(self._on_slow_progressed)
        self._slow.drawn.connect(self._on_slow_drawn)
        menus.evidence.triggered.connect(panel.heat.toggle_evidence)
        menus.network_input.triggered.connect(self._on_network_input_triggered)
        menus.check_heat.triggered.connect(self._on_check_triggered)
        classification.answer_shown.connect(self._on_classification_answer_shown)
        classification.cleared.connect(self._on_classification_cleared)
        panel.heat.method_chosen.connect(self._on_heat_method_chosen)
        viewer.heat_toggled.connect(self._on_viewer_heat_toggled)
        thread.input_shown.connect(self._on_thread_input_shown)
        thread.checked.connect(self._on_thread_checked)
        thread.progressed.connect(self._on_thread_progressed)
        thread.failed.connect(self._on_thread_failed)

    @property
    def input_window(self) -> "InputWindow | None":
        """The window with what the network sees; None until it was opened."""
        return self._input

    @property
    def check_window(self) -> "CheckWindow | None":
        """The window that checks the heat map; None until it was opened."""
        return self._check

    def use_model(self, open_classifier: OpenClassifier) -> None:
        """Explain by another model from now on."""
        self._thread.use_model(open_classifier)

    def stop(self) -> None:
        """Close the windows and end the thread."""
        for window in (self._input, self._check):
            if window:
                window.close()
        self._thread.stop()

    def _request_for(self, answer: Answer) -> HeatMapRequest:
        return HeatMapRequest(answer.image, answer.shown_window, answer.method, answer.class_name)

    def _draw_if_wanted(self) -> None:
        """Draw the map that takes seconds, if it is to be seen and is not there yet."""
        answer = self._classification.answer
        is_wanted = answer is not None and answer.method.asks_network and self._viewer.view.shows_heat
        if answer is None or not is_wanted:
            self._slow.want(None)
        elif not self._viewer.view.has_heat:
            self._slow.want(self._request_for(answer))
            self._viewer.view.set_heat_note(computing_words(0, 1))

    @property
    def _lack(self) -> str:
        """Why there is nothing to explain; "" where there is a verdict, or nothing is open."""
        if self._classification.answer or self._viewer.image is None:
            return ""
        if reason := self._classification.lack_reason:
            return tr("There is no verdict to explain. {reason}", reason=reason)
        return tr("The picture is being classified. This follows the verdict.")

    def _ask_input(self) -> None:
        answer = self._classification.answer
        if self._input and self._input.isVisible() and answer:
            self._input_number = self._thread.show_input(answer.image, answer.shown_window)
        elif self._input and self._lack:
            self._input.show_failure(self._lack)
            self.said.emit(self._lack)

    @Slot()
    def _ask_check(self) -> None:
        answer = self._classification.answer
        if self._check and answer:
            words = answer.method.caption(inline_name(answer.class_name))
            self._check.begin(words)
            self._check_number = self._thread.check(self._request_for(answer))
        elif self._check and self._lack:
            self._awaits_check = True
            self._check.clear(self._lack, can_check=True)
            self.said.emit(self._lack)

    @Slot()
    def _stop_check(self) -> None:
        self._thread.cancel(self._check_number)
        self._check_number = 0
        if self._check:
            self._check.clear(tr("Stopped. Check again when you like."), can_check=True)

    @Slot(object)
    def _on_classification_answer_shown(self, answer: Answer) -> None:
        self._draw_if_wanted()
        self._ask_input()
        if self._check:
            if self._check_number:
                self._thread.cancel(self._check_number)
                self._check_number = 0
            self._check.clear(tr("The picture or its heat map has changed."), can_check=True)
            if self._awaits_check:
                self._awaits_check = False
                self._ask_check()

    @Slot()
    def _on_classification_cleared(self) -> None:
        self._slow.want(None)
        self._input_number = self._check_number = 0
        self._awaits_check = False
        if self._input:
            self._input.clear()
        if self._check:
            self._check.clear(tr(_NO_PICTURE), can_check=False)

    @Slot(str)
    def _on_heat_method_chosen(self, name: str) -> None:
        self._settings.heat_method = name

    @Slot(bool)
    def _on_viewer_heat_toggled(self, is_on: bool) -> None:
        self._draw_if_wanted()

    @Slot(int, int)
    def _on_slow_progressed(self, done: int, total: int) -> None:
        self._viewer.view.set_heat_note(computing_words(done, total))

    @Slot(object)
    def _on_slow_drawn(self, answer: HeatMapAnswer) -> None:
        if answer.image is self._viewer.image:
            self._viewer.show_answer(answer)

    @Slot()
    def _on_network_input_triggered(self) -> None:
        if self._input is None:
            from gui.explanation.input_window import InputWindow

            self._input = InputWindow(self._viewer.window())
        self._input.show()
        self._input.raise_()
        self._input.activateWindow()
        self._ask_input()

    @Slot()
    def _on_check_triggered(self) -> None:
        if self._check is None:
            from gui.explanation.check_window import CheckWindow

            self._check = CheckWindow(self._viewer.window())
            self._check.check_asked.connect(self._ask_check)
            self._check.stop_asked.connect(self._stop_check)
        self._check.show()
        self._check.raise_()
        self._check.activateWindow()
        if not self._check.is_running:
            self._ask_check()

    @Slot(int, object)
    def _on_thread_input_shown(self, number: int, answer: InputAnswer) -> None:
        if self._input and number == self._input_number:
            self._input.show_answer(answer)

    @Slot(int, object)
    def _on_thread_checked(self, number: int, answer: CheckAnswer) -> None:
        if self._check and number == self._check_number:
            self._check_number = 0
            self._check.show_answer(answer)

    @Slot(int, int, int)
    def _on_thread_progressed(self, number: int, done: int, total: int) -> None:
        if self._check and number == self._check_number:
            self._check.show_progress(done, total)

    @Slot(int, object)
    def _on_thread_failed(self, number: int, failure: Failure) -> None:
        if self._check and number == self._check_number:
            self._check_number = 0
            self._check.clear(relayed(failure.text), can_check=True)
        if self._input and number == self._input_number:
            self._input.show_failure(relayed(failure.text))
