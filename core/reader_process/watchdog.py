"""Watchdog: ends a process at the other end of a pipe that lets a call wait for ever."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_S = 0.05
# The thread ends once there has been nothing to look after for this many looks.
_MOST_IDLE_LOOKS = 20


class NoThreadError(Exception):
    """There is no thread to watch from."""


class Watchdog:
    """Looks after calls that cannot be given up from the thread that makes them; to be used as a context.

    A pipe reads and writes whole messages: a process that sends a length and nothing else, or takes nothing, holds the
    other side up. Once the process has ended, the call fails.

    One thread looks after all watchdogs of this process, and lasts while there are some: to start one for each file
    took a quarter of the time that a small picture takes to come from its process.
    """

    def __init__(self, end: Callable[[], None], is_wanted: Callable[[], bool]) -> None:
        """Prepare.

        Args:
            end: ends the process.
            is_wanted: whether the call is still wanted; asked on the thread, and while a call lasts alone. Neither may
                wait: the other watchdogs would wait too.
        """
        self._end, self._is_wanted = end, is_wanted
        self._ends_at: float | None = None
        self._must_be_wanted = True
        # Certain once the context is left.
        self.has_ended = False

    def __enter__(self) -> "Watchdog":
        """Start to watch.

        Raises:
            NoThreadError: if the system has no thread left.
        """
        _round.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no longer: the process is not ended from here on."""
        _round.remove(self)

    @contextmanager
    def until(self, ends_at: float, must_be_wanted: bool = True) -> Iterator[None]:
        """Let what is within last until a time, of `time.monotonic()`, and while it is wanted."""
        self._must_be_wanted = must_be_wanted
        self._ends_at = ends_at
        try:
            yield
        finally:
            self._ends_at = None

    def look(self) -> None:
        """End the process if the call lasts too long; called by the thread alone."""
        ends_at = self._ends_at
        if ends_at is None or self.has_ended:
            return
        if time.monotonic() > ends_at or (self._must_be_wanted and not self._is_wanted()):
            self.has_ended = True
            self._end()


class _Round:
    """The watchdogs that are in use, and the thread that looks at one after the other."""

    def __init__(self) -> None:
        self._watchdogs: set[Watchdog] = set()
        self._changing = threading.Lock()
        self._has_thread = False

    def add(self, watchdog: Watchdog) -> None:
        with self._changing:
            if not self._has_thread:
                try:
                    threading.Thread(target=self._walk, name="falx reader watchdog", daemon=True).start()
                except RuntimeError as error:
                    raise NoThreadError from error
                self._has_thread = True
            self._watchdogs.add(watchdog)

    def remove(self, watchdog: Watchdog) -> None:
        # Not while the thread looks at it.
        with self._changing:
            self._watchdogs.discard(watchdog)

    def _walk(self) -> None:
        idle_looks = 0
        while True:
            time.sleep(_LOOK_S)
            with self._changing:
                idle_looks = 0 if self._watchdogs else idle_looks + 1
                # Until it knows better; the next watchdog starts another after an error too.
                self._has_thread = False
                if idle_looks > _MOST_IDLE_LOOKS:
                    return
                for watchdog in self._watchdogs:
                    watchdog.look()
                self._has_thread = True


_round = _Round()
