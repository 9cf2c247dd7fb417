"""The actions on the model of a run: complete its card, install it, undo that, export it."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import FalxError
from core.jobs import job_targets
from core.jobs.events import End, Outcome
from core.model.package import ModelPackage
from core.model.store import Installation, find_installation, tidy_store
from core.program.product import MODEL_SUFFIX
from core.program.translation import tr
from gui.training.result.card_view import CardView
from gui.training.run.job_texts import JobWords
from gui.translated_messages.relay import relayed
from gui.widgets.save_name import ask_save_name
from gui.widgets.theme import SPACE
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

    `installed_changed` signals that the installed models have changed; `use_asked` carries the folder of one to use.
    """

    installed_changed = Signal()
    use_asked = Signal(object)

    def __init__(
        self, model_in_use: Callable[[], Path | None], make_job: Callable[..., Job] = Job, parent: QWidget | None = None
    ) -> None:
        """Start without a package.

        Args:
            model_in_use: gives the folder of the model in use.
            make_job: makes the `gui.work.job.Job`.
            parent: of the widget.
        """
        super().__init__(parent)
        self._model_in_use, self._make_job = model_in_use, make_job
        self._job: Job | None = None
        self._package: Path | None = None
        self._title = ""
        self._installation: Installation | None = None
        # The card that it was installed with.
        self._installed_card = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        # Text typed into the cards of runs whose folders are not writable.
        self._unkept: dict[Path, str] = {}
        hint = QLabel()
        hint.setProperty("tone", "faint")
        hint.setWordWrap(True)
        hint.setText(
            tr(
                "Falx wrote this card from the run, and it is part of the model. Press Edit to complete it "
                "before you install or share the model."
            )
        )
        self.view = CardView()
        self.card = self.view.text
        self.card.textChanged.connect(self._pause.start)
        self.card.textChanged.connect(self._show_installed)
        self.install, self.undo = QPushButton(tr("Install")), QPushButton(tr("Undo"))
        self.use, self.export = QPushButton(tr("Use it now")), QPushButton(tr("Export package…"))
        self.use.setToolTip(tr("Take verdicts from this model from now on, in all windows"))
        self.install.setProperty("tone", "primary")
        self.undo.setToolTip(tr("Undo the installation; an earlier model of the same name and version is restored"))
        self.export.setToolTip(tr("Write the model as one file, to install it on another computer"))
        self.words = JobWords()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (hint, self.view):
            column.addWidget(widget)
        # A separate widget, so that it stays visible below the card.
        self.foot = QWidget()
        self.foot.setObjectName("foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(6 * SPACE, 2 * SPACE, 6 * SPACE, 2 * SPACE)
        for button in (self.install, self.use, self.undo, self.export):
            row.addWidget(button)
        row.addWidget(self.words, 1)
        self.install.clicked.connect(self._on_install_clicked)
        self.use.clicked.connect(self._on_use_clicked)
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
        self._find_installation()
        self.words.say(tr("{title} is installed.", title=title) if self._installation else "")
        text = ""
        try:
            text = self._unkept.get(folder) or read_card(folder)
        except FalxError as error:
            problem = relayed(str(error))
        if problem:
            self.words.say(problem, is_problem=True)
        self.view.show_card(text if _AUTHOR in text else text.rstrip() + _DRAFT)
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
            self.words.say(tr("Stopped."))
            self._look_again()
            self._update()
        if problem:
            self.words.say(problem, is_problem=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether the model is still installed."""
        super().showEvent(event)
        self._look_for_removal()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when the user comes back to the window, possibly from a command that has removed the model."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_for_removal()

    def _look_for_removal(self) -> None:
        if self._installation and not self._job and not self._installation.folder.exists():
            self._look_again()
            self._update()

    def _look_again(self) -> None:
        """Check whether an unfinished job has changed the installed models."""
        assert self._package is not None
        before = self._installation
        self._find_installation()
        if before != self._installation:
            self.words.say(
                tr("{title} is installed.", title=self._title)
                if self._installation
                else tr("{title} is no longer installed.", title=self._title)
            )
            self.installed_changed.emit()

    def _find_installation(self) -> None:
        assert self._package is not None
        self._installation, self._installed_card = None, ""
        with contextlib.suppress(FalxError):
            self._installation = find_installation(ModelPackage.open(self._package))
            if self._installation:
                self._installed_card = read_card(self._installation.folder)

    @Slot()
    def _show_installed(self) -> None:
        """Name on the button what it can still do: once installed, only another card is something to install."""
        is_installed = self._installation is not None
        is_same = is_installed and _bare(self.card.toPlainText()) == _bare(self._installed_card)
        self.install.setText(tr("Installed") if is_same else tr("Install again") if is_installed else tr("Install"))
        self.install.setToolTip(
            tr("The model is installed. Edit its card to install it again.")
            if is_same
            else tr("Install the model again, with the card as it is now")
            if is_installed
            else tr("Install the model on this computer; the model in use stays in use")
        )
        self.install.setEnabled(self._is_free and not is_same)

    @Slot()
    def _on_pause_timeout(self) -> None:
        if problem := self._keep_draft():
            self.words.say(problem, is_problem=True)

    def _keep_draft(self) -> str:
        """Save the text of the card; where that fails, show why and keep it until the window closes."""
        if self._package is None or not self.card.document().isModified():
            return ""
        self._pause.stop()
        try:
            keep_draft(self._package, self.card.toPlainText())
        except FalxError as error:
            self._unkept[self._package] = self.card.toPlainText()
            return tr("The model card could not be saved, and its text is lost when Falx closes: {error}", error=error)
        self._unkept.pop(self._package, None)
        self.card.document().setModified(False)
        return ""

    @property
    def _is_free(self) -> bool:
        return self._job is None and self._package is not None

    def _update(self) -> None:
        for button in (self.use, self.undo, self.export):
            button.setEnabled(self._is_free)
        self._show_installed()
        self.view.set_read_only(not self._is_free)
        installed = self._installation
        self.undo.setVisible(installed is not None)
        self.use.setVisible(installed is not None and installed.folder != self._model_in_use())

    def _do(self, target: str, arguments: tuple[Any, ...], words: str, ended: Callable[[Any], None]) -> None:
        self._keep_draft()
        self.words.say(words)
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
                self.words.say(outcome.message or tr("Stopped."), is_problem=True)
                tidy_store()
                self._look_again()
            self._update()

        job.ended.connect(on_ended)
        job.start()
        self._update()

    def _on_install_clicked(self) -> None:
        card = self.card.toPlainText()

        def tell(installation: Installation) -> None:
            self._installation, self._installed_card = installation, card
            replaced = tr(" Undo restores the earlier model of that name and version.") if installation.earlier else ""
            self.words.say(tr("{title} is installed.{replaced}", title=self._title, replaced=replaced))
            self.installed_changed.emit()

        self._do(job_targets.INSTALL_TRAINED, (self._package, card), tr("Checking and installing…"), tell)

    def _on_use_clicked(self) -> None:
        if self._installation:
            self.use_asked.emit(self._installation.folder)
            self.words.say(tr("{title} is the model in use now.", title=self._title))
            self._update()

    def _on_undo_clicked(self) -> None:
        def tell(installation: Installation) -> None:
            self._installation = None
            self.words.say(
                tr(
                    "The installation is undone{restored}.",
                    restored=tr(" and the earlier model restored") if installation.earlier else "",
                )
            )
            self.installed_changed.emit()

        self._do(job_targets.UNDO_INSTALLATION, (self._package,), tr("Undoing the installation…"), tell)

    def _on_export_clicked(self) -> None:
        suggestion = Path(f"{self._title.replace(' ', '-')}{MODEL_SUFFIX}")
        kinds = tr("Model package (*{model_suffix} *.zip)", model_suffix=MODEL_SUFFIX)
        target = ask_save_name(self, tr("Export package"), suggestion, kinds, (MODEL_SUFFIX, ".zip"))
        if target:
            self._do(
                job_targets.EXPORT_TRAINED,
                (self._package, self.card.toPlainText(), target),
                tr("Writing…"),
                lambda _: self.words.say(tr("Written to {name}.", name=target.name)),
            )


def _bare(card: str) -> str:
    """Return a card without the template that is offered to its author."""
    return card.rstrip().removesuffix(_DRAFT.rstrip()).rstrip()
