"""The card of the model in use, to read."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from core.model.package import CARD_FILE, ModelPackage
from core.program.translation import tr
from gui.training.result.card_view import CardPage
from gui.widgets.window_keys import add_window_keys
from gui.widgets.window_size import fit_window

_FIRST_SIZE, _SMALLEST_SIZE = QSize(820, 680), QSize(480, 320)


def show_model_card(parent: QWidget, folder: Path) -> QDialog:
    """Show the card of a model.

    Args:
        parent: the window.
        folder: of the model.

    Raises:
        InvalidPackageError: if the model or its card cannot be read.
    """
    package = ModelPackage.open(folder)
    text = package.read(CARD_FILE).decode("utf-8", "replace")
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Model card of {title}", title=package.title))
    page, buttons = CardPage(), QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    page.show_markdown(text)
    buttons.rejected.connect(dialog.close)
    column = QVBoxLayout(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    fit_window(dialog, _FIRST_SIZE, _SMALLEST_SIZE)
    add_window_keys(dialog)
    dialog.show()
    return dialog
