"""The thread of explanations that take a second or more; verdicts do not wait for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from gui.work.answers import HEAT_SIDE, CheckAnswer, Failure, HeatMapAnswer, HeatMapRequest, InputAnswer, unforeseen
from gui.work.newest_request import NewestRequestThread

if TYPE_CHECKING:
    from core.image.slice import Slice, Window
    from core.model.classifier import Classifier

_KINDS = ("input", "map", "check")


class ExplanationThread(NewestRequestThread):
    """Shows the network's input, draws heat maps that ask the network often, and checks heat maps by deletion.

    It has its own copy of the model, which is opened at the first request. Signals carry the number of the request
    that they answer; a receiver with a newer request ignores them.
    """

    progressed = Signal(int, int, int)
    input_shown = Signal(int, object)
    mapped = Signal(int, object)
    checked = Signal(int, object)
    failed = Signal(int, object)

    def __init__(self, open_classifier: "Callable[[], Classifier]") -> None:
        """Prepare the thread; it starts at the first request.

        Args:
            open_classifier: how the model is opened.
        """
        super().__init__(("model", *_KINDS))
        self._open_classifier = open_classifier
        self._classifier: Classifier | None = None
        # Of the request that is worked on, if it is not wanted any more, and of some that ended meanwhile.
        self._cancelled: set[int] = set()

    def use_model(self, open_classifier: "Callable[[], Classifier]") -> None:
        """Answer all later requests by another model."""
        self.ask("model", lambda number: self._use_model(open_classifier))

    def show_input(self, image: "Slice", window: "Window | None") -> int:
        """Request what the network sees of a slice; return the request's number."""
        return self._request("input", lambda number: self._show_input(number, image, window))

    def draw_map(self, request: HeatMapRequest) -> int:
        """Request a heat map; return the request's number."""
        return self._request("map", lambda number: self._draw_map(number, request))

    def check(self, request: HeatMapRequest) -> int:
        """Request a check of a heat map by deletion; return the request's number."""
        return self._request("check", lambda number: self._check(number, request))

    def cancel(self, number: int) -> None:
        """Stop the work on a request; nothing is answered."""
        if not self._withdraw(number):
            self._cancelled.add(number)

    def forget_model(self) -> None:
        """Let go of the model; it is opened again by the next request."""
        self._classifier = None

    def tell_failure(self, kind: str, number: int, error: Exception) -> None:
        """Report the error as the answer that the window waits for."""
        self.tell(self.failed, number, unforeseen(error))

    def _request(self, kind: str, work: Callable[[int], None]) -> int:
        number = self.ask(kind, lambda number: self._work(number, work))
        self.start()
        return number

    def _work(self, number: int, work: Callable[[int], None]) -> None:
        from core.errors import FalxError
        from core.jobs.events import Cancelled

        try:
            work(number)
        except Cancelled:
            return
        except FalxError as error:
            self.tell(self.failed, number, Failure(None, str(error), error.code))
        finally:
            self._cancelled.clear()

    def _progress_of(self, number: int, kind: str) -> Callable[[int, int], None]:
        from core.jobs.events import Cancelled

        is_wanted = self._wanted("model", kind)

        def on_progress(done: int, total: int) -> None:
            if number in self._cancelled or not is_wanted():
                raise Cancelled
            self.tell(self.progressed, number, done, total)

        return on_progress

    def _show_input(self, number: int, image: "Slice", window: "Window | None") -> None:
        from core.model.network_input import network_input

        classifier = self._opened()
        self.tell(self.input_shown, number, InputAnswer(image, network_input(classifier, image, window)))

    def _draw_map(self, number: int, request: HeatMapRequest) -> None:
        from core.image.colour_map import colorize, half_maximum_outlines

        classifier = self._opened()
        prediction = classifier.predict(request.image, request.window)
        name, method = request.class_name or prediction.label, request.method
        heat = classifier.explain(prediction, name, HEAT_SIDE, method, request.image, self._progress_of(number, "map"))
        coloured, outlines = colorize(heat, 1.0), half_maximum_outlines(heat)
        self.tell(
            self.mapped, number, HeatMapAnswer(request.image, name, method, coloured, outlines, float(heat.max()))
        )

    def _check(self, number: int, request: HeatMapRequest) -> None:
        from core.model.deletion_check import check_deletion

        classifier = self._opened()
        prediction = classifier.predict(request.image, request.window)
        name = request.class_name or prediction.label
        found = check_deletion(
            classifier, request.image, prediction, request.method, name, self._progress_of(number, "check")
        )
        self.tell(self.checked, number, CheckAnswer(request.image, request.method, found))

    def _use_model(self, open_classifier: "Callable[[], Classifier]") -> None:
        self._open_classifier, self._classifier = open_classifier, None

    def _opened(self) -> "Classifier":
        if self._classifier is None:
            self._classifier = self._open_classifier()
        return self._classifier
