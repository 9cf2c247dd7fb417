"""Figures of a classifier, each with a 95 % interval bootstrapped over groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_RESAMPLES = 2000
_SEED = 20
_LEVELS = (0.025, 0.975)

FloatArray = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


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

    def metric(self, figure: Callable[[FloatArray], float]) -> Metric:
        """Measure a figure with its interval.

        Args:
            figure: from the weights of the N images to the figure; NaN where it is not defined.
        """
        ones = np.ones(len(self._members))
        drawn = [figure(draw[self._members].astype(float)) for draw in self._draws]
        defined = [value for value in drawn if not np.isnan(value)]
        low, high = np.quantile(defined, _LEVELS) if defined else (np.nan, np.nan)
        return Metric(float(figure(ones)), (float(low), float(high)))


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


def confusion(labels: Labels, predicted: Labels, class_count: int, weights: FloatArray | None = None) -> FloatArray:
    """Count images by true class (rows) and predicted class (columns): (C, C) float64."""
    cells = labels * class_count + predicted
    return np.bincount(cells, weights, class_count * class_count).reshape(class_count, class_count).astype(np.float64)


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
    is_right = (predicted == labels).astype(float)
    true = probabilities[np.arange(len(labels)), labels].astype(float)
    losses = -np.log(np.maximum(true, np.finfo(np.float32).tiny))

    def of_class(index: int, ratio: Callable[[FloatArray, int], float]) -> dict[str, Any]:
        return bootstrap.metric(lambda w: ratio(confusion(labels, predicted, len(classes), w), index)).as_dict()

    return {
        "images": len(labels),
        "groups": len(set(groups)),
        "accuracy": bootstrap.metric(lambda w: float(np.average(is_right, weights=w))).as_dict(),
        "log_loss": bootstrap.metric(lambda w: float(np.average(losses, weights=w))).as_dict(),
        "per_class": {
            name: {
                "images": int(np.sum(labels == index)),
                "precision": of_class(index, precision),
                "recall": of_class(index, recall),
                "f1": of_class(index, f1),
            }
            for index, name in enumerate(classes)
        },
        "confusion": {
            "classes": list(classes),
            "counts": confusion(labels, predicted, len(classes)).astype(int).tolist(),
        },
    }


def precision(matrix: FloatArray, index: int) -> float:
    """Share of the images called a class that are of it; NaN where none is called so."""
    called = matrix[:, index].sum()
    return float(matrix[index, index] / called) if called else float("nan")


def recall(matrix: FloatArray, index: int) -> float:
    """Share of the images of a class that are called so; NaN where there are none."""
    present = matrix[index].sum()
    return float(matrix[index, index] / present) if present else float("nan")


def f1(matrix: FloatArray, index: int) -> float:
    """Harmonic mean of precision and recall; NaN where the class neither occurs nor is called."""
    both = matrix[:, index].sum() + matrix[index].sum()
    return float(2 * matrix[index, index] / both) if both else float("nan")
