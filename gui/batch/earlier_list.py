"""The list of finished batches, which can be opened again."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.batch.saved_batch import SavedBatch
from core.batch.slice_names import title_of
from core.model.levels import format_level
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, verdict_name
from core.program.wording import count_of
from gui.widgets.elided_label import ElidedLabel


class EarlierList(QWidget):
    """Shows a line for each batch: what, when, how much; `opened` and `removal_asked` carry the `SavedBatch`."""

    opened = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self._lines: list[QWidget] = []
        heading = QLabel("EARLIER BATCHES")
        heading.setProperty("tone", "heading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 24, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(heading)
        self.hide()

    def show_batches(self, batches: Sequence[SavedBatch], now: datetime) -> None:
        """List batches, dated relative to a time; hide where there are none."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line_of(saved, now) for saved in batches]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(batches))

    def _line_of(self, saved: SavedBatch, now: datetime) -> QWidget:
        line, title = QWidget(), title_of(saved.plan.paths)
        room = Qt.TextElideMode.ElideMiddle
        name = QPushButton(self.fontMetrics().elidedText(title, room, _NAME_WIDTH).replace("&", "&&"))
        name.setToolTip("<br>".join(map(escape, (*saved.plan.paths, *_counts(saved)))))
        name.setProperty("tone", "link")
        name.clicked.connect(lambda: self.opened.emit(saved))
        remove = QToolButton()
        remove.setText("✕")
        remove.setToolTip("Remove these results")
        remove.setAccessibleName(f"Remove the results of {title}")
        remove.clicked.connect(lambda: self.removal_asked.emit(saved))
        facts = ElidedLabel(_facts(saved, now))
        facts.setProperty("tone", "faint")
        facts.setContentsMargins(4, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addWidget(facts)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(remove)
        return line


_NAME_WIDTH = 380
_SPECIAL = {
    TUMOUR: "of open kind",
    UNCERTAIN: "uncertain",
    UNLIKE_TRAINING: "unlike the training data",
    NOT_A_BRAIN_MRI: "not a brain MRI",
    FAILED: "not read",
}


def _facts(saved: SavedBatch, now: datetime) -> str:
    words = [when_text(saved.started, now)]
    if saved.verdicts:
        count = sum(saved.verdicts.values())
        words.append(count_of(count, "slice"))
        words += [f"{saved.verdicts[name]:,} {word}" for name, word in _SPECIAL.items() if saved.verdicts.get(name)]
    else:
        # An earlier program did not count them.
        words.append(count_of(saved.done, "file"))
    return " · ".join(words)


def _counts(saved: SavedBatch) -> list[str]:
    told = [f"{verdict_name(name)}: {count:,}" for name, count in saved.verdicts.items()]
    if saved.plan.level is not None:
        told.append(f"Level: {format_level(saved.plan.level)}")
    return [*told, f"Model: {saved.plan.model_title}"] if saved.plan.model_title else told


def when_text(started: datetime, now: datetime) -> str:
    """Return in words when a batch was started."""
    days = (now.date() - started.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(days, f"{started:%Y-%m-%d}")
    return f"{day} {started:%H:%M}"
