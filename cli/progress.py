"""Progress of a long command on the screen."""

import sys
import time

from core.jobs import Progress

_SECONDS_BETWEEN_LINES = 10.0


class ProgressLine:
    """Rewrites one line on a terminal; elsewhere writes a line now and then."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self._is_terminal = sys.stdout.isatty()
        self._last_phase, self._last_time = "", 0.0

    def __call__(self, progress: Progress) -> None:
        """Show how far a job has come."""
        is_last = progress.done >= progress.total
        is_due = time.monotonic() - self._last_time >= (0.1 if self._is_terminal else _SECONDS_BETWEEN_LINES)
        if not (is_due or is_last or progress.words != self._last_phase):
            return
        self._last_phase, self._last_time = progress.words, time.monotonic()
        figures = "".join(f", {name} {value:.4f}" for name, value in progress.values.items())
        left = "" if progress.seconds_left is None or is_last else f", {_duration(progress.seconds_left)} left"
        text = f"{progress.words}: {progress.done} of {progress.total}{left}{figures}"
        if self._is_terminal:
            print(f"\r\x1b[K{text}", end="\n" if is_last else "", flush=True)
        else:
            print(text, flush=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
