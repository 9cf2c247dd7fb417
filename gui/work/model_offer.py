"""Offers to install a model package that was opened like a picture."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from core.jobs import job_targets
from core.jobs.events import End, Outcome
from core.program.product import MODEL_SUFFIX
from core.program.translation import tr
from core.program.wording import one_line
from gui.widgets.window_keys import add_window_keys
from gui.work.background_worker import BackgroundWorker
from gui.work.job import Job
from gui.work.model_watch import ModelWatch

if TYPE_CHECKING:
    from core.model.install_summary import InstallSummary


def offer_model(parent: QWidget, path: Path, models: ModelWatch, use: Callable[[Path], None]) -> QMessageBox:
    """Ask whether to install a package, and install it in a child process if so; return the question.

    The question appears at once. What the package would replace is added when it has been read.

    Args:
        parent: the window.
        path: of the package.
        models: checks for changes after the installation.
        use: takes verdicts from an installed model from then on.
    """
    box = _Question(parent, path, models)
    box.install.clicked.connect(lambda: _install(parent, path, models, use))
    box.open()
    preview = InstallPreviewThread(path, parent)
    preview.ended.connect(box.show_summary)
    preview.start()
    return box


class _Question(QMessageBox):
    """Asks, with the facts about the package so far."""

    def __init__(self, parent: QWidget, path: Path, models: ModelWatch) -> None:
        super().__init__(parent)
        self._path, self._models = path, models
        self.setWindowTitle("Falx")
        self.setIcon(QMessageBox.Icon.Question)
        self.setTextFormat(Qt.TextFormat.PlainText)
        add_window_keys(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.install = self.addButton(tr("Install"), QMessageBox.ButtonRole.AcceptRole)
        self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.install)
        self.show_summary(None)

    @Slot(object)
    def show_summary(self, summary: "InstallSummary | None") -> None:
        """Show what the package would replace; None where that is unknown, as for a damaged one."""
        path = self._path
        # By name only: its disk may not answer.
        name = path.stem if path.suffix.lower() in (MODEL_SUFFIX, ".zip") else path.name
        model = one_line(summary.title if summary else name)
        if summary and summary.is_same:
            self.setText(tr("Install the model {model} again?", model=model))
            self.install.setText(tr("Install again"))
        else:
            self.setText(tr("Install the model {model}?", model=model))
        words = [
            summary.words(is_done=False) if summary else "",
            tr("It is the model in use.") if summary and self._models.is_in_use(summary.folder) else "",
            tr("Falx checks the package first. Install models only from people you trust: verdicts come from them."),
        ]
        self.setInformativeText(" ".join(filter(None, words)))


class InstallPreviewThread(BackgroundWorker):
    """Reads the package and the installed ones on a separate thread, because their disk may not answer.

    `ended` carries the `InstallSummary`, None where the package is damaged. The object then deletes itself.
    """

    ended = Signal(object)
    _was_read = Signal(object)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._was_read.connect(self._on_self_was_read)

    def start(self) -> None:
        """Start to read; where no thread is available, the question stays as it is."""
        with contextlib.suppress(RuntimeError):
            threading.Thread(target=self._read, name="falx model offer", daemon=True).start()

    def _read(self) -> None:
        # Not needed for the first paint.
        from core.errors import FalxError
        from core.model.store import preview_install

        summary = None
        with contextlib.suppress(FalxError):
            summary = preview_install(self._path)
        self.tell(self._was_read, summary)

    @Slot(object)
    def _on_self_was_read(self, summary: "InstallSummary | None") -> None:
        self.ended.emit(summary)
        self.deleteLater()


def _install(parent: QWidget, path: Path, models: ModelWatch, use: Callable[[Path], None]) -> None:
    job = Job(job_targets.INSTALL_PACKAGE, (path,), parent=parent)

    def on_ended(outcome: Outcome) -> None:
        # Also where it was killed, which leaves files to clean up.
        models.look()
        _show_result(parent, outcome, models, use)

    job.ended.connect(on_ended)
    job.start()


def _show_result(parent: QWidget, outcome: Outcome, models: ModelWatch, use: Callable[[Path], None]) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle("Falx")
    box.setTextFormat(Qt.TextFormat.PlainText)
    if outcome.end is End.SUCCEEDED:
        summary: InstallSummary = outcome.value
        is_used = models.is_in_use(summary.folder)
        box.setText(one_line(tr("{title} is installed.", title=summary.title)))
        said = tr("It is the model in use.") if is_used else tr("To use it later, choose it under Tools > Model.")
        box.setInformativeText(f"{summary.words(is_done=True)} {said}".strip())
        if not is_used:
            now = box.addButton(tr("Use it now"), QMessageBox.ButtonRole.AcceptRole)
            now.clicked.connect(lambda: use(summary.folder))
            box.setDefaultButton(now)
            box.addButton(tr("Not now"), QMessageBox.ButtonRole.RejectRole)
    else:
        box.setText(tr("The model was not installed."))
        box.setInformativeText(outcome.message)
    add_window_keys(box)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
