"""At 200 % a screen of 1600 x 1000 pixels has 800 x 500 points: all windows fit on it."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from core.jobs.events import Progress
from core.records.folder_agreement import Agreement
from gui.batch.window import BatchWindow
from gui.training.evaluate_window import EvaluateWindow
from gui.training.result.result_page import ResultPage
from gui.training.run.run_page import RunPage
from gui.training.training_window import TrainingWindow
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.step_list import Step
from gui.widgets.theme import DARK
from tests.gui.conftest import button
from tests.gui.fake_job import FakeJob, last_job
from training.runs.order import TrainingOrder
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig

SCREEN = QRect(0, 0, 800, 500)


@pytest.fixture(autouse=True)
def small_screen(monkeypatch):
    screen = SimpleNamespace(availableGeometry=lambda: SCREEN)
    monkeypatch.setattr(QGuiApplication, "screenAt", lambda _point: screen)
    monkeypatch.setattr("gui.training.settings.estimate_panel.Job.start", lambda job: None)


def fits(window):
    QApplication.processEvents()
    size, least = window.size(), window.minimumSizeHint()
    return size.width() <= 784 and size.height() <= 452 and least.width() <= 784 and least.height() <= 452


def test_the_main_window_fits_and_its_panel_scrolls(open_window, head, settings):
    large = open_window(head)
    large.setMinimumSize(0, 0)
    large.resize(1280, 800)
    settings.geometry = large.saveGeometry()
    window = open_window(head)
    assert fits(window)
    assert window.viewer.view.width() >= 240
    [area] = window.panel.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("count", [3, 1234, 123456])
def test_the_comparison_of_a_batch_needs_no_scrolling_sideways(open_batch, count):
    window = open_batch()
    window.resize(784, 452)
    results = window.results
    results.parentWidget().setCurrentWidget(results)
    results.show_agreement(Agreement(("glioma", "meningioma", "notumor", "pituitary"), ((count,) * 4,) * 4, 0, 0))
    results.comparison.setChecked(True)
    QApplication.processEvents()
    [area] = results.agreement.findChildren(QScrollArea)
    assert area.isVisible()
    assert area.horizontalScrollBar().maximum() == 0
    assert results.table.width() >= 300


@pytest.mark.parametrize("make", [BatchWindow, TrainingWindow, EvaluateWindow])
def test_the_other_windows_fit(qtbot, settings, make):
    window = make(settings, DARK)
    qtbot.addWidget(window, before_close_func=lambda window: window.shut_down())
    window.come_forward()
    assert fits(window)


def test_the_settings_of_a_training_need_no_scrolling_sideways(qtbot, settings):
    window = TrainingWindow(settings, DARK)
    qtbot.addWidget(window, before_close_func=lambda window: window.shut_down())
    window.come_forward()
    window.show_step(Step.SETTINGS)
    button(window.settings_page, "Show all settings").click()
    QApplication.processEvents()
    bars = [area.horizontalScrollBar().maximum() for area in window.settings_page.findChildren(QScrollArea)]
    assert bars == [0] * len(bars)
    assert fits(window)


def shown_in(page, widget):
    """Give the part of the page that a widget takes, if it is whole and not covered by what scrolls."""
    rect = QRect(widget.mapTo(page, QPoint()), widget.size())
    return rect if widget.visibleRegion().boundingRect() == widget.rect() else None


def put_figures(page, epochs):
    last_job(page).progressed.emit(
        Progress("Fine-tuning", 0, 10 * epochs, None, {"validation loss at the start": 0.7}, epochs=epochs)
    )
    figures = {"loss": 0.6, "validation loss": 0.5, "validation accuracy": 0.875}
    last_job(page).progressed.emit(Progress("Fine-tuning", 10, 10 * epochs, 6000.0, figures, epochs=epochs))


@pytest.mark.parametrize("width", [620, 800])
def test_a_training_under_way_can_be_stopped_and_its_claim_read(qtbot, tmp_path, width):
    folder = tmp_path / "/".join(["a-place-that-is-far-away"] * 10) / ("n" * 150)
    request = TrainingRequest(tmp_path / ("d" * 100), folder, TrainingConfig(epochs=4), None, name="m" * 100)
    page = RunPage(DARK, FakeJob)
    qtbot.addWidget(page)
    # Beside the steps and above the foot of the window.
    page.resize(width - 184, 440)
    page.show()
    page.start(TrainingOrder(request, None, is_yielding=False, threads=None))
    put_figures(page, 4)
    QApplication.processEvents()
    [area] = page.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    wide = [one for one in page.findChildren(QWidget) if one.isVisible() and one.width() > page.width()]
    assert wide == []
    for widget in (page.pause, page.cancel, page.progress.best_words):
        assert page.rect().contains(shown_in(page, widget))
    assert any(str(folder) in label.accessibleName() for label in page.findChildren(ElidedLabel))
    side_by_side = page.progress.loss.y() == page.progress.accuracy.y()
    assert side_by_side is (width == 800)
    last_job(page).fail("unwritable-output", f"{folder.parent}: cannot be written to")
    QApplication.processEvents()
    assert area.horizontalScrollBar().maximum() == 0


def test_a_result_with_a_long_name_needs_no_scrolling_sideways(qtbot, tmp_path):
    page = ResultPage(DARK, make_job=FakeJob)
    qtbot.addWidget(page)
    page.resize(600, 440)
    page.show()
    (tmp_path / ("n" * 150)).mkdir()
    page.show_run(tmp_path / ("n" * 150))
    QApplication.processEvents()
    assert {area.horizontalScrollBar().maximum() for area in page.findChildren(QScrollArea)} == {0}
    assert "n" * 150 in [label.toolTip() for label in page.findChildren(ElidedLabel)]
