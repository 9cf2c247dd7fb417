"""The questions that the history window asks before it deletes something."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QLabel, QMessageBox, QVBoxLayout, QWidget

from core.program.translation import is_translated, mark, tr
from core.program.wording import count_of
from gui.language import date_format_of
from gui.widgets.window_keys import add_window_keys
from gui.widgets.wrapped_label import wrapped_label

_LOST = mark("Your opinions, notes and measurements go with them. You cannot undo this. The pictures are not deleted.")
_LISTS_LOST = mark("The lists of your corrections, made for a training, are deleted too.")


def is_deletion_agreed(window: QWidget, count: int) -> bool:
    """Ask whether this number of entries may be deleted."""
    return _is_agreed(
        window,
        tr("Delete {entries} from the history?", entries=count_of(count, "entry", "entries")),
        tr(_LOST),
        tr("Delete"),
    )


def is_clearing_agreed(window: QWidget, count: int) -> bool:
    """Ask whether the whole history may be deleted."""
    text = tr("Delete the whole history, {entries}?", entries=count_of(count, "entry", "entries"))
    return _is_agreed(window, text, f"{tr(_LOST)} {tr(_LISTS_LOST)}", tr("Delete"))


def is_replacing_agreed(window: QWidget) -> bool:
    """Ask whether the corrections may replace the dataset that is put together in the training window."""
    lost = tr("The training window already has a dataset. Its list is replaced; no picture is deleted.")
    return _is_agreed(window, tr("Train on your corrections instead?"), lost, tr("Replace"))


class DateQuestion(QDialog):
    """Asks before which day entries are to be deleted; accepted, that is agreed."""

    def __init__(self, parent: QWidget) -> None:
        """Start with a month ago."""
        super().__init__(parent)
        self.setObjectName("dateQuestion")
        self.setWindowTitle(tr("Delete older entries"))
        self.day = QDateEdit(QDate.currentDate().addMonths(-1))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(date_format_of(QLocale().name() if is_translated() else "en"))
        self.day.setAccessibleName(tr("Delete all that was read before"))
        label = QLabel(tr("Delete all entries that were &read before"))
        label.setBuddy(self.day)
        buttons = QDialogButtonBox()
        keep = buttons.addButton(tr("Keep"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(tr("Delete"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        for widget in (label, self.day, wrapped_label("faint", tr(_LOST)), buttons):
            column.addWidget(widget)
        self.setMinimumWidth(360)
        add_window_keys(self)

    @property
    def time(self) -> datetime:
        """The beginning of the chosen day, on this computer."""
        day = self.day.date()
        return datetime(day.year(), day.month(), day.day()).astimezone()


def _is_agreed(window: QWidget, text: str, lost: str, verb: str) -> bool:
    """Ask; Enter and Escape change nothing."""
    box = QMessageBox(window)
    box.setWindowTitle(tr("History"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(lost)
    agreed = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    kept = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(kept)
    box.setEscapeButton(kept)
    add_window_keys(box)
    box.exec()
    return box.clickedButton() is agreed
