"""The card on the run page for a training that ended without a model: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.program.translation import tr
from gui.widgets.folded_text import FoldedText
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from training.reports.kept_epoch import Kept, start_words


class EndCard(QFrame):
    """Says how the training ended, and offers to resume it or to make a model from the kept network."""

    resume_asked = Signal()
    finish_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("tone", "card")
        self._title = wrapped_label("strong")
        self._message, self._advice = wrapped_label(), wrapped_label("faint")
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = FoldedText(tr("Show the details"), tr("Hide the details"), 140)
        self.resume, self.finish = QPushButton(tr("Resume")), QPushButton()
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
        """The whole text."""
        return "\n".join(label.text() for label in (self._title, self._message, self._advice))

    def show_end(self, title: str, message: str, advice: str, details: str = "") -> None:
        """Show how the training ended.

        Args:
            title: in a few words.
            message: the exact cause; may be empty.
            advice: what to do.
            details: shown folded; may be empty.
        """
        self._title.setText(title)
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._advice.setText(advice)
        self._details.clear()
        self._details.add(details)
        self._details.setVisible(bool(details))
        self.show()

    def offer(self, can_resume: bool, kept: Kept | None) -> None:
        """Offer the possible actions.

        Args:
            can_resume: whether the training can be resumed.
            kept: the network of which a model can be made without further epochs; None where there is none.
        """
        self.resume.setVisible(can_resume)
        self.finish.setVisible(kept is not None)
        if kept:
            what = tr("epoch {epoch}", epoch=kept.epoch) if kept.epoch else start_words(kept.has_head_phase)
            self.finish.setText(tr("Make a model from {what}", what=what))
            self.finish.setToolTip(
                tr("Makes a model without further training. It gets the weights of {network}.", network=kept.words)
            )
