"""A line that offers to go on with a training that was not finished."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.theme import SPACE
from training.order_file import StoredRun


class UnfinishedBar(QFrame):
    """Names the newest unfinished run. `resume_asked` tells its folder."""

    resume_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("banner")
        self._run: StoredRun | None = None
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.resume, self.dismiss = QPushButton("Go on"), QPushButton("Not now")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 0, 2 * SPACE, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.resume)
        row.addWidget(self.dismiss)
        self.resume.clicked.connect(self._on_resume_clicked)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def offer(self, runs: Sequence[StoredRun]) -> None:
        """Offer the first of some runs; hide where there is none.

        Args:
            runs: the newest first.
        """
        self._run = runs[0] if runs else None
        self.setVisible(self._run is not None)
        if self._run is None:
            return
        request, folds = self._run.order.request, self._run.order.folds
        if folds is None:
            done = f"{self._run.epochs} of {request.config.epochs} epochs are done"
        else:
            done = f"{self._run.epochs} of {folds} folds are done"
        others = len(runs) - 1
        more = f" {others} more under “Open an earlier run…”." if others else ""
        self.words.setText(f"The training of {request.name} in {self._run.folder.name} was not finished: {done}.{more}")

    def _on_resume_clicked(self) -> None:
        self.hide()
        if self._run:
            self.resume_asked.emit(self._run.folder)
