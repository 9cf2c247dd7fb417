"""Batches that have ended, opened again from the first page."""

import json
import shutil
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from core.batch.reopen_finished import read_rows
from core.batch.saved_batch import BatchPlan, finished_batches, save_plan, save_state
from core.jobs import job_targets
from core.records.folder_agreement import Agreement
from gui.batch.earlier_list import EarlierList
from gui.batch.results.index import Column
from gui.batch.start_pages import StartPage
from tests.gui.batch_rows import CLASSES, a_row
from tests.gui.conftest import button, drop, texts_of

NOW = datetime(2026, 3, 2, 12, 0)
ASKED = "gui.batch.saved_batches.is_removal_agreed"


@pytest.fixture
def saved():
    """Two that have ended, the newer first."""
    found = []
    for name, days in (("old", 3), ("heads", 0)):
        plan = BatchPlan((f"/data/{name}",), model_title="mine 2.0")
        found.append(save_plan(plan, NOW - timedelta(days=days)))
        found[-1] = save_state(found[-1], 3, 3, True, {"glioma": 1, "uncertain": 1, "failed": 1})
    return found[::-1]


def listed(window):
    earlier = window.findChild(StartPage).earlier
    return [found.text() for found in earlier.findChildren(QPushButton) if found.isVisible()]


@pytest.fixture
def reopened(open_batch, saved, jobs):
    window = open_batch()
    button(window, "heads").click()
    return window, jobs[0]


def test_they_are_listed_with_day_and_counts(qtbot, saved):
    earlier = EarlierList()
    qtbot.addWidget(earlier)
    earlier.resize(700, 200)
    earlier.show_batches(saved, NOW)
    earlier.show()
    facts = [label.text() for label in earlier.findChildren(QLabel) if label.isVisible() and label.text()][1:]
    # A line ends between two of them.
    assert all(" " not in text.replace("· ", "·") for text in facts)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in facts] == [
        "Today 12:00 · tumour in 1 of 3 slices · 1 uncertain · 1 not read · in data",
        "2026-02-27 12:00 · tumour in 1 of 3 slices · 1 uncertain · 1 not read · in data",
    ]
    assert "Model: mine 2.0" in button(earlier, "heads").toolTip()
    earlier.show_batches([], NOW)
    assert earlier.isHidden()


def test_no_count_is_cut_where_the_list_is_narrow(qtbot):
    plan = BatchPlan((f"/data/{'long' * 40}/heads",), model_title="mine 2.0")
    counts = dict.fromkeys(("glioma", "tumour", "uncertain", "unlike-training", "not-a-brain-mri", "failed"), 1234)
    saved = save_state(save_plan(plan, NOW), 7404, 7404, True, counts)
    earlier = EarlierList()
    qtbot.addWidget(earlier)
    earlier.show_batches([saved], NOW)
    earlier.setFixedWidth(460)
    with qtbot.waitExposed(earlier):
        earlier.show()
    facts = next(label for label in earlier.findChildren(QLabel) if "Today" in label.text())
    assert "1,234\N{NO-BREAK SPACE}not\N{NO-BREAK SPACE}read" in facts.text()
    needed = facts.fontMetrics().boundingRect(facts.contentsRect(), Qt.TextFlag.TextWordWrap, facts.text())
    assert needed.height() <= facts.contentsRect().height()
    assert needed.width() <= facts.contentsRect().width()


def test_without_any_nothing_is_listed(open_batch):
    assert open_batch().findChild(EarlierList).isHidden()


def test_one_is_opened_with_its_table_filters_and_agreement(reopened, saved):
    window, job = reopened
    assert (job.target, job.arguments) == (job_targets.READ_ROWS, (saved[0],))
    assert not button(window, "Start").isEnabled()
    job.part_found.emit([a_row(0, truth="glioma"), a_row(1, "uncertain")])
    job.part_found.emit([a_row(2, "failed")])
    job.succeed(Agreement(CLASSES, ((1, 0, 0, 0), (0, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)), 0, 0))
    assert window.model.rowCount() == 3
    assert window.bar.text == "2026-03-02 12:00 · 3 slices · 1 could not be read · mine 2.0"
    assert window.results.agreement.accuracy_text == "50 % accuracy"
    assert "heads" in window.windowTitle()
    assert window.offer.isHidden()
    assert window.exports.button.isEnabled()
    assert button(window, "Start").isEnabled()


