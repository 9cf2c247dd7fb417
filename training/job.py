"""What the window asks of a training."""

from dataclasses import dataclass

from training.request import TrainingRequest


@dataclass(frozen=True, slots=True)
class TrainingOrder:
    """A training, and how it shares the computer with other programs.

    Attributes:
        request: what to train.
        folds: of a cross-validation; None for one training with validation data cut from its images.
        is_yielding: whether other programs go first.
        threads: that it may use; None for as many as there are cores.
    """

    request: TrainingRequest
    folds: int | None
    is_yielding: bool
    threads: int | None
