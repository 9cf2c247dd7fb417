"""A table of text without boxes: a hairline below its head, figures in columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from gui.theme import tabular


class FigureTable(QWidget):
    """Shows rows of text; the first column names the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(5)

    def show_rows(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                # Gone from sight at once, not only when Qt finds the time.
                widget.hide()
                widget.deleteLater()
        for column, text in enumerate(head):
            self._grid.addWidget(self._cell(text, column, "faint"), 0, column)
        line = QFrame()
        line.setProperty("tone", "line")
        line.setFixedHeight(1)
        self._grid.addWidget(line, 1, 0, 1, len(head))
        for number, row in enumerate(rows, start=2):
            for column, text in enumerate(row):
                self._grid.addWidget(self._cell(text, column, ""), number, column)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(len(head), 1)

    def _cell(self, text: str, column: int, tone: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("tone", tone)
        if column:
            label.setFont(tabular(label.font()))
        return label
