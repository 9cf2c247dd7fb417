"""What the viewer paints: the picture in its true shape, the heat and its line where they belong, the colour bar."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from core.image.colour_map import colorize, colour_table, half_maximum_outlines
from core.image.measuring import Point
from core.image.slice import EdgeLabels, Slice
from core.image.windowing import EIGHT_BIT
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM
from core.program import translation
from gui.viewer.colour_bar import ColourBar
from gui.viewer.picture_view import PictureView
from gui.viewer.tools.measurement import Kind, Measurement
from tests.gui.language.walk import make_pseudo, untranslated
from tests.gui.painting import painted

# Room for 500 x 500 pixels of picture between the margins.
SIDE, MARGIN = 524, 12


def extent(is_marked):
    """Find the first and the last row, and the first and the last column, of what is marked."""
    rows, columns = np.nonzero(is_marked)
    return [int(value) for value in (rows.min(), rows.max(), columns.min(), columns.max())]


@pytest.fixture
def view(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(SIDE, SIDE)
    return view


def show(view, pixels, spacing_mm=None, edges=None):
    view.show_slice(Slice(pixels, EIGHT_BIT, Path("a.png"), 0, 1, "", spacing_mm=spacing_mm, edges=edges), False)


def show_heat(view, heat):
    view.show_answer(SimpleNamespace(heat_rgba=colorize(heat, 1.0), outlines=half_maximum_outlines(heat)))
    view.set_heat_visible(True)


@pytest.mark.parametrize(
    ("spacing_mm", "height", "width"),
    [(None, 500, 500), ((1.0, 1.0), 500, 500), ((2.0, 1.0), 500, 250), ((1.0, 2.0), 250, 500), ((0.5, 0.4), 500, 400)],
)
def test_a_picture_has_the_shape_that_it_has_in_the_patient(view, spacing_mm, height, width):
    show(view, np.full((50, 50), 255, np.uint8), spacing_mm)
    lit = painted(view).min(axis=2) > 128
    # Along the middle, away from the scale bar.
    rows, columns = np.nonzero(lit[:, SIDE // 2])[0], np.nonzero(lit[SIDE // 2])[0]
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    assert bottom - top + 1 == pytest.approx(height, abs=2)
    assert right - left + 1 == pytest.approx(width, abs=2)
    assert top + bottom == pytest.approx(SIDE - 1, abs=2)
    assert left + right == pytest.approx(SIDE - 1, abs=2)


@pytest.mark.parametrize("side", [100, 200])
def test_the_line_runs_where_the_heat_is_half(view, side):
    """Also where the map has more pixels than the picture, as that of a small picture has."""
    show(view, np.zeros((100, 100), np.uint8))
    heat = np.zeros((side, side), np.float32)
    heat[side // 5 : side // 2, side * 3 // 5 : side * 9 // 10] = 1
    show_heat(view, heat)
    shown = painted(view)
    is_line = shown.min(axis=2) > 190
    # Five pixels of the view are one of the picture.
    expected = [MARGIN + share * 500 for share in (0.2, 0.5, 0.6, 0.9)]
    assert extent(is_line) == [pytest.approx(value, abs=3) for value in expected]
    top, bottom, left, right = (round(value) for value in expected)
    assert not is_line[top + 5 : bottom - 5, left + 5 : right - 5].any()
    # The colours end where the line runs.
    colours = shown.max(axis=2) > 60
    assert colours[top + 5 : bottom - 5, left + 5 : right - 5].all()
    assert not colours[: top - 8].any()
    assert not colours[:, : left - 8].any()


@pytest.mark.parametrize("is_shown", [True, False])
def test_the_figure_of_a_ruler_keeps_off_the_heat(view, is_shown):
    show(view, np.zeros((100, 100), np.uint8))
    heat = np.zeros((100, 100), np.float32)
    heat[35:65, 30:60] = 1
    show_heat(view, heat)
    view.set_heat_visible(is_shown)
    before = painted(view)
    # At the left of the picture's middle, and at the left edge of the heat.
    view.measuring.measurement_list.add(Measurement(Kind.RULER, (Point(27, 50), Point(31, 50))))
    changed = np.abs(painted(view) - before).max(axis=2) > 40
    _, _, first, last = extent(changed)
    shape = [round(view.transform.to_view(QPointF(x, 50)).x()) for x in (27, 31)]
    # Either way it is at the left of the ruler: away from the heat, or from the middle of the picture.
    assert first < shape[0] - 20
    assert last < shape[1] + 8


@pytest.mark.parametrize(("place", "is_left"), [((70, 74), True), ((86, 90), False)])
def test_the_heat_says_on_which_side_of_a_ruler_its_figure_is(view, place, is_left):
    show(view, np.zeros((100, 100), np.uint8))
    heat = np.zeros((100, 100), np.float32)
    heat[35:65, 76:84] = 1
    show_heat(view, heat)
    before = painted(view)
    view.measuring.measurement_list.add(Measurement(Kind.RULER, tuple(Point(x, 50) for x in place)))
    changed = np.abs(painted(view) - before).max(axis=2) > 40
    _, _, first, last = extent(changed)
    begin, end = (round(view.transform.to_view(QPointF(x, 50)).x()) for x in place)
    assert (begin - first > 20, last - end > 20) == (is_left, not is_left)


def test_the_heat_covers_as_far_as_it_is_opaque_and_nothing_where_it_is_cold(view):
    show(view, np.full((100, 100), 100, np.uint8))
    heat = np.zeros((100, 100), np.float32)
    heat[:50, :50] = 1
    show_heat(view, heat)
    red = []
    for opacity in (0.0, 0.4, 0.8):
        view.set_opacity(opacity)
        shown = painted(view)
        red.append(shown[100, 100, 0])
        assert (shown[300:500, 300:500] == 100).all()
    assert red[0] == 100 < red[1] < red[2]
    # Hot is yellow, in this order of the colours.
    assert shown[100, 100, 0] > shown[100, 100, 2] + 20


def test_letters_stand_at_the_edges_that_they_name(view):
    letters = {"left": "I", "right": "MM", "top": "MMMM", "bottom": "MMMMMMMM"}
    show(view, np.zeros((100, 100), np.uint8), edges=EdgeLabels(**letters))
    lit = painted(view).min(axis=2) > 120
    third = SIDE // 3
    middle = slice(third, 2 * third)
    parts = {
        "left": lit[middle, :third],
        "right": lit[middle, 2 * third :],
        "top": lit[:third, middle],
        "bottom": lit[2 * third :, middle],
    }
    widths = {}
    for edge, part in parts.items():
        _, _, first, last = extent(part)
        widths[edge] = last - first + 1
    assert 0 < widths["left"] < widths["right"] < widths["top"] < widths["bottom"]


@pytest.mark.parametrize("width", [SIDE, 2 * SIDE])
def test_the_letter_at_the_right_is_of_the_picture_not_of_the_colour_bar(view, width):
    view.resize(width, SIDE)
    show(view, np.zeros((100, 100), np.uint8), edges=EdgeLabels("R", "L", "A", "P"))
    lit = painted(view).min(axis=2) > 120
    rows = slice(SIDE // 2 - 10, SIDE // 2 + 10)
    _, _, first, last = extent(lit[rows])
    assert view.width() - 1 - last >= 28
    end = view.transform.to_view(QPointF(100, 50)).x()
    # Beside it where there is room, else at its edge.
    assert 0 < last - end <= 24 or width == SIDE
    assert 0 < first < width / 2 < last


def test_the_letters_of_a_picture_that_is_mostly_out_of_sight_stay_apart_in_the_view(view):
    show(view, np.zeros((100, 100), np.uint8), edges=EdgeLabels("R", "L", "A", "P"))
    view.lay(view.transform.moved(QPointF(SIDE - 20, 0)))
    lit = painted(view).min(axis=2) > 120
    _, _, first, last = extent(lit[SIDE // 2 - 10 : SIDE // 2 + 10])
    assert (first > 0, last - first > 60, last > SIDE - 60) == (True, True, True)


def test_the_letters_follow_a_picture_that_is_dragged_without_jumps(view):
    show(view, np.zeros((100, 100), np.uint8), edges=EdgeLabels("R", "L", "A", "P"))
    places = []
    for _ in range(SIDE // 4):
        view.lay(view.transform.moved(QPointF(4, 0)))
        lit = painted(view).min(axis=2) > 120
        _, _, first, last = extent(lit[SIDE // 2 - 10 : SIDE // 2 + 10])
        places.append((first, last))
    assert np.abs(np.diff(places, axis=0)).max() <= 12


def test_the_colour_bar_is_hot_above_and_cold_below(qtbot):
    bar = ColourBar()
    qtbot.addWidget(bar)
    bar.resize(bar.width(), 300)
    column = painted(bar)[:, 8]
    lit = np.nonzero(column.max(axis=1) > 30)[0]
    top, bottom = int(lit.min()), 300 - 28
    table = colour_table().astype(int)
    assert top == pytest.approx(28, abs=1)
    for share in (1.0, 0.75, 0.5, 0.25, 0.0):
        y = round(bottom - 1 - share * (bottom - 1 - top))
        assert np.abs(column[y] - table[round(255 * share)]).max() < 20


def test_the_colour_bar_speaks_the_language_of_the_window(qtbot):
    bar = ColourBar()
    qtbot.addWidget(bar)
    bar.resize(bar.width(), 300)
    bar.show_scale(EVIDENCE)
    unmarked = painted(bar)[:, -16:]
    translation.install(make_pseudo())
    try:
        bar.show_scale(EVIDENCE)
        assert bar.scale == "«probability of a tumour»"
        assert untranslated(bar.toolTip()) == ""
        assert (painted(bar)[:, -16:] != unmarked).any()
    finally:
        translation.install(None)


def test_the_colour_bar_writes_its_values_and_what_they_are(qtbot):
    bar = ColourBar()
    qtbot.addWidget(bar)
    bar.resize(bar.width(), 300)
    lit = painted(bar)[:, 15:].max(axis=2) > 100
    widths = []
    for middle in (28, 150, 272):
        _, _, first, last = extent(lit[middle - 10 : middle + 10, :33])
        widths.append(last - first)
    _, half, none = widths
    # "100 %", "50 %", "0 %"
    assert none < half
    bar.show_scale(GRAD_CAM)
    share = painted(bar)[:, -16:]
    bar.show_scale(EVIDENCE)
    assert bar.scale == "probability of a tumour"
    assert (painted(bar)[:, -16:] != share).any()
