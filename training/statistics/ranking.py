"""Ranking of images by a score: area under the ROC curve, and the risk-coverage curve.

Own code: scikit-learn's area takes one set of weights at a time, here the images are ranked once for all resamples.
"""

import numpy as np
import numpy.typing as npt

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
from training.statistics.figures import RiskCoverage

_SHARES_KEPT = 20


def roc_auc(scores: FloatArray, is_positive: Choice, bootstrap: Bootstrap) -> Metric:
    """Measure the area under the ROC curve; not defined if all are positive, or none.

    Args:
        scores: (N,) the higher, the more likely positive.
        is_positive: (N,) bool.
        bootstrap: over the N images.
    """
    return macro_roc_auc(scores[:, None], is_positive[:, None], bootstrap)


def roc_area(scores: FloatArray, is_positive: Choice) -> float:
    """Return the area under the ROC curve of scores (N,) alone, without an interval; some are positive, some not."""
    return float(_Ranking(scores, is_positive).area(np.ones((1, len(scores))))[0])


def macro_roc_auc(scores: FloatArray, is_positive: Choice, bootstrap: Bootstrap) -> Metric:
    """Average the areas under the ROC curves of several classes, each against the rest.

    If each is 1, every resample is the same. Then the interval is that of Clopper and Pearson for as many pairs of
    a positive and a negative image as there are with no group in common.

    Args:
        scores: (N, C) the higher, the more likely of the class.
        is_positive: (N, C) bool; classes that do not occur, or that all images are of, do not count.
        bootstrap: over the N images.
    """
    occurs = is_positive.any(axis=0) & ~is_positive.all(axis=0)
    if not occurs.any():
        return UNDEFINED
    columns = [_Ranking(scores[:, index], is_positive[:, index]) for index in np.flatnonzero(occurs)]

    def average(weights: FloatArray) -> FloatArray:
        return mean_of_defined(np.stack([column.area(weights) for column in columns], axis=-1))

    metric = bootstrap.of_weights(len(scores), average)
    if metric.value not in (0.0, 1.0):
        return metric
    sides = (
        bootstrap.count_groups(side[:, index])
        for index in np.flatnonzero(occurs)
        for side in (is_positive, ~is_positive)
    )
    return extreme(metric.value, min(sides))


class _Ranking:
    """The images by their score, equal scores together."""

    def __init__(self, scores: FloatArray, is_positive: Choice) -> None:
        self._order = np.argsort(scores, kind="stable")
        ordered = scores[self._order]
        self._starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        self._is_positive = is_positive[self._order]

    def area(self, weights: FloatArray) -> FloatArray:
        """Area (R,) under the ROC curve with the images weighed (R, N): Mann-Whitney, equal scores counting half."""
        weights = weights[:, self._order]
        positive = np.add.reduceat(weights * self._is_positive, self._starts, axis=1)
        negative = np.add.reduceat(weights * ~self._is_positive, self._starts, axis=1)
        below = np.cumsum(negative, axis=1) - negative / 2
        return divided((positive * below).sum(axis=1), positive.sum(axis=1) * negative.sum(axis=1))


def roc_points(scores: FloatArray, is_positive: Choice) -> tuple[FloatArray, FloatArray]:
    """Return the ROC curve: share of the negatives called positive, and of the positives, from (0, 0) to (1, 1)."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    ends = np.flatnonzero(np.concatenate([ordered[1:] != ordered[:-1], [True]]))
    hits = np.cumsum(is_positive[order])[ends]
    misses = np.cumsum(~is_positive[order])[ends]
    return np.concatenate([[0.0], misses / misses[-1]]), np.concatenate([[0.0], hits / hits[-1]])


def risk_coverage(confidence: FloatArray, is_wrong: Choice, bootstrap: Bootstrap) -> RiskCoverage:
    """Measure the errors among the most certain images, the others being left to a person (Geifman and El-Yaniv, 2017).

    Args:
        confidence: (N,) of the images.
        is_wrong: (N,) bool.
        bootstrap: over the N images.

    Returns:
        Plain values: `points` (share `kept` and `error` among them) and `area`, the mean error over all shares.
    """
    order = np.argsort(-confidence, kind="stable")
    errors = is_wrong[order].astype(np.float64)

    def area(weights: FloatArray) -> FloatArray:
        weights = weights[:, order]
        kept = np.cumsum(weights, axis=1)
        risk = np.divide(np.cumsum(weights * errors, axis=1), kept, out=np.zeros_like(kept), where=kept > 0)
        return divided((weights * risk).sum(axis=1), kept[:, -1])

    counts: npt.NDArray[np.int64] = np.ceil(np.arange(1, _SHARES_KEPT + 1) / _SHARES_KEPT * len(errors)).astype(int)
    found = np.cumsum(errors)
    return {
        "points": [
            {"kept": float(count / len(errors)), "error": float(found[count - 1] / count)}
            for count in np.unique(counts)
        ],
        "area": bootstrap.of_weights(len(errors), area).as_dict(),
    }
