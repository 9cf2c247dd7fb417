"""Studies in the table of results: one row each, which unfolds, by key and by mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.batch.results.index import Column
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_filter import RowFilter, SearchedTexts
from gui.batch.results.row_navigator import RowNavigator
from gui.batch.results.study_groups import RowKind
from gui.batch.results.table import ResultsTable
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.theme import DARK
from tests.gui.batch_rows import FOLDER, a_row, a_study


@pytest.fixture
def model(qtbot):
    model = ResultsModel()
    model.restart([f"{FOLDER}/000000.png", f"{FOLDER}/000001.png"])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    yield model
    tester.deleteLater()


@pytest.fixture
def table(model, qtbot):
    thumbnails = Thumbnails()
    table = ResultsTable(model, thumbnails, DARK)
    qtbot.addWidget(table, before_close_func=lambda _table: thumbnails.stop())
    table.resize(1100, 700)
    with qtbot.waitExposed(table):
        table.show()
    return table


@pytest.fixture
def mixed(model):
    """A picture, a series with a glioma, a picture, and a series without a tumour."""
    first, glioma = a_study(1)
    second, plain = a_study(2, "notumor", tumour=0.1)
    model.add_studies([first, second])
    model.append([a_row(0, "notumor", novelty=0.9), *glioma, a_row(1, "pituitary", novelty=0.2), *plain])
    return model


def names(model):
    return [model.index(line, Column.NAME).data().split("\n")[0] for line in range(model.rowCount())]


STUDIES = ["000000.png", "head001 · series 1", "000001.png", "head002 · series 2"]
SLICES = [f"head001/{at:02}.dcm" for at in range(4)]
UNFOLDED = [*STUDIES[:2], *SLICES, *STUDIES[2:]]


def test_a_study_is_one_row_with_its_verdict(mixed):
    assert names(mixed) == STUDIES
    assert mixed.index(1, Column.VERDICT).data() == "Glioma"
    assert mixed.index(3, Column.VERDICT).data() == "No tumour found"
    assert mixed.index(1, Column.NAME).data().endswith("\n4 slices")
    assert mixed.index(1, Column.PROBABILITIES).data() == "tumour\n90 %"
    assert "slice to look at first" in mixed.index(1, Column.PROBABILITIES).data(Qt.ItemDataRole.ToolTipRole)
    assert mixed.index(1, Column.REMARKS).data() == "a tumour was found"
    assert mixed.row_at(1).path.endswith("head001/02.dcm")
    assert [mixed.kind_at(place) for place in range(2)] == [RowKind.ALONE, RowKind.CLOSED]


def test_slices_that_came_first_are_folded_into_their_study(model):
    study, slices = a_study(1)
    model.append([a_row(0), *slices, a_row(1)])
    assert model.rowCount() == 6
    model.add_studies([study])
    assert names(model) == STUDIES[:3]


@pytest.mark.parametrize("is_sorted", [False, True])
def test_slices_may_come_in_parts(model, is_sorted):
    study, slices = a_study(1)
    if is_sorted:
        model.sort(Column.NAME)
    model.add_studies([study])
    model.append([a_row(0), *slices[:2]])
    model.merge()
    model.set_open(1, True)
    model.append([slices[2], a_row(1), slices[3]])
    model.merge()
    expected = UNFOLDED[:-1]
    if is_sorted:
        # A study is sorted by the path of its slice to look at first.
        expected = [expected[0], expected[-1], *expected[1:-1]]
    assert names(model) == expected


def test_it_unfolds_and_folds(mixed):
    mixed.set_open(1, True)
    assert names(mixed) == UNFOLDED
    mixed.set_open(1, False)
    assert names(mixed) == STUDIES


@pytest.mark.parametrize("is_descending", [False, True])
def test_sorting_keeps_slices_below_their_study(mixed, is_descending):
    mixed.set_open(1, True)
    mixed.sort(Column.VERDICT, Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder)
    shown = names(mixed)
    place = shown.index(STUDIES[1])
    expected = [SLICES[1], SLICES[2], SLICES[0], SLICES[3]]
    assert shown[place + 1 : place + 5] == (expected[2:] + expected[:2] if is_descending else expected)
    assert [name for name in shown if name in STUDIES] == (
        ["000001.png", "000000.png", "head002 · series 2", "head001 · series 1"]
        if is_descending
        else ["head001 · series 1", "000000.png", "head002 · series 2", "000001.png"]
    )


def test_the_urgent_studies_come_among_the_urgent_slices(mixed):
    mixed.append([replace(a_row(7, "glioma"), urgency=0.5, reasons=("a tumour was found",))])
    mixed.sort(Column.REMARKS)
    assert names(mixed)[:2] == ["head001 · series 1", "000007.png"]
    assert names(mixed)[-1] == "head002 · series 2"


def test_a_filter_shows_a_study_with_the_slices_that_it_accepts(mixed):
    mixed.set_open(1, True)
    mixed.set_filter(RowFilter(frozenset({"glioma"})))
    assert names(mixed) == [STUDIES[1], SLICES[1], SLICES[2]]
    assert mixed.results.matching == 2
    mixed.set_filter(RowFilter(frozenset({"notumor"})))
    assert names(mixed) == [STUDIES[0], STUDIES[1], SLICES[0], SLICES[3], STUDIES[3]]
    mixed.set_filter(RowFilter(text="HEAD001/03"))
    assert names(mixed) == [STUDIES[1], SLICES[3]]
    mixed.set_filter(RowFilter())
    assert names(mixed) == UNFOLDED


def test_a_study_is_found_by_its_own_verdict_too(model):
    study, slices = a_study(1, "tumour")
    model.add_studies([replace(study, verdict="uncertain", prediction_set=("glioma", "notumor"))])
    model.append(slices)
    model.set_filter(RowFilter(frozenset({"uncertain"})))
    assert names(model) == [STUDIES[1]]
    model.set_open(0, True)
    assert names(model)[1:] == SLICES


@pytest.mark.parametrize("is_open", [False, True])
def test_the_slices_of_many_studies_are_filtered_at_once(model, monkeypatch, is_open):
    for number in range(1, 9):
        study, slices = a_study(number)
        model.add_studies([study])
        model.append(slices)
    model.merge()
    for place in reversed(range(8 if is_open else 0)):
        model.set_open(place, True)
    asked, find = [], SearchedTexts.holding
    monkeypatch.setattr(SearchedTexts, "holding", lambda *told: asked.append(told) or find(*told))
    model.set_filter(RowFilter(text="01.dcm"))
    assert len(asked) == 1
    assert len(model.chosen_places()) == 8
    assert len(asked) == 2


def test_what_is_saved_are_slices_those_of_folded_studies_too(mixed):
    assert mixed.chosen_places() is None
    mixed.sort(Column.NAME)
    assert sorted(mixed.places()) == list(range(10))
    mixed.set_filter(RowFilter(frozenset({"glioma"})))
    assert list(mixed.places()) == [2, 3]
    mixed.set_open(0, True)
    assert list(mixed.places()) == [2, 3]


def test_previous_and_next_stop_at_the_slice_to_look_at_first_of_a_folded_study(mixed):
    navigator = RowNavigator(mixed.results, 0, "heads", lambda results, place: None)
    navigator.step(1)
    assert (navigator.current.name, navigator.number, navigator.count) == ("02.dcm", 2, 4)
    mixed.set_open(1, True)
    navigator.step(1)
    assert (navigator.current.name, navigator.number, navigator.count) == ("00.dcm", 3, 8)


def test_a_study_that_has_grown_takes_the_place_of_the_earlier_one(mixed):
    study, slices = a_study(1, "pituitary", slices=5)
    mixed.add_studies([study])
    mixed.append(slices[4:])
    assert names(mixed) == STUDIES
    assert mixed.index(1, Column.VERDICT).data() == "Pituitary tumour"
    mixed.set_open(1, True)
    assert names(mixed)[2:7] == [*SLICES, "head001/04.dcm"]


def current(table):
    return names(table.model())[table.currentIndex().row()]


def test_arrow_keys_go_into_a_study_and_out_of_it(table, mixed, qtbot):
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert (names(mixed), current(table)) == (UNFOLDED, STUDIES[1])
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert current(table) == SLICES[0]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert current(table) == SLICES[1]
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert current(table) == STUDIES[1]
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert (names(mixed), current(table)) == (STUDIES, STUDIES[1])


def click(table, qtbot, place, x):
    cell = table.visualRect(table.model().index(place, Column.NAME))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.x() + x, cell.center().y()))


def test_a_click_on_the_arrow_unfolds_and_one_on_the_name_does_not(table, mixed, qtbot):
    click(table, qtbot, 1, 12)
    assert names(mixed) == UNFOLDED
    click(table, qtbot, 1, 12)
    click(table, qtbot, 1, 80)
    assert (names(mixed), current(table)) == (STUDIES, STUDIES[1])
    # A picture has no arrow.
    click(table, qtbot, 0, 12)
    assert (names(mixed), current(table)) == (STUDIES, STUDIES[0])


def test_folding_leaves_the_current_row_in_sight(table, mixed, qtbot):
    mixed.set_open(1, True)
    table.setCurrentIndex(mixed.index(3, Column.NAME))
    click(table, qtbot, 1, 12)
    assert current(table) == STUDIES[1]


def test_enter_opens_the_slice_to_look_at_first(table, mixed, qtbot):
    table.setFocus()
    table.selectRow(1)
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert mixed.row_at(opened.args[0]).path.endswith("head001/02.dcm")
