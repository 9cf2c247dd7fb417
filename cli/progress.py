"""Progress of a long command on the screen."""

import sys
import time
from typing import TextIO

from core.jobs import Progress

_SECONDS_BETWEEN_LINES = 10.0


class ProgressLine:
    """Rewrites one line on a terminal; elsewhere writes a line now and then."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Start with nothing said.

        Args:
            stream: to write to; the standard output by default.
        """
        self._stream = stream or sys.stdout
        self._is_terminal = self._stream.isatty()
        self._last_phase, self._last_time = "", 0.0

    def __call__(self, progress: Progress) -> None:
        """Show how far a job has come."""
        is_last = 0 < progress.total <= progress.done
        is_due = time.monotonic() - self._last_time >= (0.1 if self._is_terminal else _SECONDS_BETWEEN_LINES)
        if not (is_due or is_last or progress.words != self._last_phase):
            return
        self._last_phase, self._last_time = progress.words, time.monotonic()
        figures = "".join(f", {name} {value:{_form(value)}}" for name, value in progress.values.items())
        left = "" if progress.seconds_left is None or is_last else f", {_duration(progress.seconds_left)} left"
        of = f" of {progress.total}" if progress.total else ""
        count = f": {progress.done}{of}" if progress.done or progress.total else ""
        text = f"{progress.words}{count}{left}{figures}"
        if self._is_terminal:
            print(f"\r\x1b[K{text}", end="\n" if is_last else "", file=self._stream, flush=True)
        else:
            print(text, file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the line away, for something else to be written in its place."""
        if self._is_terminal:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def _form(value: float) -> str:
    return ".4f" if value < 10 else ".0f"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
