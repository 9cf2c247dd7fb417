"""The table of results: a row for each slice, filled while the batch runs."""

import math

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.program.translation import tr
from gui.batch.results.index import Column
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_delegates import (
    ARROW_WIDTH,
    ROW_HEIGHT,
    NameDelegate,
    PictureDelegate,
    ProbabilityDelegate,
    RemarkDelegate,
    RowDelegate,
    TextDelegate,
    VerdictDelegate,
    is_on_arrow,
)
from gui.batch.results.row_filter import RowFilter
from gui.batch.results.study_groups import RowKind
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.row_selection import SortedSelection
from gui.widgets.theme import Colours

_WIDTHS = {
    Column.PICTURE: 68,
    Column.NAME: 196,
    Column.VERDICT: 224,
    Column.OPINION: 116,
    Column.PROBABILITIES: 180,
    Column.NOVELTY: 84,
    Column.FOLDER: 128,
}
# Of columns that can do with less where the remarks would be cut off: what they need.
_LEAST_WIDTHS = {
    Column.NAME: 160,
    Column.VERDICT: 184,
    Column.OPINION: 92,
    Column.PROBABILITIES: 160,
    Column.NOVELTY: 72,
    Column.FOLDER: 104,
}
# Most remarks fit on two lines of this width.
_REMARK_WIDTH, _NAME_MARGIN = 216, 24
# The number of names that are measured for the column's width.
_MEASURED_NAMES = 400
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_OTHER_LOOKS = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class ResultsTable(QTableView):
    """Shows a `ResultsModel`; `row_opened` carries the place of a row that was double-clicked or entered."""

    row_opened = Signal(int)

    def __init__(
        self, model: ResultsModel, thumbnails: Thumbnails, colours: Colours, parent: QWidget | None = None
    ) -> None:
        """Show a model."""
        super().__init__(parent)
        self._model = model
        self._measured = self._measured_studies = self._name_width = 0
        self._is_fitting = False
        # The columns whose width the user has set.
        self._own_widths: set[int] = set()
        SortedSelection(self, model, lambda: model.results.shown)
        self.setModel(model)
        self._delegates: dict[Column, RowDelegate] = {
            Column.PICTURE: PictureDelegate(colours, thumbnails, self),
            Column.NAME: NameDelegate(colours, self),
            Column.VERDICT: VerdictDelegate(colours, self),
            Column.OPINION: RemarkDelegate(colours, self),
            Column.PROBABILITIES: ProbabilityDelegate(colours, self),
            Column.NOVELTY: TextDelegate(colours, Qt.AlignmentFlag.AlignRight, self),
            Column.FOLDER: TextDelegate(colours, Qt.AlignmentFlag.AlignLeft, self),
            Column.REMARKS: RemarkDelegate(colours, self),
        }
        for column, delegate in self._delegates.items():
            self.setItemDelegateForColumn(column, delegate)
            model.modelReset.connect(delegate.forget)
        self.setAccessibleName(tr("Results"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        lines = self.verticalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setMinimumSectionSize(ROW_HEIGHT)
        lines.setDefaultSectionSize(ROW_HEIGHT)
        lines.hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSortIndicatorClearable(True)
        for column, width in _WIDTHS.items():
            head.resizeSection(column, width)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.show_folder_column(False)
        self.doubleClicked.connect(self._on_self_double_clicked)
        head.sectionResized.connect(self._on_head_section_resized)
        model.modelReset.connect(self._on_model_reset)
        model.counted.connect(self._fit_columns)
        thumbnails.made.connect(self.viewport().update)
        model.opinions_changed.connect(self._on_model_opinions_changed)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        for delegate in self._delegates.values():
            delegate.set_colours(colours)
        self.viewport().update()

    def show_folder_column(self, is_visible: bool) -> None:
        """Show or hide the column with the folder names."""
        if self.isColumnHidden(Column.FOLDER) is is_visible:
            self.setColumnHidden(Column.FOLDER, not is_visible)

    def set_filter(self, wanted: RowFilter) -> None:
        """Show the rows that a filter accepts; the current row stays current where it is among them."""
        current = self.currentIndex()
        number = self._model.results.shown[current.row()] if current.isValid() else None
        self._model.set_filter(wanted)
        shown = self._model.results.shown
        if number is not None and number in shown:
            index = self._model.index(shown.index(number), current.column())
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint all cells in another font, palette or style."""
        if event.type() in _OTHER_LOOKS:
            for delegate in self._delegates.values():
                delegate.forget()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter; unfold a study with Right, fold it with Left, as in a tree."""
        current, key = self.currentIndex(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.row_opened.emit(current.row())
            event.accept()
            return
        is_sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers() & _COMMANDS
        if is_sideways and current.isValid() and self._step_fold(current, key == Qt.Key.Key_Right):
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unfold or fold a study with a click on its arrow."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._is_arrow(index, event):
            self.setCurrentIndex(index)
            self._model.set_open(index.row(), self._model.kind_at(index.row()) is RowKind.CLOSED)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a second quick click on an arrow as a click; open a row elsewhere."""
        if self._is_arrow(self.indexAt(event.position().toPoint()), event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _is_arrow(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if not index.isValid() or index.column() != Column.NAME:
            return False
        is_study = self._model.kind_at(index.row()) in (RowKind.CLOSED, RowKind.OPEN)
        return is_study and is_on_arrow(event.position().toPoint() - self.visualRect(index).topLeft())

    def _step_fold(self, current: QModelIndex, is_in: bool) -> bool:
        """Go into a study, or out of it; return whether there was one."""
        place, column = current.row(), current.column()
        kind = self._model.kind_at(place)
        if kind is RowKind.ALONE:
            return False
        if (kind, is_in) in ((RowKind.CLOSED, True), (RowKind.OPEN, False)):
            self._model.set_open(place, is_in)
        elif kind is RowKind.OPEN:
            self.setCurrentIndex(self._model.index(place + 1, column))
        elif not is_in and (study := self._model.place_of_study(place)) is not None:
            self.setCurrentIndex(self._model.index(study, column))
        return True

    @Slot()
    def _fit_columns(self) -> None:
        """Widen the column of names as far as the remarks allow, or narrow columns so that the remarks are not cut off.

        Columns whose width the user has set keep it.
        """
        self._measure_names()
        shown = [column for column in _WIDTHS if not self.isColumnHidden(column)]
        widths = {one: self.columnWidth(one) if one in self._own_widths else _WIDTHS[one] for one in shown}
        free = [column for column in shown if column not in self._own_widths]
        rest = self.viewport().width() - sum(widths.values())
        if rest < _REMARK_WIDTH:
            slack = {column: _WIDTHS[column] - _LEAST_WIDTHS.get(column, _WIDTHS[column]) for column in free}
            share = min(1.0, (_REMARK_WIDTH - rest) / max(1, sum(slack.values())))
            widths |= {column: _WIDTHS[column] - math.ceil(share * slack[column]) for column in free}
        elif Column.NAME in free:
            least = _WIDTHS[Column.NAME]
            most = least + rest - _REMARK_WIDTH
            widths[Column.NAME] = min(max(least, self._name_width + _NAME_MARGIN), most)
        self._is_fitting = True
        for column in free:
            if widths[column] != self.columnWidth(column):
                self.setColumnWidth(column, widths[column])
        self._is_fitting = False

    def _measure_names(self) -> None:
        rows = self._model.results.rows
        metrics = self.fontMetrics()
        for row in rows[self._measured : _MEASURED_NAMES]:
            self._name_width = max(self._name_width, metrics.horizontalAdvance(self._model.name_of(row)))
        self._measured = min(len(rows), _MEASURED_NAMES)
        studies = self._model.study_names(self._measured_studies, _MEASURED_NAMES)
        self._measured_studies += len(studies)
        for name in studies:
            self._name_width = max(self._name_width, metrics.horizontalAdvance(name) + ARROW_WIDTH)

    @Slot()
    def _on_model_opinions_changed(self) -> None:
        self._delegates[Column.OPINION].forget()
        self.viewport().update()

    @Slot()
    def _on_model_reset(self) -> None:
        if not self._model.results.rows:
            self._measured = self._measured_studies = self._name_width = 0

    @Slot(int, int, int)
    def _on_head_section_resized(self, column: int, old: int, new: int) -> None:
        # The last column takes the rest.
        if self._is_fitting or column == Column.REMARKS:
            return
        # A column that is shown or hidden has no width before or after.
        if old and new:
            self._own_widths.add(column)
        self._fit_columns()

    @Slot(QModelIndex)
    def _on_self_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())
