"""What stands on the run page when a training ended without a model: why, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme import SPACE
from gui.training.folded_text import FoldedText


class EndCard(QFrame):
    """Says in words how it ended, and offers to go on or to make a model of the best epoch."""

    resume_asked = Signal()
    finish_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("tone", "card")
        self._title = _label("strong")
        self._message, self._advice = _label(""), _label("faint")
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = FoldedText("Show the details", "Hide the details", 140)
        self.resume, self.finish = QPushButton("Go on"), QPushButton("Make a model of the best epoch so far")
        self.finish.setToolTip("No more epochs are trained; the best until now becomes a model package.")
        self.resume.clicked.connect(self.resume_asked)
        self.finish.clicked.connect(self.finish_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        for widget in (self._title, self._message, self._advice, self._details):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.resume)
        row.addWidget(self.finish)
        row.addStretch()
        column.addLayout(row)
        self.hide()

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(label.text() for label in (self._title, self._message, self._advice))

    def show_end(self, title: str, message: str, advice: str, details: str = "") -> None:
        """Say how it ended.

        Args:
            title: in a few words.
            message: what exactly; may be empty.
            advice: what to do.
            details: folded; may be empty.
        """
        self._title.setText(title)
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._advice.setText(advice)
        self._details.clear()
        self._details.add(details)
        self._details.setVisible(bool(details))
        self.show()

    def offer(self, can_resume: bool, can_finish: bool) -> None:
        """Offer what can be done."""
        self.resume.setVisible(can_resume)
        self.finish.setVisible(can_finish)


def _label(tone: str) -> QLabel:
    label = QLabel()
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
