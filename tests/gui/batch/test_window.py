"""The window for folders, with jobs that a test moves on by hand."""

import shutil
import threading
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QPushButton, QScrollArea

from core.batch.row import BatchRemarks
from core.batch.saved_batch import BatchPlan, note_folders, save_plan, save_state, unfinished_batches
from core.errors import NoImagesError, UnwritableOutputError
from core.file_lock import Lock
from core.jobs import job_targets
from core.jobs.events import Outcome, Progress
from core.model.confidence_levels import format_level
from core.model.package import ModelPackage
from core.model.store import models_folder, shipped_package
from core.records.folder_agreement import Agreement
from gui.batch.results.index import Column
from gui.batch.run import BatchRun, interrupted_batch
from gui.widgets.class_marker import draw_marker
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.theme import DARK, LIGHT
from gui.work.quitting import EndChoice
from tests.gui.batch_rows import CLASSES, a_row
from tests.gui.conftest import SHIPPED_TITLE, button, control, drop, primary_buttons, texts_of, write_head
from tests.gui.fake_job import FakeJob
from tests.gui.language.rooms import fill_batch

SHIPPED_LEVEL = ModelPackage.open(shipped_package()).level()
ORIGIN = f"verdicts right in {format_level(SHIPPED_LEVEL)} · {SHIPPED_TITLE}"
NOBODY_ASKED = "gui.batch.window.ask_about_end"


@pytest.fixture
def started(open_batch, heads, jobs):
    window = open_batch()
    drop(window, heads[0].parent)
    button(window, "Start").click()
    return window, jobs[0]


def chip(window, text):
    return next(found for found in window.findChildren(QPushButton) if found.text().startswith(text))


def box(window, text):
    """Find the check box with a text."""
    return next(one for one in window.findChildren(QCheckBox) if one.text() == text)


def summary(**values):
    told = {"records": 3, "kept_records": 0, "seconds": 1.5, "skipped_files": 0, "problems": 0, "agreement": None}
    return SimpleNamespace(**told | values)


def test_an_empty_window_teaches_how_to_begin(open_batch):
    window = open_batch()
    assert "Drop a folder here, or choose one" in texts_of(window)
    assert not button(window, "Start").isEnabled()
    assert window.offer.isHidden()


def test_a_dropped_folder_is_chosen_and_started(started, heads, jobs):
    window, job = started
    assert job.target == job_targets.CLASSIFY_FOLDER
    assert job.asked == ["start"]
    assert job.arguments[0].plan == BatchPlan((str(heads[0].parent),), model_title=SHIPPED_TITLE, level=SHIPPED_LEVEL)
    assert not button(window, "Start").isEnabled()
    assert "heads" in window.windowTitle()


def test_files_that_an_archive_leaves_out_are_named_before_the_start(open_batch, heads, qtbot, tmp_path):
    archive = tmp_path / "heads.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.write(heads[0], "a.png")
        opened.write(heads[0], "../b.png")
        opened.write(heads[0], "../c.png")
    window = open_batch()
    drop(window, archive)
    words = "1 PNG image · Left out of heads.zip: ../b.png (its name leads out of the archive), and 1 file more."
    qtbot.waitUntil(lambda: window.setup.contents_text == words)


def test_what_is_in_a_chosen_folder_is_said_before_the_start(open_batch, heads, qtbot, tmp_path):
    window, folder = open_batch(), heads[0].parent
    (folder / "notes.txt").write_text("text", "utf-8")
    (folder / "glioma").mkdir()
    write_head(folder / "glioma" / "a.png")
    drop(window, folder)
    assert window.setup.contents_text
    words = "4 PNG images · 1 other file · folders named after classes: glioma 1"
    qtbot.waitUntil(lambda: window.setup.contents_text == words)
    box(window, "Subfolders").setChecked(False)
    qtbot.waitUntil(lambda: window.setup.contents_text == "3 PNG images · 1 other file")
    (tmp_path / "empty").mkdir()
    drop(window, tmp_path / "empty")
    qtbot.waitUntil(lambda: window.setup.contents_text == "No images in it")
    drop(window, folder)
    button(window, "Start").click()
    assert window.setup.contents_text == ""
    # What was still being counted says nothing any more.
    qtbot.waitUntil(lambda: not any(thread.name == "falx contents" for thread in threading.enumerate()))
    QApplication.processEvents()
    assert window.setup.contents_text == ""


