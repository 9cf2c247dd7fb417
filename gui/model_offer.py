"""A model package that was opened like a picture: the window offers to install it."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.jobs import End, Outcome
from core.names import one_line
from core.product import MODEL_SUFFIX
from gui.jobs import Job

# What only a package has; the module that reads packages is not needed for the first paint.
_NETWORK = "classifier.tflite"


def is_named_model(path: Path) -> bool:
    """Tell whether the name of a file alone says that it is a model."""
    return path.suffix.lower() == MODEL_SUFFIX


def is_model(path: Path) -> bool:
    """Tell whether a path is a model rather than pictures: by its suffix, or by what lies in a zip or a folder."""
    if is_named_model(path):
        return True
    if path.suffix.lower() == ".zip":
        return _is_in_zip(path)
    # Unlike pathlib's, this one also answers for a name that is too long.
    return os.path.isfile(path / _NETWORK)  # noqa: PTH113


def _is_in_zip(path: Path) -> bool:
    # Not needed for the first paint.
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            # In a folder of its own, as packages are exported, or in none.
            return any(name.rpartition("/")[2] == _NETWORK and name.count("/") < 2 for name in archive.namelist())
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def offer_model(parent: QWidget, path: Path) -> QMessageBox:
    """Ask whether a package shall be installed, and do it in a child process if so; returns the question."""
    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Install the model {one_line(path.name if path.is_dir() else path.stem)}?")
    box.setInformativeText("It is checked first. Install models only from people you trust: verdicts come from them.")
    install = box.addButton("Install", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(install)
    install.clicked.connect(lambda: _install(parent, path))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def _install(parent: QWidget, path: Path) -> None:
    job = Job("core.model_store.install_as_job", (path,), parent=parent)
    job.ended.connect(lambda outcome: _tell(parent, outcome))
    job.start()


def _tell(parent: QWidget, outcome: Outcome) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setTextFormat(Qt.TextFormat.PlainText)
    is_installed = outcome.end is End.SUCCEEDED
    box.setText(f"{outcome.value} is installed." if is_installed else "The model was not installed.")
    box.setInformativeText("Choose it under Tools > Model." if is_installed else outcome.message)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
