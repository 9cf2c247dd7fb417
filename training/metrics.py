"""Figures of a classifier, each with a 95 % interval bootstrapped over groups, or exact where all or none hit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_RESAMPLES = 2000
_SEED = 20
_LEVELS = (0.025, 0.975)

FloatArray = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Choice = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure and its 95 % interval."""

    value: float
    interval: tuple[float, float]

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain values, None where it is not defined."""
        low, high = self.interval
        return {"value": _defined(self.value), "interval": [_defined(low), _defined(high)]}


class Bootstrap:
    """Draws whole groups with replacement (Davison and Hinkley, 1997), since the images of one patient are alike."""

    def __init__(self, groups: Sequence[str]) -> None:
        """Draw the resamples once, so that all figures go by the same.

        Args:
            groups: of N images; images of one group are drawn together.
        """
        names, self._members = np.unique(np.array(groups, dtype=object).astype(str), return_inverse=True)
        rng = np.random.default_rng(_SEED)
        self._draws = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=_RESAMPLES)

    def mean(self, values: FloatArray, among: Choice | None = None) -> Metric:
        """Measure a mean, with the percentile interval of the resamples.

        Args:
            values: (N,) of the images.
            among: (N,) bool, the images that count; all by default. The mean of none is not defined.
        """
        counted = np.ones(len(values)) if among is None else among.astype(np.float64)
        sums = np.bincount(self._members, values * counted)
        counts = np.bincount(self._members, counted)
        if not counts.any():
            return Metric(np.nan, (np.nan, np.nan))
        drawn = self._draws @ counts
        low, high = np.quantile((self._draws @ sums)[drawn > 0] / drawn[drawn > 0], _LEVELS)
        return Metric(float(sums.sum() / counts.sum()), (float(low), float(high)))

    def share(self, hits: Choice, among: Choice | None = None) -> Metric:
        """Measure how many images hit.

        Where all hit, or none, every resample says the same, so that the interval would have no width. Instead it is
        that of Clopper and Pearson (1934) for as many trials as there are groups that contribute.

        Args:
            hits: (N,) bool.
            among: (N,) bool, the images that count; all by default. The share of none is not defined.
        """
        metric = self.mean(hits.astype(np.float64), among)
        if metric.value not in (0.0, 1.0):
            return metric
        groups = len(np.unique(self._members if among is None else self._members[among]))
        bound = _LEVELS[0] ** (1 / groups)
        return Metric(1.0, (bound, 1.0)) if metric.value else Metric(0.0, (0.0, 1 - bound))


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


def confusion(labels: Labels, predicted: Labels, class_count: int) -> npt.NDArray[np.int64]:
    """Count images by true class (rows) and predicted class (columns): (C, C) int64."""
    cells = np.bincount(labels * class_count + predicted, minlength=class_count * class_count)
    return cells.reshape(class_count, class_count)


def classification_metrics(
    labels: Labels, probabilities: npt.NDArray[np.float32], groups: Sequence[str], classes: Sequence[str]
) -> dict[str, Any]:
    """Measure a classifier.

    Args:
        labels: (N,) indices of the true classes.
        probabilities: (N, C), calibrated.
        groups: of the N images.
        classes: the names of the C classes.

    Returns:
        Plain values: `images`, `groups`, `accuracy`, `log_loss` (nats), `per_class` (precision, recall, f1, images)
        and `confusion` (true classes in rows).
    """
    bootstrap = Bootstrap(groups)
    predicted = probabilities.argmax(axis=1).astype(np.int64)
    true = probabilities[np.arange(len(labels)), labels].astype(float)
    losses = -np.log(np.maximum(true, np.finfo(np.float32).tiny))
    return {
        "images": len(labels),
        "groups": len(set(groups)),
        "accuracy": bootstrap.share(predicted == labels).as_dict(),
        "log_loss": bootstrap.mean(losses).as_dict(),
        "per_class": {
            name: {
                "images": int(np.sum(labels == index)),
                **_class_metrics(labels == index, predicted == index, bootstrap),
            }
            for index, name in enumerate(classes)
        },
        "confusion": {"classes": list(classes), "counts": confusion(labels, predicted, len(classes)).tolist()},
    }


def trust_metrics(
    labels: Labels, sets: Choice, is_refused: Choice, groups: Sequence[str], nominal: float
) -> dict[str, Any]:
    """Measure what the prediction sets and the novelty limit do on all images, refused or not.

    Args:
        labels: (N,) indices of the true classes.
        sets: (N, C) bool, the members of each prediction set.
        is_refused: (N,) bool, which images lie outside the training data.
        groups: of the N images.
        nominal: the coverage that the sets were fitted to.

    Returns:
        Plain values: `prediction_sets` (nominal; coverage, the share of the sets that hold the true class; mean_size;
        single, the share of the sets of one class) and `refused`.
    """
    bootstrap = Bootstrap(groups)
    sizes = sets.sum(axis=1)
    return {
        "prediction_sets": {
            "nominal": nominal,
            "coverage": bootstrap.share(sets[np.arange(len(labels)), labels]).as_dict(),
            "mean_size": float(sizes.mean()),
            "single": bootstrap.share(sizes == 1).as_dict(),
        },
        "refused": bootstrap.share(is_refused).as_dict(),
    }


def _class_metrics(is_present: Choice, is_called: Choice, bootstrap: Bootstrap) -> dict[str, Any]:
    """Measure precision, recall and F1 of a class; none is defined where the class is not called or does not occur."""
    overlap = bootstrap.share(is_present & is_called, is_present | is_called)
    return {
        "precision": bootstrap.share(is_present, is_called).as_dict(),
        "recall": bootstrap.share(is_called, is_present).as_dict(),
        "f1": Metric(_f1(overlap.value), (_f1(overlap.interval[0]), _f1(overlap.interval[1]))).as_dict(),
    }


def _f1(overlap: float) -> float:
    """Turn the share of hits among the images that are of a class or called so into F1, which rises with it."""
    return 2 * overlap / (1 + overlap)
