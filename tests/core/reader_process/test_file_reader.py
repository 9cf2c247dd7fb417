"""Files read in a process that is kept warm: the same as read here, and what a crash or a hang costs."""

import errno
import math
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.errors import ProtectedArchiveError, ReaderNotStartedError, UnreadableImageError, UnsupportedImageError
from core.image.phantom import head_phantom
from core.image.sample_files import sample_files
from core.jobs.events import Cancelled
from core.reader_process.file_reader import FileReader
from core.reader_process.limits import ReadingLimits
from core.readers import read_slices
from core.readers.archive import given_passwords
from core.series.catalogue import read_catalogue
from tests.core.phantom_study import draw_study, write_series
from tests.core.reader_process.test_watchdog import threads, wait_until
from tests.core.readers.test_archive import encrypt

# Processes are started.
pytestmark = pytest.mark.slow
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
needs_proc = pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="needs /proc")
PATIENCE_S = 60


@pytest.fixture(scope="module")
def kept():
    reader = FileReader()
    yield reader
    reader.close()


@pytest.fixture
def reader():
    """A reader of one test, with a first file read, so that its process waits."""
    with_limits = []

    def make(**limits):
        found = FileReader(ReadingLimits(**limits))
        with_limits.append(found)
        found.read_slices(sample_files()[0])
        return found

    yield make
    for one in with_limits:
        one.close()


@pytest.fixture
def series(tmp_path):
    return Path(write_series(tmp_path / "series", draw_study((1,), count=5)))


@contextmanager
def reading_while_stopped(found, pid, path):
    """Have a file read by a process that stands still; gives the result that is to come."""
    os.kill(pid, signal.SIGSTOP)
    begun = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(found.read_slices, path, None, lambda: begun.set() or True)
        assert begun.wait(PATIENCE_S)
        yield reading


def is_same(one, other):
    return [(a.pixels.tobytes(), a.source, a.frame, a.window) for a in one] == [
        (b.pixels.tobytes(), b.source, b.frame, b.window) for b in other
    ]


def test_a_file_is_read_as_it_is_here(kept):
    assert is_same(kept.read_slices(sample_files()[0]), read_slices(sample_files()[0]))


def test_a_path_is_within_the_folder_of_this_process(kept, monkeypatch, tmp_path):
    (tmp_path / "a.png").write_bytes(sample_files()[0].read_bytes())
    monkeypatch.chdir(tmp_path)
    assert kept.read_slices(Path("a.png"))[0].source == Path("a.png")


def test_more_pixels_than_the_shared_block_come_whole(kept, tmp_path):
    # Each slice is larger than the block, and by no round number.
    volume = np.random.default_rng(1).integers(0, 30_000, (1901, 2399, 3), dtype=np.int16)
    path = tmp_path / "large.nii"
    nibabel.save(nibabel.Nifti1Image(volume, np.eye(4)), path)
    # The second time, an answer to the last pixels of the first still waits in the pipe.
    for _ in range(2):
        assert is_same(kept.read_slices(path), read_slices(path))


def test_a_series_is_read_with_its_progress(kept, series):
    [one] = kept.list_series([series])[0].series
    told = []
    slices = kept.read_series(one, lambda done, total: told.append((done, total)))
    assert len(slices) == 5
    assert told[-1] == (5, 5)
    assert told == sorted(told)


def test_a_catalogue_is_the_same(kept, series):
    assert kept.list_series([series]) == [read_catalogue(series)]
    assert kept.neighbours_of(series / "01.dcm").series == read_catalogue(series).series


def test_of_no_paths_there_is_nothing(reader):
    found = reader()
    before = found.pids
    assert found.list_series([]) == []
    # It stays one of those that wait.
    assert found.confinement
    assert found.pids == before


def test_an_error_is_the_same(kept, tmp_path):
    with pytest.raises(UnreadableImageError) as here:
        read_slices(tmp_path / "none.png")
    with pytest.raises(UnreadableImageError) as there:
        kept.read_slices(tmp_path / "none.png")
    assert str(there.value) == str(here.value)
    assert there.value.is_missing


def test_a_password_that_fits_is_kept_here_too(kept, locked):
    with pytest.raises(ProtectedArchiveError):
        kept.list_series([locked])
    with pytest.raises(ProtectedArchiveError, match="does not fit"):
        kept.list_series([locked], password="other")
    [catalogue] = kept.list_series([locked], password="secret")
    assert given_passwords()[str(locked)] == b"secret"
    assert kept.read_series(catalogue.series[0])


