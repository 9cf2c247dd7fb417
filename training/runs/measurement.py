"""The measurement of a run, as stored in its folder."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidStateError
from core.state_file import read_state
from training.run_files import MEASURED_FILE


@dataclass(frozen=True, slots=True)
class RunMeasurement:
    """The measurement of a run; written as `measured.json` into its folder.

    Attributes:
        is_validation: whether on the validation images, which were used for calibration and, mostly, early stopping.
        model: fingerprint of the measured model.
        rival: name and version of the model beside it; None if there is none.
        rival_model: its fingerprint.
        no_rival: why there is no model beside it; empty if there is one.
    """

    is_validation: bool
    model: str
    rival: str | None
    rival_model: str | None
    no_rival: str


def read_measured(folder: Path) -> RunMeasurement | None:
    """Read the measurement of a run; None if there is none."""
    try:
        return read_state(folder / MEASURED_FILE, RunMeasurement)
    except InvalidStateError:
        return None
