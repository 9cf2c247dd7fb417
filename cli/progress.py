"""The progress of a long command on the screen."""

import sys
from typing import TextIO

from core.jobs.events import Progress
from core.jobs.throttle import Throttle
from core.program.wording import format_duration

# Seconds between updates: on a terminal one line is rewritten; elsewhere each update is another line.
_REWRITING_S, _BETWEEN_LINES_S = 0.1, 10.0


class ProgressLine:
    """Rewrites one line on a terminal; elsewhere writes a line from time to time."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Start without output.

        Args:
            stream: to write to; the standard output by default.
        """
        self._stream = stream or sys.stdout
        self._is_terminal = self._stream.isatty()
        self._last_phase = ""
        self._throttle = Throttle(_REWRITING_S if self._is_terminal else _BETWEEN_LINES_S, is_due_at_once=True)

    def __call__(self, progress: Progress) -> None:
        """Show the progress of a job."""
        words, count, is_last = self._words(progress)
        if not (self._throttle.is_due() or is_last or words != self._last_phase):
            return
        self._last_phase = words
        self._throttle.restart()
        figures = "".join(f", {name} {value:{_form(value)}}" for name, value in progress.values.items())
        is_over = 0 < progress.total <= progress.done
        left = "" if progress.seconds_left is None or is_over else f", {format_duration(progress.seconds_left)} left"
        text = f"{words}{count}{left}{figures}"
        if self._is_terminal:
            print(f"\r\x1b[K{text}", end="\n" if is_last else "", file=self._stream, flush=True)
        else:
            print(text, file=self._stream, flush=True)

    def _words(self, progress: Progress) -> tuple[str, str, bool]:
        """Return phase and progress in words, and whether the phase is complete."""
        if progress.epochs and progress.total:
            epochs, steps = progress.epochs, progress.steps
            # The last step of an epoch belongs to that epoch.
            number = min(max(1, -(-progress.done // steps)), epochs)
            step = progress.done - (number - 1) * steps
            before = f"Fold {progress.fold[0]} of {progress.fold[1]}: " if progress.fold else ""
            return f"{before}Epoch {number} of {epochs}", f", step {step} of {steps}", progress.is_epoch_end
        of = f" of {progress.total}" if progress.total else ""
        count = f": {progress.done}{of}" if progress.done or progress.total else ""
        return progress.words, count, 0 < progress.total <= progress.done

    def clear(self) -> None:
        """Remove the line, so that other text can take its place."""
        if self._is_terminal:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def _form(value: float) -> str:
    return ".4f" if value < 10 else ".0f"
