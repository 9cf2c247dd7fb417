"""Verdicts of the window are kept in the history, if the user wants it, and never hold the window."""

import sqlite3
import threading

import pytest
from PySide6.QtGui import QImage
from shiboken6 import delete

from core.errors import HistoryError
from core.history.history import History, history_file
from core.records.record import parse_json_line
from gui.compare.layout import Layout
from gui.history.history_thread import HistoryKeeper
from gui.history.switch import HistorySwitch
from gui.viewer.navigator import Playlist
from tests.core.history.test_history import record
from tests.gui.conftest import CLASSES, texts_of, wait_for_answer


def kept():
    with History() as history:
        return history.find()


@pytest.fixture
def window(open_window, qtbot, heads):
    window = open_window(heads[0])
    wait_for_answer(qtbot, window)
    return window


def test_nothing_is_kept_unless_the_user_wants_it(window):
    window.close()
    assert not history_file().exists()


def test_a_verdict_is_kept_with_the_path_and_the_level(open_window, qtbot, heads, window):
    window.menus.keep_history.trigger()
    window.open_paths([heads[1]])
    wait_for_answer(qtbot, window)
    qtbot.waitUntil(lambda: history_file().exists() and len(kept()) == 1)
    [entry] = kept()
    assert entry.record.path == str(heads[1])
    assert entry.record.verdict == window.panel.prediction.verdict
    assert entry.record.finding.level == window.panel.prediction.level
    assert entry.record.model == window.panel.facts.title
    window.close()
    # It is remembered.
    again = open_window(heads[2])
    wait_for_answer(qtbot, again)
    qtbot.waitUntil(lambda: len(kept()) == 2)


def test_samples_pasted_pictures_and_what_was_made_by_display_are_left_out(window, qtbot):
    window.menus.keep_history.trigger()
    window.menus.sample.trigger()
    wait_for_answer(qtbot, window)
    image = QImage(64, 64, QImage.Format.Format_Grayscale8)
    image.fill(90)
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setImage(image)
    window.menus.paste.trigger()
    wait_for_answer(qtbot, window)
    window.menus.as_displayed.trigger()
    wait_for_answer(qtbot, window)
    window.close()
    assert not history_file().exists()


def test_a_verdict_at_the_level_of_a_batch_is_kept_at_that_level(window, qtbot, heads, network):
    class Navigator(Playlist):
        level = 0.98

    network.sets = {0.98: ("glioma", "meningioma")}
    window.menus.keep_history.trigger()
    window.open_with_navigator(Navigator([heads[1]]))
    qtbot.waitUntil(lambda: window.panel.level_words == "verdicts right in 98 %", timeout=20_000)
    window.close()
    [entry] = kept()
    assert (entry.record.finding.level, entry.record.verdict) == (0.98, "tumour")


def test_each_entry_has_the_verdict_of_its_slice_while_another_pane_is_active(open_window, qtbot, stack, network):
    window = open_window(stack)
    wait_for_answer(qtbot, window)
    window.menus.keep_history.trigger()
    shown = []
    window.classification.answer_shown.connect(lambda answer: shown.append(answer))
    comparing = window.explain_and_compare.comparing
    comparing.begin(Layout.MAPS)
    qtbot.waitUntil(lambda: len(comparing.panes) == 1)
    comparing.panes[0].view.setFocus()
    for verdict in ("glioma", "notumor", "meningioma"):
        order = [verdict, *(name for name in CLASSES if name != verdict)]
        network.probabilities = tuple(0.97 if name == verdict else 0.01 for name in CLASSES)
        network.prediction_set = (order[0],)
        before = len(shown)
        window.menus.next_slice.trigger()
        qtbot.waitUntil(lambda before=before: len(shown) > before)
    window.close()
    assert {entry.record.frame: entry.record.finding.label for entry in kept()} == {
        answer.image.frame: answer.prediction.label for answer in shown
    }


def test_what_waits_is_written_at_the_end(qapp, settings):
    keeper = HistoryKeeper(HistorySwitch(settings))
    for number in range(200):
        keeper.keep(record(number))
    keeper.stop()
    assert len(kept()) == 200


def test_the_history_is_closed_when_the_window_is_gone(qapp, qtbot, settings):
    keeper, given, deleted = HistoryKeeper(HistorySwitch(settings)), [], threading.Event()

    def work(history):
        given.append(history)
        deleted.wait(20)
        raise ValueError

    keeper.keep(record(1))
    keeper.read(work, lambda _: None)
    qtbot.waitUntil(lambda: given != [])
    # On this thread, as with the window: on the other one, Qt may be delivering a signal of the object meanwhile.
    delete(keeper)
    deleted.set()
    qtbot.waitUntil(lambda: "falx history" not in [thread.name for thread in threading.enumerate()])
    with pytest.raises((sqlite3.ProgrammingError, HistoryError)):
        given[0].find()


def test_a_history_that_cannot_be_used_is_said_once(qapp, qtbot, settings):
    history_file().parent.mkdir(parents=True, exist_ok=True)
    history_file().mkdir()
    keeper, said = HistoryKeeper(HistorySwitch(settings)), []
    keeper.said.connect(said.append)
    for number in range(3):
        keeper.keep(record(number))
    qtbot.waitUntil(lambda: said != [])
    keeper.keep(record(4))
    keeper.stop()
    qtbot.wait(0)
    [text] = said
    assert "history.sqlite3" in text


def test_a_damaged_history_is_said_in_the_window(window, qtbot, heads):
    history_file().parent.mkdir(parents=True, exist_ok=True)
    history_file().write_bytes(b"no database" * 500)
    window.menus.keep_history.trigger()
    window.open_paths([heads[1]])
    wait_for_answer(qtbot, window)
    qtbot.waitUntil(lambda: any("history was damaged" in text for text in texts_of(window)))
    qtbot.waitUntil(lambda: len(kept()) == 1)


def test_neither_picture_nor_tags_are_in_the_file(window, qtbot, heads):
    window.menus.keep_history.trigger()
    window.open_paths([heads[1]])
    wait_for_answer(qtbot, window)
    window.close()
    with sqlite3.connect(history_file()) as connection:
        [(line,)] = connection.execute("SELECT record FROM results").fetchall()
    connection.close()
    assert set(parse_json_line(line).as_dict()) == set(record().as_dict())
    assert history_file().stat().st_size < 100_000
