"""A folder classified by a child process under the window, killed in the middle and gone on with."""

import os
import signal
import sys
import time
from dataclasses import replace

import pytest

from core.batch.batch_job import run
from core.jobs import job_targets
from gui.work.starting_jobs import start_child
from tests.gui.batch_rows import a_row, a_study
from tests.gui.conftest import button, drop, job_of, texts_of, wait_for_title, write_head

# Windows wait for real child processes.
pytestmark = pytest.mark.slow

HERE = "tests.gui.batch.test_end_to_end"
COUNT = 24
PATIENCE_MS = 60_000


def slow_run(saved, pipe):
    """Do the job with time to step in."""
    report = pipe.report

    def report_slowly(progress):
        time.sleep(0.05)
        report(progress)

    pipe.report = report_slowly
    return run(saved, pipe)


def start_slowly(target, arguments):
    return start_child(f"{HERE}.slow_run" if target == job_targets.CLASSIFY_FOLDER else target, arguments)


@pytest.fixture
def folder(tmp_path):
    for name in ("glioma", "notumor"):
        (tmp_path / "scans" / name).mkdir(parents=True)
    whole = write_head(tmp_path / "scans" / "glioma" / "00.png", size=64).read_bytes()
    for number in range(1, COUNT - 1):
        (tmp_path / "scans" / ("glioma", "notumor")[number % 2] / f"{number:02}.png").write_bytes(whole)
    (tmp_path / "scans" / "broken.dcm").write_bytes(b"no picture")
    return tmp_path / "scans"


def keys(window):
    return [row.key for row in window.model.results.rows]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_batch_that_is_killed_is_resumed_and_completed(open_batch, qtbot, folder, tmp_path):
    window = open_batch(start_slowly)
    drop(window, folder)
    with qtbot.waitSignal(window.run.rows_found, timeout=PATIENCE_MS):
        button(window, "Start").click()
    with qtbot.waitSignal(window.run.ended, timeout=PATIENCE_MS):
        os.kill(job_of(window.run).pid, signal.SIGKILL)
    before = keys(window)
    assert 0 < len(before) < COUNT
    assert "was interrupted" in window.offer.text
    assert "ended unexpectedly" in window.offer.text
    window.close()

    # As at the next start of the program.
    again = open_batch(start_child)
    assert "of scans was interrupted" in again.offer.text
    with qtbot.waitSignal(again.run.ended, timeout=PATIENCE_MS):
        button(again.offer, "Resume").click()
    assert len(keys(again)) == COUNT
    assert len(set(keys(again))) == COUNT
    assert set(before) <= set(keys(again))
    # In a window this narrow, the comparison waits to be asked for.
    assert again.results.comparison.isVisible()
    assert again.offer.isHidden()
    assert open_batch(start_child).offer.isHidden()


def test_cancelling_ends_it_and_keeps_what_was_done(open_batch, qtbot, folder):
    window = open_batch(start_slowly)
    drop(window, folder)
    with qtbot.waitSignal(window.run.rows_found, timeout=PATIENCE_MS):
        button(window, "Start").click()
    with qtbot.waitSignal(window.run.ended, timeout=PATIENCE_MS):
        button(window, "Cancel").click()
    assert 0 < len(keys(window)) < COUNT
    written = window.run.saved.records.read_text(encoding="utf-8").splitlines()
    assert len(written) == len(keys(window))
    assert window.bar.text.startswith("Stopped: ")
    assert f"at {len(written)} of {COUNT}" in window.offer.text


def test_the_main_window_opens_the_other_and_shows_its_pictures(open_window, qtbot, stack):
    window = open_window()
    window.menus.classify_folder.trigger()
    batch = window.tools.batch
    assert batch.isVisible()
    batch.model.append([a_row(0, path=str(stack), frame=5)])
    batch.results.row_opened.emit(0)
    wait_for_title(qtbot, window, stack.name)
    assert window.viewer.image.frame == 5
    drop(batch, stack.parent)
    window.close()
    assert batch.isHidden()


def test_the_slices_of_a_series_are_opened_within_their_stack(open_window, qtbot, dicom_series):
    window = open_window()
    window.menus.classify_folder.trigger()
    batch = window.tools.batch
    files = [str(dicom_series / f"{number}.dcm") for number in range(5)]
    batch.model.append([a_row(0, path=path) for path in files])
    batch.model.add_studies([replace(a_study(0)[0], path=str(dicom_series), files=tuple(files), first_path=files[1])])
    batch.results.row_opened.emit(0)
    qtbot.waitUntil(lambda: "2 / 5" in texts_of(window.viewer), timeout=PATIENCE_MS)
    assert window.viewer.image.source == dicom_series / "1.dcm"
    # Each slice of the unfolded study leads to its place in the stack, which is not read again.
    batch.model.set_open(0, True)
    reads = []
    window.viewer.slice_shown.connect(lambda image: reads.append(image.source.name))
    window.menus.next.trigger()
    qtbot.waitUntil(lambda: "1 / 5" in texts_of(window.viewer), timeout=PATIENCE_MS)
    window.menus.next.trigger()
    qtbot.waitUntil(lambda: "2 / 5" in texts_of(window.viewer), timeout=PATIENCE_MS)
    assert reads == ["0.dcm", "1.dcm"]


def test_no_stack_is_sought_around_a_single_picture_of_a_batch(open_window, qtbot, heads, monkeypatch):
    window = open_window()
    monkeypatch.setattr("gui.work.neighbours.NeighbourThread.look_around", lambda *_: pytest.fail("looked"))
    window.menus.classify_folder.trigger()
    window.tools.batch.model.append([a_row(0, path=str(path)) for path in heads])
    window.tools.batch.results.row_opened.emit(0)
    wait_for_title(qtbot, window, heads[0].name)


def test_the_main_window_takes_a_running_batch_down_with_it(open_window, qtbot, folder, monkeypatch):
    monkeypatch.setattr("gui.batch.window.ask_about_end", lambda *_: pytest.fail("asked"))
    window = open_window()
    window.menus.classify_folder.trigger()
    drop(window.tools.batch, folder)
    with qtbot.waitSignal(window.tools.batch.run.progressed, timeout=PATIENCE_MS):
        button(window.tools.batch, "Start").click()
    job = job_of(window.tools.batch.run)
    monkeypatch.setattr("gui.work.quitting.is_end_agreed", lambda _window, running, **_: not running())
    window.close()
    assert window.isVisible()
    assert job.is_running
    monkeypatch.setattr("gui.work.quitting.is_end_agreed", lambda _window, running, **_: bool(running()))
    window.close()
    qtbot.waitUntil(lambda: not job.is_running, timeout=PATIENCE_MS)
