"""Metrics of a classifier, each with a 95 % interval bootstrapped over groups, or exact if all or none hit."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE
from training.statistics.bootstrap import (
    UNDEFINED,
    Bootstrap,
    Choice,
    FloatArray,
    Metric,
    divided,
    extreme,
    mean_of_defined,
)
from training.statistics.calibration_metrics import calibration_metrics
from training.statistics.figures import AnyTumour, ClassFigures, ClassificationFigures, Summary, TrustFigures
from training.statistics.ranking import macro_roc_auc, risk_coverage, roc_auc

__all__ = ["Bootstrap", "Metric", "classification_metrics", "confusion", "mean_over_folds", "trust_metrics"]

Labels = npt.NDArray[np.int64]


def confusion(labels: Labels, predicted: Labels, class_count: int) -> npt.NDArray[np.int64]:
    """Count images by true class (rows) and predicted class (columns): (C, C) int64."""
    cells = np.bincount(labels * class_count + predicted, minlength=class_count * class_count)
    return cells.reshape(class_count, class_count)


def classification_metrics(
    labels: Labels, probabilities: npt.NDArray[np.float32], groups: Sequence[str], classes: Sequence[str]
) -> ClassificationFigures:
    """Measure a classifier.

    Args:
        labels: (N,) indices of the true classes.
        probabilities: (N, C), calibrated.
        groups: of the N images.
        classes: the names of the C classes.

    Returns:
        Plain values: `images`, `groups`, `accuracy`, `balanced_accuracy` (mean recall of the classes that occur; not
        defined of one alone),
        `log_loss` (nats), `roc_auc` (mean of the classes that occur, each against the rest), `any_tumour`, `per_class`
        (precision, recall, which is also called sensitivity, specificity, f1, roc_auc, images), `confusion` (true
        classes in rows: `counts`, and as `shares` what part of a row each is), `calibration` and `risk_coverage`.
    """
    bootstrap = Bootstrap(groups)
    predicted = probabilities.argmax(axis=1).astype(np.int64)
    scores = probabilities.astype(np.float64)
    losses = -np.log(np.maximum(scores[np.arange(len(labels)), labels], np.finfo(np.float32).tiny))
    is_class = labels[:, None] == np.arange(len(classes))
    return {
        "images": len(labels),
        "groups": len(set(groups)),
        "accuracy": bootstrap.share(predicted == labels).as_dict(),
        "balanced_accuracy": balanced_accuracy(labels, predicted, bootstrap).as_dict(),
        "log_loss": bootstrap.mean(losses).as_dict(),
        "roc_auc": macro_roc_auc(scores, is_class, bootstrap).as_dict(),
        "any_tumour": _any_tumour(labels, predicted, scores, classes, bootstrap),
        "per_class": {
            name: _class_metrics(labels == index, predicted == index, scores[:, index], bootstrap)
            for index, name in enumerate(classes)
        },
        "confusion": {
            "classes": list(classes),
            "counts": confusion(labels, predicted, len(classes)).tolist(),
            "shares": [
                [bootstrap.share(predicted == column, labels == row).as_dict() for column in range(len(classes))]
                for row in range(len(classes))
            ],
        },
        "calibration": calibration_metrics(labels, probabilities, classes, bootstrap),
        "risk_coverage": risk_coverage(scores.max(axis=1), predicted != labels, bootstrap),
    }


def balanced_accuracy(labels: Labels, predicted: Labels, bootstrap: Bootstrap) -> Metric:
    """Average the recalls of the classes that occur among labels (N,), as `predicted` (N,) finds them.

    It is not defined where a single class occurs: a model that always names that one would score 1.
    If all or none are right, the ends of the interval are the means of those of the recalls.
    """
    is_class = labels[:, None] == np.unique(labels)
    if is_class.shape[1] < 2:
        return UNDEFINED
    is_right = is_class & (predicted == labels)[:, None]
    count = is_class.shape[1]

    def average(sums: FloatArray) -> FloatArray:
        return mean_of_defined(divided(sums[..., :count], sums[..., count:]))

    metric = bootstrap.of_sums(np.concatenate([is_right, is_class], axis=1).astype(np.float64), average)
    if metric.value not in (0.0, 1.0):
        return metric
    ends = [extreme(metric.value, bootstrap.count_groups(column)).interval for column in is_class.T]
    return Metric(metric.value, (float(np.mean([low for low, _ in ends])), float(np.mean([high for _, high in ends]))))


def trust_metrics(
    labels: Labels,
    sets: Choice,
    is_refused: Choice,
    groups: Sequence[str],
    nominal: float,
    classes: Sequence[str] | None = None,
) -> TrustFigures:
    """Measure the prediction sets and the novelty limit on all images, refused or not.

    Args:
        labels: (N,) indices of the true classes.
        sets: (N, C) bool, the members of each prediction set.
        is_refused: (N,) bool, which images are outside the training data.
        groups: of the N images.
        nominal: the coverage that the sets were fitted to.
        classes: the names of the C classes; their numbers by default.

    Returns:
        Plain values: `prediction_sets` (nominal; coverage, the share of the sets that hold the true class;
        coverage_by_class; worst_class, the name of the one with the least; mean_size; single, the share of the sets of
        one class) and `refused`.
    """
    bootstrap = Bootstrap(groups)
    sizes = sets.sum(axis=1)
    is_held = sets[np.arange(len(labels)), labels]
    names = classes or [str(index) for index in range(sets.shape[1])]
    by_class = {name: bootstrap.share(is_held, labels == index) for index, name in enumerate(names)}
    occurring = {name: metric.value for name, metric in by_class.items() if not np.isnan(metric.value)}
    return {
        "prediction_sets": {
            "nominal": nominal,
            "coverage": bootstrap.share(is_held).as_dict(),
            "coverage_by_class": {name: metric.as_dict() for name, metric in by_class.items()},
            "worst_class": min(occurring, key=lambda name: occurring[name], default=None),
            "mean_size": bootstrap.mean(sizes.astype(np.float64)).as_dict(),
            "single": bootstrap.share(sizes == 1).as_dict(),
        },
        "refused": bootstrap.share(is_refused).as_dict(),
    }


def mean_over_folds(measured: Sequence[Mapping[str, object]]) -> Summary:
    """Compute mean and spread of each figure over the folds.

    Args:
        measured: the figures of each fold, nested; a figure is a mapping with a `value`, None where it is not defined.

    Returns:
        The figures in the same nesting, each with `mean` and `standard_deviation` (of the sample; None where fewer
        values than one and two are defined) and `folds`, in how many it is defined.
    """
    summary: Summary = {}
    for name in dict.fromkeys(name for figures in measured for name in figures):
        parts = [part for part in (figures.get(name) for figures in measured) if isinstance(part, Mapping)]
        if any("value" in part for part in parts):
            values = [part["value"] for part in parts if part.get("value") is not None]
            summary[name] = {
                "mean": float(np.mean(values)) if values else None,
                "standard_deviation": float(np.std(values, ddof=1)) if len(values) > 1 else None,
                "folds": len(values),
            }
        elif nested := mean_over_folds(parts):
            summary[name] = nested
    return summary


def _any_tumour(
    labels: Labels, predicted: Labels, scores: FloatArray, classes: Sequence[str], bootstrap: Bootstrap
) -> AnyTumour | None:
    """Measure tumour against none: a tumour is called if that is most probable; None without a tumour-free class."""
    if TUMOUR_FREE not in classes:
        return None
    tumour_free = list(classes).index(TUMOUR_FREE)
    is_tumour, is_called = labels != tumour_free, predicted != tumour_free
    return {
        "sensitivity": bootstrap.share(is_called, is_tumour).as_dict(),
        "right_class": bootstrap.share(predicted == labels, is_tumour).as_dict(),
        "specificity": bootstrap.share(~is_called, ~is_tumour).as_dict(),
        "balanced_accuracy": balanced_accuracy(
            is_tumour.astype(np.int64), is_called.astype(np.int64), bootstrap
        ).as_dict(),
        "roc_auc": roc_auc(1 - scores[:, tumour_free], is_tumour, bootstrap).as_dict(),
    }


def _class_metrics(is_present: Choice, is_called: Choice, scores: FloatArray, bootstrap: Bootstrap) -> ClassFigures:
    """Measure a class; nothing is defined if it is not called or does not occur."""
    overlap = bootstrap.share(is_present & is_called, is_present | is_called)
    recall = bootstrap.share(is_called, is_present).as_dict()
    return {
        "images": int(is_present.sum()),
        "precision": bootstrap.share(is_present, is_called).as_dict(),
        "recall": recall,
        "sensitivity": recall,
        "specificity": bootstrap.share(~is_called, ~is_present).as_dict(),
        "f1": Metric(_f1(overlap.value), (_f1(overlap.interval[0]), _f1(overlap.interval[1]))).as_dict(),
        "roc_auc": roc_auc(scores, is_present, bootstrap).as_dict(),
    }


def _f1(overlap: float) -> float:
    """Turn the share of hits among the images that are of a class or called so into F1, which rises with it."""
    return 2 * overlap / (1 + overlap)
