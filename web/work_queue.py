"""Work queue: one piece of work at a time on a separate thread, and a bound on how many wait.

Work whose client has gone is dropped while it waits. While it runs it is asked to stop, and the next one begins only
when it has ended: so requests that are given up never pile up behind the server's back.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from web.errors import BusyError

Result = TypeVar("Result")


class WorkQueue:
    """Runs pieces of work in the order in which they came. Its methods belong to the thread of the event loop."""

    def __init__(self, name: str, most_waiting: int) -> None:
        """Start idle.

        Args:
            name: of the thread.
            most_waiting: how many may wait; one more is refused.
        """
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=f"falx {name}")
        self._most_waiting = most_waiting
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._running: threading.Event | None = None

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self._waiting

    async def run(self, work: Callable[[threading.Event], Result]) -> Result:
        """Run a piece of work when its turn comes.

        Args:
            work: is given an event that is set when its result is no longer wanted.

        Raises:
            BusyError: if too many wait already.
        """
        if self._waiting >= self._most_waiting:
            raise BusyError
        self._waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self._waiting -= 1
        given_up = threading.Event()
        try:
            future = asyncio.get_running_loop().run_in_executor(self._pool, work, given_up)
        except BaseException:
            self._lock.release()
            raise
        self._running = given_up
        future.add_done_callback(self._end)
        try:
            # The lock is held until the thread is done, also where nothing waits for it any more.
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            given_up.set()
            raise

    def tidy(self, work: Callable[[], None]) -> None:
        """Run a moment's work on the thread as soon as it is free, before what waits for turns."""
        # Once closed, nothing is left to tidy.
        with contextlib.suppress(RuntimeError):
            self._pool.submit(work)

    def close(self) -> None:
        """Ask what runs to stop, and start nothing more."""
        if self._running:
            self._running.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _end(self, future: "asyncio.Future[Result]") -> None:
        self._running = None
        self._lock.release()
        if not future.cancelled():
            # Looked at, so that nothing is logged where its client has gone.
            future.exception()
