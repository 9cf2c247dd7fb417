"""The small dialogs: choosing files, keys, about."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from core import __version__
from core.formats import file_patterns
from core.program.product import MODEL_SUFFIX

_FORMATS = f"Images ({file_patterns()})"
_MODELS = f"Falx models (*{MODEL_SUFFIX} *.zip)"
_MOUSE = (
    ("Left drag", "Window width and centre"),
    ("Right drag, Ctrl+wheel", "Zoom"),
    ("Middle drag, space drag", "Shift"),
    ("Wheel", "Slices"),
    ("Double click", "Fit"),
)


def choose_files(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for files to open; return none if the user cancels."""
    # The list of suffixes is too long for the dialog.
    hidden = QFileDialog.Option.HideNameFilterDetails
    kinds = f"{_FORMATS};;{_MODELS};;All files (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, "Open", str(folder), kinds, options=hidden)
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for a folder to open; return none if the user cancels."""
    name = QFileDialog.getExistingDirectory(parent, "Open a folder", str(folder))
    return [Path(name)] if name else []


def choose_target(parent: QWidget, suggestion: Path) -> Path | None:
    """Ask where to save a picture."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save picture as", str(suggestion), "PNG (*.png)")
    return Path(name) if name else None


def show_shortcuts(parent: QWidget, keys: list[tuple[str, str]]) -> None:
    """Show keys and mouse actions."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Keys and mouse")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    half = (len(keys) + len(_MOUSE) + 1) // 2
    for index, (key, text) in enumerate((*keys, *_MOUSE)):
        name = QLabel(f"<b>{escape(key)}</b>")
        grid.addWidget(name, index % half, 2 * (index // half))
        grid.addWidget(QLabel(text), index % half, 2 * (index // half) + 1)
    column.addLayout(grid)
    column.addSpacing(12)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def show_about(parent: QWidget) -> None:
    """Show what Falx is, and what it is not."""
    box = QMessageBox(parent)
    box.setWindowTitle("About Falx")
    box.setText(f"<b>Falx {__version__}</b>")
    box.setInformativeText(
        "Classifies a slice of a brain MRI, shows where the network looked, and says how far to trust it.\n\n"
        "For research and teaching. Not a medical device; not for diagnosis.\n\n"
        "Apache License 2.0. The samples are synthetic and show no real person."
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
