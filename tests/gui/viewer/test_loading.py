"""While something is read: what is shown in the place of the picture, and that nothing waits for it."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import core.readers
from core.errors import UnreadableImageError
from gui.viewer.empty_pages import ErrorPage
from gui.viewer.loading_page import LoadingPage
from tests.gui.conftest import opening_of, texts_of, wait_for_answer, wait_for_title, write_head

ROOT = Path(__file__).resolve().parents[3]
# Those that are left alone, and the one that is at work.
MOST = 8 + 1


@pytest.fixture
def disk(monkeypatch, network):
    """A disk that does not answer for files named hang, until the test ends, and counts for those named slow."""
    answers, told = threading.Event(), threading.Event()
    read = core.readers.read_slices
    begun, readers, earlier = [], {}, threading.enumerate()

    def read_slices(path, on_progress=None):
        begun.append(path.name)
        readers[path.name] = threading.current_thread()
        if "hang" in path.name:
            answers.wait(60)
        if "slow" in path.name:
            on_progress(12, 155)
            told.wait(60)
            on_progress(13, 155)
        return read(path)

    monkeypatch.setattr("core.readers.read_slices", read_slices)
    disk.begun, disk.told, disk.readers, disk.earlier = begun, told, readers, earlier
    yield disk
    answers.set()
    told.set()


def left_alone(disk):
    """Count the threads of this test that read, with the one that is at work."""
    return sum(thread.name == "falx InferenceThread" for thread in threading.enumerate() if thread not in disk.earlier)


def is_told(window, *texts):
    return lambda: all(text in texts_of(window.viewer) for text in texts)


@pytest.fixture
def hanging(open_window, qtbot, disk, head, tmp_path):
    """A window that showed a picture and reads one that does not come."""
    window = open_window(head)
    window.open_paths([write_head(tmp_path / "hang.png")])
    qtbot.waitUntil(lambda: "hang.png" in disk.begun)
    return window


@pytest.mark.slow
def test_the_name_and_a_way_to_stop_stand_where_the_picture_will_be(hanging, qtbot):
    qtbot.waitUntil(is_told(hanging, "hang.png", "Reading…"))
    assert hanging.viewer.image is None
    qtbot.waitUntil(lambda: hanging.panel.verdict_text == "Reading…")
    assert not any("%" in text for text in texts_of(hanging.panel) if text != "50 %")


def test_how_far_a_series_is_stands_there(open_window, qtbot, disk, tmp_path):
    window = open_window(write_head(tmp_path / "slow.png"), waits=False)
    qtbot.waitUntil(is_told(window, "slow.png", "Reading 12 of 155…"))
    disk.told.set()
    wait_for_answer(qtbot, window)
    assert "Reading 12 of 155…" not in texts_of(window.viewer)


@pytest.mark.slow
def test_what_is_read_at_once_shows_no_words_of_it(open_window, qtbot, heads):
    window = open_window(heads[0])
    loading = window.viewer.findChild(LoadingPage)
    loading.calm.setInterval(60_000)
    window.open_paths([heads[1]])
    assert loading.calm.isActive()
    assert texts_of(loading) == []
    wait_for_title(qtbot, window, heads[1].name)
    assert not loading.calm.isActive()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["button", "key"])
def test_stopping_says_so_and_the_next_file_opens_at_once(hanging, qtbot, heads, how):
    qtbot.waitUntil(is_told(hanging, "hang.png"))
    if how == "key":
        QTest.keyClick(hanging, Qt.Key.Key_Escape)
    else:
        stop = next(one for one in hanging.viewer.findChildren(QPushButton) if one.text() == "Stop")
        qtbot.waitUntil(stop.isVisible)
        stop.click()
    assert "hang.png was not opened" in texts_of(hanging.viewer)
    assert hanging.viewer.findChild(ErrorPage).icon.isHidden()
    hanging.open_paths([heads[1]])
    wait_for_title(qtbot, hanging, heads[1].name)
    wait_for_answer(qtbot, hanging)


@pytest.mark.slow
def test_another_file_does_not_wait_for_one_that_hangs(hanging, qtbot, heads):
    hanging.open_paths([heads[2]])
    wait_for_title(qtbot, hanging, heads[2].name)
    wait_for_answer(qtbot, hanging)
    assert hanging.viewer.image.source == heads[2]


@pytest.mark.slow
def test_the_number_of_abandoned_threads_is_limited(hanging, qtbot, tmp_path, disk):
    for number in range(10):
        hanging.worker.stop_reading()
        name = f"hang {number}.png"
        hanging.open_paths([write_head(tmp_path / name)])
        # The last ones wait for a thread that comes back.
        qtbot.waitUntil(lambda name=name: name in disk.begun or left_alone(disk) >= MOST)
    assert left_alone(disk) <= MOST


def test_closing_does_not_wait_for_a_read(hanging, workers):
    workers[0].stop(0.0)
    assert not workers[0].is_running
    hanging.close()
    assert not hanging.isVisible()


def test_a_read_that_comes_after_it_was_stopped_changes_nothing(open_window, qtbot, disk, tmp_path, heads):
    window = open_window(write_head(tmp_path / "slow.png"), waits=False)
    qtbot.waitUntil(is_told(window, "Reading 12 of 155…"))
    opening_of(window).stop()
    disk.told.set()
    window.open_paths([heads[0]])
    wait_for_title(qtbot, window, heads[0].name)
    qtbot.waitUntil(lambda: not disk.readers["slow.png"].is_alive())
    assert window.viewer.image.source == heads[0]


def test_what_cannot_be_read_can_be_tried_again(open_window, qtbot, head, monkeypatch, settings):
    read = core.readers.read_slices
    fail = [True]

    def read_slices(path, on_progress=None):
        if fail.pop() if fail else False:
            raise UnreadableImageError(f"{path.name}: cannot be read (no route to host)")
        return read(path)

    monkeypatch.setattr("core.readers.read_slices", read_slices)
    window = open_window(head, waits=False)
    qtbot.waitUntil(is_told(window, "head.png could not be opened"))
    assert settings.recent == []
    next(one for one in window.viewer.findChildren(QPushButton) if one.text() == "Try again").click()
    wait_for_title(qtbot, window, head.name)
    assert settings.recent == [head]


def test_an_unforeseen_error_is_reported_kept_and_logged(open_window, qtbot, head, monkeypatch, caplog):
    from core.program.crash_log import crash_folder, unseen_crashes

    def read_slices(path, on_progress=None):
        raise KeyError("Doe^Jane")

    monkeypatch.setattr("core.readers.read_slices", read_slices)
    window = open_window(head, waits=False)
    qtbot.waitUntil(lambda: any("Something went wrong in Falx" in text for text in texts_of(window.viewer)))
    [report] = crash_folder().iterdir()
    assert "KeyError" in report.read_text("utf-8")
    assert "Jane" not in report.read_text("utf-8")
    # It was told, so the next start does not offer it again.
    assert unseen_crashes() == []
    assert "a thread of the window failed" in caplog.text


HANGING = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import app
from core.reader_process import shared_reader
from tests.gui.direct_reader import DirectReader

def hang(self, path, on_progress=None, is_wanted=None):
    QTimer.singleShot(0, QApplication.instance(), close)
    threading.Event().wait()

def close():
    for window in QApplication.topLevelWidgets():
        window.close()

DirectReader.read_slices = hang
shared_reader._readers.append(DirectReader())
print("left with", app.run([Path(sys.argv[1])]))
"""


def test_the_program_ends_while_a_read_hangs(head, home):
    process = subprocess.run(
        [sys.executable, "-c", HANGING, str(head)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    # It leaves before `run` returns, with its own status and not a signal's.
    assert process.returncode == 0
    assert process.stdout == ""
    assert "geometry" in next(home.rglob("falx.ini")).read_text("utf-8")
    assert next(home.rglob("falx.log")).read_text("utf-8").splitlines()[-1].endswith("ended")
    assert list(home.rglob("fault-*")) == []
