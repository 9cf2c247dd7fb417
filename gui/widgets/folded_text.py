"""A text that is folded until the user unfolds it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

_MOST_LINES = 5000


class FoldedText(QWidget):
    """Shows a link that unfolds lines of text below it."""

    def __init__(self, show_words: str, hide_words: str, height: int, parent: QWidget | None = None) -> None:
        """Start folded and empty.

        Args:
            show_words: on the link while folded.
            hide_words: on the link while unfolded.
            height: of the text, in pixels.
            parent: of the widget.
        """
        super().__init__(parent)
        self._words = (show_words, hide_words)
        self._link = QPushButton(show_words)
        self._link.setProperty("tone", "link")
        self._link.setCheckable(False)
        self._link.clicked.connect(self._on_link_clicked)
        self._text = QPlainTextEdit(readOnly=True, maximumBlockCount=_MOST_LINES)
        self._text.setFixedHeight(height)
        self._text.setAccessibleName(show_words)
        self._text.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._text)

    @property
    def text(self) -> str:
        """All lines."""
        return self._text.toPlainText()

    def clear(self) -> None:
        """Remove all lines."""
        self._text.clear()

    def add(self, line: str) -> None:
        """Append a line."""
        self._text.appendPlainText(line)

    def _on_link_clicked(self) -> None:
        is_shown = self._text.isHidden()
        self._text.setVisible(is_shown)
        self._link.setText(self._words[is_shown])
