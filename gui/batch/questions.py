"""The questions that the window asks before it deletes something."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.program.wording import count_is


def is_removal_agreed(window: QWidget, title: str) -> bool:
    """Ask whether the results of a batch may be deleted."""
    more = "You cannot undo this. The pictures and the files that you saved elsewhere are not deleted."
    return _is_agreed(window, f"Remove the results of {title}?", more, "Remove", "Keep")


def is_discard_agreed(window: QWidget, title: str, records: int) -> bool:
    """Ask whether an unfinished batch with this number of records may be deleted."""
    lost = f"{count_is(records, 'record')} lost" if records else "It holds no records yet"
    more = f"{lost}, and it cannot be resumed. The pictures and the files that you saved elsewhere are not deleted."
    return _is_agreed(window, f"Discard the unfinished batch of {title}?", more, "Discard", "Keep")


def _is_agreed(window: QWidget, text: str, more: str, yes: str, no: str) -> bool:
    """Ask; Enter and Escape change nothing."""
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
