"""The page in place of the list where there is nothing to list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from gui.widgets.wrapped_label import wrapped_label

_TEXT_WIDTH = 460
_EMPTY = mark(
    "The history keeps what you read: the verdict, your reading of it, your note and your measurements, "
    "with the path of the file. It stays on this computer, and holds no picture and no patient's "
    "name.\n\nOpen a picture and press A to agree, O for another class, N for no tumour, or U if you are "
    "unsure: the first reading turns the history on. To keep verdicts without readings too, choose Tools "
    "> Keep a history."
)


class EmptyHistoryPage(QWidget):
    """Says how a history is begun, or that no entry fits."""

    def __init__(self) -> None:
        """Start as for an empty history."""
        super().__init__()
        # A separate widget, from whose width Qt computes the height of the text.
        words = QWidget()
        words.setMaximumWidth(_TEXT_WIDTH)
        self._title, self._text = QLabel(), wrapped_label("faint", tr(_EMPTY))
        self._title.setObjectName("pageTitle")
        lines = QVBoxLayout(words)
        lines.addStretch()
        lines.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(self._text)
        lines.addStretch()
        row = QHBoxLayout(self)
        row.addStretch()
        row.addWidget(words, 100)
        row.addStretch()

    def show_lack(self, has_entries: bool) -> None:
        """Say what is lacking.

        Args:
            has_entries: whether the history has entries, none of which fits.
        """
        self._title.setText(tr("No entry fits these filters.") if has_entries else tr("Nothing is kept yet"))
        self._text.setText("" if has_entries else tr(_EMPTY))
