"""What the window asks before it does what cannot be undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def is_removal_agreed(window: QWidget, title: str) -> bool:
    """Ask whether the results of a batch may be deleted."""
    more = "They cannot be brought back. The pictures and what was saved elsewhere stay as they are."
    return _is_agreed(window, f"Remove the results of {title}?", more, "Remove", "Keep")


def _is_agreed(window: QWidget, text: str, more: str, yes: str, no: str) -> bool:
    """Ask; Enter and Escape leave things as they are."""
    box = QMessageBox(window)
    box.setWindowTitle("Classify a folder")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    left = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(left)
    box.setEscapeButton(left)
    box.exec()
    return box.clickedButton() is agreed
