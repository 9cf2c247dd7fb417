"""The request for an evaluation."""

from dataclasses import dataclass
from pathlib import Path


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
    """

    dataset: Path
    out: Path
    package: Path
    split: str | None = None
    fold: int | None = None
    level: float | None = None
