"""The page in place of the list where there is nothing to list."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from gui.history.switch import HistorySwitch
from gui.widgets.wrapped_label import wrapped_label

_TEXT_WIDTH = 460
_OFF = mark(
    "The history keeps what you read: the verdict, your opinion on it, your note and your measurements, "
    "with the path of the file. It stays on this computer, and holds no picture and no patient's "
    "name.\n\nOpen a picture and press A to agree, O for another class, N for no tumour, or U if you are "
    "unsure: the first opinion turns the history on. To keep verdicts without opinions too, turn it on now."
)
_ON = mark(
    "The history is on. It keeps the verdict on each picture that you open, your opinion on it, your note and your "
    "measurements, with the path of the file. It stays on this computer, and holds no picture and no patient's "
    "name.\n\nOpen a picture: it appears here once Falx has classified it."
)


class EmptyHistoryPage(QWidget):
    """Says how a history is begun, or that no entry fits.

    `open_asked` signals that the user wants to open a picture.
    """

    open_asked = Signal()

    def __init__(self, switch: HistorySwitch) -> None:
        """Start as for an empty history.

        Args:
            switch: whether verdicts are kept; a button turns it on.
        """
        super().__init__()
        self._switch, self._has_entries = switch, False
        # A separate widget, from whose width Qt computes the height of the text.
        words = QWidget()
        words.setMaximumWidth(_TEXT_WIDTH)
        self._title, self._text, self._action = QLabel(), wrapped_label("faint"), QPushButton()
        self._title.setObjectName("pageTitle")
        self._action.setProperty("tone", "primary")
        lines = QVBoxLayout(words)
        lines.addStretch()
        lines.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(self._text)
        lines.addSpacing(12)
        lines.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch()
        row = QHBoxLayout(self)
        row.addStretch()
        row.addWidget(words, 100)
        row.addStretch()
        self._action.clicked.connect(self._on_action_clicked)
        switch.changed.connect(self._show)
        self._show()

    def show_lack(self, has_entries: bool) -> None:
        """Say what is lacking.

        Args:
            has_entries: whether the history has entries, none of which fits.
        """
        self._has_entries = has_entries
        self._show()

    @Slot()
    def _show(self) -> None:
        is_on = self._switch.is_on
        self._action.setVisible(not self._has_entries)
        self._action.setText(tr("Open a picture…") if is_on else tr("Turn the history on"))
        if self._has_entries:
            self._title.setText(tr("No entry fits these filters."))
            self._text.clear()
        else:
            self._title.setText(tr("Nothing is kept yet"))
            self._text.setText(tr(_ON) if is_on else tr(_OFF))

    @Slot()
    def _on_action_clicked(self) -> None:
        if self._switch.is_on:
            self.open_asked.emit()
        else:
            self._switch.turn(True)
