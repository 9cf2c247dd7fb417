"""What the window asks before it does what cannot be undone."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class ClosingChoice(Enum):
    """What becomes of a batch whose window is closed."""

    STOP = "stop"
    BACKGROUND = "go on"
    STAY = "stay"


def ask_about_closing(window: QWidget) -> ClosingChoice:
    """Ask what becomes of the batch that runs."""
    box = QMessageBox(window)
    box.setWindowTitle("Classify a folder")
    box.setText("The folder is still being classified.")
    box.setInformativeText("What is done is kept either way, and can be gone on with later.")
    stop = box.addButton("Stop", QMessageBox.ButtonRole.DestructiveRole)
    background = box.addButton("Go on in the background", QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("Keep the window open", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(background)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    if clicked is stop:
        return ClosingChoice.STOP
    return ClosingChoice.BACKGROUND if clicked is background else ClosingChoice.STAY


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
