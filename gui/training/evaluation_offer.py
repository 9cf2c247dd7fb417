"""The bar that offers to continue an evaluation that was stopped or interrupted."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from core.program.translation import tr
from core.program.wording import count_of
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from training.evaluation.unfinished import UnfinishedEvaluation


class EvaluationOffer(QFrame):
    """Names the newest unfinished evaluation. `resume_asked` carries the request that resumes it.

    A dismissed one is not offered again while the program runs.
    """

    resume_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("banner")
        self._found: UnfinishedEvaluation | None = None
        self._dismissed: set[Path] = set()
        self.words = wrapped_label()
        self.resume_button, self.dismiss = QPushButton(tr("Resume")), QPushButton(tr("Not now"))
        row = QHBoxLayout(self)
        # The style sheet sets the same margins for all strips.
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.words, 1)
        row.addWidget(self.resume_button)
        row.addWidget(self.dismiss)
        self.resume_button.clicked.connect(self._on_resume_button_clicked)
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        self.hide()

    def offer(self, found: "Sequence[UnfinishedEvaluation]") -> None:
        """Offer the first that was not dismissed; hide where there is none.

        Args:
            found: the newest first.
        """
        wanted = [one for one in found if one.request.out not in self._dismissed]
        self._found = wanted[0] if wanted else None
        self.setVisible(self._found is not None)
        if self._found:
            one = self._found
            self.words.setText(
                tr(
                    "The evaluation of {model} on {dataset} was not finished: {done:,} of {images} are measured.",
                    model=one.model,
                    dataset=one.request.dataset.name,
                    done=one.done,
                    images=count_of(one.images, "image"),
                )
            )

    @Slot()
    def _on_resume_button_clicked(self) -> None:
        self.hide()
        if self._found:
            self.resume_asked.emit(self._found.request)

    @Slot()
    def _on_dismiss_clicked(self) -> None:
        if self._found:
            self._dismissed.add(self._found.request.out)
        self.hide()
