"""A table of text without borders: a hairline below its head, figures in columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from gui.training.result.figure_meanings import meaning_of
from gui.widgets.theme import tabular

# A longer column head, such as a model's name, is elided in its middle; the tooltip shows all of it.
_MOST_LETTERS = 16


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
        """Replace the rows."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                # Hide at once, before Qt deletes it.
                widget.hide()
                widget.deleteLater()
        for column, text in enumerate(head):
            self._grid.addWidget(self._head_cell(text, column), 0, column)
        line = QFrame()
        line.setProperty("tone", "line")
        line.setFixedHeight(1)
        self._grid.addWidget(line, 1, 0, 1, len(head))
        for number, row in enumerate(rows, start=2):
            meaning = meaning_of(row[0]) if row else ""
            for column, text in enumerate(row):
                cell = self._cell(text, column, "")
                cell.setToolTip(meaning or meaning_of(head[column]))
                self._grid.addWidget(cell, number, column)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(len(head), 1)

    def _head_cell(self, text: str, column: int) -> QLabel:
        lines = text.split("\n")
        shown = [_shortened(line) for line in lines]
        label = self._cell("\n".join(shown), column, "faint")
        label.setToolTip(" ".join(lines) if shown != lines else meaning_of(text))
        return label

    def _cell(self, text: str, column: int, tone: str) -> QLabel:
        label = QLabel(text)
        # Align the name of a row with the figure, not with the interval below.
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("tone", tone)
        if column:
            label.setFont(tabular(label.font()))
        return label


def _shortened(name: str) -> str:
    half = _MOST_LETTERS // 2
    return name if len(name) <= _MOST_LETTERS else f"{name[:half]}…{name[-half + 1 :]}"
