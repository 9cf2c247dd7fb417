"""What the settings page says of settings that do not go together, or not with what the training starts from."""

from core.errors import FalxError
from gui.training.settings.fields import AUGMENTATION, LEARNING
from training.settings.config import TrainingConfig
from training.settings.starting_points import Start, keeps_evidence

_LABELS = {field.name: field.label for field in (*LEARNING, *AUGMENTATION)}


def in_labels(error: FalxError) -> str:
    """Put what is wrong with a setting into words, with the name that the window has for it."""
    return f"{_LABELS[error.subject]}: {error.reason}" if error.subject in _LABELS else str(error)


def evidence_words(wanted: TrainingConfig, start: Start) -> str:
    """Say what a start leaves of learning from outlines; empty where it leaves all."""
    if keeps_evidence(wanted, start):
        return ""
    return (
        f"{start.title} does not mark where a tumour is, and going on from it cannot add that. The "
        "outlines will only guide its heat map; to learn all that they teach, start from ImageNet."
    )


def change_words(wanted: TrainingConfig, used: TrainingConfig, start: Start) -> str:
    """Say what start and images changed of settings of one's own; empty where nothing."""
    words = []
    lesion, drawn = wanted.counterfactual.lesion_class, used.counterfactual.lesion_class
    if wanted.counterfactual.lesions and lesion != drawn:
        words.append(f"No class of these images is {lesion}: lesions that are drawn count as {drawn}.")
    told = [f"{name} is {value}" for name, value in start.fixed if getattr(wanted, name) not in (value, None)]
    if told:
        words.append(f"Fixed by what it starts from, {start.title}: {', '.join(told)}.")
    return " ".join(words)
