"""The words of a verdict; apart from what makes one, so that a list can be shown without NumPy."""

from collections.abc import Mapping, Sequence

from core.model.known_classes import KNOWN_CLASSES, TUMOUR_FREE, display_name, inline_name, joined_names
from core.program.wording import format_percent

NOT_A_BRAIN_MRI = "not-a-brain-mri"
UNLIKE_TRAINING = "unlike-training"
TUMOUR = "tumour"
UNCERTAIN = "uncertain"
FAILED = "failed"

# What the model has no say on; its probabilities are shown greyed.
REFUSED = (UNLIKE_TRAINING, NOT_A_BRAIN_MRI)

# Rounded as records are, a probability may become 1; that makes no certainty.
_HIGHEST = 1 - 1e-6

_VERDICT_NAMES = {
    **{known.name: known.verdict for known in KNOWN_CLASSES if known.verdict},
    TUMOUR: "A tumour, kind open",
    UNCERTAIN: "Uncertain",
    UNLIKE_TRAINING: "Unlike the training data",
    NOT_A_BRAIN_MRI: "Not a brain MRI",
    FAILED: "Could not be read",
}
_WHOLE_VERDICTS = {
    UNLIKE_TRAINING: "Unlike what the model learnt from",
    NOT_A_BRAIN_MRI: "This does not look like a brain MRI",
}


def make_verdict(prediction_set: Sequence[str], has_tumour_free: bool, novelty: float, foreign_limit: float) -> str:
    """Give the verdict on a slice: a class, or why none is named.

    Args:
        prediction_set: the plausible classes.
        has_tumour_free: whether the model has a tumour-free class, so that all others are kinds of tumours.
        novelty: in units of the first limit.
        foreign_limit: the second limit, in the same units, at least 1.
    """
    if novelty > 1:
        return NOT_A_BRAIN_MRI if novelty > foreign_limit else UNLIKE_TRAINING
    if len(prediction_set) == 1:
        return prediction_set[0]
    return TUMOUR if has_tumour_free and TUMOUR_FREE not in prediction_set else UNCERTAIN


def verdict_name(verdict: str, prediction_set: Sequence[str] = ()) -> str:
    """Give a verdict in a few words, as a list has room for."""
    if verdict == TUMOUR and 1 < len(prediction_set) <= 2:
        return f"A tumour: {joined_names(prediction_set)}"
    if verdict == UNCERTAIN and prediction_set:
        if TUMOUR_FREE in prediction_set:
            return "Uncertain: tumour or not"
        if len(prediction_set) > 2:
            return f"Uncertain between {len(prediction_set)} classes"
        return f"Uncertain: {joined_names(prediction_set)}"
    if verdict == TUMOUR and len(prediction_set) == 1:
        # A model may have a class of that name.
        return display_name(verdict)
    return _VERDICT_NAMES.get(verdict) or display_name(verdict)


def whole_verdict(verdict: str, prediction_set: Sequence[str] = ()) -> str:
    """Give a verdict in words where there is room for a sentence."""
    if verdict == TUMOUR and len(prediction_set) > 1:
        return f"A tumour: {joined_names(prediction_set)}"
    if verdict == UNCERTAIN and prediction_set:
        if TUMOUR_FREE in prediction_set:
            return "Cannot tell whether there is a tumour"
        return f"Uncertain: {joined_names(prediction_set)}"
    return _WHOLE_VERDICTS.get(verdict) or verdict_name(verdict, prediction_set)


def stated_in_words(stated: tuple[str, float]) -> str:
    """Give what `stated_probability` gives as "glioma 80 %", or "tumour 97 %" where that of any is meant."""
    name, probability = stated
    return f"{inline_name(name)} {format_percent(probability)}"


def stated_probability(
    verdict: str,
    label: str,
    probabilities: Mapping[str, float],
    tumour_probability: float | None,
    prediction_set: Sequence[str] = (),
) -> tuple[str, float]:
    """Give the probability that belongs beside a verdict, and of what it is: a class, or `TUMOUR`. It is never 1.

    Args:
        verdict: of the slice.
        label: its most probable class.
        probabilities: of the classes.
        tumour_probability: of any tumour; None where the model has no tumour-free class.
        prediction_set: the plausible classes, by which a class of the name `tumour` is known from a tumour of open
            kind.
    """
    is_class = verdict in probabilities and not (verdict == TUMOUR and len(prediction_set) > 1)
    if not is_class and verdict in (TUMOUR, UNCERTAIN) and tumour_probability is not None:
        return TUMOUR, min(tumour_probability, _HIGHEST)
    name = verdict if is_class else label
    return name, min(probabilities[name], _HIGHEST)
