"""What the window asks before it does what cannot be undone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.program.wording import count_is


def is_removal_agreed(window: QWidget, title: str) -> bool:
    """Ask whether the results of a batch may be deleted."""
    more = "They cannot be brought back. The pictures and what was saved elsewhere stay as they are."
    return _is_agreed(window, f"Remove the results of {title}?", more, "Remove", "Keep")


def is_discard_agreed(window: QWidget, title: str, records: int) -> bool:
    """Ask whether what there is of a batch that did not come to its end, so many records, may be deleted."""
    lost = f"{count_is(records, 'record')} lost" if records else "It holds no records yet"
    more = f"{lost}, and it cannot be resumed. The pictures and what was saved elsewhere stay as they are."
    return _is_agreed(window, f"Discard the unfinished batch of {title}?", more, "Discard", "Keep")


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
