"""What each figure of an evaluation means, in one sentence."""

from core.program.translation import mark, tr

_MEANINGS = {
    mark("Decided"): mark("Share of the images with one class as their verdict, or a tumour whose kind stays open."),
    mark("Right when decided"): mark("Share of the decided verdicts that agree with the true class."),
    mark("Tumour-free images called tumour-free"): mark(
        "Share of the images without a tumour whose verdict is “No tumour found”."
    ),
    mark("Tumours called tumour-free"): mark(
        "Share of the images with a tumour whose verdict is “No tumour found”: tumours that are missed."
    ),
    mark("Tumour-free images called a tumour"): mark(
        "Share of the images without a tumour whose verdict is a tumour: false alarms."
    ),
    mark("Accuracy"): mark("Share of the images whose most probable class is the true one."),
    mark("Balanced accuracy"): mark(
        "Mean over the classes of the share that is classified correctly, so that rare classes count as much as others."
    ),
    mark("Any tumour: sensitivity"): mark("Share of the images with a tumour whose most probable class is a tumour."),
    mark("Any tumour: specificity"): mark(
        "Share of the images without a tumour whose most probable class is “no tumour”."
    ),
    mark("Log loss (lower is better)"): mark(
        "Mean of minus the logarithm of the probability of the true class: 0 is perfect, and sure mistakes cost most."
    ),
    mark("Calibration error (lower is better)"): mark(
        "How far the probabilities are from the share of right answers, on average over 15 ranges of probability."
    ),
    mark("Prediction sets with the true class"): mark(
        "Share of the images whose plausible classes include the true one."
    ),
    mark("Prediction sets of one class"): mark("Share of the images with exactly one plausible class."),
    mark("Refused"): mark("Share of the images that get no class, because they are unlike the training data."),
    mark("Refused as unlike the training data"): mark("Share of the images whose novelty is above the first limit."),
    mark("Refused as no brain MRI"): mark("Share of the images whose novelty is above the second limit."),
    mark("Hottest point inside the outline"): mark(
        "Share of the outlined tumours inside which the hottest point of the heat map is."
    ),
    mark("Nearest neighbour (baseline without learning)"): mark(
        "Accuracy if each image gets the class of the most similar training image: what a model should exceed."
    ),
    mark("Images"): mark("How many images of the class were measured."),
    mark("Precision"): mark("Share of the images taken for the class that are of it."),
    mark("Sensitivity"): mark("Share of the images of the class that are taken for it."),
    "F1": mark("Harmonic mean of precision and sensitivity."),
}


def meaning_of(name: str) -> str:
    """Return what a figure means.

    Args:
        name: of the figure, as the window shows it; a second line, such as the level, counts for nothing.

    Returns:
        A sentence; "" where the name is no figure's.
    """
    first = name.partition("\n")[0]
    return next((tr(meaning) for known, meaning in _MEANINGS.items() if tr(known) == first), "")
