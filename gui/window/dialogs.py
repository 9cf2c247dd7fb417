"""The small dialogs: choosing files, about."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core import __version__
from core.formats import file_patterns
from core.program.product import MODEL_SUFFIX
from core.program.translation import tr
from gui.widgets.save_name import ask_save_name
from gui.widgets.window_keys import add_window_keys


def choose_files(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for files to open; return none if the user cancels."""
    # The list of suffixes is too long for the dialog.
    hidden = QFileDialog.Option.HideNameFilterDetails
    formats = tr("Images ({patterns})", patterns=file_patterns())
    models = tr("Falx models (*{suffix} *.zip)", suffix=MODEL_SUFFIX)
    # All files first: those of a CD have no suffix, and what a file is, its bytes decide.
    kinds = f"{tr('All files (*)')};;{formats};;{models}"
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Open"), str(folder), kinds, options=hidden)
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for a folder to open; return none if the user cancels."""
    name = QFileDialog.getExistingDirectory(parent, tr("Open a folder"), str(folder))
    return [Path(name)] if name else []


def choose_target(parent: QWidget, suggestion: Path) -> Path | None:
    """Ask where to save a picture."""
    return ask_save_name(parent, tr("Save picture as"), suggestion, "PNG (*.png)", (".png",))


def show_about(parent: QWidget) -> None:
    """Show what Falx is, and what it is not."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About Falx"))
    box.setText(f"<b>Falx {__version__}</b>")
    box.setInformativeText(
        tr(
            "Classifies a slice of a brain MRI, shows where the network looked, and says how far to trust "
            "it.\n\nFor research and teaching. Not a medical device; not for diagnosis.\n\nApache License "
            "2.0. The samples are synthetic and show no real person."
        )
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    add_window_keys(box)
    box.open()
