"""The questions that the window asks before it deletes something."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.program.translation import tr
from core.program.wording import count_is, count_of
from gui.widgets.window_keys import add_window_keys


def is_removal_agreed(window: QWidget, title: str) -> bool:
    """Ask whether the results of a batch may be deleted."""
    more = tr("You cannot undo this. The pictures and the files that you saved elsewhere are not deleted.")
    return _is_agreed(window, tr("Remove the results of {title}?", title=title), more, tr("Remove"), tr("Keep"))


def is_discard_agreed(window: QWidget, title: str, records: int) -> bool:
    """Ask whether an unfinished batch with this number of records may be deleted."""
    lost = tr("{records} lost", records=count_is(records, "record")) if records else tr("It holds no records yet")
    more = tr(
        "{lost}, and it cannot be resumed. The pictures and the files that you saved elsewhere are not deleted.",
        lost=lost,
    )
    return _is_agreed(
        window, tr("Discard the unfinished batch of {title}?", title=title), more, tr("Discard"), tr("Keep")
    )


def is_opinion_agreed(window: QWidget, rows: int) -> bool:
    """Ask whether one answer is meant for this number of rows."""
    more = tr("It replaces your earlier opinions of them. You can undo it until the next answer.")
    return _is_agreed(
        window, tr("Give this opinion to {rows}?", rows=count_of(rows, "row")), more, tr("Give"), tr("Cancel")
    )


def is_note_agreed(window: QWidget, rows: int) -> bool:
    """Ask whether one note is meant for this number of rows."""
    more = tr("It replaces your earlier notes on them. You can undo it until the next answer.")
    return _is_agreed(
        window, tr("Write a note on {rows}?", rows=count_of(rows, "row")), more, tr("Write a note"), tr("Cancel")
    )


def is_taking_back_agreed(window: QWidget, rows: int) -> bool:
    """Ask whether the opinions on this number of rows are to be taken back."""
    more = tr("You can undo it until the next answer.")
    return _is_agreed(
        window, tr("Take back the opinions on {rows}?", rows=count_of(rows, "row")), more, tr("Take back"), tr("Cancel")
    )


def _is_agreed(window: QWidget, text: str, more: str, yes: str, no: str) -> bool:
    """Ask; Enter and Escape change nothing."""
    box = QMessageBox(window)
    box.setWindowTitle(tr("Classify a folder"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    left = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(left)
    box.setEscapeButton(left)
    add_window_keys(box)
    box.exec()
    return box.clickedButton() is agreed
