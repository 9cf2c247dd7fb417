"""Watchdog: ends a process at the other end of a pipe that lets a call wait for ever."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_S = 0.05


class NoThreadError(Exception):
    """There is no thread to watch from."""


class Watchdog:
    """Looks after calls that cannot be given up from the thread that makes them; to be used as a context.

    A pipe reads and writes whole messages: a process that sends a length and nothing else, or takes nothing, holds the
    other side up. Once the process has ended, the call fails.
    """

    def __init__(self, end: Callable[[], None], is_wanted: Callable[[], bool]) -> None:
        """Prepare the thread.

        Args:
            end: ends the process.
            is_wanted: whether the call is still wanted; asked on the thread, and while a call lasts alone.
        """
        self._end, self._is_wanted = end, is_wanted
        self._ends_at: float | None = None
        self._must_be_wanted = True
        # Certain once the context is left.
        self.has_ended = False
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="falx reader watchdog", daemon=True)

    def __enter__(self) -> "Watchdog":
        """Start to watch.

        Raises:
            NoThreadError: if the system has no thread left.
        """
        try:
            self._thread.start()
        except RuntimeError as error:
            raise NoThreadError from error
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no longer: the process is not ended from here on."""
        self._is_over.set()
        self._thread.join()

    @contextmanager
    def until(self, ends_at: float, must_be_wanted: bool = True) -> Iterator[None]:
        """Let what is within last until a time, of `time.monotonic()`, and while it is wanted."""
        self._must_be_wanted = must_be_wanted
        self._ends_at = ends_at
        try:
            yield
        finally:
            self._ends_at = None

    def _watch(self) -> None:
        while not self._is_over.wait(_LOOK_S):
            ends_at = self._ends_at
            if ends_at is None:
                continue
            if time.monotonic() > ends_at or (self._must_be_wanted and not self._is_wanted()):
                self.has_ended = True
                self._end()
                return