def test_its_results_are_saved_like_those_of_a_new_one(reopened, saved, jobs, monkeypatch, tmp_path):
    window, job = reopened
    job.part_found.emit([a_row(0)])
    job.succeed()
    monkeypatch.setattr("gui.batch.exports.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "out.csv"), ""))
    next(action for action in window.exports.button.menu().actions() if "CSV" in action.text()).trigger()
    assert jobs[1].arguments == (saved[0], None, tmp_path / "out.csv", "CSV")


def test_one_whose_results_are_gone_says_so(reopened):
    window, job = reopened
    job.fail("broken", "records.jsonl: cannot be read")
    assert {"These results could not be read", "records.jsonl: cannot be read"} <= set(texts_of(window))


def test_reading_can_be_stopped_and_is_not_asked_about(reopened, monkeypatch):
    window, job = reopened
    monkeypatch.setattr("gui.batch.window.ask_about_end", lambda *_: pytest.fail("asked"))
    button(window, "Cancel").click()
    job.part_found.emit([a_row(0)])
    job.give_up()
    assert window.bar.text.startswith("Not all of it was read: ")
    button(window, "Earlier batches").click()
    button(window, "heads").click()
    window.close()
    assert window.isHidden()


def test_the_way_back_leads_to_the_list(open_batch, heads, jobs):
    window = open_batch()
    drop(window, heads[0].parent)
    button(window, "Start").click()
    assert button(window, "Earlier batches").isHidden()
    jobs[0].part_found.emit([a_row(0)])
    save_state(jobs[0].arguments[0], 1, 1, True, {"glioma": 1})
    jobs[0].give_up()
    button(window, "Earlier batches").click()
    assert button(window, "heads").isVisible()
    assert window.model.rowCount() == 0
    assert not window.exports.button.isEnabled()
    assert button(window, "Earlier batches").isHidden()


def test_another_folder_leaves_nothing_of_the_batch_before(open_batch, heads, jobs, qtbot, tmp_path):
    window = open_batch()
    drop(window, heads[0].parent)
    button(window, "Start").click()
    jobs[0].part_found.emit([a_row(0), a_row(1, "uncertain")])
    save_state(jobs[0].arguments[0], 2, 2, True, {"glioma": 1, "uncertain": 1})
    jobs[0].give_up()
    shutil.copytree(heads[0].parent, tmp_path / "second")
    drop(window, tmp_path / "second")
    assert window.model.rowCount() == 0
    assert window.windowTitle() == "Classify a folder – Falx"
    assert not window.exports.button.isEnabled()
    assert window.bar.text == ""
    assert window.findChild(StartPage).isVisible()
    assert "Press Start" in texts_of(window)
    assert "Drop a folder here, or choose one" not in texts_of(window)
    qtbot.waitUntil(lambda: "second\n3 PNG images" in texts_of(window))
    assert button(window, "Start").isEnabled()
    button(window, "heads").click()
    jobs[1].part_found.emit([a_row(0)])
    jobs[1].succeed()
    assert window.model.rowCount() == 1
    assert "heads" in window.windowTitle()


@pytest.mark.parametrize(("answer", "left"), [(True, ["old"]), (False, ["heads", "old"])])
def test_one_is_removed_once_that_is_agreed(qtbot, open_batch, saved, monkeypatch, answer, left):
    window = open_batch()
    asked = []
    monkeypatch.setattr(ASKED, lambda _, title: asked.append(title) or answer)
    next(tool for tool in window.findChildren(QToolButton) if "of heads" in tool.accessibleName()).click()
    assert asked == ["heads"]
    names = ["heads" if "heads" in found.plan.paths[0] else "old" for found in finished_batches()]
    assert names == left
    qtbot.waitUntil(lambda: listed(window) == left)


def test_one_of_an_earlier_falx_is_read_with_the_verdicts_of_today(open_batch, jobs):
    """It states neither levels nor the probability of a tumour, and calls what is open between kinds uncertain."""
    saved = save_plan(BatchPlan(("/data/heads",), model_title="mine 2.0"), NOW)
    plan = json.loads((saved.folder / "request.json").read_text("utf-8"))
    del plan["level"]
    (saved.folder / "request.json").write_text(json.dumps(plan), "utf-8")
    records = [
        earlier_record("a.png", "uncertain", (0.5, 0.45, 0.03, 0.02), ["glioma", "meningioma"], 0.4),
        earlier_record("b.png", "uncertain", (0.5, 0.1, 0.38, 0.02), ["glioma", "notumor"], 0.4),
        earlier_record("c.png", "not-a-brain-mri", (0.9, 0.06, 0.02, 0.02), ["glioma"], 2.5),
    ]
    saved.records.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    save_state(saved, 3, 3, True, {"uncertain": 2, "not-a-brain-mri": 1})
    window = open_batch()
    button(window, "heads").click()
    pipe = SimpleNamespace(send_part=jobs[0].part_found.emit, report=jobs[0].progressed.emit)
    jobs[0].succeed(read_rows(*jobs[0].arguments, pipe))
    texts = [window.model.index(row, Column.VERDICT).data() for row in range(3)]
    assert texts == ["A tumour: glioma or meningioma", "Uncertain: tumour or not", "Not a brain MRI"]
    stated = [window.model.index(row, Column.PROBABILITIES).data() for row in range(3)]
    assert stated == ["tumour\n97 %", "tumour\n62 %", "90 %"]
    assert window.bar.text == "2026-03-02 12:00 · 3 slices · mine 2.0"


def earlier_record(path, verdict, probabilities, prediction_set, novelty):
    return {
        "path": path,
        "frame": 0,
        "verdict": verdict,
        "label": "glioma",
        "probabilities": dict(zip(CLASSES, probabilities, strict=True)),
        "prediction_set": prediction_set,
        "novelty": novelty,
        "in_distribution": novelty <= 1,
        "window": [255.0, 127.5],
        "model": "mine 2.0",
        "input_sha256": "0" * 64,
        "error": None,
    }
