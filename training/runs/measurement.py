"""What was measured for a run, as it is kept in its folder."""

import json
from dataclasses import dataclass
from pathlib import Path

from training.run_files import MEASURED_FILE


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for a run; written as `measured.json` into its folder.

    Attributes:
        is_validation: whether on the validation images, which calibration and, in most recipes, early stopping went by.
        model: fingerprint of what was measured.
        rival: name and version of the model beside it; None where there is none.
        rival_model: its fingerprint.
        no_rival: why nothing stands beside it; empty where something does.
    """

    is_validation: bool
    model: str
    rival: str | None
    rival_model: str | None
    no_rival: str


def read_measured(folder: Path) -> Measured | None:
    """Read what was measured for a run; None where nothing was."""
    try:
        return Measured(**json.loads((folder / MEASURED_FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
