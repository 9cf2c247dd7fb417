"""The list of finished batches, which can be opened again."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.batch.saved_batch import SavedBatch
from core.batch.slice_names import title_of
from core.model.confidence_levels import format_level
from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING, names_tumour, verdict_name
from core.program.translation import format_number, mark, tr
from core.program.wording import count_of, format_when, one_line
from gui.widgets.number_texts import tumour_words
from gui.widgets.wrapped_label import wrapped_label


class EarlierList(QWidget):
    """Shows a line for each batch: what, when, how much; `opened` and `removal_asked` carry the `SavedBatch`."""

    opened = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self._lines: list[QWidget] = []
        heading = QLabel(tr("EARLIER BATCHES"))
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
        remove.setToolTip(tr("Remove these results"))
        remove.setAccessibleName(tr("Remove the results of {title}", title=title))
        remove.clicked.connect(lambda: self.removal_asked.emit(saved))
        facts = wrapped_label("faint", _facts(saved, now, self.fontMetrics()))
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
    TUMOUR: mark("of open kind"),
    UNCERTAIN: mark("uncertain"),
    UNLIKE_TRAINING: mark("unlike the training data"),
    NOT_A_BRAIN_MRI: mark("not a brain MRI"),
    FAILED: mark("not read"),
}


def _facts(saved: SavedBatch, now: datetime, metrics: QFontMetrics) -> str:
    words = [format_when(saved.started, now)]
    if saved.verdicts:
        tumours = sum(count for name, count in saved.verdicts.items() if names_tumour(name))
        words.append(tumour_words(tumours, sum(saved.verdicts.values())))
        words += [
            f"{format_number(saved.verdicts[name])} {tr(word)}"
            for name, word in _SPECIAL.items()
            if saved.verdicts.get(name)
        ]
    else:
        # An earlier program did not count them.
        words.append(count_of(saved.done, "file"))
    if folder := Path(saved.plan.paths[0]).parent.name:
        # It has no place for a line break.
        name = metrics.elidedText(one_line(folder), Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
        words.append(tr("in {folder}", folder=name))
    # A line ends behind the dot between two facts, not within one.
    space = "\N{NO-BREAK SPACE}"
    return f"{space}· ".join(fact.replace(" ", space) for fact in words)


def _counts(saved: SavedBatch) -> list[str]:
    lines = [f"{verdict_name(name)}: {format_number(count)}" for name, count in saved.verdicts.items()]
    if saved.plan.level is not None:
        lines.append(tr("Level: {level}", level=format_level(saved.plan.level)))
    return [*lines, tr("Model: {model_title}", model_title=saved.plan.model_title)] if saved.plan.model_title else lines