@pytest.fixture
def installed(mine):
    """Install a model besides the shipped one; gives its folder."""
    return Path(shutil.copytree(mine, models_folder() / "mine-2.0"))


def test_the_model_that_is_chosen_classifies_and_a_later_choice_waits(open_batch, heads, jobs, settings, installed):
    settings.model = installed
    window = open_batch()
    assert window.setup.model_text == "Model: mine 2.0"
    drop(window, heads[0].parent)
    button(window, "Start").click()
    plan = jobs[0].arguments[0].plan
    assert (plan.model, plan.model_title) == (str(installed), "mine 2.0")
    window.set_model(None)
    assert window.setup.model_text == "Model: mine 2.0"
    jobs[0].part_found.emit([a_row(0)])
    jobs[0].succeed(summary(records=1))
    assert window.bar.text.endswith("mine 2.0")
    assert window.setup.model_text == f"Model: {SHIPPED_TITLE}"
    button(window, "Start").click()
    assert jobs[1].arguments[0].plan.model is None


def test_going_on_shows_the_model_that_it_began_with(open_batch, settings, installed):
    save_plan(BatchPlan(("/scans",), str(installed), model_title="mine 2.0"), datetime.now())
    window = open_batch()
    assert window.setup.model_text == f"Model: {SHIPPED_TITLE}"
    button(window.offer, "Resume").click()
    assert window.setup.model_text == "Model: mine 2.0"


def test_the_menu_of_models_reaches_the_window_for_folders(open_window, installed):
    window = open_window()
    window.menus.classify_folder.trigger()
    window.menus.models.aboutToShow.emit()
    window.menus.models.actions()[1].trigger()
    assert window.tools.batch.setup.model_text == "Model: mine 2.0"


def test_a_folder_is_chosen_in_a_dialog_and_remembered_with_the_options(open_batch, heads, monkeypatch, settings):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(heads[0].parent))
    window = open_batch()
    button(window, "Choose a folder…").click()
    box(window, "Subfolders").setChecked(False)
    control(window, "Which slices of a volume or series").setCurrentIndex(1)
    assert (settings.batch.folder, settings.batch.is_recursive, settings.batch.slices) == (
        str(heads[0].parent),
        False,
        "peak",
    )
    assert open_batch().setup.options == settings.batch


def test_rows_progress_and_end_are_shown(started, qtbot):
    window, job = started
    job.part_found.emit([a_row(0), a_row(1, "uncertain")])
    job.progressed.emit(Progress("Classifying images", 2, 3, 90.0))
    assert window.bar.text == "Classifying images: 2 of 3 · 2 min left"
    job.part_found.emit([a_row(2, "failed")])
    assert chip(window, "Uncertain").text() == "Uncertain  1"
    assert window.model.rowCount() == 3
    job.succeed(summary(skipped_files=2))
    assert window.bar.text == "3 slices in 2 s · 2 a second · 1 could not be read · 2 other files skipped · " + ORIGIN
    assert button(window, "Start").isEnabled()
    assert window.results.agreement.isHidden()


