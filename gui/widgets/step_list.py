"""The list of the steps of a training, with the state of each."""

import re
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from gui.widgets.theme import SPACE

_MARK_WIDTH = 20
# Where a line may end within a name; a longer part is elided in its middle, and whole in the tooltip.
_BREAKS = re.compile(r"([-_])(?=\w)")
_PIECES = re.compile(r"[^\s_-]+[_-]*|[\s_-]+")
_WORDS_WIDTH = 116


class Step(Enum):
    """The steps, in their order."""

    DATA = mark("Data")
    SETTINGS = mark("Settings")
    RUN = mark("Run")
    RESULT = mark("Result")


class StepState(Enum):
    """The state of a step, with its mark."""

    OPEN = "○"
    UNDER_WAY = "◐"
    DONE = "✓"
    PROBLEM = "!"


_SPOKEN = {
    StepState.OPEN: mark("open"),
    StepState.UNDER_WAY: mark("under way"),
    StepState.DONE: mark("done"),
    StepState.PROBLEM: mark("problem found"),
}


class StepList(QWidget):
    """Shows a button for each step, and a line below it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all steps as open; only the first can be chosen."""
        super().__init__(parent)
        self._buttons: dict[Step, QPushButton] = {}
        self._marks: dict[Step, QLabel] = {}
        self._words: dict[Step, QLabel] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for step in Step:
            button = QPushButton(tr(step.value))
            button.setProperty("tone", "step")
            mark = QLabel()
            mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            mark.setFixedWidth(_MARK_WIDTH)
            inside = QHBoxLayout(button)
            inside.setContentsMargins(2 * SPACE, 0, 0, 0)
            inside.addWidget(mark)
            inside.addStretch()
            button.setCheckable(True)
            button.setEnabled(step is Step.DATA)
            words = QLabel()
            words.setProperty("tone", "faint")
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setContentsMargins(10 * SPACE, 0, 2 * SPACE, 0)
            column.addWidget(button)
            column.addWidget(words)
            column.addSpacing(3 * SPACE)
            self._buttons[step], self._marks[step], self._words[step] = button, mark, words
            self._group.addButton(button, list(Step).index(step))
            self.set_state(step, StepState.OPEN)
        self._group.idClicked.connect(self._on_group_id_clicked)

    def set_state(self, step: Step, state: StepState, words: str = "") -> None:
        """Show the state of a step, as a mark and a few words."""
        self._marks[step].setText(state.value)
        self._buttons[step].setAccessibleDescription(f"{tr(_SPOKEN[state])}. {words}")
        label = self._words[step]
        label.setText(_BREAKS.sub("\\1\N{ZERO WIDTH SPACE}", _shortened(words, label.fontMetrics())))
        label.setToolTip(words)

    def set_reachable(self, step: Step, is_reachable: bool) -> None:
        """Set whether a step can be chosen."""
        self._buttons[step].setEnabled(is_reachable)

    def is_reachable(self, step: Step) -> bool:
        """Return whether a step can be chosen."""
        return self._buttons[step].isEnabled()

    def mark_of(self, step: Step) -> str:
        """Return the mark of a step's state."""
        return self._marks[step].text()

    def words_of(self, step: Step) -> QLabel:
        """Return the label below a step."""
        return self._words[step]

    def show_current(self, step: Step) -> None:
        """Mark the current step."""
        self._buttons[step].setChecked(True)

    @Slot(int)
    def _on_group_id_clicked(self, number: int) -> None:
        self.chosen.emit(list(Step)[number])


def _shortened(words: str, metrics: QFontMetrics) -> str:
    """Elide words that are longer than a line in their middle, so that they do not widen the column."""
    elide = Qt.TextElideMode.ElideMiddle
    return "".join(metrics.elidedText(piece, elide, _WORDS_WIDTH) for piece in _PIECES.findall(words))
