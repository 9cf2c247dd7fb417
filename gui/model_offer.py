"""A model package that was opened like a picture: the window offers to install it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.jobs import End, Outcome
from core.names import one_line
from core.product import MODEL_SUFFIX
from gui.jobs import Job
from gui.model_watch import ModelWatch

if TYPE_CHECKING:
    from core.model_arrival import Arrival

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


def offer_model(parent: QWidget, path: Path, models: ModelWatch) -> QMessageBox:
    """Ask whether a package shall be installed, and do it in a child process if so; returns the question.

    Args:
        parent: the window that it was opened in.
        path: of the package.
        models: is asked to look when it is installed.
    """
    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    arrival = _arrival_of(path)
    name = arrival.title if arrival else path.name if path.is_dir() else path.stem
    box.setText(f"Install the model {one_line(name)}?")
    words = [
        arrival.words(is_done=False) if arrival else "",
        "It is the model in use." if arrival and models.is_in_use(arrival.folder) else "",
        "The package is checked first. Install models only from people you trust: verdicts come from them.",
    ]
    box.setInformativeText(" ".join(filter(None, words)))
    install = box.addButton("Install", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(install)
    install.clicked.connect(lambda: _install(parent, path, models))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def _arrival_of(path: Path) -> "Arrival | None":
    """Tell what the package would meet; None where it is damaged, as the check will say."""
    # Not needed for the first paint.
    from core.errors import FalxError
    from core.model_store import arrival_of

    try:
        return arrival_of(path)
    except FalxError:
        return None


def _install(parent: QWidget, path: Path, models: ModelWatch) -> None:
    job = Job("core.model_store.install_as_job", (path,), parent=parent)

    def on_ended(outcome: Outcome) -> None:
        # Also where it was killed, which leaves something to clear away.
        models.look()
        _tell(parent, outcome, models)

    job.ended.connect(on_ended)
    job.start()


def _tell(parent: QWidget, outcome: Outcome, models: ModelWatch) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setTextFormat(Qt.TextFormat.PlainText)
    if outcome.end is End.SUCCEEDED:
        arrival: Arrival = outcome.value
        is_used = models.is_in_use(arrival.folder)
        use = "It is the model in use." if is_used else "To use it, choose it under Tools > Model."
        box.setText(one_line(f"{arrival.title} is installed."))
        box.setInformativeText(f"{arrival.words(is_done=True)} {use}".strip())
    else:
        box.setText("The model was not installed.")
        box.setInformativeText(outcome.message)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
