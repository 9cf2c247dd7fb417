"""The table of the history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from core.program.translation import tr
from gui.history.entries_model import EntriesModel, EntryColumn
from gui.widgets.row_selection import select_rows

if TYPE_CHECKING:
    from core.history.entry import Entry

_ROW_HEIGHT, _MARKER = 34, 12
_WIDTHS = {
    EntryColumn.DATE: 136,
    EntryColumn.FILE: 280,
    EntryColumn.SLICE: 56,
    EntryColumn.VERDICT: 208,
    EntryColumn.LEVEL: 64,
    EntryColumn.MODEL: 176,
}
# With its note, an opinion is the longest text, so it has the room that the others leave.
_LEAST_OPINION = 200


class EntriesTable(QTableView):
    """Shows entries, the newest first; `opened` carries the place of one that was double-clicked or entered."""

    opened = Signal(int)

    def __init__(self, model: EntriesModel, columns: QByteArray) -> None:
        """Show a model.

        Args:
            model: holds the entries.
            columns: their order and widths when the table was last shown; empty for the default.
        """
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(tr("Entries of the history"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(_MARKER, _MARKER))
        self.setItemDelegateForColumn(EntryColumn.FILE, _NameDelegate(self))
        lines, head = self.verticalHeader(), self.horizontalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(_ROW_HEIGHT)
        lines.hide()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        for column, width in _WIDTHS.items():
            # A translated title may be wider.
            head.resizeSection(column, max(width, head.sectionSizeHint(column)))
        head.restoreState(columns)
        head.sectionResized.connect(self._on_head_section_resized)
        self.doubleClicked.connect(self._on_self_double_clicked)

    @property
    def selected(self) -> "list[Entry]":
        """The selected entries, in the order of the table."""
        return [self._model.entries[line] for line in sorted(one.row() for one in self.selectionModel().selectedRows())]

    @property
    def columns(self) -> QByteArray:
        """The order and widths of the columns."""
        return self.horizontalHeader().saveState()

    def show_entries(self, entries: "Sequence[Entry]") -> None:
        """Show other entries; those that are selected stay so where they are among them."""
        numbers = {entry.number for entry in self.selected}
        self._model.show_entries(entries)
        lines = [line for line, entry in enumerate(entries) if entry.number in numbers] if numbers else []
        if not lines:
            return
        select_rows(self, lines)
        if not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(
                self._model.index(lines[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def select(self, entry: "Entry") -> None:
        """Select an entry, if it is shown."""
        for line, one in enumerate(self._model.entries):
            if one.number == entry.number:
                self.selectRow(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the opinions the new room."""
        super().resizeEvent(event)
        self._fit_opinions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current entry on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    def _fit_opinions(self) -> None:
        head = self.horizontalHeader()
        others = head.length() - head.sectionSize(EntryColumn.OPINION)
        head.resizeSection(EntryColumn.OPINION, max(_LEAST_OPINION, self.viewport().width() - others))

    @Slot(int, int, int)
    def _on_head_section_resized(self, column: int, before: int, after: int) -> None:
        if column != EntryColumn.OPINION:
            self._fit_opinions()

    @Slot(QModelIndex)
    def _on_self_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


class _NameDelegate(QStyledItemDelegate):
    """Elides names in their middle: those of one patient or series often differ at the end alone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle
