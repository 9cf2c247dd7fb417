"""The right side: the verdict in words first, then the figures, then the heat map's controls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.percent import format_percent
from core.verdicts import verdict_name
from gui.class_marker import OUTSIDE, UNCERTAIN, ClassMarker
from gui.heat_controls import HeatControls
from gui.inference import Answer, ModelFacts
from gui.probability_bars import ProbabilityBars
from gui.scrolled_page import fill_scrolled
from gui.theme import SPACE, Colours
from gui.window_words import window_words

if TYPE_CHECKING:
    from core.prediction import Prediction

PANEL_WIDTH = 304


class PredictionPanel(QFrame):
    """Says what the network says, and how far it is to be trusted."""

    heat_toggled = Signal(bool)
    opacity_changed = Signal(float)
    class_chosen = Signal(object)

    def __init__(self, colours: Colours, opacity: float, parent: QWidget | None = None) -> None:
        """Start without a verdict."""
        super().__init__(parent)
        self.setObjectName("predictionPanel")
        self.setFixedWidth(PANEL_WIDTH)
        self._colours = colours
        self._facts: ModelFacts | None = None
        self._prediction: Prediction | None = None
        self._displayed_words = ""
        self._marker = ClassMarker(18)
        self._marker.hide()
        self._verdict = QLabel()
        self._verdict.setObjectName("verdict")
        self._verdict.setWordWrap(True)
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        self._verdict.setAccessibleName("Verdict")
        self._probability, self._set, self._novelty = QLabel(), QLabel(), QLabel()
        self._displayed = QLabel()
        self._displayed.setToolTip("Other verdicts come from the picture through its own window. Switch off: D.")
        self._displayed.hide()
        self._novelty.setToolTip("Novelty: how far the picture is from the training data; above 1 is outside them.")
        self._bars = ProbabilityBars()
        self.heat = HeatControls(opacity)
        self._model = QLabel()
        for label in (self._probability, self._displayed, self._set, self._novelty, self._model):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._probability, self._model):
            label.setProperty("tone", "faint")
        self._lay_out()
        self.heat.toggled.connect(self.heat_toggled)
        self.heat.opacity_changed.connect(self.opacity_changed)
        self.heat.class_chosen.connect(self.class_chosen)
        self.clear()

    @property
    def verdict_text(self) -> str:
        """The verdict in words."""
        return self._verdict.text()

    @property
    def displayed_words(self) -> str:
        """The window that the picture was classified through, where that is not its own; else ""."""
        return self._displayed_words

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self._colours = colours
        if self._prediction:
            self._show_prediction(self._prediction)
        else:
            self._bars.clear(colours)

    def show_model(self, facts: ModelFacts) -> None:
        """Take what is known of the model."""
        from core.prediction import display_name

        self._facts = facts
        names = [display_name(name) for name in facts.classes]
        self._bars.set_classes(facts.classes, names)
        self._bars.clear(self._colours)
        self.heat.set_classes(facts.classes, facts.has_evidence)
        self._show_title()

    def clear(self, verdict: str = "No picture", reason: str = "The verdict will stand here.") -> None:
        """Forget the prediction.

        Args:
            verdict: what to say in its place.
            reason: why.
        """
        self._prediction = None
        self._show_displayed("")
        self._marker.hide()
        self._verdict.setText(verdict)
        self._probability.setText(reason)
        self._set.clear()
        self._novelty.clear()
        self._bars.clear(self._colours)
        self.heat.set_available(False)
        self.heat.show_predicted(None)
        self._show_title()

    def show_answer(self, answer: Answer) -> None:
        """Show a prediction."""
        self._show_prediction(answer.prediction)
        window = answer.shown_window
        self._show_displayed(f"as displayed, {window_words(window)}" if window else "")
        self._show_title(f", {answer.milliseconds:.0f} ms")
        self.heat.set_available(True)
        self.heat.show_predicted(answer.prediction.label)

    def _show_title(self, more: str = "") -> None:
        if self._facts:
            self._model.setText(f"{self._facts.title}{more}\nNot a medical device.")

    def _show_displayed(self, words: str) -> None:
        self._displayed_words = words
        self._displayed.setText(f"Classified {words}" if words else "")
        self._displayed.setVisible(bool(words))

    def _show_prediction(self, prediction: "Prediction") -> None:
        from core.prediction import Trust, display_name, inline_name

        self._prediction = prediction
        colours = self._colours
        top = format_percent(float(prediction.probabilities.max()))
        if prediction.trust is Trust.OUTSIDE:
            self._marker.show_class(OUTSIDE, QColor(colours.outside))
            self._verdict.setText("This does not look like a brain MRI")
            self._probability.setText("It is not like the images that the model learnt from, so no class is given.")
        elif prediction.trust is Trust.UNCERTAIN:
            self._marker.show_class(UNCERTAIN, QColor(colours.uncertain))
            self._verdict.setText(verdict_name(UNCERTAIN, prediction.prediction_set))
            self._probability.setText(f"{inline_name(prediction.prediction_set[0])} {top}, calibrated")
        else:
            self._marker.show_class(prediction.label, colours.of_class(prediction.label))
            found = display_name(prediction.label)
            self._verdict.setText("No tumour found" if prediction.label == "notumor" else found)
            self._probability.setText(f"{top} calibrated")
        self._marker.show()
        is_refused = prediction.trust is Trust.OUTSIDE
        self._bars.show_probabilities([float(p) for p in prediction.probabilities], colours, is_refused)
        if is_refused:
            self._set.clear()
        else:
            coverage = format_percent(self._facts.coverage) if self._facts else ""
            plausible = ", ".join(inline_name(name) for name in prediction.prediction_set)
            self._set.setText(f"Plausible at {coverage}: {plausible}")
        self._set.setVisible(prediction.trust is not Trust.OUTSIDE)
        is_like = "yes" if prediction.is_in_distribution else "no"
        self._novelty.setText(f"Like the training data: {is_like} (novelty {prediction.novelty:.2f})")

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("panelInside")
        fill_scrolled(self, inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._marker, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._verdict, 1)
        column.addLayout(head)
        column.addWidget(self._probability)
        column.addWidget(self._displayed)
        column.addSpacing(SPACE)
        column.addWidget(self._bars)
        column.addSpacing(SPACE)
        column.addWidget(self._set)
        column.addWidget(self._novelty)
        column.addSpacing(SPACE)
        line = QFrame()
        line.setProperty("tone", "line")
        column.addWidget(line)
        column.addSpacing(SPACE)
        column.addWidget(self.heat)
        column.addStretch()
        column.addWidget(self._model)
