"""What is asked before work that is under way is ended: one question, naming all of it, alike in every window."""

import pytest
from PySide6.QtWidgets import QMessageBox

from core.jobs import job_targets
from core.jobs.events import End, Outcome
from gui.training.evaluate_window import EvaluateWindow
from gui.training.training_window import TrainingWindow
from gui.widgets.theme import DARK
from gui.work.job import Job
from gui.work.quitting import is_end_agreed, works_of
from tests.gui.conftest import button, drop


class RunningJob(Job):
    """Runs, as far as it says, and does nothing."""

    @property
    def is_running(self):
        return self._outcome is None

    def start(self):
        pass

    def stop(self, timeout_s=0.0):
        self.ended.emit(Outcome(End.CANCELLED))


@pytest.fixture
def answer(monkeypatch):
    """Let a test say which button is pressed; gives what is asked from then on, all texts of a question in one."""

    def choose(label):
        asked = []

        def press(box):
            asked.append("\n".join((box.text(), box.informativeText())))
            next(button for button in box.buttons() if button.text() == label).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", press)
        return asked

    return choose


def test_quitting_asks_once_and_names_all_that_runs(open_window, answer):
    window = open_window()
    for action in (window.menus.classify_folder, window.menus.train, window.menus.evaluate):
        action.trigger()
    tools = window.tools
    jobs = [
        RunningJob(job_targets.CLASSIFY_FOLDER, parent=tools.batch.run),
        RunningJob(job_targets.TRAIN, parent=tools.training.run_page),
        RunningJob(job_targets.EVALUATE, parent=tools.evaluation),
        RunningJob(job_targets.MEASURE, parent=tools.training.result_page),
        RunningJob(job_targets.INSTALL_PACKAGE, parent=window),
        # Nothing is lost of this one.
        RunningJob(job_targets.MEASURE_SPEED, parent=tools.training.settings_page),
    ]
    asked = answer("Keep Falx open")
    window.close()
    assert window.isVisible()
    [text] = asked
    for words in ("classified", "trained", "evaluated", "measured", "installed"):
        assert words in text
    assert "estimate" not in text
    assert text.count("If you quit, its result is lost.") == 1
    assert "A model is being evaluated. Finished parts are kept, and you can resume later." in text
    assert all(job.is_running for job in jobs)
    again = answer("Stop and quit")
    window.close()
    assert len(asked + again) == 2
    assert not any(one.isVisible() for one in (window, tools.batch, tools.training, tools.evaluation))


def test_without_work_no_question_is_asked(open_window, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: pytest.fail("asked"))
    window = open_window()
    window.menus.evaluate.trigger()
    RunningJob(job_targets.EVALUATE, parent=window.tools.evaluation).cancel()
    window.close()
    assert not window.isVisible()


@pytest.mark.parametrize(
    ("make", "target", "words"),
    [
        (
            EvaluateWindow,
            job_targets.EVALUATE,
            "A model is being evaluated.\nFinished parts are kept, and you can resume later.",
        ),
        (TrainingWindow, job_targets.TRAIN, "A model is being trained."),
        (
            TrainingWindow,
            job_targets.MEASURE,
            "A new model is being measured.\nIf you stop it, its result is lost.",
        ),
    ],
)
def test_each_window_asks_before_its_work_is_stopped(qtbot, settings, answer, make, target, words):
    window = make(settings, DARK)
    qtbot.addWidget(window, before_close_func=lambda window: window.shut_down())
    window.come_forward()
    RunningJob(target, parent=window)
    asked = answer("Keep the window open")
    assert not window.close()
    assert asked[0].startswith(words)
    answer("Stop and close")
    assert window.close()


@pytest.mark.parametrize(
    ("make", "target"), [(EvaluateWindow, job_targets.EVALUATE), (TrainingWindow, job_targets.TRAIN)]
)
def test_work_may_continue_without_its_window(qtbot, settings, answer, make, target):
    window = make(settings, DARK)
    qtbot.addWidget(window, before_close_func=lambda window: window.shut_down())
    window.come_forward()
    job = RunningJob(target, parent=window)
    answer("Continue in the background")
    assert window.close()
    assert job.is_running
    assert works_of((window,)) != []
    window.come_forward()
    assert window.isVisible()


@pytest.mark.parametrize(
    ("label", "is_closed", "told"),
    [
        ("Keep the window open", False, []),
        ("Continue in the background", True, []),
        ("Stop and close", True, ["cancel"]),
    ],
)
def test_a_batch_is_asked_about_alike_and_may_continue_without_its_window(
    open_batch, heads, jobs, answer, label, is_closed, told
):
    window = open_batch()
    drop(window, heads[0].parent)
    button(window, "Start").click()
    asked = answer(label)
    window.close()
    assert asked == ["A folder is being classified.\nFinished parts are kept, and you can resume later."]
    assert window.isHidden() is is_closed
    assert jobs[0].asked == ["start", *told]


def test_a_question_that_is_waved_away_stops_nothing(qtbot, settings, monkeypatch):
    window = EvaluateWindow(settings, DARK)
    qtbot.addWidget(window)
    job = RunningJob(job_targets.EVALUATE, parent=window)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.escapeButton().click())
    assert not is_end_agreed(window, lambda: works_of((window,)), closes_program=True)
    job.stop()
    assert works_of((window, None)) == []


def test_the_question_follows_work_that_ends_meanwhile(qtbot, settings, monkeypatch):
    window = EvaluateWindow(settings, DARK)
    qtbot.addWidget(window)
    job = RunningJob(job_targets.EVALUATE, parent=window)
    seen = []

    def wait(box):
        box.show()
        seen.append(box.text())
        job.stop()
        qtbot.waitUntil(lambda: box.text() != seen[0])
        seen.extend([box.text(), box.informativeText()])
        next(one for one in box.buttons() if one.text() == "Quit").click()

    monkeypatch.setattr(QMessageBox, "exec", wait)
    assert is_end_agreed(window, lambda: works_of((window,)), closes_program=True)
    assert seen == ["A model is being evaluated.", "The work has ended meanwhile.", ""]
