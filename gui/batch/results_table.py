"""The table of results: one line a slice, filled while the batch runs."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.batch.results_index import Column, RowFilter
from gui.batch.results_model import ResultsModel
from gui.batch.row_delegates import (
    ROW_HEIGHT,
    NameDelegate,
    PictureDelegate,
    ProbabilityDelegate,
    RemarkDelegate,
    RowDelegate,
    TextDelegate,
    VerdictDelegate,
)
from gui.batch.thumbnails import Thumbnails
from gui.theme import Colours

_WIDTHS = {
    Column.PICTURE: 68,
    Column.NAME: 196,
    Column.VERDICT: 224,
    Column.PROBABILITIES: 180,
    Column.NOVELTY: 84,
    Column.FOLDER: 128,
}
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
        # Of more than one the selection would be a burden to keep while rows come.
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
        thumbnails.made.connect(self.viewport().update)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        for delegate in self._delegates.values():
            delegate.set_colours(colours)
        self.viewport().update()

    def show_folder_column(self, is_visible: bool) -> None:
        """Show or hide what the folders' names say."""
        self.setColumnHidden(Column.FOLDER, not is_visible)

    def set_filter(self, wanted: RowFilter) -> None:
        """Show other rows; the current one stays current where it is still among them."""
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

    def changeEvent(self, event: QEvent) -> None:
        """Paint all cells anew in another font, palette or style."""
        if event.type() in _OTHER_LOOKS:
            for delegate in self._delegates.values():
                delegate.forget()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_self_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())
