"""Calibration: temperature scaling, class biases, and the coverage that conformal prediction can promise."""

import math

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

# Coverage that a prediction set should reach, if there are enough validation images.
COVERAGE = 0.99

_STEPS = 60
_NEWTON_STEPS = 30
# Variance of the prior of the biases: a normal distribution about 0.
_BIAS_VARIANCE = 0.5
_LEAST_SLOPE = 0.05
_GOLDEN = (math.sqrt(5) - 1) / 2


def softmax(logits: FloatArray, temperature: float = 1.0) -> FloatArray:
    """Turn logits (..., C) into probabilities of the same shape, float32 in [0, 1]."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=-1, keepdims=True)
    powers = np.exp(scaled)
    return (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)


def log_loss(
    logits: FloatArray,
    labels: npt.NDArray[np.int64],
    temperature: float = 1.0,
    weights: npt.NDArray[np.float64] | None = None,
) -> float:
    """Mean negative log probability of the true class, in nats; logits (N, C), labels (N,), weights (N,)."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    normaliser = np.log(np.exp(scaled).sum(axis=1))
    return float(np.average(normaliser - scaled[np.arange(len(labels)), labels], weights=weights))


def fit_temperature(
    logits: FloatArray, labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64] | None = None
) -> float:
    """Find the temperature in [0.05, 20] of least log loss (Guo et al., 2017), by golden-section search.

    Args:
        logits: (N, C) on validation data.
        labels: (N,) indices of the true classes.
        weights: (N,) above 0, how much each image counts; all alike by default.
    """
    low, high = math.log(0.05), math.log(20.0)
    for _ in range(_STEPS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        at_left, at_right = (log_loss(logits, labels, math.exp(one), weights) for one in (left, right))
        if at_left < at_right:
            high = right
        else:
            low = left
    return math.exp((low + high) / 2)


def fit_bias(
    logits: FloatArray, labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64] | None = None
) -> FloatArray:
    """Find a bias for each class's logit, together with a temperature, for the least log loss.

    A network trained on other class shares than those of the data, or on made slices, favours some classes:
    this is bias-corrected temperature scaling (Alexandari et al., 2020), by Newton's method.

    Args:
        logits: (N, C) on validation data.
        labels: (N,) indices of the true classes.
        weights: (N,) above 0, how much each image counts; all alike by default.

    Returns:
        (C,) float32 in units of the logits, adding up to 0; all 0 where no temperature above 0 fits.
    """
    scores = logits.astype(np.float64)
    count, classes = scores.shape
    shares = np.full(count, 1 / count) if weights is None else weights / weights.sum()
    # The slope, then the biases of the scaled logits.
    found = np.concatenate([[1.0], np.zeros(classes)])
    moves = np.concatenate([scores[:, :, None], np.broadcast_to(np.eye(classes), (count, classes, classes))], axis=2)
    # The prior counts against as many images as those of different weights are worth (Kish, 1965).
    ridge = np.concatenate([[0.0], np.full(classes, float((shares**2).sum()) / _BIAS_VARIANCE)])
    for _ in range(_NEWTON_STEPS):
        chances = softmax((found[0] * scores + found[1:]).astype(np.float32)).astype(np.float64)
        wrong = chances.copy()
        wrong[np.arange(count), labels] -= 1
        slope = np.einsum("n,nc,nck->k", shares, wrong, moves, optimize=True) + ridge * found
        average = np.einsum("nc,nck->nk", chances, moves)
        weighted = chances * shares[:, None]
        bend = np.einsum("nc,nck,ncl->kl", weighted, moves, moves, optimize=True) - (average.T * shares) @ average
        step = np.linalg.solve(bend + np.diag(ridge + 1e-9), slope)
        found -= step * min(1.0, 1.0 / max(float(np.abs(step).max()), 1e-12))
    if not found[0] >= _LEAST_SLOPE:
        return np.zeros(classes, np.float32)
    bias = found[1:] / found[0]
    return (bias - bias.mean()).astype(np.float32)


def promised_coverage(images: int, wanted: float = COVERAGE) -> float:
    """Compute the coverage that split conformal prediction can promise, in steps of 0.001.

    Of N exchangeable images and one more, the one more has the least probability once in N + 1 times: no threshold
    that N images yield promises more than N / (N + 1).

    Args:
        images: N, on which the threshold is found, at least 1.
        wanted: the highest coverage to return, in (0, 1).
    """
    return min(wanted, 1000 * images // (images + 1) / 1000)


def images_to_promise(coverage: float) -> int:
    """Compute how many images split conformal prediction needs to promise a coverage in (0, 1)."""
    return math.ceil(coverage / (1 - coverage) - 1e-9)


def prediction_set(probabilities: FloatArray, threshold: float) -> list[int]:
    """List the classes (C,) that are plausible, most probable first.

    They are those at or above the threshold, and then the most probable ones until the set reaches the threshold and
    one half together: a class that is more likely wrong than right is never alone. A larger set keeps the coverage.
    """
    order = np.argsort(-probabilities, kind="stable")
    above = int((probabilities >= threshold).sum())
    together = np.cumsum(probabilities[order].astype(np.float64))
    least = int(np.searchsorted(together, max(min(threshold, 1.0), 0.5) - 1e-6)) + 1
    return [int(i) for i in order[: min(max(above, least), len(order))]]
