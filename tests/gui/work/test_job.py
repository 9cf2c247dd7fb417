"""Jobs as signals: each ends once, also one that does not listen, and none outlives its window."""

import time

from PySide6.QtWidgets import QApplication

from core.jobs.events import End, Progress
from core.program.crash_log import crash_folder
from gui.work.job import Job

HERE = "tests.gui.work.test_job"


def counting(limit, pipe):
    for done in range(1, limit + 1):
        pipe.report(Progress("Counting", done, limit))
        pipe.send_part([done])
    pipe.log("counted")
    return limit


def waiting(pipe):
    pipe.send_part("ready")
    for _ in range(6_000):
        pipe.report(Progress("Waiting", 0, 1))
        time.sleep(0.01)


def deaf(pipe):
    pipe.send_part("ready")
    time.sleep(60)


def test_a_job_is_reported_by_signals_and_ends_once(qtbot):
    job = Job(f"{HERE}.counting", (3,))
    parts, lines, outcomes, told = [], [], [], []
    job.part_found.connect(parts.append)
    job.logged.connect(lines.append)
    job.ended.connect(outcomes.append)
    job.progressed.connect(told.append)
    assert not job.is_running
    with qtbot.waitSignal(job.ended, timeout=30_000):
        job.start()
    assert parts == [[1], [2], [3]]
    assert lines == ["counted"]
    assert told[-1].done == 3
    assert [(outcome.end, outcome.value) for outcome in outcomes] == [(End.SUCCEEDED, 3)]
    assert not job.is_running


def test_cancelling_ends_it_as_cancelled(qtbot):
    job = Job(f"{HERE}.waiting")
    job.part_found.connect(job.cancel)
    with qtbot.waitSignal(job.ended, timeout=30_000) as ended:
        job.start()
    assert ended.args[0].end is End.CANCELLED


def test_one_that_does_not_listen_is_ended_after_a_while(qtbot):
    job = Job(f"{HERE}.deaf", grace_ms=50)
    job.part_found.connect(job.cancel)
    with qtbot.waitSignal(job.ended, timeout=30_000) as ended:
        job.start()
    assert ended.args[0].end is End.CANCELLED


def test_a_window_that_closes_waits_for_neither(qtbot):
    job = Job(f"{HERE}.deaf")
    with qtbot.waitSignal(job.part_found, timeout=30_000):
        job.start()
    outcomes = []
    job.ended.connect(outcomes.append)
    job.stop(timeout_s=0.1)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=30_000)
    assert outcomes[0].end is End.CANCELLED
    assert not job.is_running


def test_one_that_was_disconnected_tells_nothing_any_more(qtbot):
    """Also nothing that had come before, and waited for the window to have time."""
    job, told = Job(f"{HERE}.counting", (3,)), []
    signals = (job.progressed, job.part_found, job.logged, job.ended)
    for signal in signals:
        signal.connect(told.append)
    job.start()
    # Waits without letting the window do anything.
    job.stop(timeout_s=30.0)
    assert told == []
    for signal in signals:
        signal.disconnect()
    # All that came before is waiting by now: the thread of the job has ended.
    QApplication.processEvents()
    assert told == []


def test_one_that_cannot_start_ends_as_failed(qtbot, monkeypatch):
    def fail(thread):
        raise RuntimeError("can't start new thread")

    job = Job(f"{HERE}.counting", (1,))
    outcomes = []
    job.ended.connect(outcomes.append)
    with monkeypatch.context() as patched:
        patched.setattr("threading.Thread.start", fail)
        job.start()
        # Whoever started it has not heard of it yet.
        assert outcomes == []
    qtbot.waitUntil(lambda: bool(outcomes))
    assert (outcomes[0].end, outcomes[0].code) == (End.FAILED, "not-started")
    assert not job.is_running


def test_one_that_cannot_be_followed_ends_as_failed_and_leaves_a_report(qtbot, monkeypatch):
    def events(child):
        raise KeyError("Doe^Jane")
        yield

    monkeypatch.setattr("core.jobs.child_job.ChildJob.events", events)
    job = Job(f"{HERE}.counting", (1,))
    with qtbot.waitSignal(job.ended) as ended:
        job.start()
    assert (ended.args[0].end, ended.args[0].code) == (End.FAILED, "unexpected")
    [report] = crash_folder().iterdir()
    assert "Jane" not in report.read_text("utf-8")
