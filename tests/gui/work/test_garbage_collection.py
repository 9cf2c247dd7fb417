"""Cycles that hold widgets are freed in the thread of the window, whatever other threads do."""

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget

from gui.fast_imports import pause_collection
from gui.work.garbage_collection import GarbageCollection

ROOT = Path(__file__).resolve().parents[3]


class Node:
    """A cycle."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def collection(qapp):
    gc.collect()
    gc.enable()
    collection = GarbageCollection()
    collection.start()
    yield collection
    collection.stop()


def drop_cycle(freed_on):
    """Leave a widget that only a cycle holds; `freed_on` receives the thread that frees it."""
    widget = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: freed_on.append(threading.get_ident()))


def allocate(count):
    """Leave enough cycles to make the collector look at all generations several times."""
    for _ in range(count):
        Node()


def on_python_s_threads(work):
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def on_a_qthread(work):
    class Thread(QThread):
        def run(self):
            work()

    thread = Thread()
    thread.start()
    assert thread.wait(60_000)


@pytest.mark.parametrize("run", [on_python_s_threads, on_a_qthread])
def test_a_widget_is_never_freed_on_another_thread(collection, qtbot, run):
    freed_on = []
    drop_cycle(freed_on)
    run(lambda: allocate(200_000))
    assert freed_on == []
    gc.collect()
    assert freed_on == [threading.get_ident()]


def test_what_workers_leave_is_freed_by_the_timer(collection, qtbot):
    """A batch of any length leaves no more than what comes between two turns of the timer."""
    freed_on = []

    def work():
        for _ in range(5000):
            weakref.finalize(Node(), lambda: freed_on.append(threading.get_ident()))

    on_python_s_threads(work)
    assert freed_on == []
    qtbot.waitUntil(lambda: len(freed_on) == 3 * 5000, timeout=30_000)
    assert set(freed_on) == {threading.get_ident()}


def test_old_cycles_are_freed_too(collection):
    """A window that was open for long, and is in the oldest generation when it goes."""
    freed_on = []
    widget = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: freed_on.append(threading.get_ident()))
    gc.collect()
    del widget
    kept = []
    for _ in range(500):
        kept.extend([] for _ in range(3000))
        collection.collect_due()
        if freed_on:
            break
    assert freed_on == [threading.get_ident()]


def test_little_is_left_to_be_collected_later(collection):
    gc.collect()
    freed = weakref.ref(Node())
    collection.collect_due()
    assert freed() is not None


def test_what_the_start_has_left_is_looked_at_once(collection):
    """A full collection of all modules takes longer than a frame."""
    # Python 3.12 has some from its own start.
    kept, frozen = [], gc.get_freeze_count()
    for _ in range(500):
        kept.extend([] for _ in range(3000))
        collection.collect_due()
        if gc.get_freeze_count() > frozen:
            break
    assert len(gc.get_objects(2)) < gc.get_freeze_count()
    collection.stop()
    assert gc.get_freeze_count() <= frozen


def test_the_collector_takes_its_turns_again_afterwards(qapp):
    gc.enable()
    collection = GarbageCollection()
    collection.start()
    assert not gc.isenabled()
    collection.start()
    collection.stop()
    assert gc.isenabled()


def test_a_collector_that_was_paused_takes_its_turns_again(qapp):
    pause_collection()
    collection = GarbageCollection()
    collection.start()
    assert not gc.isenabled()
    collection.stop()
    assert gc.isenabled()


PROGRAM = """
import gc
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import app

def look():
    print("while the window is open:", gc.isenabled())
    for window in QApplication.topLevelWidgets():
        window.close()

start = app.create
app.create = lambda *args, **kwargs: (made := start(*args, **kwargs), QTimer.singleShot(0, made[0], look))[0]
app.run([])
print("afterwards:", gc.isenabled())
"""


@pytest.mark.slow
def test_the_program_keeps_it_to_the_window_s_thread():
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert process.stdout.splitlines() == ["while the window is open: False", "afterwards: True"]
