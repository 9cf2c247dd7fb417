"""A label whose words are shown as they stand, on as many lines as they need."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def wrapped_label(tone: str = "", text: str = "") -> QLabel:
    """Make one.

    Args:
        tone: how the style sheet draws it: "faint", "strong", "problem" or "" for plain.
        text: that it begins with.
    """
    label = QLabel(text)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
