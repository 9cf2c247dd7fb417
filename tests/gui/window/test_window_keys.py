"""Escape, Ctrl+W and Ctrl+Q do the same in every dialog: they leave it, and the last one quits the program."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QWidget

import gui
import gui.crash_handler
from core.jobs import job_targets
from core.jobs.events import End, Outcome
from gui.batch.confirmations import is_opinion_agreed
from gui.crash_reports import ReportDialog
from gui.history.questions import DateQuestion, is_clearing_agreed
from gui.study.password import ask_password
from gui.sweep.go_to import ask_slice
from gui.widgets.window_keys import add_window_keys
from gui.window.dialogs import show_about
from gui.window.guide import open_guide
from gui.work.model_offer import _show_result
from gui.work.quitting import is_end_agreed, work_of

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
DIALOGS = {
    "crash report": lambda parent: ReportDialog("text", parent).open(),
    "older entries": lambda parent: DateQuestion(parent).open(),
    "clear the history": lambda parent: is_clearing_agreed(parent, 3),
    "readings of a batch": lambda parent: is_opinion_agreed(parent, 3),
    "password": lambda parent: ask_password(parent, "a.zip", is_again=False),
    "slice": lambda parent: ask_slice(parent, 0, 9, pytest.fail),
    "about": show_about,
    "guide": open_guide,
    "installed model": lambda parent: _show_result(parent, Outcome(End.CANCELLED), None, pytest.fail),
    "error": lambda _parent: gui.crash_handler.show_error("ValueError"),
    "work": lambda parent: is_end_agreed(parent, lambda: [work_of(job_targets.TRAIN)], closes_program=True),
}
# These ask themselves whether to quit.
STAYING = {"work"}


@pytest.fixture
def main(qtbot, monkeypatch):
    """A main window with another beside it, which has the dialogs; where one waits, it only appears."""
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.open() or 0)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    main, beside = QMainWindow(), QWidget()
    for window in (main, beside):
        qtbot.addWidget(window)
        window.show()
    add_window_keys(beside, main.close)
    beside.activateWindow()
    qtbot.waitUntil(beside.isActiveWindow)
    main.beside = beside
    return main


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Escape, PLAIN), (Qt.Key.Key_W, CONTROL), (Qt.Key.Key_Q, CONTROL)]
)
def test_every_dialog_is_left_by_the_same_keys(main, qtbot, name, key, held):
    DIALOGS[name](main.beside)
    qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, main.beside))
    dialog = QApplication.activeWindow()
    closed = []
    dialog.finished.connect(closed.append)
    QTest.keyClick(QApplication.focusWidget() or dialog, key, held)
    assert len(closed) == 1
    assert main.beside.isVisible()
    assert main.isVisible() == (key != Qt.Key.Key_Q or name in STAYING)


def test_no_dialog_is_made_without_them():
    for path in Path(gui.__file__).parent.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        makers = [node.func for node in nodes if isinstance(node, ast.Call)]
        makers += [base for node in nodes if isinstance(node, ast.ClassDef) for base in node.bases]
        if {"QDialog", "QMessageBox", "QInputDialog"} & {ast.unparse(maker) for maker in makers}:
            assert "add_window_keys" in {node.id for node in nodes if isinstance(node, ast.Name)}, path
