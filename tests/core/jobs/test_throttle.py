from types import SimpleNamespace

import pytest

from core.jobs import throttle
from core.jobs.throttle import Throttle


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(throttle, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_it_is_due_once_the_interval_has_passed_since_the_last_start(clock):
    seldom = Throttle(2.0)
    clock[0] += 1.5
    assert not seldom.is_due()
    clock[0] += 0.5
    assert seldom.is_due()
    assert seldom.is_due()
    seldom.restart()
    assert not seldom.is_due()


def test_the_first_time_may_come_at_once_even_where_the_clock_has_just_begun(clock):
    clock[0] = 0.0
    seldom = Throttle(10.0, is_due_at_once=True)
    assert seldom.is_due()
    seldom.restart()
    assert not seldom.is_due()
