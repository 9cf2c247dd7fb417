"""Jobs in child processes: what they tell, how they end, and that they end."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.errors import InvalidDatasetError
from core.jobs.child_job import ChildJob, how_ended
from core.jobs.events import Cancelled, End, LogLine, Outcome, PartialResult, Progress
from core.program.crash_log import crash_folder

ROOT = Path(__file__).resolve().parents[3]
HERE = "tests.core.jobs.test_child_job"


def counting(limit, pipe):
    for done in range(1, limit + 1):
        pipe.report(Progress("Counting", done, limit, values={"half": done / 2}))
        pipe.send_part(done)
    pipe.log("counted")
    return limit


def waiting(pipe):
    pipe.send_part(os.getpid())
    for _ in range(6_000):
        pipe.report(Progress("Waiting", 0, 1))
        time.sleep(0.01)


def deaf(pipe):
    pipe.send_part(os.getpid())
    time.sleep(60)


def failing(kind, pipe):
    if kind == "known":
        raise InvalidDatasetError("data: expected images, found none")
    if kind == "full":
        raise OSError(28, "No space left on device", "/somewhere/out.csv")
    if kind == "quota":
        raise OSError(errno.EDQUOT, "Disk quota exceeded", "/somewhere/out.csv")
    if kind == "memory":
        raise MemoryError
    if kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    raise ZeroDivisionError("by chance")


def keeping(pipe):
    try:
        for _ in range(6_000):
            pipe.report(Progress("Keeping", 0, 1))
            time.sleep(0.01)
    except Cancelled:
        pipe.send_part("kept")
        raise


def run(target, *arguments):
    return list(ChildJob(f"{HERE}.{target}", arguments).events())


def test_a_job_says_progress_parts_and_one_outcome():
    events = run("counting", 5)
    assert [event.value for event in events if isinstance(event, PartialResult)] == [1, 2, 3, 4, 5]
    told = [event for event in events if isinstance(event, Progress)]
    assert told[-1] == Progress("Counting", 5, 5, values={"half": 2.5})
    assert [event.text for event in events if isinstance(event, LogLine)] == ["counted"]
    assert [type(event) for event in events].count(Outcome) == 1
    assert (events[-1].end, events[-1].value) == (End.SUCCEEDED, 5)


def test_progress_that_is_too_fast_to_read_is_left_out():
    told = [event for event in run("counting", 3000) if isinstance(event, Progress)]
    assert told[-1].done == 3000
    assert len(told) < 1500


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("known", "invalid-dataset", "data: expected images, found none"),
        ("full", "disk-full", "/somewhere/out.csv: no space is left"),
        ("quota", "disk-full", "/somewhere/out.csv: no space is left"),
        ("memory", "memory", "not enough memory"),
        ("killed", "crashed", "ended unexpectedly: its process was ended from outside (SIGKILL)."),
        ("other", "unexpected", "ZeroDivisionError: by chance"),
    ],
)
def test_every_failure_has_a_code_and_words(kind, code, said):
    *_, outcome = run("failing", kind)
    assert (outcome.end, outcome.code) == (End.FAILED, code)
    assert said in outcome.message


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (1, "its process exited with status 1"),
        (-11, "its process crashed (SIGSEGV)"),
        (-15, "its process was ended from outside (SIGTERM)"),
        (-255, "its process crashed (signal 255)"),
        (None, "the reason is unknown"),
    ],
)
def test_how_a_process_ended_is_reported_without_a_guess(status, words):
    assert how_ended(status) == words


def test_a_job_stops_where_it_reports():
    job = ChildJob(f"{HERE}.keeping")
    events = []
    for event in job.events():
        events.append(event)
        job.cancel()
    assert [event.value for event in events if isinstance(event, PartialResult)] == ["kept"]
    assert events[-1].end is End.CANCELLED


def test_a_job_that_was_cancelled_before_it_ran_does_not_run_on():
    job = ChildJob(f"{HERE}.waiting")
    job.cancel()
    assert list(job.events())[-1].end is End.CANCELLED


def test_a_paused_job_waits_until_it_is_resumed():
    job = ChildJob(f"{HERE}.waiting")
    events = job.events()
    assert isinstance(next(events), PartialResult)
    job.pause()
    seen = []
    reader = threading.Thread(target=lambda: seen.extend(events), daemon=True)
    reader.start()
    deadline = time.monotonic() + 30
    count = -1
    # It is quiet once nothing more comes for a while.
    while count != len(seen) and time.monotonic() < deadline:
        count = len(seen)
        time.sleep(0.5)
    assert not any(isinstance(event, Outcome) for event in seen)
    job.cancel()
    reader.join(30)
    assert seen[-1].end is End.CANCELLED


def test_a_job_that_does_not_listen_can_be_killed():
    job = ChildJob(f"{HERE}.deaf")
    events = job.events()
    assert isinstance(next(events), PartialResult)
    job.kill()
    assert list(events)[-1].end is End.CANCELLED


ORPHANING = """
from core.jobs.child_job import ChildJob
if __name__ == "__main__":
    import os, signal
    events = ChildJob("tests.core.jobs.test_child_job.waiting").events()
    print(next(events).value, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_child_whose_parent_is_gone_ends(tmp_path):
    script = tmp_path / "orphaning.py"
    script.write_text(ORPHANING)
    parent = subprocess.run(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    )
    child = int(parent.stdout)
    deadline = time.monotonic() + 30
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_alive(child)


def _is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Unpicklable:
    def __reduce__(self):
        raise TypeError("cannot be pickled")


class Unreadable:
    """Can be sent, and not be made again at the other end."""

    def __reduce__(self):
        return _refuse, ()


def _refuse():
    raise ValueError("from another version")


def giving(what, pipe):
    if what == "unreadable part":
        pipe.send_part(Unreadable())
    if what == "leaving":
        sys.exit("a library left")
    return Unpicklable()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("unpicklable result", "TypeError: cannot be pickled"),
        ("unreadable part", "The result could not be read (ValueError: from another version"),
        ("leaving", "SystemExit: a library left"),
    ],
)
def test_what_cannot_be_reported_ends_the_job_as_failed(what, said):
    *_, outcome = run("giving", what)
    assert (outcome.end, outcome.code) == (End.FAILED, "unexpected")
    assert said in outcome.message
    assert outcome.trace


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(12, "Cannot allocate memory"), "Cannot allocate memory. Close other programs"),
        (MemoryError(), "no memory is left"),
        (RuntimeError("can't start new thread"), "can't start new thread. Close other programs"),
    ],
)
def test_a_job_that_cannot_start_ends_as_failed(monkeypatch, error, said):
    def fail(process):
        raise error

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", fail)
    before = _open_files()
    [outcome] = run("counting", 1)
    assert (outcome.end, outcome.code) == (End.FAILED, "not-started")
    assert said in outcome.message
    assert _open_files() == before


def test_arguments_that_cannot_be_sent_end_the_job_as_failed():
    [outcome] = run("counting", Unpicklable())
    assert (outcome.end, outcome.code) == (End.FAILED, "not-started")
    assert "cannot be pickled" in outcome.message
    assert "if it happens again, report it" in outcome.message


def test_an_unforeseen_error_leaves_a_report_without_names():
    run("failing", "other")
    [report] = crash_folder().iterdir()
    assert "ZeroDivisionError" in report.read_text("utf-8")
    assert "by chance" not in report.read_text("utf-8")


def _open_files():
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
