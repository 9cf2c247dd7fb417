"""Asks for the password of an archive."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from core.program.wording import one_line


def ask_password(parent: QWidget, name: str, is_again: bool) -> QInputDialog:
    """Open a dialog that asks for a password; its `textValueSelected` carries it.

    Args:
        parent: of the dialog.
        name: of the archive.
        is_again: whether one that was entered before did not fit.
    """
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("Password needed")
    before = "That password does not fit. " if is_again else ""
    dialog.setLabelText(f"{before}Password of {one_line(name)}:\nFalx keeps it until it is closed, and nowhere else.")
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.setOkButtonText("Open")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
