"""In German nothing is cut: main window at 760 px, the other windows at their own size."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QScrollArea

from core.program import translation
from gui.history.entries_table import EntriesTable
from gui.language import date_writer_of, lookup_of, separators_of
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.step_list import Step
from release.translations import FOLDER
from tests.gui.language import rooms
from tests.gui.training.test_result import run

__all__ = ["run"]
NARROW = 760
# Of the titles of columns, by the style of the program.
_PADDING = 8


@pytest.fixture(autouse=True)
def german(monkeypatch):
    monkeypatch.setattr("gui.training.settings.estimate_panel.Job.start", lambda job: None)
    translator = QTranslator()
    assert translator.load(str(FOLDER / "falx_de.qm"))
    translation.install(lookup_of(translator), separators_of("de"), date_writer_of("de"))
    yield
    translation.install(None)


def cut(window):
    """List the texts that have less room than they need, or stand beyond the edge of their window."""
    QApplication.processEvents()
    found = []
    for widget in window.findChildren(QLabel) + window.findChildren(QAbstractButton) + window.findChildren(QComboBox):
        if not widget.isVisible() or widget.window() is not window or isinstance(widget, ElidedLabel):
            continue
        text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        if not text or (isinstance(widget, QLabel) and not widget.pixmap().isNull()):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = widget.heightForWidth(widget.width()) > widget.height() + 1
        elif isinstance(widget, QLabel):
            short = widget.sizeHint().width() > widget.width() + 1 and widget.minimumWidth() != 1
        elif isinstance(widget, QPushButton | QCheckBox):
            short = widget.sizeHint().width() > widget.width() + 1 or "…" in text[:-1]
        else:
            short = widget.minimumSizeHint().width() > widget.width() + 1
        if short:
            found.append(f"{text!r}: {widget.width()} x {widget.height()} of {widget.sizeHint().toTuple()}")
    return found


def titles_cut(table):
    """List the titles of the columns that are wider than their columns."""
    header, model = table.horizontalHeader(), table.model()
    metrics = header.fontMetrics()
    columns = [column for column in range(header.count()) if not header.isSectionHidden(column)]
    return [
        title
        for column in columns
        if metrics.horizontalAdvance(title := model.headerData(column, header.orientation())) + 2 * _PADDING
        > header.sectionSize(column)
    ]


def test_main_window(open_window, heads):
    window = open_window(*heads)
    window.resize(NARROW, 700)
    QApplication.processEvents()
    assert window.width() == NARROW
    assert cut(window) == []


def test_main_window_without_a_picture(open_window):
    window = open_window()
    window.resize(NARROW, 700)
    assert cut(window) == []


def test_main_window_with_a_stack(open_window, stack, sweeps):
    window = open_window(stack)
    window.resize(NARROW, 700)
    rooms.sweep_half(window, sweeps[0])
    assert cut(window) == []


def test_report_dialog(open_window, heads, qtbot):
    window = open_window(*heads)
    window.menus.report.trigger()
    dialog = window.reporting.dialog
    qtbot.waitUntil(lambda: "DICOM" in dialog.tags.text(), timeout=20_000)
    assert cut(dialog) == []


def test_batch(open_batch):
    window = open_batch()
    window.resize(NARROW, 600)
    assert cut(window) == []
    rooms.fill_batch(window)
    window.resize(1360, 800)
    assert cut(window) == []
    assert titles_cut(window.results.table) == []


def test_history(qtbot, settings):
    window, keeper = rooms.open_history(qtbot, settings)
    window.resize(NARROW, 600)
    assert cut(window) == []
    [table] = window.findChildren(EntriesTable)
    assert titles_cut(table) == []
    keeper.stop()


@pytest.mark.parametrize("step", Step)
def test_training(qtbot, settings, step):
    window = rooms.open_training(qtbot, settings, step)
    # As wide as the screen of `test_small_screens`.
    window.resize(784, 452)
    assert cut(window) == []
    assert {area.horizontalScrollBar().maximum() for area in window.findChildren(QScrollArea)} <= {0}


def test_training_under_way(qtbot, tmp_path):
    page = rooms.open_run_page(qtbot, tmp_path)
    page.resize(NARROW - 184, 440)
    assert cut(page) == []


def test_result(qtbot, run):
    page = rooms.open_result_page(qtbot, run)
    page.resize(NARROW - 184, 440)
    assert cut(page) == []


def test_evaluation(qtbot, settings):
    assert cut(rooms.open_evaluation(qtbot, settings)) == []
