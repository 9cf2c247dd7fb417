"""A selection of whole rows that is made at once, and one that stays with its rows while they are sorted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel, QItemSelectionRange, QObject, Slot
from PySide6.QtWidgets import QTableView

_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def select_rows(table: QTableView, lines: Sequence[int]) -> None:
    """Select rows besides those that are selected; as one change, since work on all that is selected may follow each.

    Args:
        table: whose rows they are.
        lines: their places, ascending.
    """
    model, selection = table.model(), QItemSelection()
    for first, last in _runs(lines):
        selection.append(QItemSelectionRange(model.index(first, 0), model.index(last, 0)))
    table.selectionModel().select(selection, _ROWS)


class SortedSelection(QObject):
    """Takes the selection away while a model is sorted: Qt would move an index for each selected row."""

    def __init__(self, table: QTableView, model: QAbstractItemModel, shown: Callable[[], Sequence[int]]) -> None:
        """Listen to a model that the table does not show yet, so that this hears of a change before Qt's selection.

        Args:
            table: that will show the model.
            model: of the rows.
            shown: returns the numbers of the rows, in their order.
        """
        super().__init__(table)
        self._table, self._shown = table, shown
        self._numbers: set[int] = set()
        model.layoutAboutToBeChanged.connect(self._on_model_layout_about_to_be_changed)
        model.layoutChanged.connect(self._on_model_layout_changed)

    @Slot()
    def _on_model_layout_about_to_be_changed(self) -> None:
        chosen, shown = self._table.selectionModel(), self._shown()
        selection = chosen.selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        self._numbers = {shown[line] for one in ranges for line in range(one.top(), one.bottom() + 1)}
        chosen.clearSelection()

    @Slot()
    def _on_model_layout_changed(self) -> None:
        numbers, self._numbers = self._numbers, set()
        if numbers:
            select_rows(self._table, [line for line, number in enumerate(self._shown()) if number in numbers])


def _runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of lines that follow each other."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs
