"""A pane beside the first one: another heat map, another model, or another series."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from core.program.translation import tr
from gui.compare.content import PaneContent
from gui.compare.pane_head import PaneHead, short_verdict, verdict_words
from gui.translated_messages.relay import relayed
from gui.viewer.colour_bar import ColourBar
from gui.viewer.pane_grid import PaneFrame
from gui.viewer.picture_view import PictureView
from gui.viewer.tools.measurement_store import MeasurementStore
from gui.viewer.window_presets import WindowPresets
from gui.widgets.heat_texts import computing_words, map_note
from gui.work.answers import Answer, Failure, HeatMapAnswer, HeatMapRequest, ModelFacts
from gui.work.explaining import ExplanationThread
from gui.work.inference import InferenceThread, OpenClassifier
from gui.work.slow_map import SlowMap

if TYPE_CHECKING:
    from core.image.slice import Slice

OpenModel = Callable[[Path | None], OpenClassifier]


class SidePane(PaneFrame):
    """Classifies what it shows by a separate thread, so that no pane waits for another.

    `answer_shown` carries each verdict; `stepped` by how many slices the wheel steps; `series_read` reports
    that the slices of another series are there; `failed` that there is no verdict, as `failure` says.
    """

    answer_shown = Signal(object)
    stepped = Signal(int)
    series_read = Signal()
    failed = Signal()

    def __init__(
        self,
        content: PaneContent,
        open_model: OpenModel,
        opacity: float,
        level: float,
        store: MeasurementStore | None = None,
    ) -> None:
        """Start without a picture.

        Args:
            content: what to show.
            open_model: returns how a model is opened, by its folder; None for the one in use.
            opacity: of the heat map, in [0, 1].
            level: of the verdicts, or the nearest that the model offers.
            store: keeps the measurements, which are those of the slice in all panes; an empty one by default.
        """
        view, bar = PictureView(store=store), ColourBar()
        super().__init__(view, bar)
        self.view, self.bar, self.head = view, bar, PaneHead()
        self.presets = WindowPresets(view, self)
        self.set_head(self.head)
        self.content, self._open_model, self._level = content, open_model, level
        self.facts: ModelFacts | None = None
        self.answer: Answer | None = None
        self.failure: Failure | None = None
        self.slices: list[Slice] = []
        self._number = self._read_number = 0
        self._worker = InferenceThread(open_model(content.model))
        self._explanations = ExplanationThread(open_model(content.model))
        self._slow = SlowMap(self._explanations, self)
        self._slow.progressed.connect(self._on_slow_progressed)
        self._slow.drawn.connect(self._show_heat)
        worker = self._worker
        worker.model_opened.connect(self._on_worker_model_opened)
        worker.model_failed.connect(self._on_worker_model_failed)
        worker.answered.connect(self._on_worker_answered)
        worker.predict_failed.connect(self._on_worker_predict_failed)
        worker.slices_read.connect(self._on_worker_slices_read)
        worker.read_failed.connect(self._on_worker_predict_failed)
        worker.series_broken.connect(self._on_worker_series_broken)
        self.view.slice_stepped.connect(self.stepped)
        self.view.set_opacity(opacity)
        self._show_heat_or_not(bool(content.method))
        worker.start()
        self._read()

    @property
    def image(self) -> "Slice | None":
        """The slice that is shown."""
        return self.view.image

    def stop(self) -> None:
        """End the threads, without a wait: the window must not stall while the network still runs."""
        self.answer = self.facts = None
        for thread in (self._worker, self._explanations):
            thread.stop(patience_s=0)
            thread.forget_model()

    def show_content(self, content: PaneContent) -> None:
        """Show something else of the same place."""
        was, self.content = self.content, content
        if content.model != was.model:
            self.use_model(self._open_model(content.model))
        if content.series != was.series:
            self._read()
        self._show_heat_or_not(bool(content.method))
        self._ask()

    def use_model(self, open_classifier: OpenClassifier) -> None:
        """Ask another model from now on; nothing of the former one is shown any more."""
        self._slow.want(None)
        self.answer = self.facts = self.failure = None
        self.view.clear_heat()
        self._worker.use_model(open_classifier)
        self._explanations.use_model(open_classifier)
        self._ask()

    def show_image(self, image: "Slice", keeps_view: bool) -> None:
        """Show a slice and ask for its verdict."""
        self._slow.want(None)
        self.answer = None
        self.view.show_slice(image, keeps_view, self.presets.window_for(image))
        self._ask()

    def clear(self, words: str = "") -> None:
        """Show no picture, and what is under way in its place."""
        words = words or (tr("Reading…") if self._read_number else "")
        self._slow.want(None)
        self.answer = self.failure = None
        self._number = 0
        self.view.clear()
        self.head.set_words(words)

    def set_level(self, level: float) -> None:
        """Show verdicts at another level."""
        self._level = level
        self._show_verdict()

    def set_heat_visible(self, is_visible: bool) -> None:
        """Show or hide the heat map."""
        self._show_heat_or_not(is_visible)
        self._draw_slow_map()

    def _show_heat_or_not(self, is_visible: bool) -> None:
        self.view.set_heat_visible(is_visible)
        self.bar.setVisible(is_visible)

    def _read(self) -> None:
        """Read the other series, if there is one."""
        series, self.slices, self._read_number = self.content.series, [], 0
        if series:
            self.clear(tr("Reading…"))
            self._read_number = self._worker.read(series.path, series)

    def _ask(self) -> None:
        if self.image is not None:
            content, self.failure = self.content, None
            self.head.set_words(tr("Classifying…"))
            self._number = self._worker.predict(self.image, None, content.class_name, content.method)

    def _draw_slow_map(self) -> None:
        answer = self.answer
        if answer and answer.method.asks_network and self.view.shows_heat and not self.view.has_heat:
            self._slow.want(HeatMapRequest(answer.image, None, answer.method, answer.class_name))
            self.view.set_heat_note(computing_words(0, 1))

    @Slot(object)
    def _show_heat(self, answer: Answer | HeatMapAnswer) -> None:
        if answer.image is self.image:
            self.view.show_answer(answer)
            self.view.set_heat_note(map_note(answer.method, answer.class_name, answer.highest))
            self.bar.show_scale(answer.method)

    def _show_verdict(self) -> None:
        if self.answer:
            verdict, place = verdict_words(self.answer, self._level), ""
            if self.image in self.slices:
                place = f"{self.slices.index(self.image) + 1} / {len(self.slices)}  ·  "
            self.head.set_words(f"{place}{verdict}", short_verdict(self.answer, self._level))

    @Slot(int, object)
    def _on_worker_series_broken(self, number: int, members: list[Path]) -> None:
        if number == self._read_number:
            self._read_number = 0
            text = tr(
                "{name}: one of the {members} files of this series cannot be read; choose another "
                "series, or open this one by itself to see the other files",
                name=members[0].parent.name,
                members=len(members),
            )
            self._fail(Failure(members[0].parent, text, "series"))

    def _fail(self, failure: Failure) -> None:
        self.answer, self.failure = None, failure
        self.view.clear_heat()
        self.head.set_words(relayed(failure.text))
        self.failed.emit()

    @Slot(int, int)
    def _on_slow_progressed(self, done: int, total: int) -> None:
        self.view.set_heat_note(computing_words(done, total))

    @Slot(object)
    def _on_worker_model_opened(self, facts: ModelFacts) -> None:
        self.facts = facts

    @Slot(object)
    def _on_worker_model_failed(self, failure: Failure) -> None:
        self._fail(failure)

    @Slot(int, object)
    def _on_worker_answered(self, number: int, answer: Answer) -> None:
        if number != self._number or answer.image is not self.image:
            return
        self.answer = answer
        self._show_verdict()
        self._show_heat(answer)
        self._draw_slow_map()
        self.answer_shown.emit(answer)

    @Slot(int, object)
    def _on_worker_predict_failed(self, number: int, failure: Failure) -> None:
        if number in (self._number, self._read_number):
            self._fail(failure)

    @Slot(int, object)
    def _on_worker_slices_read(self, number: int, slices: "list[Slice]") -> None:
        if number == self._read_number:
            self._read_number, self.slices = 0, slices
            self.head.set_words("")
            self.series_read.emit()
