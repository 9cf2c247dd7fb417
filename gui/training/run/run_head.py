"""The head of the run page: what is trained and where, with buttons that do not scroll away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.theme import SPACE

_NOTHING = mark("Choose images and settings first. This page then shows the progress of the training.")


class RunHead(QWidget):
    """Shows two lines of text beside the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a training."""
        super().__init__(parent)
        middle = Qt.TextElideMode.ElideMiddle
        self.title, self.place = ElidedLabel(tr("No training yet"), middle), ElidedLabel(tr(_NOTHING), middle)
        self.title.setProperty("tone", "title")
        self.place.setProperty("tone", "faint")
        self.pause, self.cancel = QPushButton(tr("Pause")), QPushButton(tr("Stop"))
        self.cancel.setToolTip(tr("Stop after the current step. Finished epochs are kept."))
        row = QHBoxLayout(self)
        row.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 0)
        row.setSpacing(2 * SPACE)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self.title)
        words.addWidget(self.place)
        row.addLayout(words, 1)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
