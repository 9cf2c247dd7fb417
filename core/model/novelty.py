"""Novelty: how far a picture's features are from those of the training data.

Own code: scikit-learn, which has the parts of it, is not in what reads pictures, and a package must not hold pickles of
it.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_DIRECTIONS = 64
# A feature is limited to this many standard deviations, so that none decides alone.
_MOST_DEVIATIONS = 8.0
_RIDGE = 0.1
_LEAST_SCALE = 1e-3
# The second limit: this share of the pictures of other things is above it, and at most this share of slices.
_FOREIGN_BELOW = 0.05
_BRAINS_BELOW = 0.995


@dataclass(frozen=True, slots=True, eq=False)
class NoveltyModel:
    """Class means with one shared covariance: the main directions each, the rest as one variance.

    This is the distance of Lee et al. (2018) with the covariance of probabilistic principal components (Tipping and
    Bishop, 1999), which needs little room. Where the model was shown other kinds of pictures (outlier exposure,
    Hendrycks et al., 2019), a linear score that separates those is added, and the higher of the two counts:
    the first describes the training data, the second what to look at.

    Attributes:
        means: (C, D) float32 mean features of the classes.
        directions: (Q, D) float32 orthonormal main directions within classes.
        variances: (Q,) float32 along them.
        rest_variance: of every other direction.
        limit: the distance up to which a picture counts as like the training data.
        centre: (D,) float32 subtracted from the features first, or None.
        scale: (D,) float32 that they are then divided by, or None.
        weights: (D,) float32 of the linear score, or None where no other pictures were shown.
        bias: of the linear score, which is above 1 outside.
        foreign_limit: the novelty, in units of the limit, above which a picture is not of the kind at all; from 1
            on. Between the two it is unlike the training data.
    """

    means: FloatArray
    directions: FloatArray
    variances: FloatArray
    rest_variance: float
    limit: float = 1.0
    centre: FloatArray | None = None
    scale: FloatArray | None = None
    weights: FloatArray | None = None
    bias: float = 0.0
    foreign_limit: float = 1.0

    def distance(self, features: FloatArray) -> float:
        """Mahalanobis distance of features (D,) from the nearest class mean."""
        return self._distance(self._standardised(features))

    def novelty(self, features: FloatArray) -> float:
        """Distance of features (D,) in units of the limit, or the linear score if higher: above 1 is outside."""
        standardised = self._standardised(features)
        novelty = self._distance(standardised) / self.limit
        return novelty if self.weights is None else max(novelty, float(standardised @ self.weights) + self.bias)

    def _standardised(self, features: FloatArray) -> FloatArray:
        if self.centre is None or self.scale is None:
            return features
        standardised: FloatArray = np.clip(
            (features - self.centre) / self.scale, -_MOST_DEVIATIONS, _MOST_DEVIATIONS, dtype=np.float32
        )
        return standardised

    def _distance(self, standardised: FloatArray) -> float:
        offsets = standardised - self.means
        along = offsets @ self.directions.T
        rest = np.maximum((offsets**2).sum(axis=1) - (along**2).sum(axis=1), 0)
        squared = (along**2 / self.variances).sum(axis=1) + rest / self.rest_variance
        return float(np.sqrt(squared.min()))


def fit_novelty(
    features: FloatArray,
    labels: npt.NDArray[np.int64],
    held_out: FloatArray,
    false_rejection: float,
    foreign: FloatArray | None = None,
) -> NoveltyModel:
    """Learn what the features of the training data look like.

    Args:
        features: (N, D) of the training data, best also as other scanners would show them.
        labels: (N,) their classes, every one of 0..C-1 at least once.
        held_out: (M, D) features of validation data, for the limit.
        false_rejection: share of the validation data that may be outside, in (0, 1).
        foreign: (F, D) features of pictures that are nothing of the kind, or None. With them, features are
            standardised first, so that layers of different size count alike.
    """
    centre = scale = None
    if foreign is not None:
        centre, spread = features.mean(axis=0), features.std(axis=0)
        scale = np.maximum(spread, _LEAST_SCALE * float(spread.mean()) + 1e-9).astype(np.float32)
    model = NoveltyModel(
        means=np.zeros((1, features.shape[1]), np.float32),
        directions=np.zeros((1, features.shape[1]), np.float32),
        variances=np.ones(1, np.float32),
        rest_variance=1.0,
        centre=centre,
        scale=scale,
    )
    model = _with_distance(model, model._standardised(features), labels)
    if foreign is None:
        limit = float(np.quantile([model.distance(row) for row in held_out], 1 - false_rejection))
        return replace(model, limit=max(limit, 1e-6))
    # Each score in units of what it says of the outermost of the training data; then both in those of the limit.
    reach = float(np.quantile([model.distance(row) for row in features], 1 - false_rejection))
    weights, bias = _linear_score(model._standardised(features), model._standardised(foreign), false_rejection)
    model = replace(model, limit=max(reach, 1e-6), weights=weights, bias=bias)
    model = with_limit_at(model, max(float(np.quantile(novelties(model, held_out), 1 - false_rejection)), 1e-6))
    return replace(model, foreign_limit=foreign_limit(novelties(model, held_out), novelties(model, foreign)))


def novelties(model: NoveltyModel, features: FloatArray) -> npt.NDArray[np.float64]:
    """Return the novelty of each of N pictures: (N,) float64 from features (N, D)."""
    return np.array([model.novelty(row) for row in features], np.float64)


def with_limit_at(model: NoveltyModel, novelty: float) -> NoveltyModel:
    """Move the first limit to where a novelty above 0 was: what had it has 1 from then on. The second stays in place.

    Args:
        model: to be changed.
        novelty: in units of the limit as it is.
    """
    return replace(
        model,
        limit=model.limit * novelty,
        weights=None if model.weights is None else model.weights / np.float32(novelty),
        bias=model.bias / novelty,
        foreign_limit=max(1.0, model.foreign_limit / novelty),
    )


def foreign_limit(
    slices: npt.NDArray[np.float64], foreign: npt.NDArray[np.float64], weights: npt.NDArray[np.float64] | None = None
) -> float:
    """Find the second limit, above which a picture is no brain MRI: from 1 on, in units of the first.

    It is where most of the pictures of other things are above it, and never where more than one slice in two hundred
    would be: such a slice is to be called unlike the training data, not something else.

    Args:
        slices: (N,) novelties of slices that the model did not learn from, best also as other scanners show them.
        foreign: (F,) novelties of pictures of other things.
        weights: (N,) above 0, how much each slice counts; all alike by default.
    """
    return max(1.0, float(np.quantile(foreign, _FOREIGN_BELOW)), quantile(slices, _BRAINS_BELOW, weights))


def quantile(values: npt.NDArray[np.float64], share: float, weights: npt.NDArray[np.float64] | None = None) -> float:
    """Find the least of values (N,) that at least a share of them, by weights (N,), does not exceed."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(np.ones(len(values)) if weights is None else weights[order])
    place = int(np.searchsorted(reached, share * reached[-1] * (1 - 1e-12)))
    return float(values[order[min(place, len(values) - 1)]])


