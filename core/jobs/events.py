"""Events of a long job: progress, log lines, parts of the results and the outcome; and how it is cancelled."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Self

from core.errors import FalxError
from core.program.translation import is_translated, tr


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Ends a job that was cancelled; the results so far stay. A `Report` raises it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come.

    Attributes:
        phase: what is being done, in words.
        done: units of the phase that are done.
        total: units of the phase.
        seconds_left: of the phase, estimated from its pace so far; None where that is unknown.
        values: figures worth showing, such as {"validation loss": 0.1}.
        fold: of a cross-validation, which one is under way and how many there are: (2, 5).
        epochs: of a phase that passes over the same work several times, how many times: each epoch has
            `total // epochs` units. None of any other phase.
        is_epoch_end: whether an epoch has ended, and the values are what was measured then.
    """

    phase: str
    done: int
    total: int
    seconds_left: float | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    fold: tuple[int, int] | None = None
    epochs: int | None = None
    is_epoch_end: bool = False

    @property
    def words(self) -> str:
        """The phase, and the fold that it belongs to."""
        if not self.fold:
            return self.phase
        words = self.phase if is_translated() else f"{self.phase[:1].lower()}{self.phase[1:]}"
        return tr("Fold {fold} of {folds}: {phase}", fold=self.fold[0], folds=self.fold[1], phase=words)

    @property
    def steps(self) -> int:
        """The units of one epoch, or of the whole phase where it has none."""
        return max(1, self.total // self.epochs) if self.epochs else self.total


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of what a job logs."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class PartialResult:
    """Some of the results, as soon as they are there; the job's function defines which."""

    value: Any


class End(Enum):
    """How a job ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The outcome of a job.

    Attributes:
        end: which.
        value: what its function returned, where it succeeded.
        code: stable name of the error, where it failed.
        message: what went wrong and what to do, in words to show.
        statement: the same without what to do, for a caller with better advice; empty if there is no such part.
        trace: the traceback's text, for a report; empty if the error is a known one.
    """

    end: End
    value: Any = None
    code: str = ""
    message: str = ""
    trace: str = ""
    statement: str = ""

    @classmethod
    def of_error(cls, error: FalxError) -> Self:
        """Make the outcome of a job that an error ended."""
        return cls(End.FAILED, code=error.code, message=str(error), statement=error.statement)


Event = Progress | LogLine | PartialResult | Outcome


class ProgressReporter:
    """Turns a count into a `Progress` with the time left."""

    def __init__(
        self,
        phase: str,
        total: int,
        report: Report,
        done_before: int = 0,
        work: Callable[[float], float] | None = None,
        epochs: int | None = None,
    ) -> None:
        """Start the clock.

        Args:
            phase: what is being done, in words.
            total: units of the phase.
            report: is called with the progress.
            done_before: units that an earlier run had done.
            work: maps a number of units to the work in them, if units differ in work.
            epochs: as in `Progress`.
        """
        self._phase, self._total, self._report = phase, total, report
        self._done_before, self._started = done_before, time.monotonic()
        self._work = work or float
        self._epochs = epochs
        self._last = Progress(phase, done_before, total, epochs=epochs)

    def report(self, done: int, values: Mapping[str, float] | None = None, is_epoch_end: bool = False) -> None:
        """Report the number of units that are done in all."""
        fresh = self._work(done) - self._work(self._done_before)
        rest = self._work(self._total) - self._work(done)
        left = (time.monotonic() - self._started) / fresh * rest if fresh > 0 else None
        self._last = Progress(self._phase, done, self._total, left, values or {}, None, self._epochs, is_epoch_end)
        self._report(self._last)

    def repeat(self) -> None:
        """Report the last progress again: within a long unit, so that the job can be cancelled there."""
        self._report(self._last)
