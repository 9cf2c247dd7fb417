"""How far a picture's features lie from those of the training data."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_DIRECTIONS = 64


@dataclass(frozen=True, slots=True, eq=False)
class NoveltyModel:
    """Class means with one shared covariance: the main directions apart, the rest as one variance.

    This is the distance of Lee et al. (2018) with the covariance of probabilistic principal components (Tipping and
    Bishop, 1999), which needs little room.

    Attributes:
        means: (C, K) float32 mean features of the classes.
        directions: (D, K) float32 orthonormal main directions within classes.
        variances: (D,) float32 along them.
        rest_variance: of every other direction.
        limit: the distance up to which a picture counts as like the training data.
    """

    means: FloatArray
    directions: FloatArray
    variances: FloatArray
    rest_variance: float
    limit: float = 1.0

    def distance(self, pooled: FloatArray) -> float:
        """Mahalanobis distance of features (K,) from the nearest class mean."""
        offsets = pooled - self.means
        along = offsets @ self.directions.T
        rest = np.maximum((offsets**2).sum(axis=1) - (along**2).sum(axis=1), 0)
        squared = (along**2 / self.variances).sum(axis=1) + rest / self.rest_variance
        return float(np.sqrt(squared.min()))

    def novelty(self, pooled: FloatArray) -> float:
        """Distance of features (K,) in units of the limit: above 1 is outside the training data."""
        return self.distance(pooled) / self.limit


def fit_novelty(
    pooled: FloatArray,
    labels: npt.NDArray[np.int64],
    held_out: FloatArray,
    false_rejection: float,
) -> NoveltyModel:
    """Learn what the features of the training data look like.

    Args:
        pooled: (N, K) features of the training data.
        labels: (N,) their classes, every one of 0..C-1 at least once.
        held_out: (M, K) features of validation data, for the limit.
        false_rejection: share of the validation data that may lie outside, in (0, 1).
    """
    means = np.stack([pooled[labels == c].mean(axis=0) for c in range(int(labels.max()) + 1)])
    centred = (pooled - means[labels]).astype(np.float64)
    values, vectors = np.linalg.eigh(centred.T @ centred / len(pooled))
    count = max(1, min(_DIRECTIONS, len(pooled) - 1, len(values) - 1))
    floor = max(float(values[-1]) * 1e-6, 1e-12)
    model = NoveltyModel(
        means=means.astype(np.float32),
        directions=np.ascontiguousarray(vectors[:, ::-1][:, :count].T, np.float32),
        variances=np.maximum(values[::-1][:count], floor).astype(np.float32),
        rest_variance=max(float(values[:-count].mean()), floor),
    )
    limit = float(np.quantile([model.distance(row) for row in held_out], 1 - false_rejection))
    return NoveltyModel(model.means, model.directions, model.variances, model.rest_variance, max(limit, 1e-6))
