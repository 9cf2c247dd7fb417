"""What runs behind the main window: shown at the right of its status line, and brought up by a click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton

from core.jobs.events import Progress
from gui.window.ongoing_work import OngoingWork
from gui.work.ongoing import Ongoing
from gui.work.quitting import EndChoice
from tests.gui.batch.test_window import NOBODY_ASKED, summary
from tests.gui.conftest import button, drop, texts_of


def shown(window):
    """List the buttons of running work that are to be seen."""
    return [one for one in window.statusBar().findChildren(QPushButton) if one.isVisible()]


@pytest.fixture
def main(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def watched(main, open_batch):
    """A batch window whose work a main window shows."""
    batch = open_batch()
    watch = OngoingWork(main.statusBar()).watch
    watch(batch, batch.come_forward, batch.run.work_changed, batch.background_ended)
    return batch


def test_a_batch_is_shown_with_its_progress_and_a_click_brings_it_up(main, watched, heads, jobs, monkeypatch, qtbot):
    assert shown(main) == []
    drop(watched, heads[0].parent)
    button(watched, "Start").click()
    [one] = shown(main)
    name = heads[0].parent.name
    assert one.text() == f"Classifying {name}…"
    jobs[0].progressed.emit(Progress("Classifying", 45, 100))
    assert one.text() == f"Classifying {name}: 45 %"
    monkeypatch.setattr(NOBODY_ASKED, lambda *_: EndChoice.BACKGROUND)
    watched.close()
    assert watched.isHidden()
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    assert watched.isVisible()
    jobs[0].succeed(summary(records=1))
    assert shown(main) == []


@pytest.fixture
def left_alone(watched, heads, jobs, monkeypatch):
    """The same while a batch of it runs and the window is closed."""
    drop(watched, heads[0].parent)
    button(watched, "Start").click()
    monkeypatch.setattr(NOBODY_ASKED, lambda *_: EndChoice.BACKGROUND)
    watched.close()
    return watched


def test_a_batch_that_died_behind_the_window_leads_to_why(main, left_alone, jobs, qtbot):
    jobs[0].fail("broken", "The work ended unexpectedly.")
    [one] = shown(main)
    assert one.text() == "Classifying heads: ended"
    assert "Interrupted before the first slice" in one.toolTip()
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    assert left_alone.isVisible()
    assert "The batch failed" in texts_of(left_alone)
    assert shown(main) == []


@pytest.mark.parametrize("how", ["menu", "next-batch"])
def test_what_has_ended_is_shown_until_its_window_is(main, left_alone, jobs, how):
    jobs[0].succeed(summary(records=1))
    assert [one.text() for one in shown(main)] == ["Classifying heads: ended"]
    if how == "menu":
        left_alone.come_forward()
        assert shown(main) == []
    else:
        left_alone.run.work_changed.emit(Ongoing("Classifying others", 1, 4))
        assert [one.text() for one in shown(main)] == ["Classifying others: 25 %"]


def test_what_ended_before_the_eyes_of_the_user_is_not_shown(main, watched, heads, jobs):
    drop(watched, heads[0].parent)
    button(watched, "Start").click()
    jobs[0].succeed(summary(records=1))
    assert shown(main) == []


def test_a_pause_is_told(main, watched, heads, jobs):
    drop(watched, heads[0].parent)
    button(watched, "Start").click()
    watched.run.pause()
    assert shown(main)[0].text().startswith("Paused: classifying ")
    watched.run.resume()
    assert shown(main)[0].text().startswith("Classifying ")


def test_the_status_line_keeps_its_height(main, watched):
    main.statusBar().addWidget(QLabel("Ready"), 1)
    before = main.statusBar().sizeHint().height()
    watched.run.work_changed.emit(Ongoing("Classifying heads", 1, 3))
    assert shown(main)
    QApplication.processEvents()
    assert main.statusBar().sizeHint().height() == main.statusBar().height() == before


def test_a_long_name_leaves_room_and_is_whole_in_the_tip(main, watched):
    words = "Classifying " + "a folder & more " * 20
    watched.run.work_changed.emit(Ongoing(words, 1, 3, "Reading"))
    [one] = shown(main)
    assert one.width() < 320
    assert one.toolTip().splitlines() == [f"{words}: 33 %", "Reading", "Click to show its window"]
    assert "&&" in one.text()


def test_the_main_window_watches_each_of_its_windows(open_window):
    window = open_window()
    menus, tools = window.menus, window.tools
    for action in (menus.classify_folder, menus.train, menus.evaluate):
        action.trigger()
    sources = (tools.batch.run, tools.training.run_page, tools.evaluation)
    for number, source in enumerate(sources):
        source.work_changed.emit(Ongoing(f"Work {number}", number, 4))
    assert [one.text() for one in shown(window)] == ["Work 0: 0 %", "Work 1: 25 %", "Work 2: 50 %"]
    tools.training.hide()
    shown(window)[1].click()
    assert tools.training.isVisible()
    for source in sources:
        source.work_changed.emit(None)
    assert shown(window) == []
