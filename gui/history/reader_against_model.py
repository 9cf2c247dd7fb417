"""Reader against model: a small table of what you see against the verdicts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from core.model.known_classes import display_name
from core.model.verdicts import verdict_name
from core.program.translation import format_number, tr
from core.program.wording import count_of
from gui.widgets.theme import SPACE
from gui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from core.history.exports import ReaderTable

_WIDTH = 500


class ReaderAgainstModel(QFrame):
    """Shows a `ReaderTable`: a row for each verdict, a column for each class that the reader sees."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("predictionPanel")
        self.setFixedWidth(_WIDTH)
        heading = QLabel(tr("READER AGAINST MODEL"))
        heading.setProperty("tone", "heading")
        self._sentence, self._note = wrapped_label(), wrapped_label("faint")
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("What I see, against the verdicts"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setCornerButtonEnabled(False)
        self.table.setStyleSheet(
            "QTableCornerButton::section { background: transparent; border: none; }"
            "QHeaderView::section { padding: 4px 2px; } QTableView { border: none; }"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (heading, self._sentence, self._note):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(wrapped_label("faint", tr("Rows: the verdict. Columns: what I see.")))

    @property
    def sentence(self) -> str:
        """How often both agree, in words."""
        return self._sentence.text()

    def show_table(self, table: "ReaderTable") -> None:
        """Show the counts; each slice counts once, with the opinion that was given last."""
        total = table.total
        if total:
            self._sentence.setText(
                tr(
                    "You and the model agree on {agreed:,} of {slices}.",
                    agreed=table.agreed,
                    slices=count_of(total, "slice"),
                )
            )
        else:
            self._sentence.setText(tr("No opinion among these entries names a class."))
        self._note.setText(tr("Undecided: {slices}", slices=count_of(table.unsure, "slice")) if table.unsure else "")
        self._note.setVisible(bool(table.unsure))
        seen = sorted({seen for seen, _ in table.counts}, key=display_name)
        verdicts = sorted({verdict for _, verdict in table.counts}, key=lambda name: (name not in seen, name))
        self.table.setVisible(bool(seen))
        self.table.setRowCount(len(verdicts))
        self.table.setColumnCount(len(seen))
        self.table.setVerticalHeaderLabels([verdict_name(name) for name in verdicts])
        self.table.setHorizontalHeaderLabels([_in_lines(display_name(name)) for name in seen])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, verdict in enumerate(verdicts):
            for place, name in enumerate(seen):
                self.table.setItem(row, place, _cell(name, verdict, table.counts[name, verdict]))


def _cell(seen: str, verdict: str, count: int) -> QTableWidgetItem:
    item = QTableWidgetItem(format_number(count) if count else "·")
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    font = item.font()
    font.setBold(seen == verdict)
    item.setFont(font)
    item.setToolTip(
        tr(
            "Verdict: {verdict}\nI see: {seen}\n{slices}",
            verdict=verdict_name(verdict),
            seen=display_name(seen),
            slices=count_of(count, "slice"),
        )
    )
    return item


def _in_lines(words: str) -> str:
    return words.replace(" ", "\n")
