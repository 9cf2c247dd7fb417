"""The question for the number of a slice."""

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QWidget

from core.program.translation import tr
from gui.widgets.window_keys import add_window_keys


def ask_slice(parent: QWidget, current: int, count: int, on_chosen: Callable[[int], None]) -> QInputDialog:
    """Ask for a slice without holding up the window.

    Args:
        parent: the window.
        current: place of the shown slice, from 0.
        count: how many there are.
        on_chosen: is given the place of the chosen slice, from 0.
    """
    dialog = QInputDialog(parent)
    dialog.setObjectName("goToSlice")
    dialog.setWindowTitle(tr("Go to slice"))
    dialog.setLabelText(tr("Slice, from 1 to {count:,}:", count=count))
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    dialog.setIntRange(1, count)
    dialog.setIntValue(current + 1)
    dialog.setOkButtonText(tr("Go"))
    dialog.intValueSelected.connect(lambda number: on_chosen(number - 1))
    add_window_keys(dialog)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
