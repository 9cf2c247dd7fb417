"""At 200 % a screen of 1600 x 1000 pixels has 800 x 500 points: all windows fit on it."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea

from gui.batch.batch_window import BatchWindow
from gui.theme import DARK
from gui.training.evaluate_window import EvaluateWindow
from gui.training.step_list import Step
from gui.training.training_window import TrainingWindow

SCREEN = QSize(800, 500)


@pytest.fixture(autouse=True)
def small_screen(monkeypatch):
    screen = SimpleNamespace(availableSize=lambda: SCREEN)
    monkeypatch.setattr(QGuiApplication, "screenAt", lambda _point: screen)
    monkeypatch.setattr("gui.training.estimate_panel.Job.start", lambda job: None)


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
    window.settings_page._all.click()
    QApplication.processEvents()
    bars = [area.horizontalScrollBar().maximum() for area in window.settings_page.findChildren(QScrollArea)]
    assert bars == [0] * len(bars)
    assert fits(window)
