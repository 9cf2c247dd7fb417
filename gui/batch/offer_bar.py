"""The bar at the top that offers to resume a stopped or interrupted batch."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from core.batch.saved_batch import SavedBatch
from core.batch.slice_names import title_of
from core.program.translation import format_date, tr
from core.program.wording import count_of
from gui.widgets.wrapped_label import wrapped_label


class OfferBar(QFrame):
    """Offers to resume a batch, or to discard it."""

    accepted = Signal(object)
    declined = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("banner")
        self._saved: SavedBatch | None = None
        self._text = wrapped_label()
        self.resume_button, discard = QPushButton(tr("Resume")), QPushButton(tr("Discard"))
        self.resume_button.clicked.connect(lambda: self.accepted.emit(self._saved))
        discard.clicked.connect(lambda: self.declined.emit(self._saved))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self.resume_button)
        row.addWidget(discard)
        self.hide()

    @property
    def text(self) -> str:
        """The batch that is offered."""
        return self._text.text()

    def offer(self, saved: SavedBatch, now: datetime, reason: str = "") -> None:
        """Offer to resume a batch; show the reason for the interruption where it is known."""
        self._saved = saved
        end = tr("stopped") if saved.is_stopped else tr("interrupted")
        what = tr(
            "{started} of {paths} was {end}{saved}.",
            started=_whose(saved.started, now),
            paths=title_of(saved.plan.paths),
            end=end,
            saved=_at(saved),
        )
        self._text.setText(f"{what} {reason}".strip())
        self.show()


def _whose(started: datetime, now: datetime) -> str:
    days = (now.date() - started.date()).days
    if days == 0:
        return tr("The batch of {started:%H:%M} today", started=started)
    return tr("Yesterday's batch") if days == 1 else tr("The batch of {day}", day=format_date(started.date()))


def _at(saved: SavedBatch) -> str:
    if not saved.done:
        return ""
    return (
        tr(" at {done:,} of {total:,}", done=saved.done, total=saved.total)
        if saved.total
        else tr(" after {files}", files=count_of(saved.done, "file"))
    )
