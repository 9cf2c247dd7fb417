"""The filters of the history window: text, verdict, opinion, time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from core.history.entry import Judgement
from core.model.verdicts import verdict_name
from core.program.translation import mark, tr
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.no_wheel import NoWheelComboBox
from gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from core.history.search import Search

# After the last key, so that the search does not run for each letter.
_TYPING_MS = 200
# Of the opinions: whether there has to be one; those of each view follow.
_ANY_OPINION: tuple[tuple[str, bool], ...] = (
    (mark("All, with my opinion or not"), False),
    (mark("With my opinion"), True),
)
_TIMES = (
    (mark("Any time"), None),
    (mark("Today"), 0),
    (mark("Last 7 days"), 7),
    (mark("Last 30 days"), 30),
    (mark("Last 365 days"), 365),
)


class HistoryFilters(QWidget):
    """Says what is to be found; `changed` reports that it is something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with all."""
        super().__init__(parent)
        self.text = SearchField()
        self.text.setPlaceholderText(tr("File, folder or note"))
        self.text.setAccessibleName(tr("Search file, folder or note"))
        self.text.setToolTip(tr("Show only entries whose path or note contains this (Ctrl+F)"))
        self.text.setMinimumWidth(180)
        self.verdict, self.opinion, self.time = NoWheelComboBox(), NoWheelComboBox(), NoWheelComboBox()
        for box, name in (
            (self.verdict, tr("Verdict")),
            (self.opinion, tr("My opinion")),
            (self.time, tr("When it was read")),
        ):
            box.setAccessibleName(name)
        self.opinion.addItems([*(tr(text) for text, _ in _ANY_OPINION), *(view.words for view in Judgement)])
        self.time.addItems([tr(text) for text, _ in _TIMES])
        self.disagreements = QCheckBox(tr("Disagreements only"))
        self.disagreements.setToolTip(tr("Show only entries where you see another class than the verdict names"))
        # On one line with the fields.
        self.disagreements.setMinimumHeight(self.verdict.sizeHint().height())
        self._verdicts: list[str] = []
        self.offer_verdicts([])
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        row = FlowLayout(8, self)
        for widget in (self.text, self.verdict, self.opinion, self.time, self.disagreements):
            row.addWidget(widget)
        self.text.textChanged.connect(lambda _text: self._typing.start())
        for box in (self.verdict, self.opinion, self.time):
            box.activated.connect(self._on_chosen)
        self.disagreements.toggled.connect(self._on_chosen)

    @property
    def is_empty(self) -> bool:
        """Whether all entries are to be found."""
        boxes = (self.verdict, self.opinion, self.time)
        return not (self.text.text().strip() or any(box.currentIndex() > 0 for box in boxes)) and (
            not self.disagreements.isChecked()
        )

    def offer_verdicts(self, verdicts: Sequence[str]) -> None:
        """Offer the verdicts that there are."""
        if list(verdicts) == self._verdicts and self.verdict.count():
            return
        chosen = self._verdicts[self.verdict.currentIndex() - 1] if self.verdict.currentIndex() > 0 else ""
        self._verdicts = list(verdicts)
        self.verdict.clear()
        self.verdict.addItems([tr("All verdicts"), *map(verdict_name, verdicts)])
        self.verdict.setCurrentIndex(self._verdicts.index(chosen) + 1 if chosen in self._verdicts else 0)

    def search(self, most: int | None) -> "Search":
        """Return what is to be found.

        Args:
            most: how many entries at most; None for all.
        """
        from core.history.search import Search

        chosen = self.opinion.currentIndex()
        views = list(Judgement)[chosen - len(_ANY_OPINION) :] if chosen >= len(_ANY_OPINION) else []
        days = _TIMES[self.time.currentIndex()][1]
        place = self.verdict.currentIndex()
        return Search(
            text=self.text.text().strip(),
            verdict=self._verdicts[place - 1] if place > 0 else "",
            view=views[0] if views else None,
            has_opinion=not views and _ANY_OPINION[chosen][1],
            only_disagreements=self.disagreements.isChecked(),
            since="" if days is None else as_stored(_midnight() - timedelta(days=days)),
            most=most,
        )

    @Slot()
    def _on_chosen(self) -> None:
        self._typing.stop()
        self.changed.emit()


def as_stored(time: datetime) -> str:
    """Write a time as entries state it."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _midnight() -> datetime:
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
