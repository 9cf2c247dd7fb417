"""The shell of the training window: its steps, what starts a training, and what is asked before one is stopped."""

import shutil

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from core.jobs.events import End, Outcome
from core.model.store import shipped_package
from gui.training.training_window import TrainingWindow
from gui.widgets.step_list import Step, StepList, StepState
from gui.widgets.theme import DARK, LIGHT
from gui.work.ongoing import Ongoing
from tests.gui.conftest import control, job_of, primary_buttons, write_head
from training.dataset.class_counts import ClassContents, Contents
from training.runs.order import TrainingOrder, runs_folder, write_order
from training.runs.request import TrainingRequest
from training.settings.config import TrainingConfig

CONTENTS = Contents("heads", 900, (ClassContents("glioma", 500, 0, ()), ClassContents("notumor", 400, 0, ())))


class FakeRunPage(QWidget):
    started = Signal()
    finished = Signal(object)
    halted = Signal(str)
    work_changed = Signal(object)
    stage_changed = Signal(str)

    def __init__(self, colours):
        super().__init__()
        self.is_running, self.orders, self.opened = False, [], []

    def start(self, order):
        self.orders.append(order)
        self.is_running = True
        self.started.emit()

    def open(self, folder):
        self.opened.append(folder)

    def look_again(self):
        pass

    def stop(self):
        pass

    def shut_down(self):
        self.is_running = False

    def set_colours(self, colours):
        pass


class FakeResultPage(QWidget):
    installed_changed = Signal()
    use_asked = Signal(object)
    state_changed = Signal(object, str)
    work_changed = Signal(object)

    def __init__(self, colours, model_in_use):
        super().__init__()
        self.shown = []

    def show_run(self, folder):
        self.shown.append(folder)

    def stop(self):
        pass

    def set_colours(self, colours):
        pass


@pytest.fixture
def window(qtbot, monkeypatch, settings):
    """The window with pages for run and result that only remember."""
    monkeypatch.setattr("gui.training.training_window.RunPage", FakeRunPage)
    monkeypatch.setattr("gui.training.training_window.ResultPage", FakeResultPage)
    monkeypatch.setattr("gui.training.settings.estimate_panel.Job.start", lambda job: None)
    window = TrainingWindow(settings, DARK)
    # Nobody answers the question whether to stop it.
    qtbot.addWidget(window, before_close_func=lambda window: setattr(window.run_page, "is_running", False))
    with qtbot.waitExposed(window):
        window.show()
    return window


def steps(window):
    return window.findChild(StepList)


def foot(window, name):
    """Find one of the buttons "back", "next" and "earlier", whatever it says."""
    return window.findChild(QPushButton, name)


def said(window):
    """Give what is said beside the buttons."""
    return window.findChild(QLabel, "footWords").text()


@pytest.fixture
def dataset(tmp_path):
    for name in ("glioma", "notumor"):
        (tmp_path / "data" / name).mkdir(parents=True)
        write_head(tmp_path / "data" / name / "0.png", size=64)
    return tmp_path / "data"


@pytest.fixture
def ready(window, dataset, monkeypatch):
    """The window with images that the check has no complaints about."""
    window.data_page.add_places([dataset])
    job_of(window.data_page).part_found.emit(CONTENTS)
    return window


def test_unfinished_runs_are_offered_at_the_next_start_until_they_are_dismissed(qtbot, window):
    assert window.unfinished.isHidden()
    for name in ("one", "two", "three"):
        folder = runs_folder() / name
        folder.mkdir(parents=True)
        request = TrainingRequest(folder / "brains", folder, TrainingConfig(epochs=4), None)
        write_order(TrainingOrder(request, None, is_yielding=False, threads=None))
    window.close()
    window.come_forward()
    assert window.unfinished.isVisible()
    assert "2 more are unfinished: choose “Open an earlier run…”." in window.unfinished.words.text()
    assert primary_buttons(window) == ["Resume"]
    qtbot.mouseClick(window.unfinished.dismiss, Qt.MouseButton.LeftButton)
    assert window.unfinished.isHidden()
    assert primary_buttons(window) == ["Next"]
    window.close()
    window.come_forward()
    assert window.unfinished.isHidden()


