"""Asks for the password of an archive."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from core.program.translation import tr
from core.program.wording import one_line
from gui.widgets.window_keys import add_window_keys


def ask_password(parent: QWidget, name: str, is_again: bool) -> QInputDialog:
    """Open a dialog that asks for a password; its `textValueSelected` carries it.

    Args:
        parent: of the dialog.
        name: of the archive.
        is_again: whether one that was entered before did not fit.
    """
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(tr("Password needed"))
    before = tr("That password does not fit. ") if is_again else ""
    dialog.setLabelText(
        tr(
            "{before}Password of {name}:\nFalx keeps it until it is closed, and nowhere else.",
            before=before,
            name=one_line(name),
        )
    )
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.setOkButtonText(tr("Open"))
    add_window_keys(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
