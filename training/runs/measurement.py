"""What was measured for a run, as it is kept in its folder."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidStateError
from core.state_file import read_state
from training.run_files import MEASURED_FILE


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for a run; written as `measured.json` into its folder.

    Attributes:
        is_validation: whether on the validation images, which calibration and, in most recipes, early stopping went by.
        model: fingerprint of what was measured.
        rival: name and version of the model beside it; None where there is none.
        rival_model: its fingerprint.
        no_rival: why nothing is beside it; empty where something does.
    """

    is_validation: bool
    model: str
    rival: str | None
    rival_model: str | None
    no_rival: str


def read_measured(folder: Path) -> Measured | None:
    """Read what was measured for a run; None where nothing was."""
    try:
        return read_state(folder / MEASURED_FILE, Measured)
    except InvalidStateError:
        return None
