"""A label that shows plain text on as many lines as it needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def wrapped_label(tone: str = "", text: str = "") -> QLabel:
    """Make a wrapped label.

    Args:
        tone: its style in the style sheet: "faint", "strong", "problem" or "" for plain.
        text: the first text.
    """
    label = QLabel(text)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
