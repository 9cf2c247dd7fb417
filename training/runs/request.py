"""The request for a training."""

from dataclasses import dataclass
from pathlib import Path

from training.settings.config import TrainingConfig


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """What to train.

    Attributes:
        dataset: folder or manifest.
        out: folder of the run.
        config: its settings.
        weights: file with ImageNet weights or folder of a model package to start from; None starts from random weights.
        fold: the fold to leave out, or None.
        resume: whether a run found in `out` is continued.
        name: of the model package.
        version: of the model package.
        is_finishing: whether no more epochs are trained: the best one so far becomes the package.
        keeps_names: whether to keep other names of the four classes that Falx knows.
        scores: files of scores of networks that had not seen the images, or folders that hold one, to calibrate with;
            without any, the validation images are used.
        head_labels: folder of the label maps that heads are drawn from, or None.
        teachers: model packages whose predictions the network learns from too.
    """

    dataset: Path
    out: Path
    config: TrainingConfig
    weights: Path | None
    fold: int | None = None
    resume: bool = False
    name: str = "my-model"
    version: str = "1.0.0"
    is_finishing: bool = False
    keeps_names: bool = False
    scores: tuple[Path, ...] = ()
    head_labels: Path | None = None
    teachers: tuple[Path, ...] = ()