def test_an_archive_can_be_unlocked_by_listing_what_it_holds(kept, locked):
    with pytest.raises(ProtectedArchiveError, match="does not fit"):
        kept.list_contents(locked, password="other")
    assert kept.list_contents(locked, password="secret").files == (locked / "a.png",)
    assert given_passwords()[str(locked)] == b"secret"
    assert kept.read_slices(locked / "a.png")


@pytest.fixture
def locked(tmp_path):
    """A zip archive of one picture, protected by the old cipher of zip."""
    return encrypt(tmp_path / "locked.zip", "a.png", sample_files()[0].read_bytes(), "secret")


def test_what_progress_raises_ends_the_reading_and_not_the_process(reader, series):
    found = reader()
    # What it imports for the first one takes longer than a process may take to stop.
    found.read_slices(series)
    [pid] = found.pids

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        found.read_slices(series, stop)
    assert len(found.read_slices(series)) == 5
    assert found.pids == [pid]


@needs_signals
def test_a_file_that_is_no_longer_wanted_is_left(reader):
    found = reader()
    [pid] = found.pids
    os.kill(pid, signal.SIGSTOP)
    wanted = iter([True, True])
    with pytest.raises(Cancelled):
        found.read_slices(sample_files()[0], is_wanted=lambda: next(wanted, False))
    # Another process is there for the next one.
    assert found.read_slices(sample_files()[0])
    assert found.pids != [pid]


@needs_signals
def test_a_crash_costs_its_file(reader):
    found = reader()
    [pid] = found.pids
    with reading_while_stopped(found, pid, sample_files()[1]) as reading:
        os.kill(pid, signal.SIGSEGV)
        os.kill(pid, signal.SIGCONT)
        with pytest.raises(
            UnreadableImageError, match=r"ended the process that reads files: its process crashed .*SIGSEGV"
        ) as told:
            reading.result(PATIENCE_S)
    assert told.value.subject == sample_files()[1].name
    assert found.pids != [pid]
    assert found.read_slices(sample_files()[1])


@needs_signals
def test_a_process_that_is_ended_from_outside_is_not_the_fault_of_the_file(reader):
    found = reader()
    [pid] = found.pids
    with reading_while_stopped(found, pid, sample_files()[1]) as reading:
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(UnreadableImageError, match=r"is gone: its process was ended from outside .SIGKILL") as told:
            reading.result(PATIENCE_S)
    assert told.value.advice == "close other programs, then try again"


@needs_signals
def test_silence_costs_its_file(reader):
    found = reader(silence_s=3)
    [pid] = found.pids
    with (
        reading_while_stopped(found, pid, sample_files()[1]) as reading,
        pytest.raises(UnreadableImageError, match="no sign of life") as told,
    ):
        reading.result(PATIENCE_S)
    # Falx ended it.
    assert "another program" not in told.value.advice
    assert found.read_slices(sample_files()[1])


def test_pixels_have_a_limit(reader, tmp_path):
    found = reader(most_decoded=70_000)
    path = tmp_path / "large.png"
    cv2.imwrite(str(path), head_phantom(0, size=512))
    with pytest.raises(UnsupportedImageError, match="up to 70,000 bytes of pixels, got"):
        found.read_slices(path)


def test_two_files_are_read_at_the_same_time(kept):
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(kept.read_slices, sample_files()[:2]))
    assert [slices[0].source for slices in both] == sample_files()[:2]
    assert 1 <= len(kept.pids) <= 2


def test_threads_share_a_process_while_it_is_soon_free():
    found = FileReader(patience_s=math.inf)
    try:
        with ThreadPoolExecutor(4) as pool:
            read = list(pool.map(found.read_slices, sample_files()[:1] * 12))
        assert len(read) == 12
        assert len(found.pids) == 1
    finally:
        found.close()


@needs_signals
def test_another_process_is_started_where_the_wait_is_longer_than_that():
    found = FileReader(patience_s=0.2)
    try:
        found.read_slices(sample_files()[0])
        [pid] = found.pids
        with reading_while_stopped(found, pid, sample_files()[0]) as reading:
            assert found.read_slices(sample_files()[1])[0].source == sample_files()[1]
            assert len(found.pids) == 2
            os.kill(pid, signal.SIGCONT)
            reading.result(PATIENCE_S)
    finally:
        found.close()


@needs_signals
def test_a_file_that_waits_for_a_process_can_be_given_up():
    found = FileReader(patience_s=math.inf)
    try:
        found.read_slices(sample_files()[0])
        [pid] = found.pids
        with reading_while_stopped(found, pid, sample_files()[0]) as reading:
            with pytest.raises(Cancelled):
                found.read_slices(sample_files()[1], is_wanted=lambda: False)
            os.kill(pid, signal.SIGCONT)
            reading.result(PATIENCE_S)
    finally:
        found.close()


