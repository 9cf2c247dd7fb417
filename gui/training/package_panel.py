"""What can be done with the model of a run: complete its card, install it, take that back, hand it on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.jobs import End, Outcome
from core.package_export import with_suffix
from core.product import MODEL_SUFFIX
from gui.jobs import Job
from gui.theme import SPACE

INSTALL, UNDO, EXPORT = "training.job.install", "training.job.undo", "training.job.export"

_CARD_FILE = "MODEL_CARD.md"
_AUTHOR = "## From its author"
_DRAFT = f"""

{_AUTHOR}
- Who made it, and how to reach them:
- Where the images come from, and under which terms:
- What it is meant for, and what not:
- What else its users should know:
"""


class PackagePanel(QWidget):
    """The model card to complete, and `foot` with the buttons, for whoever lays it out.

    `installed_changed` tells that others are installed now.
    """

    installed_changed = Signal()

    def __init__(self, make_job: Callable[..., Any] = Job, parent: QWidget | None = None) -> None:
        """Start without a package.

        Args:
            make_job: makes the `gui.jobs.Job`.
            parent: of the widget.
        """
        super().__init__(parent)
        self._make_job = make_job
        self._job: Any = None
        self._package: Path | None = None
        self._title = ""
        self._installation: Any = None
        heading, hint = QLabel("MODEL CARD"), QLabel()
        heading.setProperty("tone", "heading")
        hint.setProperty("tone", "faint")
        hint.setWordWrap(True)
        hint.setText(
            "It travels with the model. What stands there was written from the run; complete it before you install or "
            "hand on the model."
        )
        self.card = QPlainTextEdit()
        self.card.setMinimumHeight(280)
        self.card.setAccessibleName("Model card")
        self.install, self.undo = QPushButton("Install"), QPushButton("Undo")
        self.export = QPushButton("Export package…")
        self.install.setProperty("tone", "primary")
        self.install.setToolTip("Puts the model among those that this computer can use; the one in use stays in use")
        self.undo.setToolTip("Takes the installation back; an earlier model of the same name and version returns")
        self.export.setToolTip("Writes the model as one file that Falx opens and installs elsewhere")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (heading, hint, self.card):
            column.addWidget(widget)
        # Apart, so that it stays in sight below the card and all else.
        self.foot = QWidget(objectName="foot")
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
        """Offer what can be done with a package.

        Args:
            folder: of the package.
            title: its name and version.
        """
        self._package, self._title, self._installation = folder, title, None
        self._say("")
        try:
            text = (folder / _CARD_FILE).read_text("utf-8")
        except (OSError, ValueError) as error:
            text = ""
            self._say(f"The model card cannot be read ({error}).", is_problem=True)
        self.card.setPlainText(text if _AUTHOR in text else text.rstrip() + _DRAFT)
        self._update()

    def stop(self) -> None:
        """End what is under way, for a window that closes."""
        if self._job:
            self._job.stop()
            self._job = None

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
        self._say(words)
        job = self._job = self._make_job(target, arguments, is_yielding=False, parent=self)

        def on_ended(outcome: Outcome) -> None:
            if self._job is not job:
                return
            job.deleteLater()
            self._job = None
            if outcome.end is End.SUCCEEDED:
                ended(outcome.value)
            else:
                self._say(outcome.message or "Stopped.", is_problem=True)
            self._update()

        job.ended.connect(on_ended)
        job.start()
        self._update()

    def _on_install_clicked(self) -> None:
        def tell(installation: Any) -> None:
            self._installation = installation
            replaced = " The earlier one of that name and version is kept for Undo." if installation.earlier else ""
            self._say(f"{self._title} is installed. Choose it in the main window: Tools, Model.{replaced}")
            self.installed_changed.emit()

        self._do(INSTALL, (self._package, self.card.toPlainText()), "Checking and installing…", tell)

    def _on_undo_clicked(self) -> None:
        def tell(_: Any) -> None:
            is_back = self._installation.earlier is not None
            self._installation = None
            self._say(f"Taken back{'; the earlier model is there again' if is_back else ''}.")
            self.installed_changed.emit()

        self._do(UNDO, (self._installation,), "Taking it back…", tell)

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
                # Nobody was asked whether that one is to be replaced.
                self._say(f"{target.name} is there already. Choose it to replace it, or give another name.", True)
                return
            self._do(
                EXPORT,
                (self._package, self.card.toPlainText(), target),
                "Writing…",
                lambda _: self._say(f"Written to {target.name}."),
            )
