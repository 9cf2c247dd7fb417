"""The request for an evaluation."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.program.locations import data_folder


class Resuming(Enum):
    """Whether an interrupted evaluation is continued."""

    NO = "no"
    YES = "yes"
    WHERE_POSSIBLE = "where possible"


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What to evaluate.

    Attributes:
        dataset: folder or manifest.
        out: folder for the results.
        package: folder or zip of the model.
        split: to measure on; Testing by default, or all if no split is named.
        fold: to measure on, or None.
        level: that verdicts are made at, one of the model's; by default 95 %, or the nearest that there is.
        resuming: whether the evaluation that was interrupted in `out` is continued.
    """

    dataset: Path
    out: Path
    package: Path
    split: str | None = None
    fold: int | None = None
    level: float | None = None
    resuming: Resuming = Resuming.NO


def evaluations_folder() -> Path:
    """Return the folder of the evaluations that the window starts; it need not exist yet."""
    return data_folder() / "evaluations"
