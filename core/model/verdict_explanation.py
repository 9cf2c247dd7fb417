"""Explanations of verdicts, a sentence each, and the lines below them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.image.mr_contrast import contrast_name
from core.model.confidence_levels import format_level
from core.model.known_classes import TUMOUR_FREE, inline_name
from core.model.verdicts import NOT_A_BRAIN_MRI, TUMOUR, UNLIKE_TRAINING, stated_probability
from core.program.translation import mark, tr
from core.program.wording import format_probability

if TYPE_CHECKING:
    from core.model.prediction import Prediction, Trust

MEANING_OF_CALIBRATED = mark("of 100 slices that get 80 %, about 80 are so")
CALIBRATED = mark(
    "The probability for this picture alone, calibrated: of 100 slices that get 80 %, about 80 are so, if they "
    "resemble the calibration images. A verdict at a high level can have a low one: then the other answers are "
    "even less probable."
)

NO_CLASS = mark("No class is given.")
# Why, by verdict.
REFUSALS = {
    NOT_A_BRAIN_MRI: mark("The picture is not like the images that the model learnt from."),
    UNLIKE_TRAINING: mark("The picture differs too much from the images that the model learnt from."),
}


def explain_verdict(trust: "Trust", prediction_set: Sequence[str]) -> str:
    """Return what a verdict means.

    Args:
        trust: how far the verdict goes.
        prediction_set: the classes plausible at its level.
    """
    from core.model.prediction import Trust

    match trust:
        case Trust.OUTSIDE:
            return tr("The picture is as far from the training images as pictures that show no brain.")
        case Trust.UNLIKE:
            return tr(
                "The picture differs too much from the training images: perhaps another sequence, scanner or position."
            )
        case Trust.TUMOUR:
            return tr("A tumour is the only plausible answer at this level, but several kinds are plausible.")
        case Trust.UNCERTAIN if TUMOUR_FREE in prediction_set:
            return tr("A tumour and no tumour are both plausible at this level. A person has to look.")
        case Trust.UNCERTAIN:
            return tr("Several classes are plausible at this level. A person has to look.")
    if tuple(prediction_set) == (TUMOUR_FREE,):
        return tr("No kind of tumour is plausible at this level. There may still be a tumour.")
    return tr("No other class is plausible at this level. It may still be another class.")


def explain_openness(prediction: "Prediction") -> str:
    """Return why no class is given, or why the kind of a tumour stays open despite its probabilities; else ""."""
    from core.model.prediction import Trust

    trust = prediction.trust
    if trust.is_refused:
        return tr(REFUSALS[trust.value])
    if trust is Trust.TUMOUR and prediction.open_contrast:
        weighting = contrast_name(prediction.open_contrast)
        return tr(
            "The kind is left open: by its DICOM tags, this is {weighting}, on which the model has not learnt to "
            "separate all kinds.",
            weighting=weighting,
        )
    return ""


def state_probability(prediction: "Prediction") -> str:
    """State the probability beside a verdict, such as "Probability 94 %"; of a refused slice, that there is none."""
    if prediction.trust.is_refused:
        return tr(NO_CLASS)
    verdict, plausible = prediction.verdict, prediction.prediction_set
    shares = dict(zip(prediction.classes, map(float, prediction.probabilities), strict=True))
    stated = stated_probability(verdict, prediction.label, shares, prediction.tumour_probability, plausible)
    is_named = stated[0] == verdict and len(plausible) == 1
    of_what = (
        ""
        if is_named
        else tr(" of {class_name}:", class_name=tr("a tumour") if stated[0] == TUMOUR else inline_name(stated[0]))
    )
    return tr("Probability{of_what} {stated}", of_what=of_what, stated=format_probability(stated[1]))


def list_plausible(prediction: "Prediction") -> str:
    """List the plausible classes of a slice; "" of a refused one."""
    names = ", ".join(map(inline_name, prediction.prediction_set))
    return (
        ""
        if prediction.trust.is_refused
        else tr("Plausible at {level}: {names}", level=format_level(prediction.level), names=names)
    )


def state_likeness(prediction: "Prediction") -> str:
    """State whether a slice is like the training data."""
    is_like = tr("yes") if prediction.is_in_distribution else tr("no")
    return tr("Like the training data: {is_like} (novelty {novelty:.2f})", is_like=is_like, novelty=prediction.novelty)
