"""Bars in the cells of the table of results: in the order of the classes, each in its colour and of its length."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from core.batch.row import BatchRow
from gui.batch.results.index import Column
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_texts import probabilities_text
from gui.batch.results.table import ResultsTable
from gui.batch.results.thumbnails import Thumbnails
from gui.widgets.theme import DARK
from tests.gui.batch_rows import CLASSES, FOLDER
from tests.gui.painted_cells import alone

UNEVEN = (0.2, 0.4, 0.1, 0.3)
COLOURS = [DARK.of_class(name).name() for name in CLASSES]


def a_row(probabilities, verdict="meningioma", classes=CLASSES):
    return BatchRow(
        path=f"{FOLDER}/{verdict}.png",
        frame=0,
        verdict=verdict,
        label="meningioma",
        classes=classes,
        probabilities=probabilities,
        prediction_set=("meningioma",),
        novelty=0.5,
    )


@pytest.fixture
def table(qtbot):
    model = ResultsModel()
    model.restart([FOLDER])
    thumbnails = Thumbnails()
    table = ResultsTable(model, thumbnails, DARK)
    qtbot.addWidget(table, before_close_func=lambda _table: thumbnails.stop())
    table.resize(1100, 500)
    with qtbot.waitExposed(table):
        table.show()
    return table


def bars_in(table, row=0):
    """List colour and length of the bars of a row, from above; lengths as shares of the longest that there can be."""
    cell = table.model().index(row, Column.PROBABILITIES)
    image = alone(table, cell).convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
    # Two gaps beside the track, and the percentage with one more.
    track = image.width() - 2 * 8 - 52 - 8
    found = []
    for colour in {*COLOURS, QColor(DARK.faint).name(), DARK.of_class("of one's own").name()}:
        wanted = QColor(colour)
        is_of = np.abs(pixels - (wanted.red(), wanted.green(), wanted.blue())).max(axis=2) <= 2
        is_of[:, 8 + track :] = False
        lengths = is_of.sum(axis=1)
        starts = [y for y in range(1, len(lengths)) if lengths[y] > 2 >= lengths[y - 1]]
        found += [(y, colour, lengths[y : y + 6].max() / track) for y in starts]
    return [(colour, share) for _, colour, share in sorted(found)]


@pytest.mark.parametrize("probabilities", [UNEVEN, UNEVEN[::-1], (0.4, 0.2, 0.2, 0.2)])
def test_bars_are_of_their_classes(table, probabilities):
    table.model().append([a_row(probabilities)])
    bars = bars_in(table)
    assert [colour for colour, _ in bars] == COLOURS
    assert [share for _, share in bars] == [pytest.approx(share, abs=0.05) for share in probabilities]


@pytest.mark.parametrize(("verdict", "is_grey"), [("meningioma", False), ("unlike-training", True)])
def test_bars_are_grey_where_the_slice_is_refused_and_nowhere_else(table, verdict, is_grey):
    table.model().append([a_row(UNEVEN, verdict)])
    grey = QColor(DARK.faint).name()
    bars = bars_in(table)
    assert [colour for colour, _ in bars] == ([grey] * 4 if is_grey else COLOURS)
    assert [share for _, share in bars] == [pytest.approx(share, abs=0.05) for share in UNEVEN]


def test_of_more_classes_than_fit_the_first_of_the_most_probable_are_shown(table):
    classes = ("other", *CLASSES, "last")
    table.model().append([a_row((0.1, 0.2, 0.2, 0.2, 0.2, 0.1), classes=classes)])
    assert [colour for colour, _ in bars_in(table)] == COLOURS
    even = a_row((0.2, 0.2, 0.2, 0.2, 0.2), classes=(*CLASSES, "other"))
    table.model().restart([FOLDER])
    table.model().append([even])
    assert [colour for colour, _ in bars_in(table)] == COLOURS


def test_equal_probabilities_are_listed_in_the_order_of_the_classes():
    told = probabilities_text(a_row((0.2, 0.3, 0.3, 0.2))).splitlines()
    names = ("Meningioma", "No tumour", "Glioma", "Pituitary tumour")
    assert [line.partition(":")[0] for line in told] == list(names)
