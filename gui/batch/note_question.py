"""The question for a note on opinions."""

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from core.history.entry import LONGEST_NOTE
from core.program.translation import tr
from core.program.wording import count_of
from gui.widgets.window_keys import add_window_keys


def ask_note(parent: QWidget, slices: int, notes: Collection[str], on_written: Callable[[str], None]) -> None:
    """Ask for a note without holding up the window.

    Args:
        parent: the window.
        slices: how many slices it is for.
        notes: that they have, each once.
        on_written: is given the note, "" for none, if that changes anything.
    """
    note = next(iter(notes)) if len(notes) == 1 else ""
    label = tr("Note on {slices}:", slices=count_of(slices, "slice"))
    if len(notes) > 1:
        label = tr("Note on {slices}, in place of different ones:", slices=count_of(slices, "slice"))
    dialog = QInputDialog(parent)
    dialog.setObjectName("opinionNote")
    dialog.setWindowTitle(tr("Note on my opinion"))
    dialog.setLabelText(label)
    dialog.setTextValue(note)
    for line in dialog.findChildren(QLineEdit):
        line.setMaxLength(LONGEST_NOTE)
        # A note is longer than a name.
        line.setMinimumWidth(360)
    dialog.setOkButtonText(tr("Save"))
    dialog.textValueSelected.connect(lambda text: on_written(text.strip()) if text.strip() != note else None)
    add_window_keys(dialog)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
