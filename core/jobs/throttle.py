"""Throttle: limit how often something is reported or written."""

import time


class Throttle:
    """A clock that shows when enough time has passed since it was last started."""

    def __init__(self, interval_s: float, is_due_at_once: bool = False) -> None:
        """Start the clock.

        Args:
            interval_s: the least time between two times, in seconds.
            is_due_at_once: whether the first time comes without a wait.
        """
        self._interval_s = interval_s
        self._started: float | None = None if is_due_at_once else time.monotonic()

    def is_due(self) -> bool:
        """Return whether the interval has passed."""
        return self._started is None or time.monotonic() - self._started >= self._interval_s

    def restart(self) -> None:
        """Start the clock again: what was due has been done."""
        self._started = time.monotonic()
