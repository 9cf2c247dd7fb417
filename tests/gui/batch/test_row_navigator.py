"""Previous and Next over the rows of a batch."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.image.slice import Slice, Window
from core.readers import read_slices
from gui.batch.results.index import Column, ResultsIndex
from gui.batch.results.results_model import ResultsModel
from gui.batch.results.row_filter import RowFilter
from gui.batch.results.row_navigator import RowNavigator
from gui.viewer.info_line import InfoLine
from gui.widgets.theme import DARK
from tests.gui.batch_rows import a_row
from tests.gui.conftest import control, opening_of, wait_for_answer, wait_for_title

UNCERTAIN = RowFilter(frozenset({"uncertain"}))


@pytest.fixture
def results():
    """Six rows; those with an even number are uncertain."""
    index = ResultsIndex()
    index.append([a_row(n, ("uncertain", "glioma")[n % 2], novelty=n / 10) for n in range(6)])
    index.set_filter(RowFilter())
    return index


@pytest.fixture
def followed():
    return []


@pytest.fixture
def walk_at(results, followed):
    return lambda place: RowNavigator(results, place, "heads", lambda _, place: followed.append(place))


@pytest.fixture
def room(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    return room


@pytest.fixture
def line(qtbot, room):
    """A wide line, whose width a test may change."""
    line = InfoLine(DARK, room)
    line.resize(900, 40)
    with qtbot.waitExposed(room):
        room.show()
    return line


def name(navigator):
    return navigator.current.stem.lstrip("0") or "0"


def test_it_goes_over_the_rows_that_are_shown_in_their_order(results, walk_at, followed):
    results.set_filter(UNCERTAIN)
    results.set_order(Column.NOVELTY, True)
    navigator = walk_at(0)
    assert (name(navigator), navigator.number, navigator.count, navigator.among) == (
        "4",
        1,
        3,
        "uncertain pictures of heads",
    )
    assert not navigator.step(-1)
    assert navigator.step(1)
    assert navigator.step(1)
    assert (name(navigator), navigator.number) == ("0", 3)
    assert not navigator.step(1)
    assert followed == [1, 2]


def test_it_keeps_its_row_when_the_order_changes(results, walk_at):
    navigator = walk_at(1)
    results.set_order(Column.NOVELTY, True)
    assert (name(navigator), navigator.number) == ("1", 5)
    navigator.step(1)
    assert name(navigator) == "0"


@pytest.mark.parametrize(("by", "expected"), [(1, "4"), (-1, "2")])
def test_a_row_that_the_filter_takes_away_is_left_for_its_neighbours(by, expected):
    results = ResultsIndex()
    verdicts = ("uncertain", "glioma", "uncertain", "pituitary", "uncertain", "glioma")
    results.append([a_row(n, verdict) for n, verdict in enumerate(verdicts)])
    results.set_filter(RowFilter(frozenset({"uncertain", "pituitary"})))
    navigator = RowNavigator(results, 2, "heads", lambda *_: None)
    assert name(navigator) == "3"
    results.set_filter(UNCERTAIN)
    assert navigator.step(by)
    assert name(navigator) == expected


def test_no_row_is_left_to_go_to(results, walk_at):
    navigator = walk_at(0)
    results.set_filter(RowFilter(text="nowhere"))
    assert (navigator.number, navigator.count, name(navigator)) == (1, 0, "0")
    assert not navigator.step(1)


def test_rows_that_come_are_gone_over_too(results, walk_at):
    navigator = walk_at(5)
    assert not navigator.step(1)
    results.append([a_row(6)])
    results.take_pending()
    assert navigator.step(1)
    assert (name(navigator), navigator.number, navigator.count) == ("6", 7, 7)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (RowFilter(), "pictures of heads"),
        (RowFilter(frozenset({"pituitary", "failed"})), "unreadable or pituitary tumour pictures of heads"),
        (RowFilter(text="sub-01", only_disagreements=True), "disagreeing pictures of heads with “sub-01”"),
        (RowFilter(frozenset({"not-a-brain-mri"})), "non-brain-MRI pictures of heads"),
    ],
)
def test_it_says_what_it_goes_over(results, walk_at, wanted, words):
    navigator = walk_at(0)
    results.set_filter(wanted)
    assert navigator.among == words


def rows_of(stack, heads):
    """Two slices of one file with a picture between them, and one that cannot be read."""
    return [
        a_row(0, path=str(stack), frame=5),
        a_row(1, "uncertain", path=str(heads[0])),
        a_row(2, path=str(stack), frame=1),
        a_row(3, path=str(stack), frame=2),
        a_row(4, "failed", path=str(heads[0].with_name("gone.png"))),
    ]


@pytest.fixture
def model(qtbot, stack, heads):
    model = ResultsModel()
    model.restart((str(heads[0].parent),))
    model.append(rows_of(stack, heads))
    return model


@pytest.fixture
def begin(open_window, qtbot, model, stack):
    """Open a window at the first row of the table."""
    window = open_window(waits=False)
    window.open_with_navigator(RowNavigator(model.results, 0, "heads", lambda *_: None))
    wait_for_title(qtbot, window, stack.name)
    return window


def test_a_row_is_shown_at_the_level_of_its_batch_and_other_pictures_at_the_chosen_one(
    open_window, qtbot, model, stack, heads, head
):
    window = open_window(waits=False)
    window.open_with_navigator(RowNavigator(model.results, 0, "heads", lambda *_: None, 0.98))
    wait_for_title(qtbot, window, stack.name)
    qtbot.waitUntil(lambda: window.panel.level_words == "verdicts right in 98 %")
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[0].name)
    qtbot.waitUntil(lambda: window.panel.level_words == "verdicts right in 98 %")
    window.open_paths([head])
    wait_for_title(qtbot, window, head.name)
    qtbot.waitUntil(lambda: window.panel.level_words == "verdicts right in 95 %")


def part(widget, name):
    """Find one of the labels in the line below the picture."""
    return widget.findChild(QLabel, name)


def place_text(window):
    return part(window.viewer, "place").toolTip()


def test_the_window_steps_from_row_to_row(begin, qtbot, stack, heads):
    window = begin
    window.resize(1200, 700)
    assert window.viewer.image.frame == 5
    assert "1 of 5 · pictures of heads" in place_text(window)
    window.menus.next.trigger()
    wait_for_title(qtbot, window, heads[0].name)
    window.menus.next.trigger()
    wait_for_title(qtbot, window, stack.name)
    assert window.viewer.image.frame == 1
    wait_for_answer(qtbot, window)


def test_a_narrow_line_keeps_the_number_and_what_there_is_room_for(qtbot, line, walk_at):
    line.show_file("000001.png", walk_at(1))
    assert (part(line, "file").text(), part(line, "place").text()) == ("000001.png", "2 of 6 · pictures of heads")
    line.resize(400, 40)
    qtbot.waitUntil(lambda: part(line, "pixel").isHidden())
    assert part(line, "place").text().startswith("2 of 6")
    assert part(line, "place").text() != "2 of 6 · pictures of heads"
    assert control(line, "Next file (Page down)").geometry().right() < 400
    assert part(line, "place").geometry().right() < control(line, "Previous file (Page up)").x()


def test_the_place_is_the_last_to_go_from_a_narrow_line(line, walk_at):
    image = Slice(
        np.zeros((64, 64), np.float32), Window(600.0, 1200.0), Path("a.nii"), 11, 155, "", spacing_mm=(0.5, 0.9)
    )
    line.show_file("000001.png", walk_at(1))
    line.show_slice(image, image.window, 155)
    parts = {name: part(line, name) for name in ("spacing", "pixel", "slice", "place", "window")}
    gone = []
    for width in range(900, 200, -4):
        line.resize(width, 40)
        line.show_pixel(image, (12, 34))
        gone += [name for name, part in parts.items() if part.isHidden() and name not in gone]
        if width == 336:
            # The least that the window leaves it.
            assert "place" not in gone
    assert gone[:3] == ["spacing", "pixel", "window"]
    line.resize(900, 40)
    QApplication.processEvents()
    assert not any(part.isHidden() for part in parts.values())


def test_another_slice_of_the_file_that_is_shown_is_not_read_again(begin, qtbot, model, stack):
    window = begin
    model.set_filter(RowFilter(text=stack.name))
    stack.unlink()
    window.menus.next.trigger()
    assert window.viewer.image.frame == 1
    window.menus.next.trigger()
    assert window.viewer.image.frame == 2
    assert "3 of 3 · pictures of heads with “" in place_text(window)
    wait_for_answer(qtbot, window)


def test_a_file_that_cannot_be_read_is_gone_past(begin, qtbot, model, stack):
    window = begin
    model.sort(Column.VERDICT, Qt.SortOrder.DescendingOrder)
    window.menus.previous.trigger()
    window.menus.previous.trigger()
    qtbot.waitUntil(lambda: not window.viewer.is_showing_picture, timeout=20_000)
    assert "1 of 5" in place_text(window)
    window.menus.next.trigger()
    qtbot.waitUntil(lambda: window.viewer.is_showing_picture, timeout=20_000)


def test_opening_a_file_ends_it(begin, qtbot, heads, tmp_path):
    window = begin
    # In its own folder, since files beside it would be stepped through as soon as they are found.
    file = tmp_path / "single" / "single.png"
    file.parent.mkdir()
    file.write_bytes(heads[1].read_bytes())
    window.open_paths([file])
    wait_for_title(qtbot, window, file.name)
    assert part(window.viewer, "place").isHidden()
    assert not opening_of(window).navigator.step(1)


def test_many_rows_are_begun_and_stepped_through_without_a_list_of_them(results):
    class Shown(list):
        """Counts how often it is gone through."""

        def __iter__(self):
            raise AssertionError("gone through")

    results.shown = Shown(range(6))
    navigator = RowNavigator(results, 0, "heads", lambda *_: None)
    assert [navigator.step(1) for _ in range(3)] == [True] * 3
    assert (navigator.number, navigator.count) == (4, 6)


def test_figures_make_room_for_the_place_among_the_rows(qtbot, line, walk_at, stack):
    image = next(image for image in read_slices(stack) if image.spacing_mm)
    line.show_file("000001.png", walk_at(1))
    line.show_slice(image, Window(255.0, 128.0), 4)
    line.show_pixel(image, (3, 5))
    assert all(
        label.isVisible()
        for label in (part(line, "window"), part(line, "pixel"), part(line, "spacing"), part(line, "place"))
    )
    line.resize(336, 40)
    place, previous = part(line, "place"), control(line, "Previous file (Page up)")
    width = place.fontMetrics().horizontalAdvance("2 of 6")
    qtbot.waitUntil(lambda: place.width() >= width and place.x() + width <= previous.x() < 336)
    assert not part(line, "spacing").isVisible()
    line.resize(900, 40)
    assert all(
        label.isVisible()
        for label in (part(line, "window"), part(line, "pixel"), part(line, "spacing"), part(line, "place"))
    )