def test_the_marker_of_a_checked_chip_stands_out_from_it(started):
    window, job = started
    job.part_found.emit([a_row(0, "uncertain")])
    icon = chip(window, "Uncertain").icon()
    picture = icon.pixmap(icon.availableSizes()[0], QIcon.Mode.Normal, QIcon.State.On).toImage()
    solid = {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert solid == {DARK.on_accent}


def test_a_wider_window_gives_back_the_lines_of_chips(open_batch):
    window = open_batch()
    fill_batch(window)
    table = window.results.table
    tops = []
    for width in (1600, 760, 1600):
        window.resize(width, 800)
        for _ in range(5):
            QApplication.processEvents()
        tops.append(table.mapTo(window, QPoint()).y())
    assert tops[1] > tops[0]
    assert tops[2] == tops[0]


def test_chips_and_text_choose_what_is_shown(started, qtbot):
    window, job = started
    job.part_found.emit([a_row(0), a_row(1, "uncertain"), a_row(2, "failed")])
    chip(window, "Uncertain").click()
    assert window.model.rowCount() == 1
    chip(window, "Could not be read").click()
    assert window.model.rowCount() == 2
    control(window, "Show only rows whose name or remark contains").setText("000002")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    assert not chip(window, "Meningioma").isEnabled()


def test_pausing_going_on_and_cancelling_reach_the_job(started):
    window, job = started
    job.progressed.emit(Progress("Classifying images", 1, 3))
    button(window, "Pause").click()
    assert window.bar.text == "Paused at 1 of 3"
    button(window.bar, "Resume").click()
    button(window, "Cancel").click()
    assert job.asked == ["start", "pause", "resume", "cancel"]
    assert window.bar.text == "Stopping…"


def test_what_was_cancelled_can_be_resumed(started, jobs):
    window, job = started
    job.part_found.emit([a_row(0)])
    save_state(job.arguments[0], 1, 3, is_finished=False)
    job.give_up()
    assert window.bar.text == "Stopped: 1 slice is kept so far"
    assert "of heads was stopped at 1 of 3." in window.offer.text
    button(window.offer, "Resume").click()
    assert jobs[1].arguments[0].folder == job.arguments[0].folder
    assert window.model.rowCount() == 0
    assert window.offer.isHidden()
    jobs[1].fail("broken", "The work ended unexpectedly.")
    assert "of heads was interrupted at 1 of 3." in window.offer.text


def test_while_resuming_is_offered_it_is_the_primary_button(started, tmp_path):
    window, job = started
    assert primary_buttons(window) == ["Start"]
    job.part_found.emit([a_row(0)])
    job.fail("broken", "The work ended unexpectedly.")
    assert primary_buttons(window) == ["Resume"]
    # Until the user chooses something else.
    window.setup.set_paths([tmp_path])
    assert window.offer.isVisible()
    assert primary_buttons(window) == ["Start"]


def test_once_it_is_resumed_start_is_the_primary_button_again(started):
    window, job = started
    job.give_up()
    button(window.offer, "Resume").click()
    assert primary_buttons(window) == ["Start"]


def test_a_later_window_still_knows_that_it_was_stopped(started, open_batch):
    _, job = started
    job.give_up()
    assert "of heads was stopped." in open_batch().offer.text


def test_a_crash_is_reported_and_resuming_offered(started):
    window, job = started
    job.part_found.emit([a_row(0)])
    job.fail("broken", "The work ended unexpectedly.")
    assert window.offer.text.endswith("was interrupted. The work ended unexpectedly.")
    assert window.model.rowCount() == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "told"), [(2, "2 records are lost, and"), (1, "1 record is lost,"), (0, "no records yet")]
)
def test_discarding_asks_and_says_what_is_lost(started, monkeypatch, lines, told):
    window, job = started
    saved = job.arguments[0]
    if lines:
        saved.records.write_text('{"path": "a.png"}\n' * lines, "utf-8")
    job.give_up()
    asked = []
    monkeypatch.setattr("gui.batch.confirmations._is_agreed", lambda _, *words: asked.append(words) or False)
    button(window.offer, "Discard").click()
    assert asked[0][0] == "Discard the unfinished batch of heads?"
    assert told in asked[0][1]
    assert saved.folder.exists()
    assert window.offer.isVisible()


def test_what_was_discarded_is_gone(started, monkeypatch):
    window, job = started
    job.part_found.emit([a_row(0)])
    job.give_up()
    monkeypatch.setattr("gui.batch.saved_batches.is_discard_agreed", lambda *_: True)
    button(window.offer, "Discard").click()
    assert not job.arguments[0].folder.exists()
    assert "Drop a folder here, or choose one" in texts_of(window)
    assert unfinished_batches() == []


def test_an_unfinished_batch_is_offered_when_the_window_opens(open_batch, jobs, tmp_path):
    saved = save_plan(BatchPlan((str(tmp_path / "scans"),)), datetime.now() - timedelta(days=1))
    save_state(saved, 3412, 5000, is_finished=False)
    window = open_batch()
    assert window.offer.text == "Yesterday's batch of scans was interrupted at 3,412 of 5,000."
    button(window.offer, "Resume").click()
    assert jobs[0].arguments[0].folder == saved.folder


def test_one_that_another_window_is_at_work_on_is_not_offered(started, open_batch):
    _, job = started
    other = open_batch()
    assert other.offer.isHidden()
    other.offer.accepted.emit(job.arguments[0])
    assert any("another window of Falx is working on this" in text for text in texts_of(other))
    job.give_up()
    assert open_batch().offer.isVisible()


