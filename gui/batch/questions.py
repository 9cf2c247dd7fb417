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


def is_stop_agreed(window: QWidget) -> bool:
    """Ask whether the batch that runs may end with the program."""
    box = QMessageBox(window)
    box.setWindowTitle("Classify a folder")
    box.setText("The folder is still being classified.")
    box.setInformativeText("What is done is kept, and can be gone on with later.")
    stop = box.addButton("Stop and quit", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("Keep Falx open", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is stop


def is_removal_agreed(window: QWidget, title: str) -> bool:
    """Ask whether the results of a batch may be deleted."""
    box = QMessageBox(window)
    box.setWindowTitle("Classify a folder")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Remove the results of {title}?")
    box.setInformativeText("They cannot be brought back. The pictures and what was saved elsewhere stay as they are.")
    remove = box.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is remove
