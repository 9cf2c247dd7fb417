"""The lines above the strip: the study in a sentence, or how far the sweep is, and what can be done about it."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.jobs.events import Progress
from core.program.translation import mark, tr
from core.sweep.result import StudyVerdict
from gui.sweep.longest_texts import longest_performance, longest_sentence
from gui.sweep.texts import progress_words
from gui.translated_messages.relay import relayed
from gui.widgets.class_marker import ClassMarker
from gui.widgets.theme import Colours, tabular
from gui.widgets.verdict_style import marker_of
from gui.widgets.wrapped_label import wrapped_label

_MARKER = 12
# The sentence gets the room that it needs.
_SENTENCE_STRETCH = 1000
# Pixels, more than any label is high.
_UNLIMITED = 100_000
# As long as there is no study to be worth anything.
_LEGEND = mark("The higher a bar, the more probable a tumour in that slice; its colour is the verdict.")


class _Offer(Enum):
    """What the button offers."""

    NOTHING = ""
    STOP = mark("Stop")
    AGAIN = mark("Classify the stack")
    LOOK = mark("Go to {number}")


# Beside the sentence, few words are enough to be seen, not to be heard.
_SPOKEN = {
    _Offer.STOP: mark("Stop classifying the stack"),
    _Offer.LOOK: mark("Go to slice {number}, the one to look at first"),
}


class StudyLine(QWidget):
    """Shows a sentence, a button for what comes next, and what the verdict is worth.

    `look_asked` carries the slice to look at first.
    """

    stop_asked = Signal()
    start_asked = Signal()
    look_asked = Signal(int)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._colours, self._offer = colours, _Offer.NOTHING
        self._study: StudyVerdict | None = None
        self._look_first = 0
        # The longest of each line. Their room is kept from the start: the picture above must not move when they come.
        self._longest_sentence, self._longest_worth = longest_sentence(), relayed(longest_performance())
        self._marker = ClassMarker(_MARKER)
        self._sentence, self._performance = wrapped_label(), wrapped_label("faint")
        for label in (self._sentence, self._performance):
            # It takes more lines rather than room from the picture's sides.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setMinimumWidth(1)
        self._sentence.setObjectName("studySentence")
        self._sentence.setFont(tabular(self._sentence.font()))
        self._performance.setObjectName("studyPerformance")
        self._button = QPushButton()
        self._button.setProperty("tone", "link")
        self._button.clicked.connect(self._on_button_clicked)
        self._row = row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._marker)
        row.addWidget(self._sentence, _SENTENCE_STRETCH)
        row.addWidget(self._button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._performance)
        self.show_nothing()

    @property
    def sentence(self) -> str:
        """The sentence as a whole."""
        return self._sentence.text()

    @property
    def performance(self) -> str:
        """What the verdict was measured to be worth, as a whole."""
        return self._performance.text()

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._colours = colours
        self._mark()

    def show_nothing(self, words: str = "") -> None:
        """Show no study, or why there is none yet."""
        self._show(words, _Offer.NOTHING)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the sweep is."""
        self._show(progress_words(progress), _Offer.STOP)

    def show_stopped(self, words: str, tip: str = "") -> None:
        """Show that the sweep ended early, and offer to start it again."""
        self._show(words, _Offer.AGAIN, tip)

    def show_study(self, sentence: str, study: StudyVerdict | None, look_first: int | None, performance: str) -> None:
        """Show the verdict on the study.

        Args:
            sentence: on it.
            study: the verdict; None where no slice could be read.
            look_first: the slice to look at first, from 0; None for none.
            performance: what it was measured to be worth.
        """
        self._look_first = look_first or 0
        self._show(
            sentence, _Offer.NOTHING if look_first is None else _Offer.LOOK, study=study, performance=performance
        )

    def _show(
        self, words: str, offer: _Offer, tip: str = "", study: StudyVerdict | None = None, performance: str = ""
    ) -> None:
        self._study, self._offer = study, offer
        self._sentence.setText(words)
        self._sentence.setAccessibleName(words)
        self._sentence.setToolTip(tip)
        # Ahead of the rest of the line, but no wider than its words.
        self._sentence.setMaximumWidth(self._sentence.fontMetrics().horizontalAdvance(words) + 4)
        worth = relayed(performance)
        self._performance.setText(worth or tr(_LEGEND))
        self._longest_sentence = max(self._longest_sentence, words, key=len)
        self._longest_worth = max(self._longest_worth, worth, key=len)
        number = self._look_first + 1
        text = tr(offer.value, number=number)
        self._button.setText(text)
        self._button.setAccessibleName(tr(_SPOKEN[offer], number=number) if offer in _SPOKEN else text)
        self._button.setVisible(offer is not _Offer.NOTHING)
        self._mark()
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room that the longest words need at the new width."""
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        """Make both lines as high as their longest words are, whatever they state now."""
        beside = self._marker.sizeHint().width() + 2 * self._row.spacing()
        beside += self._button.fontMetrics().horizontalAdvance(tr(_Offer.LOOK.value, number=100))
        sentence = self._height_of(self._sentence, self._longest_sentence, self.width() - beside)
        self._sentence.setMinimumHeight(max(sentence, self._button.sizeHint().height()))
        self._performance.setMinimumHeight(self._height_of(self._performance, self._longest_worth, self.width()))

    @staticmethod
    def _height_of(label: QLabel, words: str, width: int) -> int:
        wrapped = Qt.TextFlag.TextWordWrap
        return label.fontMetrics().boundingRect(0, 0, max(width, 1), _UNLIMITED, wrapped, words).height()

    def _mark(self) -> None:
        self._marker.setVisible(self._study is not None)
        if self._study:
            self._marker.show_class(*marker_of(self._study.verdict, self._colours, self._study.prediction_set))

    def _on_button_clicked(self) -> None:
        if self._offer is _Offer.STOP:
            self.stop_asked.emit()
        elif self._offer is _Offer.AGAIN:
            self.start_asked.emit()
        elif self._offer is _Offer.LOOK:
            self.look_asked.emit(self._look_first)
