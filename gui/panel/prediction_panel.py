"""The right side: the verdict in words first, then the figures, then the heat map's controls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from core.model.confidence_levels import DEFAULT_LEVEL, level_meaning, level_words
from core.model.known_classes import display_name
from core.model.verdict_explanation import (
    CALIBRATED,
    explain_openness,
    explain_verdict,
    list_plausible,
    state_likeness,
    state_probability,
)
from core.model.verdicts import whole_verdict
from core.program.translation import mark, tr
from gui.panel.heat_controls import HeatControls
from gui.panel.opinion_section import OpinionSection
from gui.panel.panel_foot import PanelFoot, thin_line
from gui.panel.probability_bars import ProbabilityBars
from gui.panel.verdict_label import VerdictLabel
from gui.widgets.class_marker import ClassMarker
from gui.widgets.level_choice import LevelChoice
from gui.widgets.number_texts import displayed_words
from gui.widgets.scrolled_page import fill_scrolled
from gui.widgets.theme import SPACE, Colours
from gui.widgets.verdict_style import marker_of
from gui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from core.model.prediction import Prediction
    from gui.work.answers import Answer, ModelFacts

PANEL_WIDTH, _LEAST_WIDTH, _MOST_WIDTH = 304, 264, 560
NO_PICTURE = mark("No picture")
WAITING = mark("The verdict appears here.")
# Room for the lines on how far to trust the verdict, so that the controls below keep their place.
_TRUST_LINES = 3


class PredictionPanel(QFrame):
    """Shows the answer of the network, and how far to trust it.

    `answer_changed` carries the answer that is shown now, None for none; `level_chosen` the level that the user
    chooses, `level_changed` that of what is shown from then on.
    """

    answer_changed = Signal(object)
    heat_toggled = Signal(bool)
    opacity_changed = Signal(float)
    level_chosen = Signal(float)
    level_changed = Signal(float)

    def __init__(
        self,
        colours: Colours,
        opacity: float,
        level: float = DEFAULT_LEVEL,
        heat_method: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Start without a verdict.

        Args:
            colours: of the theme.
            opacity: of the heat map, in [0, 1].
            level: of the verdicts, or the nearest that the model offers.
            heat_method: the method of the heat map that was chosen last; "" for the model's first.
            parent: of the panel.
        """
        super().__init__(parent)
        self.setObjectName("predictionPanel")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)
        self._colours = colours
        self._facts: ModelFacts | None = None
        self._answer: Answer | None = None
        self._prediction: Prediction | None = None
        self._wanted_level = level
        self._displayed_words = ""
        self._marker = ClassMarker(18)
        self._marker.setObjectName("verdictMarker")
        self._marker.hide()
        self._verdict = VerdictLabel()
        self.level = LevelChoice(level)
        self._probability, self._reason, self._set = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self._novelty, self._displayed, self._model = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self._displayed.setToolTip(
            tr("All other verdicts come from the picture through its own window. To switch this off, press D.")
        )
        self._displayed.hide()
        self._novelty.setToolTip(tr("Novelty: how far the picture is from the training data; above 1, it is outside."))
        self._answer_block, self._trust_block = QWidget(), QWidget()
        self._bars = ProbabilityBars()
        self.heat, self.opinion = HeatControls(opacity, heat_method), OpinionSection()
        self._set.setToolTip(tr("The classes that cannot be ruled out at this level, the most probable first."))
        self._model.setToolTip(tr("The model that answers, its version, and the time that it took for this slice."))
        for label in (self._probability, self._reason, self._model):
            label.setProperty("tone", "faint")
        self._lay_out()
        # For the line along the picture, which the style sheet draws.
        self.setContentsMargins(1, 0, 0, 0)
        self.heat.toggled.connect(self.heat_toggled)
        self.heat.opacity_changed.connect(self.opacity_changed)
        self.level.chosen.connect(self._on_level_chosen)
        self.clear()

    @property
    def verdict_text(self) -> str:
        """The verdict in words."""
        return self._verdict.text()

    @property
    def facts(self) -> "ModelFacts | None":
        """The facts about the model; None until it is open."""
        return self._facts

    @property
    def prediction(self) -> "Prediction | None":
        """The shown prediction; None where there is none."""
        return self._prediction

    @property
    def wanted_level(self) -> float:
        """The level of the verdicts, or the nearest that the model offers."""
        return self._wanted_level

    @property
    def level_words(self) -> str:
        """The level of the verdict, in words; "" without a verdict, or where it is the same at any level."""
        prediction = self._prediction
        return level_words(prediction.level) if prediction and not prediction.trust.is_refused else ""

    @property
    def displayed_words(self) -> str:
        """The window through which the picture was classified, if it is not its own; otherwise ""."""
        return self._displayed_words

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        if self._prediction:
            self._show_prediction(self._prediction)
        else:
            self._bars.clear(colours)

    def show_model(self, facts: "ModelFacts") -> None:
        """Take the facts about the model."""
        self._facts = facts
        # Drop an answer of another model, which has other classes.
        self._answer = self._prediction = None
        self.level.offer(facts.levels)
        self._bars.set_classes(facts.classes, [display_name(name) for name in facts.classes])
        self._bars.clear(self._colours)
        self.heat.set_model(facts.classes, facts.has_evidence, facts.metrics)
        self._show_title()
        self.answer_changed.emit(None)

    def set_level(self, level: float) -> None:
        """Show verdicts at a level, or at the nearest that the model offers, beginning with the current one."""
        self._wanted_level = level
        self.level_changed.emit(level)
        self.level.want(level)
        if self._answer:
            self._show_prediction(self._answer.at_level(level))
            self.answer_changed.emit(self._answer)

    def clear(self, verdict: str = NO_PICTURE, outlook: str = WAITING, reason: str = "") -> None:
        """Clear the prediction.

        Args:
            verdict: the text in its place.
            outlook: what happens next, in a few words.
            reason: why there is no prediction.
        """
        self._answer = self._prediction = None
        self._show_displayed("")
        self._marker.hide()
        self._show_verdict(tr(verdict))
        self._show_reason(reason)
        self._show_probability(tr(outlook))
        self._set.clear()
        self._novelty.clear()
        self._bars.clear(self._colours)
        self.heat.set_available(False)
        self.heat.show_predicted(None)
        self._show_title()
        self.answer_changed.emit(None)

    def show_answer(self, answer: "Answer") -> None:
        """Show a prediction."""
        self._answer = answer
        self._show_prediction(answer.at_level(self._wanted_level))
        window = answer.shown_window
        self._show_displayed(displayed_words(window) if window else "")
        self._show_title(tr(", {milliseconds:.0f} ms", milliseconds=answer.milliseconds))
        self.heat.set_available(True)
        self.heat.show_predicted(answer.prediction.label)
        self.answer_changed.emit(answer)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep room for long words, now that the style sheet has given them their font."""
        self._verdict.ensurePolished()
        line = _height_of(self._probability, 1)
        self._answer_block.setMinimumHeight(self._verdict.usual_height + SPACE + line)
        self._trust_block.setMinimumHeight(_height_of(self._set, _TRUST_LINES) + SPACE)
        super().showEvent(event)

    def _show_title(self, more: str = "") -> None:
        if self._facts:
            self._model.setText(tr("{title}{more}\nNot a medical device.", title=self._facts.title, more=more))

    def _show_displayed(self, words: str) -> None:
        self._displayed_words = words
        self._displayed.setText(tr("Classified {words}", words=words) if words else "")
        self._displayed.setVisible(bool(words))

    def _show_verdict(self, words: str, level: str = "", tip: str = "") -> None:
        self._verdict.show_words(words)
        self._verdict.setToolTip(tip)
        self._verdict.setAccessibleName(
            tr("Verdict: {verdict}{level}", verdict=words, level=f", {level}" if level else "")
        )
        self._verdict.setAccessibleDescription(tip)

    def _show_probability(self, words: str, tip: str = "") -> None:
        self._probability.setText(words)
        self._probability.setToolTip(tip)

    def _show_reason(self, words: str) -> None:
        self._reason.setText(words)
        self._reason.setVisible(bool(words))

    def _show_prediction(self, prediction: "Prediction") -> None:
        self._prediction = prediction
        trust, shares = prediction.trust, [float(share) for share in prediction.probabilities]
        verdict, plausible = prediction.verdict, prediction.prediction_set
        is_refused = trust.is_refused
        self._marker.show_class(*marker_of(verdict, self._colours, plausible))
        self._marker.show()
        tip = explain_verdict(trust, plausible)
        meaning = "" if is_refused else f"\n{level_meaning(prediction.level)}"
        self._show_verdict(whole_verdict(verdict, plausible), self.level_words, f"{tip}{meaning}")
        self._show_reason(explain_openness(prediction))
        # The probabilities of a refused slice appear below only, greyed.
        self._show_probability(state_probability(prediction), "" if is_refused else tr(CALIBRATED))
        self._bars.show_probabilities(shares, self._colours, is_refused)
        self._set.setText(list_plausible(prediction))
        self._set.setVisible(not is_refused)
        self._novelty.setText(state_likeness(prediction))

    @Slot(float)
    def _on_level_chosen(self, level: float) -> None:
        self.set_level(level)
        self.level_chosen.emit(level)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("panelInside")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        fill_scrolled(self, inner)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        # In the middle of the verdict's first line.
        beside = QVBoxLayout()
        beside.addSpacing(SPACE)
        beside.addWidget(self._marker)
        beside.addStretch()
        head.addLayout(beside)
        head.addWidget(self._verdict, 1)
        _stack(self._answer_block, head, self._probability)
        _stack(self._trust_block, self._set, self._novelty)
        column.addWidget(self._answer_block)
        column.addWidget(self.level)
        column.addWidget(self._reason)
        column.addWidget(self._displayed)
        column.addSpacing(SPACE)
        column.addWidget(self._bars)
        column.addSpacing(SPACE)
        column.addWidget(self._trust_block)
        column.addWidget(thin_line())
        column.addSpacing(SPACE)
        column.addWidget(self.heat)
        PanelFoot(self, column, self.opinion)
        column.addStretch()
        column.addWidget(self._model)


def _stack(block: QWidget, *parts: QWidget | QLayout) -> None:
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    column.addStretch()


def _height_of(label: QLabel, lines: int) -> int:
    """Measure how high a label is with a number of lines."""
    label.ensurePolished()
    sample = QLabel("\n".join("x" * lines))
    sample.setFont(label.font())
    return sample.sizeHint().height()
