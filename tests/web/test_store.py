"""The store: what it keeps, and for how long."""

from pathlib import Path

import numpy as np
import pytest

from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.reader_process.upload import ReadPicture
from web.errors import NoPictureError
from web.limits import Limits
from web.store import Store

LIMITS = Limits(most_kept=3000, kept_s=900)


class Clock:
    """A clock that is set by the test."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(clock):
    return Store(LIMITS, clock)


def picture(size=1000):
    image = Slice(np.zeros((1, size), np.uint8), EIGHT_BIT, Path("a/b.png"), 0, 1, "")
    return ReadPicture("", "", (image,))


def test_the_one_that_was_not_used_for_longest_makes_room(store):
    first, second, third = (store.add(name, picture()) for name in "abc")
    store.find(first.id)
    fourth = store.add("d", picture())
    assert store.size == 3000
    assert [store.find(one.id) for one in (first, third, fourth)] == [first, third, fourth]
    with pytest.raises(NoPictureError):
        store.find(second.id)


def test_what_is_not_used_for_15_minutes_is_dropped(store, clock):
    first, second = store.add("a", picture()), store.add("b", picture())
    clock.now = 600
    store.find(first.id)
    clock.now = 901
    store.expire()
    assert len(store) == 1
    assert store.size == 1000
    assert store.find(first.id) is first
    with pytest.raises(NoPictureError):
        store.find(second.id)


def test_no_more_than_a_number_of_pictures_are_kept(clock):
    store = Store(Limits(most_stored=2), clock)
    first = store.add("a", picture(1))
    for name in "bc":
        store.add(name, picture(1))
    assert len(store) == 2
    with pytest.raises(NoPictureError):
        store.find(first.id)


def test_one_that_is_larger_than_all_is_kept_alone(store):
    store.add("a", picture())
    large = store.add("b", picture(5000))
    assert len(store) == 1
    assert store.find(large.id) is large


def test_a_record_states_the_name_and_the_place_within(store):
    assert store.add("study.zip", picture()).record_path(0) == "study.zip/a/b.png"


def test_nothing_is_left_after_all_are_removed(store):
    stored = [store.add(name, picture()) for name in "ab"]
    store.remove(stored[0].id)
    store.forget(stored[1])
    store.forget(stored[1])
    assert len(store) == store.size == 0


def test_each_picture_that_goes_is_reported(clock):
    gone = []
    store = Store(LIMITS, clock, gone.append)
    first, second, third = (store.add(name, picture()) for name in "abc")
    fourth = store.add("d", picture())
    assert gone == [first.id]
    assert first.is_dropped
    assert not second.is_dropped
    store.remove(second.id)
    clock.now = 901
    store.expire()
    assert gone == [first.id, second.id, third.id, fourth.id]
    last = store.add("e", picture())
    store.clear()
    assert gone[-1] == last.id
    assert last.is_dropped
    assert len(store) == store.size == 0
