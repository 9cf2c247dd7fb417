"""The bar that offers to resume an unfinished training."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from core.program.translation import tr
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label
from training.runs.order import StoredRun


class UnfinishedBar(QFrame):
    """Names the newest unfinished run, and the number of others. `resume_asked` carries its folder.

    A dismissed run is not offered again while the program runs.
    """

    resume_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("banner")
        self._run: StoredRun | None = None
        self._shown: list[Path] = []
        self._dismissed: set[Path] = set()
        self.words = wrapped_label()
        self.resume, self.dismiss = QPushButton(tr("Resume")), QPushButton(tr("Not now"))
        row = QHBoxLayout(self)
        # The style sheet sets the same margins for all strips.
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.words, 1)
        row.addWidget(self.resume)
        row.addWidget(self.dismiss)
        self.resume.clicked.connect(self._on_resume_clicked)
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        self.hide()

    def offer(self, runs: Sequence[StoredRun]) -> None:
        """Offer the first run that was not dismissed; hide where there is none.

        Args:
            runs: the newest first.
        """
        wanted = [run for run in runs if run.folder not in self._dismissed]
        self._shown = [run.folder for run in wanted]
        self._run = wanted[0] if wanted else None
        self.setVisible(self._run is not None)
        if self._run is None:
            return
        request, folds = self._run.order.request, self._run.order.folds
        if folds is not None:
            done = tr(": {epochs} of {folds} folds are done", epochs=self._run.epochs, folds=folds)
        elif request.config.epochs:
            done = tr(": {done} of {total} epochs are done", done=self._run.epochs, total=request.config.epochs)
        else:
            # These settings have no epochs to count.
            done = ""
        others = self._shown[1:]
        more = ""
        if others:
            count = tr("One more is") if len(others) == 1 else tr("{others} more are", others=len(others))
            more = tr(" {count} unfinished: choose “Open an earlier run…”.", count=count)
        self.words.setText(
            tr(
                "The training of {model} in {folder} was not finished{done}.{more}",
                model=request.name,
                folder=self._run.folder.name,
                done=done,
                more=more,
            )
        )
        self.words.setToolTip(
            "\n".join([tr("Also unfinished:"), *(folder.name for folder in others)]) if others else ""
        )

    @Slot()
    def _on_resume_clicked(self) -> None:
        self.hide()
        if self._run:
            self.resume_asked.emit(self._run.folder)

    @Slot()
    def _on_dismiss_clicked(self) -> None:
        self._dismissed.update(self._shown)
        self.hide()
