"""The run page: what it says while a training runs, and when it ends in one way or another."""

import dataclasses
import json
import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea

from core.jobs import job_targets
from core.jobs.events import End, Outcome, Progress
from gui.training.run.curve_view import CurveView
from gui.training.run.progress_panel import TRAINING, VALIDATION
from gui.training.run.progress_texts import count_words, duration_words, watch_words
from gui.training.run.run_page import RunPage
from gui.training.run.run_watch import RunWatch
from gui.training.run.stages import STAGES_OF_PHASES
from gui.training.run.time_left import Forecast
from gui.training.unfinished_bar import UnfinishedBar
from gui.translated_messages.phases import PHASES
from gui.widgets.folded_text import FoldedText
from gui.widgets.theme import DARK, LIGHT
from gui.work.ongoing import Ongoing
from tests.gui.conftest import control, texts_of
from tests.gui.fake_job import FakeJob, last_job
from training.fitting.checkpoint import save_checkpoint
from training.runs.order import RunState, StoredRun, TrainingOrder, find_run, write_order
from training.runs.request import TrainingRequest
from training.runs.run_lock import holding
from training.settings.config import TrainingConfig

LAST_LAYERS = "the training of the last layers alone"


@pytest.fixture
def order(tmp_path):
    request = TrainingRequest(tmp_path / "brains", tmp_path / "run", TrainingConfig(epochs=4), None)
    return TrainingOrder(request, None, is_yielding=False, threads=None)


@pytest.fixture
def page(qtbot):
    page = RunPage(DARK, FakeJob)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def put_epochs(folder, count):
    (folder / "checkpoints").mkdir(parents=True, exist_ok=True)
    (folder / "checkpoints" / "last.npz").touch()
    lines = [
        json.dumps({"number": n, "loss": 1 / n, "validation_loss": 1 / n, "validation_accuracy": 1 - 0.5 / n}) + "\n"
        for n in range(1, count + 1)
    ]
    (folder / "checkpoints" / "epochs.jsonl").write_text("".join(lines), "utf-8")


def test_a_training_is_reported_from_its_start_to_its_end(qtbot, page, order):
    with qtbot.waitSignal(page.started):
        page.start(order)
    job = last_job(page)
    assert (job.target, job.arguments, job.is_yielding) == (job_targets.TRAIN, (order,), False)
    assert page.is_running
    job.progressed.emit(Progress("Reading the images", 100, 400))
    assert "Reading the images\n100 of 400" in page.progress.words
    job.progressed.emit(Progress("Fine-tuning", 15, 40, 3000.0, {"loss": 0.7}, epochs=4))
    assert "Epoch 2 of 4, step 5 of 10" in page.progress.words
    assert "about 50 min left of this part, roughly 1 h" in page.progress.words
    figures = {"loss": 0.6, "validation loss": 0.5, "validation accuracy": 0.875}
    job.progressed.emit(Progress("Fine-tuning", 20, 40, 2000.0, figures, epochs=4))
    assert "Best so far: epoch 2, validation loss 0.500, accuracy 87.5 %." in page.progress.words
    worse = figures | {"validation loss": 0.9}
    job.progressed.emit(Progress("Fine-tuning", 30, 40, 1000.0, worse, epochs=4))
    assert "Best so far: epoch 2" in page.progress.words
    assert page.progress.loss.points(TRAINING) == [(1.5, 0.7)]
    assert page.progress.loss.points(VALIDATION) == [(2, 0.5), (3, 0.9)]
    job.logged.emit("bad.png: empty")
    assert "bad.png: empty" in page.log.text
    with qtbot.waitSignal(page.finished) as finished:
        job.succeed(order.request.out)
    assert finished.args == [order.request.out]
    assert not page.is_running
    assert page.end.isHidden()


