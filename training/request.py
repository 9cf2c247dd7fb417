"""What a training is asked to do, and where it puts things."""

from dataclasses import dataclass
from pathlib import Path

from training.config import TrainingConfig

CHECKPOINTS, PACKAGE, RUN_FILE = "checkpoints", "package", "run.json"


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """What to train.

    Attributes:
        dataset: folder or manifest.
        out: where the run lives.
        config: how.
        weights: file with ImageNet weights or folder of a model package to start from; None starts from chance.
        fold: the fold to leave out, or None.
        resume: whether a run found in `out` is continued.
        name: of the model package.
        version: of the model package.
    """

    dataset: Path
    out: Path
    config: TrainingConfig
    weights: Path | None
    fold: int | None = None
    resume: bool = False
    name: str = "my-model"
    version: str = "1.0.0"
