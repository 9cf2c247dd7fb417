"""Signals of work on other threads are emitted on the thread of the window."""

import ast
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, Signal

import gui
from gui.work.background_worker import BackgroundWorker

ROOM = Path(gui.__file__).parent
MODULES = {path.relative_to(ROOM).as_posix(): ast.parse(path.read_text("utf-8")) for path in ROOM.rglob("*.py")}


class Worker(BackgroundWorker):
    """Tells a number from another thread."""

    found = Signal(int)

    def work(self, number):
        thread = threading.Thread(target=lambda: self.tell(self.found, number))
        thread.start()
        thread.join()


class Receiver:
    """A Python object, which Qt does not know."""

    def __init__(self):
        self.numbers = []

    def take(self, number):
        self.numbers.append(number)


def test_a_signal_is_emitted_on_the_thread_of_the_window(qtbot):
    worker, threads = Worker(), []
    worker.found.connect(lambda _number: threads.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)
    worker.work(1)
    qtbot.waitUntil(lambda: threads == [threading.main_thread()])


def test_no_slot_is_called_after_it_is_disconnected(qtbot):
    worker, receiver, arrived = Worker(), Receiver(), []
    worker.found.connect(receiver.take)
    worker.found.connect(arrived.append)
    worker.work(1)
    worker.found.disconnect(receiver.take)
    qtbot.waitUntil(lambda: arrived == [1])
    assert receiver.numbers == []


def test_nothing_happens_where_qt_has_deleted_the_object(qapp):
    worker = Worker()
    shiboken6.delete(worker)
    worker.work(1)


def test_the_window_may_delete_an_object_whose_thread_is_telling(qtbot):
    """Where the thread touches the object itself, Qt ends most such processes, so it has one of its own."""
    script = Path(__file__).with_name("deleted_while_telling.py")
    subprocess.run(
        [sys.executable, script], cwd=ROOM.parent, env=os.environ | {"PYTHONPATH": "."}, check=True, timeout=300
    )


def bases(node):
    return {base.value.id if isinstance(base, ast.Subscript) else getattr(base, "id", "") for base in node.bases}


def works_on_another_thread(node):
    return bool(bases(node) & {"BackgroundWorker", "NewestRequestThread"}) or "threading.Thread(" in ast.unparse(node)


def is_slot(function):
    return any("Slot" in ast.unparse(one) for one in function.decorator_list)


WORKERS = {
    f"{name}:{node.name}": node
    for name, tree in MODULES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.ClassDef) and works_on_another_thread(node)
}


def test_the_workers_are_found():
    assert {one.rpartition(":")[2] for one in WORKERS} >= {"InferenceThread", "HistoryKeeper", "Job", "SmallPictures"}


@pytest.mark.parametrize("name", WORKERS)
def test_signals_are_emitted_in_slots_or_told(name):
    functions = [one for one in WORKERS[name].body if isinstance(one, ast.FunctionDef) and not is_slot(one)]
    emitted = [
        ast.unparse(call.value)
        for function in functions
        for call in ast.walk(function)
        if isinstance(call, ast.Attribute) and call.attr == "emit"
    ]
    assert emitted == []