@pytest.mark.parametrize(
    ("phase", "stage", "work"),
    [
        ("Reading the images", "Preparing", "Preparing my-model"),
        ("Training the last layers alone", "Training", "Training my-model"),
        ("Fine-tuning the whole network", "Training", "Training my-model"),
        ("Measuring on the validation images", "Measuring", "Measuring my-model"),
        ("Making the model package", "Exporting", "Exporting my-model"),
        ("Calibrating on the validation images", "Calibrating", "Calibrating my-model"),
        ("Learning what other pictures look like", "Calibrating", "Calibrating my-model"),
    ],
)
def test_work_is_named_by_the_phase_that_is_under_way(page, order, phase, stage, work):
    stages, works = [], []
    page.stage_changed.connect(stages.append)
    page.start(order)
    page.work_changed.connect(works.append)
    last_job(page).progressed.emit(Progress(phase, 0, 4, fold=(1, 2)))
    assert stages == [stage]
    assert works == [Ongoing(work, 0, 4, f"Fold 1 of 2: {phase[:1].lower()}{phase[1:]}")]


def test_phases_with_a_stage_are_those_that_jobs_report():
    assert set(STAGES_OF_PHASES) <= set(PHASES)


def end_epoch(job, number, loss, epochs=4):
    figures = {"loss": 0.6, "validation loss": loss, "validation accuracy": 0.875}
    job.progressed.emit(Progress("Fine-tuning", 10 * number, 10 * epochs, 60.0, figures, epochs=epochs))


def changed(order, folds=None, **settings):
    config = dataclasses.replace(order.request.config, **settings)
    return dataclasses.replace(order, folds=folds, request=dataclasses.replace(order.request, config=config))


@pytest.mark.parametrize(
    ("settings", "losses", "expected", "mark"),
    [
        ({}, [0.5, 0.6], "The model will have the weights of this epoch unless a later one is better.", 1),
        (
            {},
            [0.9, 0.8],
            f"Best so far: {LAST_LAYERS}, validation loss 0.700. The model will have the weights of",
            None,
        ),
        ({"head_epochs": 0}, [0.9], "Best so far: the network that it started from, validation loss 0.700.", None),
        ({}, [0.5, 0.6, 0.6, 0.6], "has the weights of epoch 1 of 4, the best on the validation data.", 1),
        ({"patience": 2}, [0.5, 0.6, 0.6], "has the weights of epoch 1 of 3, the best on the validation data.", 1),
        (
            {"keeps_last": True},
            [0.5, 0.6],
            "The model will have the weights of epoch 4, the last, as the settings",
            None,
        ),
        ({"keeps_last": True, "patience": 2}, [0.5], "If the training stops early, the best network so far", None),
        (
            {"keeps_last": True},
            [0.5, 0.6, 0.6, 0.6],
            "has the weights of epoch 4 of 4, the last, as the settings ask",
            4,
        ),
        ({"keeps_last": True, "patience": 2}, [0.5, 0.6, 0.6], "epoch 1 of 3, the best on the validation data.", 1),
        ({"keeps_last": True}, [0.9] * 4, f"Best so far: {LAST_LAYERS}, validation loss 0.700. The model has the", 4),
    ],
)
@pytest.mark.parametrize("folds", [None, 3])
def test_it_says_which_weights_the_model_will_have(page, order, settings, losses, expected, mark, folds):
    page.start(changed(order, folds, **settings))
    last_job(page).progressed.emit(
        Progress("Fine-tuning", 0, 40, None, {"validation loss at the start": 0.7}, epochs=4)
    )
    for number, loss in enumerate(losses, start=1):
        end_epoch(last_job(page), number, loss)
    words = page.progress.words.replace("The model of this fold", "The model")
    assert expected in words
    assert "unless a later one" not in words or "keeps_last" not in settings
    assert (page.progress.loss.marked_epoch, page.progress.accuracy.marked_epoch) == (mark, mark)
    assert ("of this fold" in page.progress.words) is (folds is not None)


def test_a_time_that_is_nearly_over_is_said_once(page, order):
    page.start(order)
    last_job(page).progressed.emit(Progress("Fine-tuning", 38, 40, 10.0, {"loss": 0.7}, epochs=4))
    assert "\nless than a minute left\n" in page.progress.words
    assert "in total" not in page.progress.words


def test_without_fine_tuning_the_model_is_of_the_head_phase(page, order):
    page.start(changed(order, epochs=0))
    assert f"The model will have the weights of {LAST_LAYERS}, without fine-tuning." in page.progress.words