@needs_signals
def test_closing_ends_what_waits_for_a_process():
    found = FileReader(patience_s=math.inf)
    found.read_slices(sample_files()[0])
    [pid] = found.pids
    with reading_while_stopped(found, pid, sample_files()[0]) as reading, ThreadPoolExecutor(1) as pool:
        waits = threading.Event()
        waiting = pool.submit(found.read_slices, sample_files()[1], None, lambda: waits.set() or True)
        assert waits.wait(PATIENCE_S)
        found.close()
        for one in (reading, waiting):
            with pytest.raises(Cancelled):
                one.result(PATIENCE_S)


@needs_signals
def test_closing_ends_what_is_read(reader):
    found = reader()
    [pid] = found.pids
    with reading_while_stopped(found, pid, sample_files()[0]) as reading:
        found.close()
        with pytest.raises(Cancelled):
            reading.result(PATIENCE_S)
    assert found.pids == []


@needs_signals
def test_with_no_process_left_a_file_waits_for_one_that_runs(reader, monkeypatch):
    found = reader()
    [pid] = found.pids
    refused = threading.Event()

    def refuse(*_):
        refused.set()
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("core.reader_process.process.start_process", refuse)
    with ThreadPoolExecutor(1) as pool, reading_while_stopped(found, pid, sample_files()[0]) as first:
        second = pool.submit(found.read_slices, sample_files()[1])
        assert refused.wait(PATIENCE_S)
        os.kill(pid, signal.SIGCONT)
        assert first.result(PATIENCE_S)
        assert is_same(second.result(PATIENCE_S), read_slices(sample_files()[1]))
    assert found.pids == [pid]


@needs_signals
def test_a_file_that_waits_for_a_process_which_cannot_be_started_can_be_given_up(reader, monkeypatch):
    found = reader()
    [pid] = found.pids

    def refuse(*_):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("core.reader_process.process.start_process", refuse)
    with reading_while_stopped(found, pid, sample_files()[0]) as first:
        with pytest.raises(Cancelled):
            found.read_slices(sample_files()[1], is_wanted=lambda: False)
        os.kill(pid, signal.SIGCONT)
        assert first.result(PATIENCE_S)


def test_without_any_process_no_file_is_blamed(monkeypatch):
    def refuse(*_):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("core.reader_process.process.start_process", refuse)
    with pytest.raises(ReaderNotStartedError, match="could not be started; close other programs"):
        FileReader().read_slices(sample_files()[0])


def test_without_a_thread_to_watch_from_no_file_is_blamed_and_the_process_stays(reader, monkeypatch):
    found = reader()
    before = found.pids
    # That of the first file lasts a while.
    wait_until(lambda: not threads())

    def refuse(_):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr("core.reader_process.watchdog.threading.Thread.start", refuse)
        with pytest.raises(ReaderNotStartedError, match="could not be started"):
            found.read_slices(sample_files()[0])
    assert found.read_slices(sample_files()[0])
    assert found.pids == before


HANGING = """
import sys
from pathlib import Path
from core.reader_process.file_reader import FileReader
from core.reader_process.limits import ReadingLimits
from tests.core.bad_decoder import serve_badly

if __name__ == "__main__":
    reader = FileReader(ReadingLimits(silence_s=4), serve_badly)
    reader.warm_up()
    print(*reader.pids, flush=True)
    reader.read_slices(Path(sys.argv[1]))
"""


@needs_proc
def test_a_process_that_hangs_ends_with_the_one_that_asked_it(tmp_path):
    (tmp_path / "hang.png").write_bytes(sample_files()[0].read_bytes())
    (tmp_path / "ask.py").write_text(HANGING, "utf-8")
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, tmp_path / "ask.py", tmp_path / "hang.png"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as asking:
        pid = int(asking.stdout.readline())
        while not is_busy(pid):
            assert asking.poll() is None
        asking.kill()
    ends_at = time.monotonic() + PATIENCE_S
    while is_there(pid):
        assert time.monotonic() < ends_at


def is_busy(pid):
    """Return whether a process has used more processor time than its start takes."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) > 200


def is_there(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@needs_proc
def test_interrupts_are_kept_from_the_first_process_too():
    code = (
        "from core.reader_process.start import start_ahead, take_started\n"
        "if __name__ == '__main__':\n"
        "    start_ahead()\n"
        "    started = take_started()\n"
        "    print(open(f'/proc/{started.process.pid}/status').read())\n"
        "    started.end()\n"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    blocked = next(line.split()[1] for line in printed.splitlines() if line.startswith("SigBlk"))
    assert int(blocked, 16) >> (signal.SIGINT - 1) & 1
