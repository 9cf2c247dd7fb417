"""Verdicts in words, without NumPy so that a list can be shown before it is imported."""

from collections.abc import Mapping, Sequence

from core.model.known_classes import KNOWN_CLASSES, TUMOUR_FREE, display_name, inline_name, joined_names
from core.program.translation import mark, tr
from core.program.wording import format_probability

NOT_A_BRAIN_MRI = "not-a-brain-mri"
UNLIKE_TRAINING = "unlike-training"
TUMOUR = "tumour"
UNCERTAIN = "uncertain"
FAILED = "failed"

# What the model refuses to classify; its probabilities are shown greyed.
REFUSED = (UNLIKE_TRAINING, NOT_A_BRAIN_MRI)

# A probability may round to 1; that is no certainty.
_HIGHEST = 1 - 1e-6

_VERDICT_NAMES = {
    **{known.name: known.verdict for known in KNOWN_CLASSES if known.verdict},
    TUMOUR: mark("A tumour, kind open"),
    UNCERTAIN: mark("Uncertain"),
    UNLIKE_TRAINING: mark("Unlike the training data"),
    NOT_A_BRAIN_MRI: mark("Not a brain MRI"),
    FAILED: mark("Could not be read"),
}
_WHOLE_VERDICTS = {
    UNLIKE_TRAINING: mark("Unlike what the model learnt from"),
    NOT_A_BRAIN_MRI: mark("This does not look like a brain MRI"),
}


def names_tumour(verdict: str) -> bool:
    """Return whether a verdict is that there is a tumour: a model without a tumour-free class knows kinds alone."""
    return verdict not in (TUMOUR_FREE, UNCERTAIN, UNLIKE_TRAINING, NOT_A_BRAIN_MRI, FAILED)


def make_verdict(prediction_set: Sequence[str], has_tumour_free: bool, novelty: float, foreign_limit: float) -> str:
    """Return the verdict on a slice: a class, or why none is named.

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
    """Return a verdict in a few words, for a list."""
    if verdict == TUMOUR and 1 < len(prediction_set) <= 2:
        return tr("A tumour: {prediction_set}", prediction_set=joined_names(prediction_set))
    if verdict == UNCERTAIN and prediction_set:
        if TUMOUR_FREE in prediction_set:
            return tr("Uncertain: tumour or not")
        if len(prediction_set) > 2:
            return tr("Uncertain between {prediction_set} classes", prediction_set=len(prediction_set))
        return tr("Uncertain: {prediction_set}", prediction_set=joined_names(prediction_set))
    if verdict == TUMOUR and len(prediction_set) == 1:
        # A model may have a class of that name.
        return display_name(verdict)
    return tr(_VERDICT_NAMES.get(verdict, "")) or display_name(verdict)


def whole_verdict(verdict: str, prediction_set: Sequence[str] = ()) -> str:
    """Return a verdict in words, for places with room for a sentence."""
    if verdict == TUMOUR and len(prediction_set) > 1:
        return tr("A tumour: {prediction_set}", prediction_set=joined_names(prediction_set))
    if verdict == UNCERTAIN and prediction_set:
        if TUMOUR_FREE in prediction_set:
            return tr("Uncertain: tumour or not")
        return tr("Uncertain: {prediction_set}", prediction_set=joined_names(prediction_set))
    return tr(_WHOLE_VERDICTS.get(verdict, "")) or verdict_name(verdict, prediction_set)


def stated_in_words(stated: tuple[str, float]) -> str:
    """Return `stated_probability` in words, as "glioma 80 %", or as "tumour 97 %" if that of any tumour is meant."""
    name, probability = stated
    words = tr("tumour") if name == TUMOUR else inline_name(name)
    return f"{words} {format_probability(probability)}"


def stated_probability(
    verdict: str,
    label: str,
    probabilities: Mapping[str, float],
    tumour_probability: float | None,
    prediction_set: Sequence[str] = (),
) -> tuple[str, float]:
    """Return the probability to show beside a verdict, and of what it is: a class, or `TUMOUR`. It is never 1.

    Args:
        verdict: of the slice.
        label: its most probable class.
        probabilities: of the classes.
        tumour_probability: of any tumour; None where the model has no tumour-free class.
        prediction_set: the plausible classes, which distinguish a class of the name `tumour` from a tumour of open
            kind.
    """
    is_class = verdict in probabilities and not (verdict == TUMOUR and len(prediction_set) > 1)
    if not is_class and verdict in (TUMOUR, UNCERTAIN) and tumour_probability is not None:
        return TUMOUR, min(tumour_probability, _HIGHEST)
    name = verdict if is_class else label
    return name, min(probabilities[name], _HIGHEST)
