"""Explanations of verdicts, a sentence each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.image.mr_contrast import contrast_name
from core.model.known_classes import TUMOUR_FREE

if TYPE_CHECKING:
    from core.model.prediction import Prediction, Trust


def explain_verdict(trust: "Trust", prediction_set: Sequence[str]) -> str:
    """Return what a verdict means.

    Args:
        trust: how far the verdict goes.
        prediction_set: the classes plausible at its level.
    """
    from core.model.prediction import Trust

    match trust:
        case Trust.OUTSIDE:
            return "The picture is as far from the training images as pictures that show no brain."
        case Trust.UNLIKE:
            return (
                "The picture differs too much from the training images: perhaps another sequence, scanner or position."
            )
        case Trust.TUMOUR:
            return "A tumour is the only plausible answer at this level, but several kinds are plausible."
        case Trust.UNCERTAIN if TUMOUR_FREE in prediction_set:
            return "A tumour and no tumour are both plausible at this level. A person has to look."
        case Trust.UNCERTAIN:
            return "Several classes are plausible at this level. A person has to look."
    if tuple(prediction_set) == (TUMOUR_FREE,):
        return "No kind of tumour is plausible at this level. There may still be a tumour."
    return "No other class is plausible at this level. It may still be another class."


def explain_openness(prediction: "Prediction") -> str:
    """Return why no class is given, or why the kind of a tumour stays open despite its probabilities; else ""."""
    from core.model.prediction import Trust

    trust = prediction.trust
    if trust is Trust.OUTSIDE:
        return "The picture is not like the images that the model learnt from."
    if trust is Trust.UNLIKE:
        return "The picture differs too much from the images that the model learnt from."
    if trust is Trust.TUMOUR and prediction.open_contrast:
        weighting = contrast_name(prediction.open_contrast)
        return f"The kind is left open: this is {weighting}, on which the model has not learnt to separate all kinds."
    return ""
