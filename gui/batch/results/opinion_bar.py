"""The line below the rows that says what became of an opinion, with what undoes it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from core.program.translation import tr
from gui.widgets.elided_label import ElidedLabel


class OpinionBar(QFrame):
    """Shows one message; hidden until there is one."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("runBar")
        self._line = ElidedLabel()
        self._undo, close = QPushButton(tr("Undo")), QPushButton(tr("Dismiss"))
        self._undo.setAccessibleName(tr("Undo the opinion"))
        for button in (self._undo, close):
            button.setProperty("tone", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._undo)
        row.addWidget(close)
        self._undo.clicked.connect(self.undo_asked)
        close.clicked.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The whole message."""
        return self._line.whole_text

    def show_message(self, text: str, can_undo: bool) -> None:
        """Show what happened."""
        self._line.set_text(text)
        self._undo.setVisible(can_undo)
        self.show()
