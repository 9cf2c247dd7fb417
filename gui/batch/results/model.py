"""The rows of a batch for Qt's table: filled while it runs, sorted and filtered without a proxy."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from core.batch.row import BatchRow
from core.batch.slice_names import common_folder, slice_name
from core.model.known_classes import display_name
from core.model.verdicts import TUMOUR, verdict_name, whole_verdict
from core.program.wording import format_percent
from gui.batch.results.index import Column, ResultsIndex, RowFilter

ROW_ROLE = Qt.ItemDataRole.UserRole
# While sorted, new rows are merged no more often than this.
MERGE_MS = 500

_TITLES = {
    Column.PICTURE: "Picture",
    Column.NAME: "Name",
    Column.VERDICT: "Verdict",
    Column.PROBABILITIES: "Probability, calibrated",
    Column.NOVELTY: "Novelty",
    Column.FOLDER: "Folder says",
    Column.REMARKS: "Look first",
}
_EXPLANATIONS = {
    Column.PICTURE: "Sorts in the order of the files",
    Column.PROBABILITIES: "Probability of each class, and of the verdict; sorts by that of the verdict",
    Column.NOVELTY: "How far the picture is from the training data; above 1, it is outside",
    Column.FOLDER: "Class that the picture's folder is named after",
    Column.REMARKS: "Why a person should look at this slice; sorts by urgency",
}

_Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractTableModel):
    """Holds a row for each slice. `counted` signals that the numbers of rows have changed."""

    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._index = ResultsIndex()
        self._base = ""
        self._merging = QTimer(self, singleShot=True, interval=MERGE_MS)
        self._merging.timeout.connect(self.merge)

    @property
    def results(self) -> ResultsIndex:
        """The rows, how many there are of each verdict, and which are shown."""
        return self._index

    def restart(self, paths: Sequence[str]) -> None:
        """Remove all rows; show names relative to the folders of the paths."""
        self.beginResetModel()
        old = self._index
        self._index = ResultsIndex()
        self._index.set_order(*old.order)
        self._base = common_folder(paths)
        self._merging.stop()
        self.endResetModel()
        self.counted.emit()

    def append(self, rows: Sequence[BatchRow]) -> None:
        """Add rows; in a sorted table they appear in place within half a second."""
        self._index.append(rows)
        if not self._index.is_sorted:
            self._append_pending()
        elif not self._merging.isActive():
            self._merging.start()
        self.counted.emit()

    def merge(self) -> None:
        """Merge the pending rows."""
        self._merging.stop()
        self._append_pending()
        if self._index.is_sorted:
            self._reorder(self._index.take_pending)

    def set_filter(self, wanted: RowFilter) -> None:
        """Show other rows."""
        if wanted != self._index.filter:
            self.beginResetModel()
            self._index.set_filter(wanted)
            self.endResetModel()
            self.counted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 for the order of arrival."""
        self._append_pending()
        wanted = Column(column) if column >= 0 else Column.PICTURE
        is_descending = column >= 0 and order is Qt.SortOrder.DescendingOrder
        self._reorder(lambda: self._index.set_order(wanted, is_descending))

    def row_at(self, number: int) -> BatchRow:
        """Return the row at a place."""
        return self._index.rows[self._index.shown[number]]

    def places(self) -> "array[int]":
        """List the shown rows, in their order, by their places in the order of arrival."""
        return array("I", self._index.shown)

    def chosen_places(self) -> "array[int] | None":
        """List them as `places` does; None where all rows are shown in the order of arrival."""
        is_all = self._index.filter == RowFilter() and not self._index.is_sorted
        return None if is_all else self.places()

    def name_of(self, row: BatchRow) -> str:
        """Return the displayed name of a row."""
        return slice_name(row.path, row.frame, self._base)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the rows that are shown."""
        return 0 if parent.isValid() else len(self._index.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Count the columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column, or its tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[Column(section)]
        return _EXPLANATIONS.get(Column(section)) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text or tooltip of a cell, or the row itself."""
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return probabilities_text(row) if column is Column.PROBABILITIES else self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.NOVELTY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, row: BatchRow, column: Column) -> str:
        match column:
            case Column.NAME:
                return self.name_of(row)
            case Column.VERDICT:
                return verdict_name(row.verdict, row.prediction_set)
            case Column.PROBABILITIES:
                return _stated_text(row)
            case Column.NOVELTY:
                return "" if row.novelty is None else f"{row.novelty:.2f}"
            case Column.FOLDER:
                return display_name(row.truth)
            case Column.REMARKS:
                return row.error or "; ".join(row.reasons)
            case _:
                return ""

    def _append_pending(self) -> None:
        fresh = self._index.pending()
        if fresh:
            first = len(self._index.shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._index.extend(fresh)
            self.endInsertRows()
        else:
            self._index.extend(())

    def _reorder(self, change: Callable[[], object]) -> None:
        self.layoutAboutToBeChanged.emit()
        # The selected and the pressed rows: a few.
        held = self.persistentIndexList()
        numbers = [self._index.shown[index.row()] for index in held]
        change()
        places = {number: self._index.shown.index(number) for number in set(numbers)}
        moved = [self.index(places[number], index.column()) for number, index in zip(numbers, held, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def _stated_text(row: BatchRow) -> str:
    """Return the probability beside a verdict; above it a caption where it is that of any tumour."""
    stated = row.stated_probability
    if stated is None:
        return ""
    name, share = stated
    is_any = name == TUMOUR and name not in row.classes
    return f"tumour\n{format_percent(share)}" if is_any else format_percent(share)


def probabilities_text(row: BatchRow) -> str:
    """List the probabilities of a row, the highest first."""
    pairs = sorted(zip(row.probabilities, row.classes, strict=True), key=lambda pair: -pair[0])
    lines = [f"{display_name(name)}: {format_percent(share)}" for share, name in pairs]
    if row.tumour_probability is not None:
        lines.append(f"A tumour of any kind: {format_percent(row.tumour_probability)}")
    return "\n".join(lines)


def _tooltip(row: BatchRow, column: Column) -> str | None:
    match column:
        case Column.PICTURE | Column.NAME:
            return row.path
        case Column.PROBABILITIES:
            return probabilities_text(row)
        case Column.VERDICT:
            words = whole_verdict(row.verdict, row.prediction_set)
            # Why the kind is open is not in the words.
            return "\n".join((words, *row.reasons)) if row.verdict == TUMOUR else words
        case Column.REMARKS:
            return row.error or "\n".join(row.reasons)
        case _:
            return None
