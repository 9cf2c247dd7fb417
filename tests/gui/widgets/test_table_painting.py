"""The table of results as it stands on the screen: each cell where it belongs, whatever happened to the rows."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from gui.batch.results.index import Column
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_filter import RowFilter
from gui.batch.results.table import ResultsTable
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.theme import DARK, LIGHT, Theme, apply_theme
from gui.widgets.verdict_style import marker_of
from tests.gui.batch_rows import FOLDER, a_row, a_study
from tests.gui.conftest import write_head
from tests.gui.painted_cells import alone, wrong_cells

VERDICTS = (
    "glioma",
    "uncertain",
    "meningioma",
    "failed",
    "notumor",
    "not-a-brain-mri",
    "pituitary",
    "tumour",
    "unlike-training",
)


def rows(first, last):
    """Make rows of all kinds, in no order by any column."""
    return [
        a_row(
            number,
            VERDICTS[number % len(VERDICTS)],
            novelty=number * 37 % 101 / 50,
            top=0.4 + number * 17 % 59 / 100,
            truth="glioma" if number % 2 else "",
        )
        for number in range(first, last)
    ]


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def scale(request):
    return request.param


@pytest.fixture
def table(qtbot):
    model = ResultsModel()
    model.restart([FOLDER])
    thumbnails = Thumbnails()
    table = ResultsTable(model, thumbnails, DARK)
    qtbot.addWidget(table, before_close_func=lambda _table: thumbnails.stop())
    table.show_folder_column(True)
    table.resize(1100, 500)
    with qtbot.waitExposed(table):
        table.show()
    table.thumbnails = thumbnails
    return table


@pytest.fixture
def filled(table):
    table.model().append(rows(0, 300))
    return table


def test_rows_stand_in_their_places(filled, scale):
    assert wrong_cells(filled, scale) == []


@pytest.mark.parametrize("column", [Column.NOVELTY, Column.VERDICT, Column.PICTURE])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_after_sorting(filled, scale, column, order):
    wrong_cells(filled, scale)
    filled.sortByColumn(column, order)
    assert wrong_cells(filled, scale) == []


def test_after_scrolling(filled, scale):
    # Down and up again, where cells are kept, and by less than a row.
    for value in (0, 20, 480, 7_000, 480, 13_900, 0):
        filled.verticalScrollBar().setValue(value)
        assert wrong_cells(filled, scale) == []
    filled.resize(500, 500)
    filled.horizontalScrollBar().setValue(150)
    assert wrong_cells(filled, scale) == []


@pytest.mark.parametrize("is_sorted", [False, True])
def test_while_rows_come_in(table, scale, is_sorted):
    if is_sorted:
        table.sortByColumn(Column.NOVELTY, Qt.SortOrder.DescendingOrder)
    for first in range(0, 24, 3):
        table.model().append(rows(first, first + 3))
        table.model().merge()
        assert wrong_cells(table, scale) == []


def test_after_filtering_and_taking_the_filter_away(filled, scale):
    for wanted in (RowFilter(frozenset({"uncertain"})), RowFilter(text="00001"), RowFilter()):
        filled.set_filter(wanted)
        assert wrong_cells(filled, scale) == []


def test_rows_of_another_batch_with_the_same_names(filled, scale):
    wrong_cells(filled, scale)
    filled.model().restart([FOLDER])
    filled.model().append([a_row(number, "glioma", novelty=1.9, top=0.5) for number in range(12)])
    assert wrong_cells(filled, scale) == []


def test_in_another_theme(filled, scale, qapp):
    wrong_cells(filled, scale)
    apply_theme(qapp, Theme.LIGHT)
    filled.set_colours(LIGHT)
    assert wrong_cells(filled, scale) == []
    apply_theme(qapp, Theme.DARK)
    filled.set_colours(DARK)
    assert wrong_cells(filled, scale) == []


@pytest.fixture
def studies(table):
    """Sixty series among as many pictures."""
    for number in range(60):
        study, slices = a_study(number, ("glioma", "notumor", "tumour", "uncertain")[number % 4], tumour=number / 60)
        table.model().add_studies([study])
        table.model().append([*slices, *rows(number, number + 1)])
    return table


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_studies_stand_in_their_places_folded_and_unfolded(studies, scale, order):
    assert wrong_cells(studies, scale) == []
    for place in (6, 4, 0):
        studies.model().set_open(place, True)
        assert wrong_cells(studies, scale) == []
    for column in (Column.REMARKS, Column.NAME, Column.PROBABILITIES):
        studies.sortByColumn(column, order)
        assert wrong_cells(studies, scale) == []
    for value in (0, 30, 900, 0):
        studies.verticalScrollBar().setValue(value)
        assert wrong_cells(studies, scale) == []
    for wanted in (RowFilter(frozenset({"notumor"})), RowFilter(text="head00"), RowFilter()):
        studies.set_filter(wanted)
        assert wrong_cells(studies, scale) == []
    studies.model().set_open(studies.model().results.shown.index(-1), False)
    assert wrong_cells(studies, scale) == []


def test_studies_that_take_in_rows_that_are_shown(table, scale):
    study, slices = a_study(1)
    table.model().append([*rows(0, 3), *slices, *rows(3, 6)])
    wrong_cells(table, scale)
    table.model().add_studies([study])
    assert wrong_cells(table, scale) == []


def test_a_selected_study_folded_and_unfolded(studies, scale, qtbot):
    studies.setFocus()
    studies.selectRow(2)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(studies, key)
        assert wrong_cells(studies, scale) == []


def test_with_a_selected_row_and_without_the_focus(filled, scale):
    filled.setFocus()
    for row in (2, 4):
        filled.selectRow(row)
        assert wrong_cells(filled, scale) == []
    QApplication.focusWidget().clearFocus()
    assert wrong_cells(filled, scale) == []


def test_with_wider_columns_and_columns_in_another_order(filled, scale):
    wrong_cells(filled, scale)
    filled.horizontalHeader().resizeSection(Column.NAME, 90)
    filled.horizontalHeader().moveSection(Column.NOVELTY, Column.NAME)
    assert wrong_cells(filled, scale) == []


def test_when_small_pictures_arrive(table, scale, qtbot, tmp_path):
    paths = [write_head(tmp_path / f"{number}.png", number) for number in range(4)]
    table.model().append([a_row(number, path=str(path)) for number, path in enumerate(paths)])
    assert wrong_cells(table, scale) == []
    qtbot.waitUntil(lambda: all(table.thumbnails.picture(str(path), 0) for path in paths), timeout=20_000)
    assert wrong_cells(table, scale) == []


def test_in_another_font(filled, scale):
    wrong_cells(filled, scale)
    font = filled.font()
    font.setPixelSize(19)
    font.setItalic(True)
    filled.setFont(font)
    assert wrong_cells(filled, scale) == []


def colours_in(table, row, column):
    cell = table.model().index(row, column)
    image = alone(table, cell)
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_probabilities_of_what_is_refused_are_grey(table):
    table.model().append([a_row(0), a_row(1, "not-a-brain-mri", novelty=3.0), a_row(2, "unlike-training", novelty=1.2)])
    shown, *refused = (colours_in(table, row, Column.PROBABILITIES) for row in range(3))
    glioma = DARK.of_class("glioma").name()
    assert glioma in shown
    for colours in refused:
        assert glioma not in colours
        assert QColor(DARK.faint).name() in colours


def test_each_verdict_is_painted_with_a_marker_of_its_own(table):
    verdicts = dict.fromkeys(VERDICTS)
    table.model().append([a_row(number, verdict) for number, verdict in enumerate(verdicts)])
    shapes = set()
    for row, verdict in enumerate(verdicts):
        image = alone(table, table.model().index(row, Column.VERDICT)).copy(4, 0, 20, 46)
        ground = image.pixelColor(0, 0)
        places = {(x, y) for x in range(20) for y in range(46) if image.pixelColor(x, y) != ground}
        colours = {image.pixelColor(x, y).name() for x, y in places}
        assert marker_of(verdict, DARK)[1].name() in colours, verdict
        shapes.add(frozenset(places))
    assert len(shapes) == len(verdicts)


def test_the_probability_of_any_tumour_is_painted_with_what_it_is_of(table):
    table.model().append([a_row(0, "tumour"), a_row(1, "glioma")])
    lines = []
    for row in range(2):
        image = alone(table, table.model().index(row, Column.PROBABILITIES))
        # Right of the bars.
        part = image.copy(image.width() - 60, 0, 52, 46)
        ground = part.pixelColor(0, 0)
        inked = [any(part.pixelColor(x, y) != ground for x in range(part.width())) for y in range(part.height())]
        lines.append(sum(inked[y] and not inked[y - 1] for y in range(1, len(inked))))
    assert lines == [2, 1]


def test_a_picture_that_cannot_be_read_has_a_sign_and_says_why(table, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_: shown.append(text))
    table.model().append([a_row(0), a_row(1, "failed")])
    table.model().merge()
    table.viewport().grab()
    qtbot.waitUntil(lambda: table.thumbnails.lack_of(f"{FOLDER}/000000.png", 0) != "", timeout=20_000)
    picture = table.viewport().grab().toImage()
    for row in (0, 1):
        cell = table.model().index(row, Column.PICTURE)
        place = table.visualRect(cell)
        assert picture.pixelColor(place.center().x() - 17, place.center().y() + 14) == QColor(DARK.raised)
        place_on_screen = table.viewport().mapToGlobal(place.center())
        QApplication.sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, place.center(), place_on_screen))
    # The table knows why the second one was not read.
    shown.append(table.model().data(cell, Qt.ItemDataRole.ToolTipRole))
    assert [("Cannot be read: " in text) for text in shown] == [True, True]
