"""The window reads in a process: progress, a crash that costs one file, and the next file at once."""

import contextlib
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.jobs.events import Cancelled
from core.model.preprocessing import Framing
from core.reader_process.file_reader import FileReader
from core.readers import read_slices
from gui.batch.results.thumbnails import Thumbnails
from gui.report.writer import ReportWriter
from gui.work.file_reading import close_file_reader, file_reader
from tests.core.phantom_study import draw_study, write_series
from tests.gui.conftest import opening_of, texts_of, wait_for_answer, wait_for_title
from training.samples.preview import read_samples

# Processes are started.
pytestmark = pytest.mark.slow
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


class Watched(FileReader):
    """Reads as usual, but for a file that is to end or to hold up the process that reads it."""

    fatal = endless = None
    # Of searches, those that have ended.
    searches = 0
    # Whether the file that is to hold a process up is being read.
    is_held_up = False

    def list_series(self, *arguments):
        try:
            return super().list_series(*arguments)
        finally:
            self.searches += 1

    def read_slices(self, path, on_progress=None, is_wanted=lambda: True):
        if path not in (self.fatal, self.endless):
            return super().read_slices(path, on_progress, is_wanted)
        pids = self.pids
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        self.is_held_up = path == self.endless

        def crash():
            while pids:
                pid = pids.pop()
                # What is stopped takes a signal as soon as it goes on.
                os.kill(pid, signal.SIGSEGV)
                os.kill(pid, signal.SIGCONT)
            return True

        try:
            return super().read_slices(path, on_progress, crash if path == self.fatal else is_wanted)
        finally:
            # Those that were idle, or searched for neighbours, serve what comes next.
            for pid in self.pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)


class AskingElsewhere(FileReader):
    """Asks on another thread whether an answer is wanted, as a watchdog does; `wanted` has the answers by method."""

    def __init__(self):
        super().__init__()
        self.wanted = []

    def _note(self, method, is_wanted):
        with ThreadPoolExecutor(1) as pool:
            self.wanted.append((method, pool.submit(is_wanted).result()))

    def list_series(self, paths, on_progress=None, password=None, is_wanted=lambda: False):
        self._note("list_series", is_wanted)
        return super().list_series(paths, on_progress, password, is_wanted)

    def read_slices(self, path, on_progress=None, is_wanted=lambda: False):
        self._note("read_slices", is_wanted)
        return super().read_slices(path, on_progress, is_wanted)

    def read_series(self, series, on_progress=None, is_wanted=lambda: False):
        self._note("read_series", is_wanted)
        return super().read_series(series, on_progress, is_wanted)

    def neighbours_of(self, path, on_progress=None, is_wanted=lambda: False):
        self._note("neighbours_of", is_wanted)
        return super().neighbours_of(path, on_progress, is_wanted)


@pytest.fixture
def reader(monkeypatch):
    """The processes that the window has outside of tests."""
    found = Watched()
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [found])
    yield found
    found.close()


def test_a_series_is_shown(open_window, qtbot, reader, tmp_path):
    window = open_window(Path(write_series(tmp_path / "series", draw_study((1,), count=5))))
    assert len(window.viewer.slices) == 5
    assert len(reader.pids) >= 1


def test_an_answer_that_is_wanted_is_so_on_all_threads(open_window, qtbot, monkeypatch, tmp_path):
    # A watchdog that found it unwanted ended the process, and the file was blamed.
    reader = AskingElsewhere()
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [reader])
    folder = Path(write_series(tmp_path / "series", draw_study((1,), count=3)))
    try:
        window = open_window(folder)
        qtbot.waitUntil(lambda: not opening_of(window).is_under_way)
        opening_of(window).open_paths([min(folder.iterdir())])
        qtbot.waitUntil(lambda: "neighbours_of" in dict(reader.wanted), timeout=20_000)
        qtbot.waitUntil(lambda: not opening_of(window).is_under_way, timeout=20_000)
    finally:
        reader.close()
    assert {method for method, _ in reader.wanted} >= {"list_series", "read_series", "read_slices", "neighbours_of"}
    assert all(is_wanted for _, is_wanted in reader.wanted), reader.wanted