def test_a_failure_without_rows_stands_where_the_table_would_be(started):
    window, job = started
    job.fail("broken", "no space is left")
    assert {"The batch failed", "no space is left"} <= set(texts_of(window))


def test_a_folder_without_images_is_reported(started):
    window, job = started
    job.succeed(summary(records=0))
    assert "No images were found" in texts_of(window)


def test_answers_are_compared_with_the_folders_names(started):
    window, job = started
    rows = [
        a_row(0, "glioma", truth="glioma"),
        a_row(1, "glioma", truth="notumor"),
        a_row(2, "notumor", truth="notumor"),
    ]
    job.part_found.emit(rows)
    window.resize(1360, 800)
    QApplication.processEvents()
    confusion = ((1, 0, 0, 0), (0, 0, 0, 0), (1, 0, 1, 0), (0, 0, 0, 0))
    job.succeed(summary(agreement=Agreement(CLASSES, confusion, 0, 0, refused=2)))
    assert any("Refused as unlike the training data or no brain MRI: 2." in text for text in texts_of(window))
    assert window.results.agreement.accuracy_text == "67 % accuracy"
    assert not window.results.table.isColumnHidden(Column.FOLDER)
    button(window, "Show the one that differs").click()
    assert list(window.model.places()) == [1]
    assert chip(window, "Disagreements").isChecked()
    window.set_colours(LIGHT)


def test_a_row_is_opened_by_double_click_and_enter(started, qtbot):
    window, job = started
    job.part_found.emit([a_row(0), a_row(1, frame=4)])
    opened = []
    window.navigation_started.connect(lambda navigator: opened.append((navigator.current.name, navigator.frame)))
    place = window.results.table.visualRect(window.model.index(1, Column.NAME)).center()
    qtbot.mouseClick(window.results.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(window.results.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(window.results.table, Qt.Key.Key_Up)
    qtbot.keyClick(window.results.table, Qt.Key.Key_Return)
    assert opened == [("000001.png", 4), ("000000.png", 0)]


def test_what_was_moved_away_before_the_start_is_reported(open_batch, heads, jobs, tmp_path):
    folder = shutil.copytree(heads[0].parent, tmp_path / "scans")
    window = open_batch()
    drop(window, folder)
    folder.rename(tmp_path / "away")
    button(window, "Start").click()
    job = jobs.pop()
    with pytest.raises(NoImagesError) as missing:
        note_folders(*job.arguments)
    job.ended.emit(Outcome.of_error(missing.value))
    assert any("scans: expected what was chosen, found nothing" in text for text in texts_of(window))
    assert unfinished_batches() == []
    assert not window.offer.isVisible()
    (tmp_path / "away").rename(folder)
    button(window, "Start").click()
    assert jobs[0].asked == ["start"]


@pytest.mark.parametrize(
    ("choice", "is_hidden", "told"),
    [(EndChoice.STAY, False, []), (EndChoice.BACKGROUND, True, []), (EndChoice.STOP, True, ["cancel"])],
)
def test_closing_while_it_runs_asks(started, monkeypatch, choice, is_hidden, told):
    window, job = started
    monkeypatch.setattr(NOBODY_ASKED, lambda *_: choice)
    window.close()
    assert window.isHidden() is is_hidden
    assert job.asked == ["start", *told]


def test_one_that_goes_on_without_its_window_says_its_end(started, monkeypatch):
    window, job = started
    monkeypatch.setattr(NOBODY_ASKED, lambda *_: EndChoice.BACKGROUND)
    window.close()
    told = []
    window.background_ended.connect(told.append)
    job.part_found.emit([a_row(0)])
    job.succeed(summary(records=1))
    assert told == [f"1 slice in 2 s · {ORIGIN}"]
    window.come_forward()
    assert window.model.rowCount() == 1


def test_shutting_down_stops_without_a_question(started, monkeypatch):
    window, job = started
    monkeypatch.setattr(NOBODY_ASKED, lambda *_: pytest.fail("asked"))
    window.shut_down()
    assert job.asked == ["start", "stop"]


def test_the_rows_that_are_shown_are_saved(started, jobs, monkeypatch, tmp_path):
    window, job = started
    job.part_found.emit([a_row(0), a_row(1, "uncertain")])
    job.succeed(summary(records=2))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.csv"), ""))
    save = {action.text(): action for action in window.exports.button.menu().actions()}
    save["Table (CSV)…"].trigger()
    assert jobs[1].target == job_targets.WRITE_RECORDS
    assert jobs[1].arguments == (job.arguments[0], None, tmp_path / "out.csv", "CSV")
    jobs[1].succeed(2)
    assert window.bar.text == "Saved out.csv: 2 slices"
    chip(window, "Uncertain").click()
    save["Report to read (HTML)…"].trigger()
    assert list(jobs[2].arguments[1]) == [1]
    jobs[2].fail("broken", "out.csv: cannot be written")
    assert window.bar.text == "out.csv: cannot be written"


def test_the_folder_of_heat_maps_is_asked_for(open_batch, heads, jobs, monkeypatch, tmp_path):
    window = open_batch()
    drop(window, heads[0].parent)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "maps"))
    box(window, "Heat maps…").click()
    button(window, "Start").click()
    assert jobs[0].arguments[0].plan.heatmaps == str(tmp_path / "maps")