@pytest.mark.parametrize("epochs", [0, 4])
def test_no_curves_are_promised_where_none_come(page, order, epochs):
    page.start(changed(order, epochs=4 - epochs))
    last_job(page).succeed(order.request.out)
    page.start(changed(order, epochs=epochs))
    assert page.progress.loss.isVisible() is page.progress.accuracy.isVisible() is (epochs > 0)
    said = "These settings train the last layers only, so there are no curves" in texts_of(page)
    assert said is (epochs == 0)


def test_the_next_fold_of_a_cross_validation_begins_with_no_claim(page, order):
    page.start(changed(order, folds=2))
    for fold, loss in ((1, 0.3), (2, 0.5)):
        start = Progress("Fine-tuning", 0, 40, None, {"validation loss at the start": 0.4}, (fold, 2), epochs=4)
        last_job(page).progressed.emit(start)
        assert "Best so far: the training of the last layers alone, validation loss 0.400." in page.progress.words
        figures = {"loss": 0.6, "validation loss": loss, "validation accuracy": 0.875}
        last_job(page).progressed.emit(Progress("Fine-tuning", 10, 40, None, figures, (fold, 2), epochs=4))
        assert ("Best so far: epoch 1" in page.progress.words) is (fold == 1)


@pytest.mark.parametrize(
    ("settings", "start_loss", "count", "expected"),
    [
        ({}, 2.0, 2, "Make a model from epoch 2"),
        ({}, 0.1, 2, "Make a model from the training of the last layers alone"),
        ({"head_epochs": 0}, 0.1, 2, "Make a model from the network that it started from"),
        ({"keeps_last": True}, 2.0, 2, "Make a model from epoch 2"),
        ({"keeps_last": True}, 0.1, 4, "Make a model from epoch 4"),
    ],
)
def test_the_end_card_says_what_a_model_can_be_made_of(page, order, settings, start_loss, count, expected):
    page.start(changed(order, **settings))
    put_epochs(order.request.out, count)
    save_checkpoint(order.request.out / "checkpoints" / "last.npz", {}, {"start_loss": start_loss})
    last_job(page).ended.emit(Outcome(End.CANCELLED))
    assert page.end.finish.text() == expected
    assert "It gets the weights of" in page.end.finish.toolTip()
    assert ("the last, as the settings ask" in page.end.finish.toolTip()) is (count == 4)


def test_on_a_small_screen_the_page_scrolls_and_nothing_overlaps(qtbot, page, order):
    page.resize(620, 420)
    page.start(order)
    end_epoch(last_job(page), 1, 0.5)
    last_job(page).fail("crashed", "The work ended unexpectedly.")
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert page.end.geometry().bottom() < page.progress.geometry().top()
    assert page.progress.height() >= page.progress.minimumSizeHint().height()


def test_one_training_at_a_time(page, order):
    page.start(order)
    first = last_job(page)
    page.start(order)
    page.open(order.request.out)
    assert last_job(page) is first


def test_pausing_and_going_on(page, order):
    page.start(order)
    job = last_job(page)
    page.pause.click()
    assert "Paused" in page.progress.words
    assert page.pause.text() == "Resume"
    page.pause.click()
    assert job.asked == ["start", "pause", "resume"]
    assert page.pause.text() == "Pause"


@pytest.mark.parametrize("epochs", [0, 2])
def test_a_stopped_training_can_be_resumed_or_finished(qtbot, page, order, epochs):
    page.start(order)
    page.cancel.click()
    assert last_job(page).asked == ["start", "cancel"]
    assert not page.cancel.isEnabled()
    put_epochs(order.request.out, epochs)
    with qtbot.waitSignal(page.halted) as halted:
        last_job(page).ended.emit(Outcome(End.CANCELLED))
    assert halted.args == ["Stopped"]
    assert ("2 epochs" if epochs else "no epoch") in page.end.words
    assert page.end.finish.isHidden() == (epochs == 0)
    page.end.resume.click()
    resumed = last_job(page).arguments[0]
    assert resumed == dataclasses.replace(order, request=dataclasses.replace(order.request, resume=True))
    assert len(page.progress.loss.points(VALIDATION)) == epochs
    if epochs:
        last_job(page).ended.emit(Outcome(End.CANCELLED))
        page.end.finish.click()
        assert last_job(page).arguments[0].request.is_finishing
        assert last_job(page).arguments[0].request.resume


