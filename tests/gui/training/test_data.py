"""The first step of the training window: images are chosen, checked in a child process, and shown with advice."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from core.jobs.events import End, Outcome
from gui.training.data.advice_card import AdviceCard
from gui.training.data.data_page import DataPage
from gui.widgets.step_list import StepState
from gui.widgets.theme import DARK, LIGHT
from tests.gui.conftest import button, drop, job_of, texts_of, write_head
from training.audit.advice import Advice, Fix
from training.audit.dataset_check import Checked, Examples
from training.audit.summary import Remark, Severity
from training.dataset.choice import DatasetChoice
from training.dataset.class_counts import ClassContents, Contents

CONTENTS = Contents("heads", 120, (ClassContents("glioma", 80, 0, ()), ClassContents("notumor", 40, 0, ())))


@pytest.fixture
def page(qtbot):
    page = DataPage(DARK)
    qtbot.addWidget(page)
    page.resize(800, 600)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.stop()


@pytest.fixture
def dataset(tmp_path) -> Path:
    for index, name in enumerate(("glioma", "notumor")):
        (tmp_path / "data" / name).mkdir(parents=True)
        for seed in range(3):
            write_head(tmp_path / "data" / name / f"{seed}.png", 10 * index + seed, size=64)
    return tmp_path / "data"


@pytest.fixture
def no_job(monkeypatch):
    """Have no child process started; the test tells what it would."""
    started = []
    monkeypatch.setattr("gui.training.data.data_page.Job.start", lambda job: started.append(job))
    return started


def states_of(page):
    states = []
    page.state_changed.connect(lambda state, words: states.append((state, words)))
    return states


@pytest.mark.slow
def test_a_dropped_folder_is_checked_and_shown(qtbot, page, dataset):
    shutil.copy(dataset / "glioma" / "0.png", dataset / "notumor" / "twin.png")
    states, chosen = states_of(page), []
    page.dataset_chosen.connect(chosen.append)
    assert page.choice is None
    assert drop(page, dataset)
    assert page.is_checking
    qtbot.waitUntil(lambda: not page.is_checking and states[-1][0] is StepState.PROBLEM, timeout=60_000)
    assert states[-1][1] == "7 images to train on, 2 classes; 2 problems found"
    assert [one.name for one in chosen[0].classes] == ["glioma", "notumor"]
    assert page.dataset == dataset
    # Qt shows what is added to a page a moment later.
    qtbot.waitUntil(lambda: any("1 pair of equal images has different labels." in text for text in texts_of(page)))
    assert "3 to train on" in texts_of(page)
    pictures = [label for label in page.findChildren(QLabel) if not label.pixmap().isNull()]
    assert len(pictures) == 7


def test_a_folder_that_cannot_be_used_says_why_and_cannot_be_resumed(qtbot, page, tmp_path):
    (tmp_path / "empty").mkdir()
    states = states_of(page)
    page.add_places([tmp_path / "empty"])
    qtbot.waitUntil(lambda: states[-1][0] is StepState.PROBLEM, timeout=60_000)
    assert any("expected images of 2 to 20 classes, found 0" in text for text in texts_of(page))
    assert page.choice is None


def test_only_folders_and_tables_are_taken(page, no_job, head, dataset):
    drop(page, head)
    assert not no_job
    drop(page, dataset)
    assert len(no_job) == 1


def test_folders_are_joined_and_a_second_time_changes_nothing(page, no_job, dataset, tmp_path):
    page.add_places([dataset])
    page.add_places([tmp_path / "more.csv", dataset])
    job_of(page).part_found.emit(CONTENTS)
    assert page.choice.places == (dataset, tmp_path / "more.csv")
    assert page.choice.needs_manifest


def test_it_can_be_resumed_while_the_check_runs(page, no_job, dataset):
    states = states_of(page)
    page.add_places([dataset])
    assert page.choice is None
    job_of(page).part_found.emit(CONTENTS)
    assert page.choice.places == (dataset,)
    button(page, "Skip the rest of the check").click()
    assert states[-1] == (StepState.DONE, "120 images to train on, 2 classes; partly checked")
    assert page.choice is not None


def test_what_a_button_leaves_out_is_left_out_and_checked_again(page, no_job, dataset):
    page.add_places([dataset])
    job_of(page).part_found.emit(CONTENTS)
    remark = Remark(Severity.PROBLEM, "One image has two labels.", "Why.", "Look at it.")
    job_of(page).part_found.emit(Advice(remark, Fix.LEAVE_OUT_DISPUTED, (dataset / "glioma" / "0.png",), ("0.png",)))
    (card,) = page.findChildren(AdviceCard)
    button(card, Fix.LEAVE_OUT_DISPUTED.value).click()
    assert len(no_job) == 2
    job_of(page).part_found.emit(CONTENTS)
    assert page.choice.left_out == {dataset / "glioma" / "0.png"}


def test_details_are_folded(qtbot, page, no_job, dataset):
    page.add_places([dataset])
    job_of(page).part_found.emit(Advice(Remark(Severity.NOTE, "1 file cannot be read."), lines=("a.png: torn",)))
    assert "a.png: torn" not in texts_of(page)
    button(page, "Show which").click()
    qtbot.waitUntil(lambda: "a.png: torn" in texts_of(page))


def test_balance_is_asked_for(qtbot, page, no_job, dataset):
    page.add_places([dataset])
    job_of(page).part_found.emit(Advice(Remark(Severity.NOTE, "The classes are uneven."), Fix.BALANCE))
    (card,) = page.findChildren(AdviceCard)
    with qtbot.waitSignal(page.balance_asked):
        button(card, Fix.BALANCE.value).click()
    assert not button(card, "Set").isEnabled()


def test_the_end_of_the_check_puts_the_findings_in_order(qtbot, page, no_job, dataset):
    states = states_of(page)
    page.add_places([dataset])
    job_of(page).part_found.emit(CONTENTS)
    job_of(page).part_found.emit(Examples("glioma", (b"no picture",)))
    advice = Advice(Remark(Severity.FINE, "No image is in the dataset more than once."))
    job_of(page).part_found.emit(advice)
    job_of(page).ended.emit(Outcome(End.SUCCEEDED, Checked(DatasetChoice((dataset,)), CONTENTS, (advice,))))
    assert states[-1] == (StepState.DONE, "120 images to train on, 2 classes; checked")
    qtbot.waitUntil(lambda: texts_of(page).count("No image is in the dataset more than once.") == 1)


@pytest.mark.slow
def test_what_was_understood_is_shown_and_names_can_be_kept(qtbot, page, dataset):
    (dataset / "glioma").rename(dataset / "glioma_tumor")
    (dataset / "train").mkdir()
    for name in ("glioma_tumor", "notumor"):
        shutil.move(dataset / name, dataset / "train" / name)
    shutil.copytree(dataset / "train", dataset / "val")
    states = states_of(page)
    page.add_places([dataset])
    told = "Understood: Training 6 (train), Validation 6 (val); classes glioma (from glioma_tumor), notumor"
    qtbot.waitUntil(lambda: told in texts_of(page), timeout=60_000)
    qtbot.waitUntil(lambda: not page.is_checking, timeout=60_000)
    assert "3 for validation" in texts_of(page)
    assert states[-1][1].startswith("6 images to train on, 6 for validation, 2 classes; ")
    button(page, Fix.KEEP_NAMES.value).click()
    kept = "Understood: Training 6 (train), Validation 6 (val); classes glioma_tumor, notumor"
    qtbot.waitUntil(lambda: kept in texts_of(page), timeout=60_000)
    assert page.choice.keeps_names
    assert not page.choice.needs_manifest


def test_a_dropped_archive_is_to_be_unpacked_first(qtbot, page, tmp_path):
    (tmp_path / "archive.zip").write_bytes(b"PK\x03\x04")
    assert drop(page, tmp_path / "archive.zip")
    qtbot.waitUntil(lambda: any("an archive; unpack it" in text for text in texts_of(page)), timeout=60_000)


def test_a_check_that_fails_takes_what_it_found_until_then_back(qtbot, page, no_job, dataset):
    page.add_places([dataset])
    job_of(page).part_found.emit(CONTENTS)
    job_of(page).part_found.emit(Advice(Remark(Severity.NOTE, "The classes are uneven."), Fix.BALANCE))
    qtbot.waitUntil(lambda: "The classes are uneven." in texts_of(page))
    job_of(page).ended.emit(Outcome(End.FAILED, code="crashed", message="The work ended unexpectedly."))
    assert "The work ended unexpectedly." in texts_of(page)
    assert "The classes are uneven." not in texts_of(page)
    assert "FINDINGS" not in texts_of(page)


def test_starting_over_forgets_everything(page, no_job, dataset):
    page.add_places([dataset])
    job_of(page).part_found.emit(CONTENTS)
    button(page, "Start over").click()
    assert page.choice is None
    assert "glioma" not in texts_of(page)
    assert any("Drop the folder" in text for text in texts_of(page))
    page.set_colours(LIGHT)