def test_the_folder_of_heat_maps_is_that_of_these_pictures_alone(open_batch, heads, jobs, monkeypatch, tmp_path):
    window = open_batch()
    drop(window, heads[0].parent)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "maps"))
    box(window, "Heat maps…").click()
    drop(window, heads[0])
    button(window, "Start").click()
    assert jobs[0].arguments[0].plan.heatmaps is None
    assert not box(window, "Heat maps…").isChecked()


def test_heat_maps_that_are_missing_are_reported_with_the_reason(started, jobs, monkeypatch, tmp_path):
    window, job = started
    job.part_found.emit([a_row(0), a_row(1), a_row(2)])
    for name in ("a", "b"):
        job.logged.emit(f"{name}.png: no heat map: no space left")
    job.succeed(summary(problems=2))
    assert "2 heat maps are missing (a.png: no heat map: no space left)" in window.bar.text
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "maps"))
    save = {action.text(): action for action in window.exports.button.menu().actions()}
    for lines, told in (
        (["a.png: gone"], "Saved maps: 2 slices · Not written: a.png: gone"),
        (["a.png: gone", "b.png: gone"], "Saved maps: 2 slices · Not written: a.png: gone (and 1 more)"),
        ([], "Saved maps: 2 slices"),
    ):
        save["Heat maps…"].trigger()
        for line in lines:
            jobs[-1].logged.emit(line)
        jobs[-1].succeed(2)
        assert window.bar.text == told


def test_remarks_are_reported_in_a_calm_place_and_not_as_reasons(started):
    window, job = started
    job.part_found.emit([a_row(0), a_row(1), a_row(2)])
    job.part_found.emit(BatchRemarks(1, ("<b>.dcm: read without its scale",)))
    job.part_found.emit(BatchRemarks(3, ("<b>.dcm: read without its scale", "c.dcm: read in part")))
    job.logged.emit("c.png: no heat map: no space left")
    job.succeed(summary(problems=1))
    assert "1 heat map is missing (c.png: no heat map: no space left) · 3 remarks" in window.bar.text
    [tip] = [label.toolTip() for label in window.bar.findChildren(ElidedLabel) if label.toolTip()]
    assert "<br>&lt;b&gt;.dcm: read without its scale<br>c.dcm: read in part<br>and 1 more" in tip
    job.progressed.emit(Progress("Classifying images", 0, 0))
    assert len(window.model.results.rows) == 3


def test_one_that_another_program_is_at_work_on_is_neither_offered_nor_resumed(open_batch, heads, jobs):
    saved = save_plan(BatchPlan((str(heads[0].parent),), model_title=SHIPPED_TITLE), datetime(2026, 3, 1))
    lock = Lock.take(saved.folder / "lock")
    assert interrupted_batch() is None
    with pytest.raises(UnwritableOutputError, match="another window"):
        BatchRun(FakeJob).continue_batch(saved)
    lock.release()
    assert interrupted_batch() == saved
    run = BatchRun(FakeJob)
    run.continue_batch(saved)
    assert interrupted_batch() is None
    run.stop()
    assert interrupted_batch() == saved
    (saved.folder / "lock").mkdir()
    with pytest.raises(UnwritableOutputError, match="cannot be written"):
        BatchRun(FakeJob).continue_batch(saved)


