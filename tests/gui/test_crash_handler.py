"""What the window does about errors that nobody foresaw, and about models that are opened like pictures."""

import sys
import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QDesktopServices, QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from core.program import product
from core.program.crash_log import crash_folder, unseen_crashes, write_crash
from gui import crash_handler
from gui.app import _FileOpener
from gui.crash_handler import CrashWatch
from gui.crash_reports import CrashStrip, ReportDialog, offer_reports


@pytest.fixture
def watch(monkeypatch):
    monkeypatch.setattr(crash_handler, "watch_faults", lambda: None)
    watch = CrashWatch()
    yield watch
    watch.end()


def test_an_error_on_a_thread_is_kept_and_the_window_left_alone(qtbot, watch, monkeypatch):
    monkeypatch.setattr(crash_handler, "show_error", lambda what: pytest.fail("asked on another thread"))
    said = []
    watch.failed_behind.connect(said.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Falx had an error in the background (ZeroDivisionError): see Help > Show log."]
    [report] = unseen_crashes()
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_an_error_of_the_window_is_reported_and_does_not_come_up_again(watch, monkeypatch):
    told = []
    monkeypatch.setattr(crash_handler, "show_error", told.append)
    error = ValueError("about jane.dcm")
    sys.excepthook(ValueError, error, None)
    assert told == ["ValueError: about jane.dcm"]
    assert unseen_crashes() == []
    [kept] = crash_folder().iterdir()
    assert "jane" not in kept.read_text("utf-8")


def test_an_error_that_comes_up_while_it_is_reported_is_kept_and_not_reported_again(watch, monkeypatch):
    told = []

    def tell(what):
        told.append(what)
        sys.excepthook(ValueError, ValueError("in painting"), None)

    monkeypatch.setattr(crash_handler, "show_error", tell)
    for _ in range(2):
        sys.excepthook(ValueError, ValueError("in painting"), None)
    assert told == ["ValueError: in painting"] * 2
    assert unseen_crashes() == []
    assert len(list(crash_folder().iterdir())) == 4


def test_without_a_crash_nothing_is_offered(open_window):
    window = open_window()
    offer_reports(window.notices.stack)
    assert window.findChild(CrashStrip) is None


def test_a_report_is_offered_shown_and_copied(open_window, qtbot):
    report = write_crash("Falx 1, where it was")
    window = open_window()
    offer_reports(window.notices.stack)
    strip = window.findChild(CrashStrip)
    qtbot.waitUntil(strip.isVisible)
    strip.show_button.click()
    dialog = window.findChild(ReportDialog)
    assert dialog.text.toPlainText() == "Falx 1, where it was"
    [copy] = [button for button in dialog.findChildren(type(strip.show_button)) if button.text() == "Copy"]
    copy.click()
    assert QGuiApplication.clipboard().text() == "Falx 1, where it was"
    dialog.close()
    assert unseen_crashes() == []
    assert not report.exists()
    qtbot.waitUntil(lambda: window.findChild(CrashStrip) is None)


def test_a_report_can_be_dismissed(open_window, qtbot):
    write_crash("text")
    window = open_window()
    offer_reports(window.notices.stack)
    window.findChild(CrashStrip).dismiss_button.click()
    qtbot.waitUntil(lambda: window.findChild(CrashStrip) is None)
    assert unseen_crashes() == []


@pytest.mark.parametrize("page", [None, "https://falx.invalid/"])
def test_updates_are_offered_only_where_there_is_a_page_and_open_it(page, open_window, monkeypatch):
    opened = []
    monkeypatch.setattr(product, "project_page", lambda: page)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window = open_window()
    found = [action for action in window.findChildren(QAction) if "updates" in action.text()]
    assert len(found) == bool(page)
    assert opened == []
    for action in found:
        action.trigger()
        assert opened == [page]


def test_a_file_that_macos_hands_over_is_opened(open_window, head):
    window = open_window()
    opened = []
    window.open_paths = opened.append
    opener = _FileOpener(window)
    event = QFileOpenEvent(str(head))
    assert event.type() == QEvent.Type.FileOpen
    assert opener.eventFilter(QApplication.instance(), event)
    assert opened == [[head]]
