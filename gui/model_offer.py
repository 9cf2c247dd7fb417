"""A model package that was opened like a picture: the window offers to install it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core.jobs import End, Outcome
from core.names import one_line
from gui.jobs import Job


def offer_model(parent: QWidget, path: Path) -> QMessageBox:
    """Ask whether a package shall be installed, and do it in a child process if so; returns the question."""
    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Install the model {one_line(path.stem)}?")
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
    box.setInformativeText("" if is_installed else outcome.message)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
