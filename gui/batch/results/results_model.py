"""The rows of a batch for Qt's table: filled while it runs, sorted and filtered without a proxy."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from core.batch.row import BatchRow
from core.batch.slice_names import common_folder, slice_name
from core.batch.study_row import StudyRow
from core.history.entry import Judgement, Opinion, SliceKey
from core.program.translation import tr
from gui.batch.results.column_texts import EXPLANATIONS, TITLES
from gui.batch.results.index import NO_OPINION, Column, ResultsIndex
from gui.batch.results.row_filter import RowFilter
from gui.batch.results.row_texts import cell_text, probabilities_text, tooltip
from gui.batch.results.study_groups import RowKind

ROW_ROLE = Qt.ItemDataRole.UserRole
# Whether a row is a study or one of its slices, a `RowKind`.
ROW_KIND_ROLE = Qt.ItemDataRole.UserRole + 1
# While sorted, new rows are merged no more often than this.
MERGE_MS = 500

_Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractTableModel):
    """Holds a row for each slice, and one for each study, which unfolds.

    `counted` signals that the numbers of rows have changed, `opinions_changed` that the reader thinks otherwise.
    """

    counted = Signal()
    opinions_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._index = ResultsIndex()
        self._base = ""
        self._opinions: dict[SliceKey, Opinion] = {}
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
        self._opinions = {}
        self._merging.stop()
        self.endResetModel()
        self.counted.emit()

    @property
    def opinions(self) -> Mapping[SliceKey, Opinion]:
        """What the reader thinks of slices, also of some that are in no row."""
        return self._opinions

    def opinion_on(self, row: BatchRow) -> Opinion | None:
        """Return what the reader thinks of a row; None for nothing yet."""
        return self._opinions.get(SliceKey(row.input_sha256, row.frame)) if row.input_sha256 else None

    def set_opinions(self, opinions: Mapping[SliceKey, Opinion | None]) -> None:
        """Show what the reader thinks; None takes an opinion back."""
        for place, opinion in opinions.items():
            if opinion:
                self._opinions[place] = opinion
            else:
                self._opinions.pop(place, None)
        self.opinions_changed.emit()

    def append(self, rows: Sequence[BatchRow]) -> None:
        """Add rows; in a sorted table they appear in place within half a second."""
        self._index.append(rows)
        if not self._index.is_sorted:
            self._append_pending()
        elif not self._merging.isActive():
            self._merging.start()
        self.counted.emit()

    def add_studies(self, studies: Sequence[StudyRow]) -> None:
        """Add studies; rows that are there become their slices, and are folded away."""
        if self._index.add_studies(studies):
            self._append_pending()
            self._rearrange()
            self.counted.emit()

    def set_open(self, place: int, is_open: bool) -> None:
        """Unfold the study at a place, or fold it; other rows stay as they are."""
        number, groups = self._index.shown[place], self._index.groups
        if number >= 0 or groups.is_open(number) == is_open:
            return
        # Pending rows may belong to it.
        self.merge()
        place, slices = self._index.shown.index(number), self._index.slices_of(number)
        if not slices:
            return
        if is_open:
            groups.set_open(number, True)
            self.beginInsertRows(QModelIndex(), place + 1, place + len(slices))
            self._index.shown[place + 1 : place + 1] = array("i", slices)
            self.endInsertRows()
        else:
            groups.set_open(number, False)
            self.beginRemoveRows(QModelIndex(), place + 1, place + len(slices))
            del self._index.shown[place + 1 : place + 1 + len(slices)]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def kind_at(self, place: int) -> RowKind:
        """Return whether the row at a place is a study or one of its slices."""
        return self._index.groups.kind_of(self._index.shown[place])

    def place_of_study(self, place: int) -> int | None:
        """Return the place of the study that the slice at a place is shown in; None if it stands alone."""
        study = self._index.groups.study_of(self._index.shown[place])
        return None if study is None else self._index.shown.index(study)

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
        if wanted is Column.OPINION:
            self._index.rank_opinions({place.input_sha256 for place in self._opinions}, self._opinion_rank)
        self._reorder(lambda: self._index.set_order(wanted, is_descending))

    def row_at(self, number: int) -> BatchRow:
        """Return the row at a place."""
        return self._index.row(self._index.shown[number])

    def places(self) -> "array[int]":
        """List the shown slices, in their order, by their places in the order of arrival."""
        return array("I", self._index.slices())

    def chosen_places(self) -> "array[int] | None":
        """List them as `places` does; None where all rows are shown in the order of arrival."""
        is_all = self._index.filter == RowFilter() and not self._index.is_sorted
        return None if is_all else self.places()

    def name_of(self, row: BatchRow) -> str:
        """Return the displayed name of a row."""
        return slice_name(row.path, row.frame, self._base, row.path in self._index.of_several)

    def study_names(self, first: int, end: int) -> list[str]:
        """Return the displayed names of studies, from a place in the order of arrival to another."""
        return [study.name(self._base) for study in self._index.groups.studies[first:end]]

    def _name_at(self, place: int) -> str:
        number = self._index.shown[place]
        if number >= 0:
            return self.name_of(self._index.row(number))
        return self._index.groups.studies[~number].name(self._base)

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
            return tr(TITLES[Column(section)])
        return tr(EXPLANATIONS.get(Column(section), "")) or None if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text or tooltip of a cell, or the row itself."""
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if role == ROW_KIND_ROLE:
            return self.kind_at(index.row())
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column, index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            opinion = self.opinion_on(row) if column is Column.OPINION else None
            if opinion:
                return "\n".join(filter(None, (opinion.words, opinion.note)))
            return tooltip(row, column, tr(EXPLANATIONS.get(column, "")) or None)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible_text(row, column, index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.NOVELTY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _accessible_text(self, row: BatchRow, column: Column, place: int) -> str:
        text = self._text(row, column, place)
        if column is Column.PROBABILITIES and not row.slices:
            return probabilities_text(row)
        return f"{text}, {self.kind_at(place).value}" if column is Column.NAME and row.slices else text

    def _text(self, row: BatchRow, column: Column, place: int) -> str:
        opinion = self.opinion_on(row) if column is Column.OPINION else None
        name = self._name_at(place) if column is Column.NAME else ""
        return cell_text(row, column, name, " · ".join(filter(None, (opinion.words, opinion.note))) if opinion else "")

    def _opinion_rank(self, row: BatchRow) -> int:
        opinion = self.opinion_on(row)
        return list(Judgement).index(opinion.view) if opinion else NO_OPINION

    def _append_pending(self) -> None:
        fresh = self._index.pending()
        if fresh is None:
            self._rearrange()
        elif fresh:
            first = len(self._index.shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._index.extend(fresh)
            self.endInsertRows()
        else:
            self._index.extend(())

    def _rearrange(self) -> None:
        """Bring all rows up to date where some have moved into studies, or out of sight."""
        wanted = self._index.arranged()
        kept = set(wanted)
        shown = self._index.shown
        end = len(shown)
        while end:
            # The rows in [start, end) go, together.
            start = end
            while start and shown[start - 1] not in kept:
                start -= 1
            if start < end:
                self.beginRemoveRows(QModelIndex(), start, end - 1)
                del shown[start:end]
                self.endRemoveRows()
            end = max(0, start - 1)
        there = set(shown)
        fresh = [number for number in wanted if number not in there]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(shown), len(shown) + len(fresh) - 1)
            shown.extend(fresh)
            self.endInsertRows()
        self._reorder(self._index.rebuild)
        if shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._index.shown) - 1, len(Column) - 1))

    def _reorder(self, change: Callable[[], object]) -> None:
        self.layoutAboutToBeChanged.emit()
        # The current and the pressed row: the table keeps the selection.
        held = self.persistentIndexList()
        numbers = [self._index.shown[index.row()] for index in held]
        change()
        wanted = set(numbers)
        places = {number: place for place, number in enumerate(self._index.shown) if number in wanted}
        moved = [self.index(places[number], index.column()) for number, index in zip(numbers, held, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()
