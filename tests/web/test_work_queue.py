"""Work queue: order, bound, and what becomes of work that is given up."""

import asyncio
import threading

import pytest

from web.errors import BusyError
from web.work_queue import WorkQueue

PATIENCE_S = 60


def run(test):
    """Run a test on an event loop, with a queue in which two may wait."""

    async def whole():
        queue = WorkQueue("test", 2)
        try:
            await asyncio.wait_for(test(queue), PATIENCE_S)
        finally:
            queue.close()

    asyncio.run(whole())


class Work:
    """Work that ends when the test lets it."""

    def __init__(self):
        self.begun, self.going, self.given_up = threading.Event(), threading.Event(), None

    def __call__(self, given_up):
        self.given_up = given_up
        self.begun.set()
        assert self.going.wait(PATIENCE_S)
        return given_up.is_set()


async def until(is_so):
    while not is_so():
        await asyncio.sleep(0)


def test_one_runs_at_a_time_and_more_than_may_wait_are_refused():
    async def test(queue):
        works = [Work() for _ in range(3)]
        tasks = [asyncio.ensure_future(queue.run(work)) for work in works]
        await until(lambda: queue.waiting == 2 and works[0].begun.is_set())
        with pytest.raises(BusyError):
            await queue.run(Work())
        assert not works[1].begun.is_set()
        for work in works:
            work.going.set()
        assert await asyncio.gather(*tasks) == [False] * 3
        assert queue.waiting == 0

    run(test)


def test_work_that_is_given_up_while_it_waits_never_begins():
    async def test(queue):
        first, second = Work(), Work()
        tasks = [asyncio.ensure_future(queue.run(work)) for work in (first, second)]
        await until(lambda: queue.waiting == 1)
        tasks[1].cancel()
        await until(lambda: queue.waiting == 0)
        first.going.set()
        await tasks[0]
        assert await queue.run(lambda _: True)
        assert not second.begun.is_set()

    run(test)


def test_work_that_is_given_up_while_it_runs_keeps_its_turn_until_it_ends():
    async def test(queue):
        first, second = Work(), Work()
        running = asyncio.ensure_future(queue.run(first))
        await until(first.begun.is_set)
        waiting = asyncio.ensure_future(queue.run(second))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert first.given_up.is_set()
        await until(lambda: queue.waiting == 1)
        assert not second.begun.is_set()
        first.going.set()
        second.going.set()
        assert await waiting is False

    run(test)


def test_an_error_ends_the_turn():
    async def test(queue):
        def fail(given_up):
            raise ValueError("x")

        with pytest.raises(ValueError, match="x"):
            await queue.run(fail)
        assert await queue.run(lambda _: True)

    run(test)


def test_tidying_takes_no_turn_and_comes_before_what_waits():
    async def test(queue):
        first, order = Work(), []
        running = asyncio.ensure_future(queue.run(first))
        await until(first.begun.is_set)
        waiting = asyncio.ensure_future(queue.run(lambda _: order.append("turn")))
        await until(lambda: queue.waiting == 1)
        queue.tidy(lambda: order.append("tidy"))
        first.going.set()
        await asyncio.gather(running, waiting)
        assert order == ["tidy", "turn"]
        queue.close()
        queue.tidy(lambda: None)

    run(test)
