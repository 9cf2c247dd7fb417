"""The table of results: a row for each slice, filled while the batch runs."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.batch.results.index import Column, RowFilter
from gui.batch.results.model import ResultsModel
from gui.batch.results.row_delegates import (
    ROW_HEIGHT,
    NameDelegate,
    PictureDelegate,
    ProbabilityDelegate,
    RemarkDelegate,
    RowDelegate,
    TextDelegate,
    VerdictDelegate,
)
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.theme import Colours

_WIDTHS = {
    Column.PICTURE: 68,
    Column.NAME: 196,
    Column.VERDICT: 224,
    Column.PROBABILITIES: 180,
    Column.NOVELTY: 84,
    Column.FOLDER: 128,
}
# The names get the room that the remarks do not need, as far as the names need it.
_LEAST_REMARK_WIDTH, _NAME_MARGIN = 180, 24
# The number of names that are measured for the column's width.
_MEASURED_NAMES = 400
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
        self._measured, self._name_width = 0, 0
        self._is_fitting = self._has_own_width = False
        self.setModel(model)
        self._delegates: dict[Column, RowDelegate] = {
            Column.PICTURE: PictureDelegate(colours, thumbnails, self),
            Column.NAME: NameDelegate(colours, self),
            Column.VERDICT: VerdictDelegate(colours, self),
            Column.PROBABILITIES: ProbabilityDelegate(colours, self),
            Column.NOVELTY: TextDelegate(colours, Qt.AlignmentFlag.AlignRight, self),
            Column.FOLDER: TextDelegate(colours, Qt.AlignmentFlag.AlignLeft, self),
            Column.REMARKS: RemarkDelegate(colours, self),
        }
        for column, delegate in self._delegates.items():
            self.setItemDelegateForColumn(column, delegate)
            model.modelReset.connect(delegate.forget)
        self.setAccessibleName("Results")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        # A selection of several rows would be slow to keep while rows arrive.
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        model.counted.connect(self._fit_names)
        thumbnails.made.connect(self.viewport().update)

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
        """Give the names the free room."""
        super().resizeEvent(event)
        self._fit_names()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint all cells in another font, palette or style."""
        if event.type() in _OTHER_LOOKS:
            for delegate in self._delegates.values():
                delegate.forget()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    @Slot()
    def _fit_names(self) -> None:
        """Widen the column of names as far as the remarks allow, unless the user has set its width."""
        if self._has_own_width:
            return
        rows = self._model.results.rows
        metrics = self.fontMetrics()
        for row in rows[self._measured : _MEASURED_NAMES]:
            self._name_width = max(self._name_width, metrics.horizontalAdvance(self._model.name_of(row)))
        self._measured = min(len(rows), _MEASURED_NAMES)
        least = _WIDTHS[Column.NAME]
        others = sum(self.columnWidth(column) for column in Column if column not in (Column.NAME, Column.REMARKS))
        spare = self.viewport().width() - others - least - _LEAST_REMARK_WIDTH
        width = min(max(least, self._name_width + _NAME_MARGIN), least + max(0, spare))
        if width != self.columnWidth(Column.NAME):
            self._is_fitting = True
            self.setColumnWidth(Column.NAME, width)
            self._is_fitting = False

    @Slot()
    def _on_model_reset(self) -> None:
        if not self._model.results.rows:
            self._measured, self._name_width = 0, 0

    @Slot(int, int, int)
    def _on_head_section_resized(self, column: int, old: int, new: int) -> None:
        if column == Column.NAME and not self._is_fitting:
            self._has_own_width = True
        elif column != Column.REMARKS:
            # The last column takes the rest.
            self._fit_names()

    @Slot(QModelIndex)
    def _on_self_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())
