"""What a long job tells whoever started it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come.

    Attributes:
        phase: what is being done, in words.
        done: units of the phase that are done.
        total: units of the phase.
        seconds_left: of the phase, estimated from its pace so far; None where that is unknown.
        values: figures worth showing, such as {"validation loss": 0.1}.
    """

    phase: str
    done: int
    total: int
    seconds_left: float | None = None
    values: Mapping[str, float] = field(default_factory=dict)


Report = Callable[[Progress], None]


class Pace:
    """Turns a count into a `Progress` with the time left."""

    def __init__(self, phase: str, total: int, report: Report, done_before: int = 0) -> None:
        """Start the clock.

        Args:
            phase: what is being done, in words.
            total: units of the phase.
            report: who is told.
            done_before: units that an earlier run had done.
        """
        self._phase, self._total, self._report = phase, total, report
        self._done_before, self._started = done_before, time.monotonic()

    def tell(self, done: int, values: Mapping[str, float] | None = None) -> None:
        """Report that so many units are done in all."""
        fresh = done - self._done_before
        left = (time.monotonic() - self._started) / fresh * (self._total - done) if fresh > 0 else None
        self._report(Progress(self._phase, done, self._total, left, values or {}))