def test_a_session_of_which_nothing_is_left_opens_nothing(open_window, qtbot, reader, tmp_path, settings):
    settings.reopens_studies = True
    settings.keep_session([tmp_path / "gone"], None)
    window = open_window()
    qtbot.waitUntil(lambda: reader.searches == 1)
    qtbot.waitUntil(lambda: not opening_of(window).is_under_way)
    qtbot.waitUntil(lambda: "Drop an MRI here, or press Ctrl+O" in texts_of(window.viewer))
    assert not any("Something went wrong" in text for text in texts_of(window.viewer))


def test_all_threads_get_the_same_one(monkeypatch):
    made = []

    class Slow(FileReader):
        def __init__(self):
            super().__init__()
            made.append(self)
            # The other thread comes meanwhile.
            threading.Event().wait(0.2)

    monkeypatch.setattr("core.reader_process.file_reader.FileReader", Slow)
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [])
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: file_reader(), range(2))
    assert one is other
    assert made == [one]


def test_none_is_made_after_the_end(monkeypatch, heads):
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [])
    close_file_reader()
    with pytest.raises(Cancelled):
        file_reader().read_slices(heads[0])
    file_reader().warm_up()
    assert file_reader().pids == []


def test_what_a_report_and_a_preview_read_is_given_up_at_the_end_too(monkeypatch, qtbot, heads):
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [])
    close_file_reader()
    [image] = read_slices(heads[0])
    writer, failures, kept = ReportWriter(lambda: None), [], []
    monkeypatch.setattr("gui.report.writer.keep_crash", kept.append)
    writer.failed.connect(failures.append)
    with qtbot.waitSignal(writer.rested):
        writer.read_tags(image)
    assert (failures, kept) == ([], [])
    with pytest.raises(Cancelled):
        read_samples(heads[:1], 64, Framing.WHOLE)


def test_a_small_picture_that_is_read_at_the_end_is_no_crash(monkeypatch, qtbot, heads, caplog):
    monkeypatch.setattr("core.reader_process.shared_reader._readers", [])
    close_file_reader()
    pictures = Thumbnails()
    try:
        with qtbot.waitSignal(pictures.made):
            assert pictures.picture(str(heads[0]), 0) is None
        assert pictures.picture(str(heads[0]), 0) is None
    finally:
        pictures.stop()
    assert caplog.text == ""


@needs_signals
def test_a_small_picture_is_not_read_on_after_the_end(qtbot, reader, heads):
    # One process waits, and stands still.
    reader.read_slices(heads[0])
    [pid] = reader.pids
    reader.endless = heads[1]
    pictures = Thumbnails()
    pictures.picture(str(heads[1]), 0)
    qtbot.waitUntil(lambda: reader.confinement is None)
    pictures.stop()
    qtbot.waitUntil(lambda: pid not in reader.pids)


@needs_signals
def test_a_crash_costs_one_file_and_is_told(open_window, qtbot, reader, heads):
    window = open_window(heads[0])
    reader.fatal = heads[1]
    window.open_paths([heads[1]])
    told = "his file ended the process that reads files"
    qtbot.waitUntil(lambda: any(told in text for text in texts_of(window.viewer)), timeout=20_000)
    window.open_paths([heads[2]])
    wait_for_title(qtbot, window, heads[2].name)
    wait_for_answer(qtbot, window)


@needs_signals
def test_a_read_that_is_stopped_ends_its_process(open_window, qtbot, reader, heads):
    window = open_window(heads[0])
    before, reader.endless = reader.pids, heads[1]
    window.open_paths([heads[1]])
    # Stopped earlier, it would not be read at all.
    qtbot.waitUntil(lambda: reader.is_held_up)
    qtbot.waitUntil(lambda: "Reading…" in texts_of(window.viewer))
    opening_of(window).stop()
    window.open_paths([heads[2]])
    wait_for_title(qtbot, window, heads[2].name)
    wait_for_answer(qtbot, window)
    assert reader.pids != before
