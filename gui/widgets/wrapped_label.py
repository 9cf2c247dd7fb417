"""A label that shows plain text on as many lines as it needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.program.wording import unbroken


class WrappedLabel(QLabel):
    """Wraps plain text, but never inside a percentage; `text` gives it back as it was set."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Start with a text."""
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text."""
        self._given = text
        super().setText(unbroken(text))

    def clear(self) -> None:
        """Show no text."""
        self.setText("")

    def text(self) -> str:
        """Return the text."""
        return self._given


def wrapped_label(tone: str = "", text: str = "") -> WrappedLabel:
    """Make a wrapped label.

    Args:
        tone: its style in the style sheet: "faint", "strong", "problem" or "" for plain.
        text: the first text.
    """
    label = WrappedLabel(text)
    label.setProperty("tone", tone)
    return label
