"""The stages of a training in a word, for lines that have no room for the whole phase."""

from dataclasses import dataclass

from core.program.translation import mark, tr


@dataclass(frozen=True, slots=True)
class Stage:
    """What a training does.

    Attributes:
        words: names it.
        of_model: names it together with the `{name}` of the model.
    """

    words: str
    of_model: str


PREPARING = Stage(mark("Preparing"), mark("Preparing {name}"))
TRAINING = Stage(mark("Training"), mark("Training {name}"))
CALIBRATING = Stage(mark("Calibrating"), mark("Calibrating {name}"))
MEASURING = Stage(mark("Measuring"), mark("Measuring {name}"))
EXPORTING = Stage(mark("Exporting"), mark("Exporting {name}"))

# By the phase that is reported; in all others, the network learns.
STAGES_OF_PHASES = {
    "Building the network": PREPARING,
    "Reading the images": PREPARING,
    "Comparing images": PREPARING,
    "Looking for neighbouring slices": PREPARING,
    "Asking the teachers": PREPARING,
    "Measuring on the validation images": MEASURING,
    "Measuring the model": MEASURING,
    "Computing the figures": MEASURING,
    "Calibrating on the validation images": CALIBRATING,
    "Learning what the training images look like": CALIBRATING,
    "Learning what other pictures look like": CALIBRATING,
    "Averaging the weights of the last epochs": EXPORTING,
    "Making the model package": EXPORTING,
}


def stage_of(phase: str) -> Stage:
    """Return the stage that a phase belongs to.

    Args:
        phase: in the language of the window, as it is relayed.
    """
    return next((stage for name, stage in STAGES_OF_PHASES.items() if tr(name) == phase), TRAINING)
