"""Each text that a window shows has passed through the translation layer: a lookup that marks texts shows what has not.

Covered are the main window with its menus, pages, panes and small windows, the windows for batches, history, training
and evaluation, and the dialog of reports. Model cards, reports and what a dataset is called stay as they are; so do
rare errors and findings of trainings.
"""

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui.crash_reports import ReportDialog, show_log
from gui.history.questions import DateQuestion
from gui.widgets.step_list import Step
from gui.window.dialogs import show_about
from tests.gui.language import rooms
from tests.gui.language.walk import leaks, untranslated
from tests.gui.training.test_result import run
from training.settings.known_networks import network_names

__all__ = ["run"]
pytestmark = pytest.mark.usefixtures("marked", "no_estimate")

# Texts of Qt, which has translations of its own.
QT = ("Close", "Press shortcut", "OK")


def test_the_walk_sees_what_is_left_out():
    assert untranslated("Open a file") == "Open a file"
    assert untranslated("«Open» all «files»") == "all"
    assert not untranslated("«Open «3» files», head.png · 12 mm")


def test_main_window(open_window, heads):
    assert leaks(open_window(*heads), "heads") == {}


def test_main_window_without_a_picture(open_window):
    assert leaks(open_window()) == {}


def test_main_window_with_a_stack(open_window, stack, sweeps):
    window = open_window(stack)
    rooms.sweep_half(window, sweeps[0])
    assert leaks(window, "Measured on 24 studies", r"stack\.nii\.gz", r"test_main_wind\S+") == {}


def test_main_window_that_compares(open_window, heads):
    window = open_window(*heads)
    rooms.compare_four(window)
    assert leaks(window, "heads") == {}


def test_main_window_with_a_damaged_file(open_window, qtbot, tmp_path):
    (tmp_path / "empty.png").write_bytes(b"")
    window = open_window(tmp_path / "empty.png", waits=False)
    qtbot.waitUntil(lambda: any("empty.png «" in text for text in rooms.labels(window)), timeout=20_000)
    assert leaks(window, "unreadable-image") == {}


def test_small_windows(open_window, heads, qtbot, monkeypatch):
    window = open_window(*heads)
    window.menus.shortcuts.trigger()
    QApplication.processEvents()
    found = {}
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(leaks(box)))
    shown = [child for child in window.findChildren(QWidget) if child.isWindow() and child.isVisible()]
    shown += [*rooms.open_explanations(qtbot, window), ReportDialog("", window), show_log(window), DateQuestion(window)]
    show_about(window)
    for small in shown:
        found |= leaks(small, *QT)
    assert found == {}
    assert not any(boxes)


def test_report_dialog(open_window, heads, qtbot):
    window = open_window(*heads)
    window.menus.report.trigger()
    dialog = window.reporting.dialog
    qtbot.waitUntil(lambda: "DICOM" in dialog.tags.text(), timeout=20_000)
    assert leaks(dialog) == {}


def test_batch(open_batch):
    window = open_batch()
    assert leaks(window) == {}
    rooms.fill_batch(window)
    assert leaks(window) == {}


def test_history(qtbot, settings):
    window, keeper = rooms.open_history(qtbot, settings)
    assert leaks(window) == {}
    keeper.stop()


@pytest.mark.parametrize("step", Step)
def test_training(qtbot, settings, step):
    assert leaks(rooms.open_training(qtbot, settings, step), *network_names()) == {}


def test_training_under_way(qtbot, tmp_path):
    assert leaks(rooms.open_run_page(qtbot, tmp_path), "brains", "my-model") == {}


def test_result(qtbot, run):
    assert leaks(rooms.open_result_page(qtbot, run), "rival", "brains", "notumor", "glioma") == {}


def test_finding_of_the_check(qtbot):
    assert leaks(rooms.open_card(qtbot)) == {}


def test_evaluation(qtbot, settings):
    assert leaks(rooms.open_evaluation(qtbot, settings)) == {}