def test_a_cross_validation_cannot_be_finished_early(page, order):
    page.start(dataclasses.replace(order, folds=3))
    put_epochs(order.request.out, 2)
    last_job(page).ended.emit(Outcome(End.CANCELLED))
    assert page.end.finish.isHidden()
    assert not page.end.resume.isHidden()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("disk-full", "The disk is full"),
        ("memory", "choose a smaller image or batch size"),
        ("crashed", "at most one epoch is lost"),
        ("invalid-dataset", "Go back to the data"),
        ("invalid-config", "Go back to the settings"),
        ("invalid-run", "Or start a new training"),
        ("invalid-package", "choose another start"),
        ("missing-library", "TensorFlow is missing"),
        ("unwritable-output", "cannot be written to"),
        ("unexpected", "Something went wrong in the training"),
        ("of a later Falx", "Something went wrong in the training"),
    ],
)
def test_each_failure_stands_there_in_words(qtbot, page, order, code, expected):
    page.start(order)
    with qtbot.waitSignal(page.halted) as halted:
        last_job(page).fail(code, "the exact cause", "Traceback: here")
    assert halted.args == ["Failed"]
    assert expected in page.end.words
    assert "the exact cause" in page.end.words
    details = page.end.findChild(FoldedText)
    assert details.text == "Traceback: here"
    assert not details.findChild(QPlainTextEdit).isVisible()
    details.findChild(QPushButton).click()
    assert details.findChild(QPlainTextEdit).isVisible()


def test_an_earlier_run_goes_on_from_its_folder(page, order):
    write_order(order)
    put_epochs(order.request.out, 1)
    page.open(order.request.out)
    assert last_job(page).arguments[0].request == dataclasses.replace(order.request, resume=True)
    assert page.progress.accuracy.points(VALIDATION) == [(1, 0.5)]


@pytest.mark.parametrize("has_earlier", [False, True])
def test_a_folder_without_a_run_is_reported(qtbot, page, order, tmp_path, has_earlier):
    if has_earlier:
        page.start(order)
        last_job(page).fail("crashed", "what was before")
    with qtbot.waitSignal(page.halted):
        page.open(tmp_path)
    assert not page.is_running
    assert "The folder contains no run to resume" in page.end.words
    assert "found no order.json" in page.end.words
    assert "what was before" not in page.log.text
    assert page.progress.isHidden()
    assert page.end.resume.isHidden()


@pytest.mark.parametrize(
    ("code", "has_work", "can_resume"),
    [
        ("occupied-folder", True, False),
        ("folder-in-use", True, True),
        ("invalid-config", False, False),
        ("invalid-config", True, True),
        ("disk-full", False, True),
        ("unwritable-output", False, True),
        ("missing-library", False, False),
    ],
)
def test_going_on_is_offered_where_it_can_help(page, order, code, has_work, can_resume):
    page.start(order)
    if has_work:
        put_epochs(order.request.out, 2)
    last_job(page).fail(code, "run: cannot be used; give --resume", statement="run: cannot be used")
    assert "run: cannot be used" in page.end.words
    # Where the folder is not this run's, the window has advice of its own.
    assert ("give --resume" in page.end.words) is (code not in ("occupied-folder", "invalid-run"))
    assert page.end.resume.isHidden() is not can_resume
    assert page.end.finish.isHidden() is not (can_resume and has_work)


def test_a_folder_that_cannot_be_looked_into_is_reported(page, order, tmp_path):
    request = dataclasses.replace(order.request, out=tmp_path / ("n" * 300))
    page.start(dataclasses.replace(order, request=request))
    last_job(page).fail("unwritable-output", "File name too long")
    assert "File name too long" in page.end.words


def test_a_run_of_another_process_is_watched_to_its_end(qtbot, page, order):
    out = order.request.out
    write_order(order)
    put_epochs(out, 1)
    with holding(out):
        with qtbot.waitSignal(page.started):
            page.open(out)
        assert not page.is_running
        assert page.pause.isHidden()
        assert "Running in another process: 1 of 4 epochs of fine-tuning are done" in page.progress.words
        put_epochs(out, 3)
        # As when the window is closed and opened again.
        page.stop()
        page.look_again()
        assert "3 of 4 epochs" in page.progress.words
        assert len(page.progress.loss.points(VALIDATION)) == 3
    (out / "run.json").touch()
    with qtbot.waitSignal(page.finished) as finished:
        page.findChild(RunWatch).look()
    assert finished.args == [out]
    with qtbot.assertNotEmitted(page.finished):
        page.look_again()


