"""The actions on the model of a run: complete its card, install it, undo that, export it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import End, Outcome
from core.model.package import ModelPackage
from core.model.package_format.export import with_suffix
from core.model.store import Installation, find_installation, tidy_store
from core.program.product import MODEL_SUFFIX
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from gui.work.job import Job
from training.reports.card_edit import keep_draft, read_card

# Writing a package takes no longer than this.
_EXPORT_S = 2.0
# Typed text is saved after this time without a key.
_PAUSE_MS = 1000
_AUTHOR = "## From its author"
_DRAFT = f"""

{_AUTHOR}
- Author and contact:
- Origin of the images, and their terms of use:
- Intended use, and what it must not be used for:
- Further information for users:
"""


class PackagePanel(QWidget):
    """Shows the model card to complete; `foot` holds the buttons, to be placed by the page.

    `installed_changed` signals that the installed models have changed.
    """

    installed_changed = Signal()

    def __init__(self, make_job: Callable[..., Job] = Job, parent: QWidget | None = None) -> None:
        """Start without a package.

        Args:
            make_job: makes the `gui.work.job.Job`.
            parent: of the widget.
        """
        super().__init__(parent)
        self._make_job = make_job
        self._job: Job | None = None
        self._package: Path | None = None
        self._title = ""
        self._installation: Installation | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        # Text typed into the cards of runs whose folders are not writable.
        self._unkept: dict[Path, str] = {}
        heading, hint = QLabel("MODEL CARD"), QLabel()
        heading.setProperty("tone", "heading")
        hint.setProperty("tone", "faint")
        hint.setWordWrap(True)
        hint.setText(
            "Falx wrote this card from the run. It is part of the model: complete it before you install or share it."
        )
        self.card = QPlainTextEdit()
        self.card.setMinimumHeight(280)
        self.card.setAccessibleName("Model card")
        self.card.textChanged.connect(self._pause.start)
        self.install, self.undo = QPushButton("Install"), QPushButton("Undo")
        self.export = QPushButton("Export package…")
        self.install.setProperty("tone", "primary")
        self.install.setToolTip("Install the model on this computer; the model in use stays in use")
        self.undo.setToolTip("Undo the installation; an earlier model of the same name and version is restored")
        self.export.setToolTip("Write the model as one file, to install it on another computer")
        self.words = wrapped_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (heading, hint, self.card):
            column.addWidget(widget)
        # A separate widget, so that it stays visible below the card.
        self.foot = QWidget()
        self.foot.setObjectName("foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(6 * SPACE, 2 * SPACE, 6 * SPACE, 2 * SPACE)
        for button in (self.install, self.undo, self.export):
            row.addWidget(button)
        row.addWidget(self.words, 1)
        self.install.clicked.connect(self._on_install_clicked)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.export.clicked.connect(self._on_export_clicked)
        self._update()

    def show_package(self, folder: Path, title: str) -> None:
        """Offer the actions on a package.

        Args:
            folder: of the package.
            title: its name and version.
        """
        problem = self._keep_draft()
        self._package, self._title = folder, title
        self._installation = _installation_of(folder)
        self._say(f"{title} is installed." if self._installation else "")
        text = ""
        try:
            text = self._unkept.get(folder) or read_card(folder)
        except FalxError as error:
            problem = str(error)
        if problem:
            self._say(problem, is_problem=True)
        self.card.setPlainText(text if _AUTHOR in text else text.rstrip() + _DRAFT)
        # Try again to save text that could not be saved.
        self.card.document().setModified(folder in self._unkept)
        self._pause.stop()
        self._update()

    def stop(self) -> None:
        """Stop running work and save typed text, because the window closes."""
        problem = self._keep_draft()
        if self._job:
            # A half-written file would stay; a half-finished installation is cleaned up.
            self._job.stop(_EXPORT_S if self._job.target == job_targets.EXPORT_TRAINED else 0.0)
            tidy_store()
            self._job.deleteLater()
            self._job = None
            self._say("Stopped.")
            self._look_again()
            self._update()
        if problem:
            self._say(problem, is_problem=True)

    def _look_again(self) -> None:
        """Check whether an unfinished job has changed the installed models."""
        assert self._package is not None
        before, self._installation = self._installation, _installation_of(self._package)
        if before != self._installation:
            self._say(f"{self._title} is {'installed' if self._installation else 'no longer installed'}.")
            self.installed_changed.emit()

    @Slot()
    def _on_pause_timeout(self) -> None:
        if problem := self._keep_draft():
            self._say(problem, is_problem=True)

    def _keep_draft(self) -> str:
        """Save the text of the card; where that fails, show why and keep it until the window closes."""
        if self._package is None or not self.card.document().isModified():
            return ""
        self._pause.stop()
        try:
            keep_draft(self._package, self.card.toPlainText())
        except FalxError as error:
            self._unkept[self._package] = self.card.toPlainText()
            return f"The model card could not be saved, and its text is lost when Falx closes: {error}"
        self._unkept.pop(self._package, None)
        self.card.document().setModified(False)
        return ""

    def _update(self) -> None:
        is_free = self._job is None and self._package is not None
        for button in (self.install, self.undo, self.export):
            button.setEnabled(is_free)
        self.card.setReadOnly(not is_free)
        self.undo.setVisible(self._installation is not None)

    def _say(self, text: str, is_problem: bool = False) -> None:
        self.words.setProperty("tone", "problem" if is_problem else "faint")
        self.words.style().polish(self.words)
        self.words.setText(text)

    def _do(self, target: str, arguments: tuple[Any, ...], words: str, ended: Callable[[Any], None]) -> None:
        self._keep_draft()
        self._say(words)
        package = self._package
        job = self._job = self._make_job(target, arguments, is_yielding=False, parent=self)

        def on_ended(outcome: Outcome) -> None:
            if self._job is not job:
                return
            job.deleteLater()
            self._job = None
            if self._package != package:
                # The page shows the model of another run by now.
                self._look_again()
                self.installed_changed.emit()
            elif outcome.end is End.SUCCEEDED:
                ended(outcome.value)
            else:
                self._say(outcome.message or "Stopped.", is_problem=True)
                tidy_store()
                self._look_again()
            self._update()

        job.ended.connect(on_ended)
        job.start()
        self._update()

    def _on_install_clicked(self) -> None:
        def tell(installation: Installation) -> None:
            self._installation = installation
            replaced = " Undo restores the earlier model of that name and version." if installation.earlier else ""
            self._say(
                f"{self._title} is installed. To use it, choose it in the main window under Tools > Model.{replaced}"
            )
            self.installed_changed.emit()

        self._do(
            job_targets.INSTALL_TRAINED, (self._package, self.card.toPlainText()), "Checking and installing…", tell
        )

    def _on_undo_clicked(self) -> None:
        def tell(installation: Installation) -> None:
            self._installation = None
            self._say(f"The installation is undone{' and the earlier model restored' if installation.earlier else ''}.")
            self.installed_changed.emit()

        self._do(job_targets.UNDO_INSTALLATION, (self._package,), "Undoing the installation…", tell)

    def _on_export_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Export package",
            f"{self._title.replace(' ', '-')}{MODEL_SUFFIX}",
            f"Model package (*{MODEL_SUFFIX} *.zip)",
        )
        if name:
            target = with_suffix(Path(name))
            if target != Path(name) and target.exists():
                # The dialog did not ask whether to replace that file.
                self._say(f"{target.name} already exists. Choose that file to replace it, or enter another name.", True)
                return
            self._do(
                job_targets.EXPORT_TRAINED,
                (self._package, self.card.toPlainText(), target),
                "Writing…",
                lambda _: self._say(f"Written to {target.name}."),
            )


def _installation_of(folder: Path) -> Installation | None:
    try:
        return find_installation(ModelPackage.open(folder))
    except FalxError:
        return None
