"""The result of a training."""

from dataclasses import dataclass
from pathlib import Path

from training.fitting.epoch import Epoch
from training.reports.kept_epoch import Kept


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """The result of a training.

    Attributes:
        package: folder of the model package.
        history: figures of the epochs of fine-tuning.
        unreadable: a line for each image that could not be read.
        kept: which network the model is; None if an earlier Falx trained it and did not record that.
        was_finished: whether nothing was left to do, so that the package is an earlier one.
        calibrated_by: what its verdicts were calibrated with, and what they promise; "" if it is not stated.
    """

    package: Path
    history: tuple[Epoch, ...]
    unreadable: tuple[str, ...]
    kept: Kept | None = None
    was_finished: bool = False
    calibrated_by: str = ""

    @property
    def words(self) -> str:
        """A description of the model; empty if there is nothing to say."""
        if self.was_finished:
            return "this run is finished, nothing is left to train"
        return f"the model has the weights of {self.kept.words}" if self.kept else ""