def test_small_pictures_are_made_for_the_rows_in_sight(started, heads, qtbot):
    window, job = started
    job.part_found.emit([a_row(n, folder=str(heads[0].parent)) for n in range(3)])
    thumbnails = window.thumbnails
    qtbot.waitUntil(lambda: thumbnails.count >= 3, timeout=20_000)
    # Rows of files that are not there stay without one.
    assert thumbnails.picture(f"{heads[0].parent}/000000.png", 0) is None
    qtbot.waitUntil(lambda: thumbnails.picture(str(heads[0]), 0) is not None, timeout=20_000)
    assert max(thumbnails.picture(str(heads[0]), 0).size().toTuple()) == 80


def test_widgets_say_what_they_are(started):
    window, _ = started
    assert window.results.table.accessibleName()
    assert QApplication.focusWidget() in (window.results.table, None)


def test_enter_starts_and_goes_on(open_batch, heads, jobs, qtbot):
    window = open_batch()
    drop(window, heads[0].parent)
    qtbot.keyClick(button(window, "Start"), Qt.Key.Key_Return)
    assert jobs[0].asked == ["start"]
    jobs[0].part_found.emit([a_row(0)])
    jobs[0].give_up()
    qtbot.keyClick(button(window.offer, "Resume"), Qt.Key.Key_Return)
    assert jobs[1].asked == ["start"]


def test_what_a_text_finds_is_counted_and_escape_clears_it(started, qtbot):
    window, job = started
    job.part_found.emit([a_row(number) for number in range(12)])
    job.succeed(summary(records=12))
    field = control(window, "Show only rows whose name or remark contains")
    assert "found" not in " ".join(texts_of(window.results))
    qtbot.keyClicks(field, "00001")
    qtbot.waitUntil(lambda: "3 found" in texts_of(window.results))
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "found" not in " ".join(texts_of(window.results)))
    assert window.model.rowCount() == 12


def test_a_part_that_was_resumed_is_reported_with_its_own_time(started):
    window, job = started
    job.part_found.emit([a_row(number) for number in range(12)])
    job.succeed(summary(records=12, kept_records=9))
    assert window.bar.text.startswith("12 slices, 3 of them in 2 s · 2 a second")


def test_a_disk_that_is_full_does_not_set_the_count_back(started):
    window, job = started
    job.part_found.emit([a_row(number) for number in range(80)])
    job.progressed.emit(Progress("Classifying images", 80, 172))
    job.fail("disk-full", "no space is left there; free some, then resume")
    assert "was interrupted at 80 of 172. no space is left" in window.offer.text


def test_the_comparison_scrolls_and_is_as_wide_as_its_figures(started, qapp):
    window, job = started
    window.resize(760, 480)
    job.part_found.emit([a_row(0)])
    small = ((0, 1, 2, 3),) * 4
    large = tuple(tuple(100_000 * count for count in line) for line in small)
    widths = []
    for confusion in (small, large):
        told = Agreement(CLASSES, confusion, 0, 0)
        window.results.show_agreement(told)
        # In a window so narrow it waits to be asked for.
        assert window.results.agreement.isHidden()
        window.results.comparison.click()
        qapp.processEvents()
        panel = window.results.agreement
        widths.append(panel.width())
        labels = [label for label in panel.findChildren(QLabel) if label.isVisibleTo(panel) and not label.wordWrap()]
        assert [label.text() for label in labels if label.width() < label.sizeHint().width()] == []
        assert panel.isVisible()
        window.results.comparison.click()
    assert widths[0] < widths[1]
    window.results.comparison.click()
    qapp.processEvents()
    area = panel.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0


def test_cells_are_painted_once_and_anew_in_other_colours(started, qtbot, monkeypatch):
    window, job = started
    painted = []
    monkeypatch.setattr(
        "gui.batch.results.row_delegates.draw_marker", lambda *args: (painted.append(1), draw_marker(*args))[1]
    )
    job.part_found.emit([a_row(number) for number in range(3)])
    table = window.results.table

    def is_settled():
        count = len(painted)
        return table.grab() is not None and len(painted) == count > 0

    # Once what comes by itself has been painted, such as the pictures.
    qtbot.waitUntil(is_settled)
    dark, count = table.grab().toImage(), len(painted)
    assert count >= 3
    assert table.grab().toImage() == dark
    assert len(painted) == count
    window.set_colours(LIGHT)
    assert table.grab().toImage() != dark
    assert len(painted) > count
