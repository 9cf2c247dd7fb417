"""The figures of an evaluation as JSON: what each key holds.

Figures that another version of Falx wrote may lack keys that came later, or those of heat maps if there are none.
"""

import math
from typing import Literal, NotRequired, TypedDict


class Figure(TypedDict):
    """A figure and its 95 % interval; None where it is not defined."""

    value: float | None
    interval: list[float | None]


class Spread(TypedDict):
    """A figure over the folds of a cross-validation; `folds` is in how many it is defined."""

    mean: float | None
    standard_deviation: float | None
    folds: int


# The figures of a cross-validation, nested as those of an evaluation are.
Summary = dict[str, "Spread | Summary"]


def value_of(figure: Figure) -> float:
    """Return the value of a figure; NaN if it is not defined, for which no comparison holds."""
    return math.nan if figure["value"] is None else figure["value"]


def greatest_of(figure: Figure) -> float:
    """Return the upper end of the interval of a figure; NaN if it is not defined."""
    high = figure["interval"][1]
    return math.nan if high is None else high


def least_of(figure: Figure) -> float:
    """Return the lower end of the interval of a figure; NaN if it is not defined."""
    low = figure["interval"][0]
    return math.nan if low is None else low


class AnyTumour(TypedDict):
    """Tumour against none."""

    sensitivity: Figure
    right_class: Figure
    specificity: Figure
    balanced_accuracy: Figure
    roc_auc: Figure


class ClassFigures(TypedDict):
    """Figures of one class against the others; `sensitivity` is the recall."""

    images: int
    precision: Figure
    recall: Figure
    sensitivity: Figure
    specificity: Figure
    f1: Figure
    roc_auc: Figure


class Confusion(TypedDict):
    """Images by true class, in rows, and predicted class; `shares` are those of a row."""

    classes: list[str]
    counts: list[list[int]]
    shares: list[list[Figure]]


class ReliabilityBin(TypedDict):
    """Mean stated probability and share that came true in a bin; None where it is empty."""

    low: float
    high: float
    images: int
    confidence: float | None
    accuracy: float | None


class Calibration(TypedDict):
    """How stated probabilities compare with what came true; `any_tumour_ece` None without a tumour-free class."""

    ece: Figure
    brier: Figure
    any_tumour_ece: Figure | None
    bins: list[ReliabilityBin]


class RiskPoint(TypedDict):
    """The error among the share of the images that is kept."""

    kept: float
    error: float


class RiskCoverage(TypedDict):
    """The errors among the most certain images, and their mean over all shares."""

    points: list[RiskPoint]
    area: Figure


class ClassificationFigures(TypedDict):
    """What `metrics.classification_metrics` measures; `any_tumour` is None without a tumour-free class."""

    images: int
    groups: int
    accuracy: Figure
    balanced_accuracy: Figure
    log_loss: Figure
    roc_auc: Figure
    any_tumour: AnyTumour | None
    per_class: dict[str, ClassFigures]
    confusion: Confusion
    calibration: Calibration
    risk_coverage: RiskCoverage


class PredictionSets(TypedDict):
    """Whether prediction sets hold the true class; `worst_class` is the one of the least coverage."""

    nominal: float
    coverage: Figure
    coverage_by_class: dict[str, Figure]
    worst_class: str | None
    mean_size: Figure
    single: Figure


class TrustFigures(TypedDict):
    """What `metrics.trust_metrics` measures."""

    prediction_sets: PredictionSets
    refused: Figure


class LevelFigures(TypedDict):
    """Verdicts at one level; those by side are missing if the model has no tumour-free class."""

    level: NotRequired[float]
    decided: Figure
    right_when_decided: Figure
    decided_tumour: NotRequired[Figure]
    decided_tumour_free: NotRequired[Figure]
    tumour_called_tumour_free: NotRequired[Figure]
    tumour_free_called_tumour: NotRequired[Figure]
    coverage_tumour: NotRequired[Figure]
    coverage_tumour_free: NotRequired[Figure]
    coverage_kind: NotRequired[Figure]
    shares: dict[str, Figure]


# Those of the figures at a level that are a figure.
VerdictFigure = Literal[
    "decided",
    "right_when_decided",
    "decided_tumour",
    "decided_tumour_free",
    "tumour_called_tumour_free",
    "tumour_free_called_tumour",
    "coverage_tumour",
    "coverage_tumour_free",
    "coverage_kind",
]


class VerdictFigures(TypedDict):
    """What `verdict_metrics.verdict_metrics` measures; `verdicts` by level in per cent."""

    questions: int
    verdicts: dict[str, LevelFigures]
    unlike_training: Figure
    not_a_brain_mri: Figure


class HeatFigures(TypedDict):
    """Heat maps of one method against outlines."""

    images: int
    pointing: Figure
    iou: Figure
    energy_inside: Figure
    area_inside: Figure


class PerturbationFigures(TypedDict):
    """Deletion or insertion by heat maps of one method; no curves if no image was measured."""

    images: int
    area: Figure
    random_area: Figure
    advantage: Figure
    curve: list[float] | None
    random_curve: list[float] | None


class Likeness(TypedDict):
    """How alike heat maps of a trained and a randomised network are."""

    images: int
    rank_correlation: Figure


class Mistake(TypedDict):
    """An image that the model was wrong about."""

    path: str
    true: str
    predicted: str
    probability: float
    refused: bool


class SharedGroups(TypedDict):
    """How many groups of what is measured, and images of those, have images in the training data too."""

    groups: int
    images: int


class EvaluationFigures(ClassificationFigures, TrustFigures, VerdictFigures):
    """All of `metrics.json`."""

    model: str
    training_dataset: str | None
    dataset: str
    split: str | None
    fold: int | None
    level: float
    heat_maps: dict[str, HeatFigures]
    deletion: dict[str, PerturbationFigures]
    insertion: dict[str, PerturbationFigures]
    randomisation: dict[str, Likeness]
    nearest_neighbour: Figure | None
    groups_in_training: SharedGroups | None
    worst: list[Mistake]
    unreadable: list[str]


class CrossValidation(TypedDict):
    """All of `cross_validation.json`; `folds` are the figures of each fold by the network that did not see it.

    `cut_by` is `source`, `group` or `manifest`; `calibration` says what the scores are for and promise.
    """

    dataset: str
    folds: list[EvaluationFigures]
    summary: Summary
    cut_by: str
    calibration: str
    images_without_fold: int
    unreadable: list[str]