def test_a_run_that_another_process_leaves_can_be_resumed(qtbot, page, order):
    write_order(order)
    put_epochs(order.request.out, 1)
    with holding(order.request.out):
        page.open(order.request.out)
    with qtbot.waitSignal(page.halted):
        page.findChild(RunWatch).look()
    assert "1 epoch of fine-tuning" in page.end.words
    page.end.resume.click()
    assert page.is_running


def test_a_run_of_another_process_that_could_not_begin_is_not_offered(qtbot, page, order):
    write_order(order)
    with holding(order.request.out):
        page.open(order.request.out)
    (order.request.out / "order.json").unlink()
    with qtbot.waitSignal(page.halted):
        page.findChild(RunWatch).look()
    assert "could not start" in page.end.words
    assert page.end.resume.isHidden()


def test_an_earlier_run_that_ended_shows_how_it_went(qtbot, page, order):
    write_order(order)
    put_epochs(order.request.out, 2)
    (order.request.out / "run.json").touch()
    with qtbot.waitSignal(page.finished):
        page.open(order.request.out)
    assert not page.is_running
    assert "Finished" in page.progress.words
    assert len(page.progress.loss.points(VALIDATION)) == 2


def test_closing_ends_the_job_and_shows_it_as_stopped_afterwards(page, order):
    page.start(order)
    put_epochs(order.request.out, 1)
    job = last_job(page)
    page.stop()
    assert page.is_running
    page.stop()
    assert job.asked == ["start", "cancel"]
    assert "Stopping…" in page.progress.words
    job.give_up()
    assert not page.is_running
    assert page.cancel.isHidden()
    assert "The training was stopped\n\nKept: 1 epoch" in page.end.words
    assert not page.end.resume.isHidden()
    told = []
    page.finished.connect(told.append)
    page.halted.connect(told.append)
    job.succeed(order.request.out)
    assert told == []


def test_the_end_of_the_program_waits_for_no_word_of_the_training(page, order):
    page.start(order)
    job = last_job(page)
    page.stop()
    page.shut_down()
    assert job.asked == ["start", "cancel", "stop"]
    assert not page.is_running


def test_each_fold_has_curves_of_its_own(page, order):
    page.start(dataclasses.replace(order, folds=2))
    figures = {"loss": 0.6, "validation loss": 0.5, "validation accuracy": 0.9}
    last_job(page).progressed.emit(Progress("Fine-tuning", 10, 40, 90.0, figures, fold=(1, 2), epochs=4))
    assert page.progress.loss.points(VALIDATION) == [(1, 0.5)]
    last_job(page).progressed.emit(Progress("Reading the images", 1, 40, fold=(2, 2)))
    assert page.progress.loss.points(VALIDATION) == []
    assert "Fold 2 of 2: reading the images" in page.progress.words


def test_the_time_left_counts_the_folds_to_come():
    forecast = Forecast()
    assert forecast.seconds_left(Progress("Reading the images", 1, 2, 1.0, fold=(1, 3)), 0.0) is None
    first = forecast.seconds_left(Progress("Fine-tuning", 50, 100, 100.0, fold=(1, 3), epochs=10), 100.0)
    # What is left of the fold with the making of the package, and two more folds of the whole time.
    assert first == pytest.approx(110.0 + 2 * 210.0)
    assert forecast.seconds_left(Progress("Reading the images", 1, 2, fold=(2, 3)), 240.0) == pytest.approx(480.0)
    assert forecast.seconds_left(Progress("Reading the images", 2, 2, fold=(2, 3)), 300.0) == pytest.approx(420.0)


def test_words_of_times_and_counts():
    words = [duration_words(seconds) for seconds in (3, 70, 3000, 3700, 9000, 100_000)]
    assert words == [
        "less than a minute",
        "about 1 min",
        "about 50 min",
        "about 1 h",
        "about 2 h 30 min",
        "about 1.2 days",
    ]
    assert count_words(Progress("Fine-tuning", 40, 40, epochs=4)) == "Epoch 4 of 4, step 10 of 10"
    assert count_words(Progress("Measuring the model", 1200, 4000)) == "1,200 of 4,000"