def test_an_unfinished_run_is_resumed(qtbot, window):
    request = TrainingRequest(runs_folder() / "brains", runs_folder() / "one", TrainingConfig(epochs=4), None)
    request.out.mkdir(parents=True)
    write_order(TrainingOrder(request, None, is_yielding=False, threads=None))
    window.close()
    window.come_forward()
    qtbot.mouseClick(window.unfinished.resume, Qt.MouseButton.LeftButton)
    assert window.run_page.opened == [request.out]
    assert window.step is Step.RUN


@pytest.mark.parametrize(
    "name", ["2026-11-25-223246-my-model", "averylongnamewithoutanyhyphen", "with_under_scores_only"]
)
def test_the_words_beneath_the_steps_are_not_cut_off(qtbot, window, name):
    steps(window).set_state(Step.DATA, StepState.PROBLEM, "56 images to train on, 4 classes; 1 problem found")
    steps(window).set_state(Step.SETTINGS, StepState.DONE, "Own settings, falx-mobilenetv2 1.0.0")
    steps(window).set_state(Step.RESULT, StepState.DONE, name)
    qtbot.waitUntil(lambda: all(words.height() >= words.heightForWidth(words.width()) for words in labels(window)))
    assert all(words.minimumSizeHint().width() <= words.width() for words in labels(window))


def labels(window):
    return [steps(window).words_of(step) for step in Step]


def test_without_images_there_is_no_next_step(window):
    assert window.step is Step.DATA
    assert not foot(window, "next").isEnabled()
    assert not steps(window).is_reachable(Step.SETTINGS)
    assert not steps(window).is_reachable(Step.RUN)


def test_next_and_start_are_all_that_is_needed(ready, dataset):
    foot(ready, "next").click()
    assert ready.step is Step.SETTINGS
    assert foot(ready, "next").text() == "Start training"
    foot(ready, "next").click()
    assert ready.step is Step.RUN
    (order,) = ready.run_page.orders
    assert order.request.dataset == dataset


def test_enter_presses_what_has_the_focus(qtbot, window, dataset, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(dataset))
    choose = next(button for button in window.findChildren(QPushButton) if button.text() == "Choose a folder…")
    qtbot.keyClick(choose, Qt.Key.Key_Return)
    assert window.data_page.places == (dataset,)


def test_enter_starts_the_training(qtbot, ready):
    ready.show_step(Step.SETTINGS)
    foot(ready, "next").setFocus()
    qtbot.keyClick(foot(ready, "next"), Qt.Key.Key_Return)
    assert len(ready.run_page.orders) == 1


def test_the_step_names_what_the_training_does(ready):
    ready.run_page.started.emit()
    assert steps(ready).words_of(Step.RUN).text() == "Under way"
    ready.run_page.stage_changed.emit("Calibrating")
    assert steps(ready).words_of(Step.RUN).text() == "Calibrating"


def test_of_a_training_and_an_earlier_measurement_the_training_is_the_work(window):
    told, training, measuring = [], Ongoing("Training b"), Ongoing("Measuring a", 1, 4)
    window.work_changed.connect(told.append)
    window.result_page.work_changed.emit(measuring)
    window.run_page.is_running = True
    window.run_page.work_changed.emit(training)
    window.result_page.work_changed.emit(measuring)
    window.result_page.work_changed.emit(None)
    assert told == [measuring, training]
    window.run_page.is_running = False
    window.run_page.work_changed.emit(None)
    window.result_page.work_changed.emit(measuring)
    assert told[2:] == [None, measuring]


def test_images_that_turn_out_unusable_close_the_way(ready):
    job_of(ready.data_page).ended.emit(Outcome(End.FAILED, code="invalid-dataset", message="none can be read"))
    assert not foot(ready, "next").isEnabled()
    assert not steps(ready).is_reachable(Step.SETTINGS)


def test_a_problem_is_said_beside_start(ready):
    ready.show_step(Step.SETTINGS)
    control(ready.settings_page, "Name").setText("?")
    assert not foot(ready, "next").isEnabled()
    assert "The name of the model" in said(ready)
    control(ready.settings_page, "Name").setText("good")
    assert foot(ready, "next").isEnabled()
    assert said(ready) == ""


def test_while_one_runs_no_other_starts(ready):
    ready.show_step(Step.SETTINGS)
    foot(ready, "next").click()
    foot(ready, "back").click()
    assert ready.step is Step.SETTINGS
    assert not foot(ready, "next").isEnabled()
    assert "A training is running" in said(ready)


