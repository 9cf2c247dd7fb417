"""Measurements stay with their slice in the history, and are drawn again."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.history.entry import SliceKey, StoredMeasurement
from core.history.history import History, history_file
from core.image.measuring import Point
from gui.compare.content import Layout
from gui.history.finder import HistoryFinder
from gui.history.history_thread import HistoryKeeper
from gui.viewer.tools.measurement import Kind, Measurement
from gui.viewer.tools.measurement_store import MeasurementList, MeasurementStore
from gui.window.kept_measurements import KeptMeasurements
from gui.window.kept_slices import KeptSlices
from tests.gui.conftest import wait_for_answer, wait_for_title
from tests.gui.viewer.test_measuring import draw, made

RULER = Measurement(Kind.RULER, (Point(10, 20), Point(40, 20)))


@pytest.fixture
def window(open_window, heads, settings):
    settings.keeps_history = True
    return open_window(heads[0])


def lines():
    with History() as history:
        return [entry.measurements for entry in history.find()]


def test_they_come_back_after_a_restart(qtbot, open_window, window, heads):
    draw(window, Kind.RULER, (10, 20), (40, 20))
    draw(window, Kind.ELLIPSE, (10, 40), (30, 60))
    before = made(window.viewer.view)
    window.close()
    again = open_window(heads[0])
    qtbot.waitUntil(lambda: made(again.viewer.view) == before)
    [words] = lines()
    assert words[0].startswith("ruler 30.0")
    assert words[1].startswith("ellipse mean")


def test_what_is_deleted_stays_deleted(qtbot, open_window, window, heads):
    draw(window, Kind.RULER, (10, 20), (40, 20))
    QTest.keyClick(window.viewer.view, Qt.Key.Key_Delete)
    assert made(window.viewer.view) == ()
    window.close()
    assert lines() == [()]


def test_what_is_undone_is_kept_no_longer(qtbot, window):
    draw(window, Kind.RULER, (10, 20), (40, 20))
    window.menus.measuring.undo.trigger()
    window.close()
    assert lines() == [()]


def test_nothing_is_kept_while_the_history_is_off(open_window, heads):
    window = open_window(heads[0])
    draw(window, Kind.RULER, (10, 20), (40, 20))
    window.close()
    assert not history_file().exists()


def test_a_reading_keeps_the_measurements_that_are_there(qtbot, open_window, heads):
    window = open_window(heads[0])
    draw(window, Kind.RULER, (10, 20), (40, 20))
    QTest.keyClick(window.viewer.view, Qt.Key.Key_A)
    window.close()
    assert len(lines()[0]) == 1


def test_those_of_another_slice_are_not_mixed_in(qtbot, window, heads):
    draw(window, Kind.RULER, (10, 20), (40, 20))
    before = made(window.viewer.view)
    window.open_paths([heads[1]])
    wait_for_answer(qtbot, window)
    assert made(window.viewer.view) == ()
    window.open_paths([heads[0]])
    wait_for_answer(qtbot, window)
    assert made(window.viewer.view) == before


def test_those_of_another_pane_are_kept_and_come_back(qtbot, open_window, window, heads):
    comparing = window.explain_and_compare.comparing
    comparing.begin(Layout.MAPS)
    qtbot.waitUntil(lambda: len(comparing.panes) == 1 and comparing.panes[0].answer is not None)
    comparing.panes[0].view.measuring.measurement_list.add(RULER)
    window.close()
    assert len(lines()[0]) == 1
    again = open_window(heads[0])
    qtbot.waitUntil(lambda: made(again.viewer.view) == (RULER,))


@pytest.fixture
def hold_history():
    """Give a function that lets the history of a window answer nothing before the event that it gives is set."""
    gates = []

    def hold(window):
        gates.append(threading.Event())
        window.tools.keeper.read(lambda _history, gate=gates[-1]: gate.wait(20), pytest.fail)
        return gates[-1]

    yield hold
    for gate in gates:
        gate.set()


def test_what_was_measured_just_before_the_end_joins_what_the_history_has(
    qtbot, open_window, window, heads, hold_history
):
    draw(window, Kind.RULER, (10, 20), (40, 20))
    window.close()
    again = open_window(heads[1])
    answers = hold_history(again)
    open_and_measure(qtbot, again, heads[0])
    answers.set()
    again.close()
    assert sorted(map(len, lines())) == [0, 2]


def test_what_was_measured_before_the_history_answered_is_kept_on_a_slice_that_was_left(
    qtbot, window, heads, hold_history
):
    answers = hold_history(window)
    open_and_measure(qtbot, window, heads[1])
    window.open_paths([heads[2]])
    wait_for_answer(qtbot, window)
    with qtbot.waitSignal(window.tools.keeper.recalled):
        answers.set()
    window.close()
    assert sorted(map(len, lines())) == [0, 0, 1]


def open_and_measure(qtbot, window, path):
    window.open_paths([path])
    wait_for_title(qtbot, window, path.name)
    wait_for_answer(qtbot, window)
    window.viewer.view.measuring.measurement_list.add(RULER)


def test_what_was_measured_before_the_history_answered_joins_what_it_has(qtbot, window):
    image = window.viewer.image
    place = SliceKey(image.input_sha256, 0)
    keeper, store = HistoryKeeper(window.tools.keeper.switch), MeasurementStore()
    kept = KeptSlices(lambda _path: False)
    KeptMeasurements(keeper, store, kept, lambda image: [image], store)
    window.tools.keeper.set_measurements(place, [StoredMeasurement("Ruler", ((0.0, 0.0), (9.0, 0.0)), "9 px")])
    window.close()
    measurement_list = MeasurementList(store, store)
    measurement_list.open_page(image)
    measurement_list.add(RULER)
    qtbot.waitUntil(lambda: len(measurement_list.measurements) == 2)
    keeper.stop()
    assert len(lines()[0]) == 2


def test_after_a_deletion_no_measurement_is_kept_without_a_result(qtbot, window):
    HistoryFinder(window.tools.keeper, window).clear()
    draw(window, Kind.RULER, (10, 20), (40, 20))
    place = SliceKey(window.viewer.image.input_sha256, 0)
    window.close()
    with History() as history:
        assert history.annotations_of(place).measurements == ()
