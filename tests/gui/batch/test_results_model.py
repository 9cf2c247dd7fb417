"""The model of the table: what Qt is told when rows come, are sorted and filtered."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.batch.results.index import Column
from gui.batch.results.results_model import ROW_ROLE, ResultsModel
from gui.batch.results.row_filter import RowFilter
from tests.gui.batch_rows import FOLDER, a_row


@pytest.fixture
def model(qtbot):
    model = ResultsModel()
    model.restart([f"{FOLDER}/000000.png", f"{FOLDER}/000001.png"])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    yield model
    tester.deleteLater()


def names(model):
    return [model.index(line, Column.NAME).data() for line in range(model.rowCount())]


def test_rows_are_reported_as_they_come(model):
    told = []
    model.rowsInserted.connect(lambda parent, first, last: told.append((first, last)))
    model.append([a_row(0), a_row(1)])
    model.append([a_row(2)])
    assert told == [(0, 1), (2, 2)]
    assert names(model) == ["000000.png", "000001.png", "000002.png"]


def test_a_verdict_is_short_in_its_cell_and_whole_in_the_tip(model):
    model.append([replace(a_row(0, "uncertain"), prediction_set=("glioma", "pituitary", "notumor"))])
    cell = model.index(0, Column.VERDICT)
    assert cell.data() == "Uncertain: tumour or not"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Uncertain: tumour or not"


def test_cells_say_what_is_in_a_row(model):
    model.append([a_row(0, "uncertain", novelty=0.456, top=0.6), a_row(1, "failed"), a_row(2, frame=3)])
    assert model.index(0, Column.VERDICT).data() == "Uncertain: tumour or not"
    assert model.index(0, Column.NOVELTY).data() == "0.46"
    assert model.index(0, Column.PROBABILITIES).data() == "tumour\n87 %"
    assert model.index(0, Column.PROBABILITIES).data(Qt.ItemDataRole.ToolTipRole).startswith("Glioma: 60 %\n")
    assert "A tumour of any kind: 87 %" in model.index(0, Column.PROBABILITIES).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(2, Column.PROBABILITIES).data() == "90 %"
    assert model.index(1, Column.VERDICT).data() == "Could not be read"
    assert model.index(1, Column.REMARKS).data() == "expected an image, got an empty file"
    assert model.index(1, Column.NOVELTY).data() == ""
    assert model.index(2, Column.NAME).data() == "000002.png · slice 4"
    assert model.index(2, Column.NAME).data(Qt.ItemDataRole.ToolTipRole) == f"{FOLDER}/000002.png"


def test_what_is_selected_moves_with_its_row(model):
    model.append([a_row(0, novelty=0.3), a_row(1, novelty=0.1), a_row(2, novelty=0.2)])
    held = QPersistentModelIndex(model.index(1, Column.NAME))
    model.sort(Column.NOVELTY, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["000000.png", "000002.png", "000001.png"]
    assert held.row() == 2
    assert held.data(ROW_ROLE).path.endswith("000001.png")
    model.sort(-1)
    assert held.row() == 1


def test_rows_that_come_while_sorted_are_merged_later_and_at_once_when_asked(model):
    model.sort(Column.NOVELTY)
    model.append([a_row(0, novelty=0.3)])
    model.append([a_row(1, novelty=0.1)])
    assert model.rowCount() == 0
    held = []
    model.layoutChanged.connect(lambda: held.append(names(model)))
    model.merge()
    assert names(model) == ["000001.png", "000000.png"]
    assert held == [names(model)]


def test_merging_comes_by_itself(model, qtbot):
    model.sort(Column.NOVELTY)
    model.append([a_row(0)])
    qtbot.waitUntil(lambda: model.rowCount() == 1)


def test_a_filter_holds_for_rows_that_come(model):
    model.append([a_row(0), a_row(1, "failed")])
    model.set_filter(RowFilter(frozenset({"failed"})))
    model.append([a_row(2), a_row(3, "failed")])
    assert names(model) == ["000001.png", "000003.png"]
    assert list(model.places()) == [1, 3]
    model.set_filter(RowFilter())
    assert model.rowCount() == 4


def test_a_hundred_thousand_rows_stand_in_their_order(qtbot):
    # Without the tester, which looks at all rows after each change.
    model = ResultsModel()
    for start in range(0, 100_000, 5_000):
        model.append([a_row(n, novelty=(n * 7919 % 100_000) / 1e5) for n in range(start, start + 5_000)])
    assert model.rowCount() == 100_000
    model.sort(Column.NOVELTY, Qt.SortOrder.AscendingOrder)
    assert [model.index(line, Column.NOVELTY).data() for line in (0, 50_000, 99_999)] == ["0.00", "0.50", "1.00"]
    model.set_filter(RowFilter(text="099999"))
    assert names(model) == [f"{FOLDER}/099999.png"]


def test_the_first_of_several_slices_has_its_number(model):
    model.append([a_row(0), a_row(1), a_row(1, frame=1)])
    assert names(model) == ["000000.png", "000001.png · slice 1", "000001.png · slice 2"]
