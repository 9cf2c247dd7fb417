"""The results of a batch: filters, table, and the comparison with the folder names."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.program.translation import tr
from core.records.folder_agreement import Agreement
from gui.batch.results.agreement_panel import AgreementPanel
from gui.batch.results.filter_bar import FilterBar
from gui.batch.results.index import ResultsIndex
from gui.batch.results.opinion_bar import OpinionBar
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_filter import RowFilter
from gui.batch.results.table import ResultsTable
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.theme import Colours

# In a narrower window, the comparison would hide too much of the table.
_LEAST_TABLE_WIDTH = 640
# The table keeps this width when the comparison is wide.
_LEFT_TABLE_WIDTH = 300
# In a lower page, more lines of chips would leave the rows too little room.
_LOW_PAGE = 480


class ResultsPage(QWidget):
    """Shows a `ResultsModel`; `row_opened` carries the place of a row that was double-clicked or entered.

    `comparison` is the button that shows and hides the comparison with the folder names, to be put into a bar.
    """

    row_opened = Signal(int)

    def __init__(
        self, model: ResultsModel, thumbnails: Thumbnails, colours: Colours, parent: QWidget | None = None
    ) -> None:
        """Show a model."""
        super().__init__(parent)
        self._model = model
        self.filters, self.agreement = FilterBar(colours), AgreementPanel(colours)
        self.table = ResultsTable(model, thumbnails, colours)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.agreement)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addLayout(middle, 1)
        self.opinion_bar = OpinionBar()
        column.addWidget(self.opinion_bar)
        self.filters.filter_chosen.connect(self._on_filters_filter_chosen)
        self.comparison = QPushButton(tr("Comparison"))
        self.comparison.setCheckable(True)
        self.comparison.setToolTip(tr("Compare the answers with the folder names"))
        self.comparison.hide()
        self.comparison.toggled.connect(self.agreement.setVisible)
        self.agreement.close_asked.connect(lambda: self.comparison.setChecked(False))
        self.agreement.disagreements_asked.connect(self.filters.check_disagreements)
        self.table.row_opened.connect(self.row_opened)
        model.counted.connect(self._on_model_counted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the rows in a small window."""
        super().resizeEvent(event)
        self.filters.set_one_line(self.height() < _LOW_PAGE)
        self.agreement.set_room(self.width() - _LEFT_TABLE_WIDTH)

    def restart(self, paths: tuple[str, ...]) -> None:
        """Remove all rows; the next ones come from these folders."""
        self.agreement.forget()
        self.comparison.setChecked(False)
        self.comparison.hide()
        self.filters.restart()
        self._model.set_filter(RowFilter())
        self._model.restart(paths)
        self.table.show_folder_column(False)

    def show_agreement(self, agreement: Agreement) -> None:
        """Show the comparison with the folder names; in a narrow window, only on demand."""
        self.agreement.show_agreement(agreement)
        self.comparison.show()
        self.comparison.setChecked(self.width() - self.agreement.width() >= _LEAST_TABLE_WIDTH)
        self._show_folders()

    def follow(self, results: ResultsIndex, place: int) -> None:
        """Select a row, unless the rows are those of an earlier batch."""
        if results is self._model.results:
            self.table.selectRow(place)

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        for part in (self.table, self.filters, self.agreement):
            part.set_colours(colours)

    @Slot(object)
    def _on_filters_filter_chosen(self, wanted: RowFilter) -> None:
        self.table.set_filter(wanted)

    def _show_folders(self) -> None:
        self.filters.show_disagreements(True)
        self.table.show_folder_column(True)

    @Slot()
    def _on_model_counted(self) -> None:
        self.filters.show_counts(self._model.results)
        # As soon as there is something to compare, so that nothing moves at the end of the batch.
        if len(self._model.results.truths) > 1:
            self._show_folders()
