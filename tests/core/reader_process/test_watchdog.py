"""The thread that ends processes which let calls wait: one for all, only while there is something to look after."""

import threading
import time

from core.reader_process.watchdog import Watchdog

PATIENCE_S = 20


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "falx reader watchdog"]


def wait_until(is_so):
    until = time.monotonic() + PATIENCE_S
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    assert is_so()


def test_what_lasts_too_long_is_ended_alone():
    late, early = threading.Event(), threading.Event()
    with Watchdog(late.set, lambda: True) as one, Watchdog(early.set, lambda: True) as other:
        with one.until(time.monotonic()), other.until(time.monotonic() + PATIENCE_S):
            assert late.wait(PATIENCE_S)
        assert one.has_ended
        assert not other.has_ended
        assert not early.is_set()


def test_what_is_no_longer_wanted_is_ended():
    ended = threading.Event()
    with Watchdog(ended.set, lambda: False) as one, one.until(time.monotonic() + PATIENCE_S):
        assert ended.wait(PATIENCE_S)


def test_between_two_calls_nothing_is_ended():
    ended, other = threading.Event(), threading.Event()
    with Watchdog(ended.set, lambda: False), Watchdog(other.set, lambda: False) as two, two.until(0):
        # The thread looks at all of them one after the other, more than once.
        assert other.wait(PATIENCE_S)
    assert not ended.is_set()


def test_one_thread_looks_after_all_and_ends_after_the_last():
    with Watchdog(lambda: None, lambda: True), Watchdog(lambda: None, lambda: True):
        assert len(threads()) == 1
    wait_until(lambda: not threads())


def test_an_error_of_one_does_not_leave_the_next_without_a_thread(monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    def fail():
        raise ZeroDivisionError

    with Watchdog(lambda: None, fail) as one, one.until(time.monotonic() + PATIENCE_S):
        wait_until(lambda: not threads())
    ended = threading.Event()
    with Watchdog(ended.set, lambda: False) as two, two.until(time.monotonic() + PATIENCE_S):
        assert ended.wait(PATIENCE_S)
