"""The windows that the tests of languages look at, each by a function that opens it and brings it into a state."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from core.history.entry import Judgement, Opinion, SliceKey, StoredMeasurement
from core.history.history import History
from core.jobs.events import Progress
from core.records.folder_agreement import Agreement
from gui.compare.layout import Layout
from gui.explanation.check_window import CheckWindow
from gui.explanation.input_window import InputWindow
from gui.history.history_thread import HistoryKeeper
from gui.history.history_window import HistoryWindow
from gui.history.switch import HistorySwitch
from gui.training.data.advice_card import AdviceCard
from gui.training.evaluate_window import EvaluateWindow
from gui.training.result.result_page import ResultPage
from gui.training.run.run_page import RunPage
from gui.training.training_window import TrainingWindow
from gui.translated_messages.relay import relayed_event
from gui.widgets.step_list import Step
from gui.widgets.theme import DARK
from tests.core.history.test_history import record
from tests.gui.batch_rows import CLASSES, a_row
from tests.gui.fake_job import FakeJob, last_job
from tests.gui.training.test_result import tell_measured
from tests.gui.window.test_sweeping import START, a_slice
from training.audit.advice import Advice, Fix
from training.audit.summary import Remark, Severity
from training.dataset.class_counts import ClassContents, Contents
from training.runs.order import TrainingOrder
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig

CONTENTS = Contents("heads", 120, (ClassContents("glioma", 80, 0, ()), ClassContents("notumor", 40, 0, ())))


def labels(window):
    """List the texts of all labels of a window."""
    return [label.text() for label in window.findChildren(QLabel)]


def show(qtbot, window, shut_down=None):
    """Show a window until the test ends."""
    qtbot.addWidget(window, before_close_func=shut_down)
    window.show()
    QApplication.processEvents()
    return window


def compare_four(window):
    """Show four panes."""
    window.menus.comparing.layouts[Layout.FOUR].trigger()
    QApplication.processEvents()


def sweep_half(window, job):
    """Let a sweep of seven slices come half-way."""
    job.send(START)
    # As `gui.work.job.Job` passes it on.
    job.progressed.emit(relayed_event(Progress("Classifying slices", 3, 7, 12.0)))
    job.send([a_slice(index) for index in range(3)])
    QApplication.processEvents()


def fill_batch(window):
    """Fill a batch window with rows of all kinds, a study, and a comparison with the folders."""
    results = window.results
    kinds = ("glioma", "tumour", "uncertain", "notumor", "failed", "unlike-training", "not-a-brain-mri")
    window.model.restart(["/data/heads"])
    window.model.append([a_row(number, kind, truth="glioma") for number, kind in enumerate(kinds)])
    window.model.merge()
    results.parentWidget().setCurrentWidget(results)
    results.show_agreement(Agreement(CLASSES, ((3,) * 4,) * 4, 1, 2))
    results.comparison.setChecked(True)
    QApplication.processEvents()


def open_history(qtbot, settings):
    """Open the history with four entries."""
    with History() as history:
        history.set_opinions([(record(1), Opinion(Judgement.AGREE, "glioma"))], "2026-01-01T12:00:00Z")
        history.set_opinions([(record(2, "notumor"), Opinion(Judgement.OTHER, "meningioma"))], "2026-02-01T12:00:00Z")
        history.set_opinions([(record(3), Opinion(Judgement.UNSURE))], "2026-03-01T12:00:00Z")
        measured = StoredMeasurement("Ellipse", ((0, 0), (3, 0)), "mean 103.5 · SD 4.0 · area 20.0 mm²")
        history.set_measurements(SliceKey(record(1).input_sha256, 0), [measured])
        history.keep([record(4, "meningioma", frame=2)], "2026-04-01T12:00:00Z")
    keeper = HistoryKeeper(HistorySwitch(settings))
    window = HistoryWindow(settings, DARK, keeper, FakeJob)
    show(qtbot, window, HistoryWindow.shut_down)
    qtbot.waitUntil(lambda: window.model.rowCount() == 4)
    return window, keeper


def open_training(qtbot, settings, step):
    """Open the training window at a step, with all settings to be seen."""
    window = TrainingWindow(settings, DARK)
    show(qtbot, window, lambda window: window.shut_down())
    window.show_step(step)
    if step is Step.SETTINGS:
        for button in window.settings_page.findChildren(QPushButton):
            if button.isCheckable() and button.property("tone") == "link":
                button.click()
    QApplication.processEvents()
    return window


def open_evaluation(qtbot, settings):
    """Open the window that evaluates."""
    return show(qtbot, EvaluateWindow(settings, DARK), lambda window: window.shut_down())


def open_run_page(qtbot, tmp_path):
    """Show a training under way."""
    page = RunPage(DARK, FakeJob)
    show(qtbot, page)
    request = TrainingRequest(tmp_path / "brains", tmp_path / "run", TrainingConfig(epochs=4), None)
    page.start(TrainingOrder(request, None, is_yielding=False, threads=None))
    figures = {"loss": 0.6, "validation loss": 0.5, "validation accuracy": 0.875}
    progress = Progress("Fine-tuning the whole network", 10, 40, 6000.0, figures, epochs=4)
    # As `gui.work.job.Job` passes it on.
    last_job(page).progressed.emit(relayed_event(progress))
    QApplication.processEvents()
    return page


def open_result_page(qtbot, run):
    """Show the figures of a model beside another one's."""
    page = ResultPage(DARK, lambda: Path("rival"), FakeJob)
    show(qtbot, page)
    page.show_run(run)
    tell_measured(page, run, "rival 1.0")
    QApplication.processEvents()
    return page


def open_card(qtbot):
    """Show a finding of the check of a dataset."""
    remark = Remark(
        Severity.NOTE,
        "The classes are uneven: glioma has 4.0 times as many images as notumor.",
        "A network that guesses the frequent class looks better than it is.",
        "Nothing has to be done: rare classes weigh more in training. They can be drawn more often instead.",
    )
    return show(qtbot, AdviceCard(Advice(remark, Fix.BALANCE, lines=("head.png",))))


def open_explanations(qtbot, parent: QWidget):
    """Open the windows that explain a verdict."""
    return [show(qtbot, InputWindow(parent)), show(qtbot, CheckWindow(parent))]