def test_nothing_is_counted_where_the_total_is_not_known(qtbot, page, order):
    page.start(order)
    last_job(page).progressed.emit(Progress("Building the network", 0, 0))
    assert page.progress.words.startswith("Building the network\n\n")
    assert control(page, "Progress of this part").maximum() == 0
    head_only = changed(order, epochs=0)
    run = StoredRun(Path("runs/only"), head_only, RunState.STOPPED, 0)
    assert watch_words(run) == "Running in another process"
    bar = UnfinishedBar()
    qtbot.addWidget(bar)
    bar.offer([run])
    assert bar.words.text().endswith("my-model in only was not finished.")


def test_curves_are_drawn_in_their_colours_and_stay_few(qtbot):
    view = CurveView("Loss", is_share=False)
    qtbot.addWidget(view)
    view.resize(400, 240)
    view.set_curve("validation", DARK.accent, has_dots=True)
    view.clear(10)
    view.show()
    legend = count_of(view, DARK.accent)
    for step in range(5001):
        view.add("validation", step / 500, 1.0)
    view.add("validation", 10.0, float("nan"))
    points = view.points("validation")
    assert len(points) <= 2001
    assert points[-1] == (10.0, 1.0)
    assert count_of(view, DARK.accent) > legend + 300
    view.set_curve("validation", LIGHT.accent, has_dots=True)
    assert count_of(view, DARK.accent) == 0
    assert count_of(view, LIGHT.accent) > legend + 300
    assert view.points("validation") == points


def count_of(widget, colour):
    image = widget.grab().toImage()
    every = (image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))
    return sum(name == colour.lower() for name in every)


def test_the_newest_unfinished_run_is_offered(qtbot, order):
    bar = UnfinishedBar()
    qtbot.addWidget(bar)
    bar.offer([])
    assert bar.isHidden()
    runs = [StoredRun(Path("runs") / name, order, RunState.STOPPED, 2) for name in ("new", "old")]
    bar.offer(runs)
    assert "my-model in new was not finished: 2 of 4 epochs are done. One more is unfinished: " in bar.words.text()
    assert bar.words.toolTip().splitlines() == ["Also unfinished:", "old"]
    with qtbot.waitSignal(bar.resume_asked) as asked:
        bar.resume.click()
    assert asked.args == [runs[0].folder]
    assert bar.isHidden()


def test_one_alone_is_offered_without_a_word_on_others(qtbot, order):
    bar = UnfinishedBar()
    qtbot.addWidget(bar)
    bar.offer([StoredRun(Path("runs/only"), order, RunState.STOPPED, 0)])
    assert bar.words.text().endswith("0 of 4 epochs are done.")
    assert bar.words.toolTip() == ""


def test_what_was_dismissed_is_not_offered_again_and_what_is_new_is(qtbot, order):
    bar = UnfinishedBar()
    qtbot.addWidget(bar)
    new, old, older = (StoredRun(Path("runs") / name, order, RunState.STOPPED, 2) for name in ("new", "old", "older"))
    bar.offer([old, older])
    qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    bar.offer([old, older])
    assert bar.isHidden()
    bar.offer([new, old, older])
    assert bar.isVisible()
    assert "my-model in new" in bar.words.text()
    assert "not either" not in bar.words.text()


def test_a_cross_validation_of_another_process_shows_the_fold_that_is_under_way(page, order):
    out = order.request.out
    write_order(dataclasses.replace(order, folds=2))
    with holding(out):
        page.open(out)
        assert len(page.progress.loss.points(VALIDATION)) == 0
        assert find_run(out).trained == out
        put_epochs(out / "fold-0", 3)
        page.findChild(RunWatch).look()
        assert len(page.progress.loss.points(VALIDATION)) == 3
        put_epochs(out / "fold-1", 1)
        later = time.time() + 60
        os.utime(out / "fold-1" / "checkpoints" / "epochs.jsonl", (later, later))
        page.findChild(RunWatch).look()
        assert len(page.progress.loss.points(VALIDATION)) == 1
        assert "0 of 2 folds are done" in page.progress.words
        page.stop()
