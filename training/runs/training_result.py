"""What a training left behind."""

from dataclasses import dataclass
from pathlib import Path

from training.fitting.epoch import Epoch
from training.reports.kept_epoch import Kept


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a training left behind.

    Attributes:
        package: folder of the model package.
        history: figures of the epochs of fine-tuning.
        unreadable: a line for each image that could not be read.
        kept: which network the model is; None where an earlier Falx trained it and did not write that down.
        was_finished: whether nothing was left to do, so that the package is the one that was there.
        calibrated_by: what its verdicts were calibrated by, and what they promise; "" where it is not told.
    """

    package: Path
    history: tuple[Epoch, ...]
    unreadable: tuple[str, ...]
    kept: Kept | None = None
    was_finished: bool = False
    calibrated_by: str = ""

    @property
    def words(self) -> str:
        """What there is to say of the model; empty where nothing is."""
        if self.was_finished:
            return "this run is finished, nothing is left to train"
        return f"the model has the weights of {self.kept.words}" if self.kept else ""
