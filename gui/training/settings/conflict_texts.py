"""The texts of the settings page about settings that do not go together, or not with the start."""

from core.errors import FalxError
from core.program.translation import tr
from gui.training.settings.fields import AUGMENTATION, LEARNING
from gui.translated_messages.relay import relayed
from training.settings.config import TrainingConfig
from training.settings.starting_points import Start, keeps_evidence

_LABELS = {field.name: field.label for field in (*LEARNING, *AUGMENTATION)}


def in_labels(error: FalxError) -> str:
    """Describe an error in a setting, with its label in the window."""
    return f"{tr(_LABELS[error.subject])}: {relayed(error.reason)}" if error.subject in _LABELS else relayed(str(error))


def evidence_words(wanted: TrainingConfig, start: Start) -> str:
    """Return how a start limits learning from outlines, in words; empty where it does not."""
    if keeps_evidence(wanted, start):
        return ""
    return tr(
        "{title} does not mark where a tumour is, and a training that continues from it cannot add that. "
        "The outlines only guide its heat map. To learn from them fully, start from ImageNet.",
        title=start.title,
    )


def change_words(wanted: TrainingConfig, used: TrainingConfig, start: Start) -> str:
    """Return which of the user's settings start and images changed, in words; empty for none."""
    words = []
    lesion, drawn = wanted.counterfactual.lesion_class, used.counterfactual.lesion_class
    if wanted.counterfactual.lesions and lesion != drawn:
        words.append(
            tr(
                "No class of these images is {lesion}: lesions that are drawn count as {drawn}.",
                lesion=lesion,
                drawn=drawn,
            )
        )
    fixed = [
        tr("{name} is {value}", name=name, value=value)
        for name, value in start.fixed
        if getattr(wanted, name) not in (value, None)
    ]
    if fixed:
        words.append(tr("Fixed by the chosen start, {title}: {fixed}.", title=start.title, fixed=", ".join(fixed)))
    return " ".join(words)