def test_the_result_is_shown_when_it_is_there(ready, tmp_path):
    ready.show_step(Step.SETTINGS)
    foot(ready, "next").click()
    ready.run_page.is_running = False
    ready.run_page.finished.emit(tmp_path)
    assert ready.step is Step.RESULT
    assert ready.result_page.shown == [tmp_path]


def test_the_result_is_ticked_when_it_is_done_and_not_before(ready, tmp_path):
    def mark():
        return steps(ready).mark_of(Step.RESULT)

    ready.run_page.finished.emit(tmp_path)
    assert mark() == "○"
    ready.result_page.state_changed.emit(StepState.UNDER_WAY, "Measuring")
    assert mark() == "◐"
    ready.result_page.state_changed.emit(StepState.DONE, "run")
    assert mark() == "✓"
    ready.run_page.started.emit()
    ready.result_page.state_changed.emit(StepState.DONE, "run")
    assert mark() == "○"


def test_the_result_of_another_run_does_not_stand_beside_a_new_one(ready, tmp_path):
    ready.run_page.finished.emit(tmp_path)
    assert steps(ready).is_reachable(Step.RESULT)
    ready.show_step(Step.SETTINGS)
    foot(ready, "next").click()
    assert not steps(ready).is_reachable(Step.RESULT)
    assert not foot(ready, "next").isEnabled()
    ready.run_page.finished.emit(tmp_path)
    ready.run_page.halted.emit("No run")
    assert not steps(ready).is_reachable(Step.RESULT)


def test_a_result_that_came_as_the_window_was_closed_is_shown_when_it_opens(window, tmp_path):
    window.close()
    window.run_page.finished.emit(tmp_path)
    assert window.result_page.shown == []
    window.come_forward()
    assert window.result_page.shown == [tmp_path]
    assert window.step is Step.RESULT


def test_an_earlier_run_is_resumed_or_shown(window, monkeypatch, tmp_path):
    (tmp_path / "stopped").mkdir()
    (tmp_path / "ended").mkdir()
    (tmp_path / "fold").mkdir()
    for name in ("order.json", "run.json"):
        (tmp_path / "ended" / name).write_text("{}")
    (tmp_path / "fold" / "run.json").write_text("{}")
    for name in ("stopped", "ended", "fold"):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, name=name: str(tmp_path / name))
        foot(window, "earlier").click()
    # The run page tells by its signals what becomes of those; a fold has a result and no order.
    assert window.run_page.opened == [tmp_path / "stopped", tmp_path / "ended"]
    assert window.result_page.shown == [tmp_path / "fold"]


def test_a_name_in_the_step_list_is_broken_between_its_parts_alone(window):
    def shown(words):
        steps(window).set_state(Step.RESULT, StepState.DONE, words)
        label = steps(window).words_of(Step.RESULT)
        assert label.toolTip() == words
        return label.text().split("\N{ZERO WIDTH SPACE}")

    assert shown("2026-11-28-153541-my_model") == ["2026-", "11-", "28-", "153541-", "my_", "model"]
    assert shown("Glioblastoma") == ["Glioblastoma"]
    # What fits no line is shortened, so that the column is as wide as it was.
    [long] = shown("x" * 80)
    assert "…" in long
    metrics = steps(window).words_of(Step.RESULT).fontMetrics()
    assert metrics.horizontalAdvance(long) <= 116 < metrics.horizontalAdvance("x" * 80)


def test_a_model_that_was_installed_can_be_started_from(window, home):
    count = control(window.settings_page, "What to start from").count()
    models = home / ".local/share/falx/models"
    models.mkdir(parents=True)
    shutil.copytree(shipped_package(), models / "scanner-b")
    window.result_page.installed_changed.emit()
    assert control(window.settings_page, "What to start from").count() == count + 1


def test_it_follows_the_theme(window):
    dark = window.grab().toImage().pixelColor(4, 300)
    window.set_colours(LIGHT)
    assert dark.lightness() < 60 < 200 < window.grab().toImage().pixelColor(4, 300).lightness()


@pytest.mark.slow
@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_main_window_opens_it_and_closes_it(open_window, window, monkeypatch):
    main = open_window()
    main.menus.train.trigger()
    opened = main.tools.training
    assert opened.isVisible()
    assert opened is not window
    main.close()
    assert not opened.isVisible()