def _with_distance(model: NoveltyModel, features: FloatArray, labels: npt.NDArray[np.int64]) -> NoveltyModel:
    means = np.stack([features[labels == c].mean(axis=0) for c in range(int(labels.max()) + 1)])
    centred = (features - means[labels]).astype(np.float64)
    values, vectors = np.linalg.eigh(centred.T @ centred / len(features))
    count = max(1, min(_DIRECTIONS, len(features) - 1, len(values) - 1))
    floor = max(float(values[-1]) * 1e-6, 1e-12)
    return replace(
        model,
        means=means.astype(np.float32),
        # Rounded to half precision, they take half the room in a compressed file.
        directions=np.ascontiguousarray(vectors[:, ::-1][:, :count].T, np.float16).astype(np.float32),
        variances=np.maximum(values[::-1][:count], floor).astype(np.float32),
        rest_variance=max(float(values[:-count].mean()), floor),
    )


def _linear_score(features: FloatArray, foreign: FloatArray, false_rejection: float) -> tuple[FloatArray, float]:
    """Separate two clouds, of equal weight, by ridge regression: 0 in the middle of the first, 1 at its edge."""
    both = np.concatenate([features, foreign]).astype(np.float64)
    share = np.repeat([0.5 / len(features), 0.5 / len(foreign)], [len(features), len(foreign)])
    target = np.repeat([-1.0, 1.0], [len(features), len(foreign)])
    centred = both - share @ both
    spread = centred.T @ (centred * share[:, None])
    weights = np.linalg.solve(
        spread + _RIDGE * np.trace(spread) / len(spread) * np.eye(len(spread)), centred.T @ (share * target)
    )
    inside = features @ weights
    middle, edge = np.quantile(inside, (0.5, 1 - false_rejection))
    unit = max(float(edge - middle), 1e-9)
    return (weights / unit).astype(np.float32), -float(middle) / unit
