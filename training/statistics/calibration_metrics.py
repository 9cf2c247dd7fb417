"""Calibration metrics: do stated probabilities come true? ECE, Brier score, reliability diagram."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.model.known_classes import TUMOUR_FREE
from training.statistics.bootstrap import Bootstrap, Choice, FloatArray
from training.statistics.figures import Calibration, Figure, ReliabilityBin

BINS = 15

Labels = npt.NDArray[np.int64]


def calibration_metrics(
    labels: Labels, probabilities: npt.NDArray[np.float32], classes: Sequence[str], bootstrap: Bootstrap
) -> Calibration:
    """Compare stated probabilities with the observed frequencies.

    Args:
        labels: (N,) indices of the true classes.
        probabilities: (N, C), calibrated.
        classes: the names of the C classes.
        bootstrap: over the N images.

    Returns:
        Plain values: `ece`, the expected calibration error (Naeini et al., 2015) of the top probability in 15 equally
        wide bins; `brier`, the squared error of all probabilities, summed over the classes (Brier, 1950);
        `any_tumour_ece`, the same error of the probability of any tumour, None where no class is tumour-free; `bins`,
        the reliability diagram of the top probability.
    """
    stated = probabilities.max(axis=1).astype(np.float64)
    is_right = probabilities.argmax(axis=1) == labels
    squares = ((probabilities - np.eye(len(classes))[labels]) ** 2).sum(axis=1)
    tumour_free = classes.index(TUMOUR_FREE) if TUMOUR_FREE in classes else None
    return {
        "ece": _calibration_error(stated, is_right, bootstrap),
        "brier": bootstrap.mean(squares).as_dict(),
        "any_tumour_ece": None
        if tumour_free is None
        else _calibration_error(1 - probabilities[:, tumour_free].astype(np.float64), labels != tumour_free, bootstrap),
        "bins": reliability_bins(stated, is_right),
    }


def reliability_bins(stated: FloatArray, came_true: Choice) -> list[ReliabilityBin]:
    """Count 15 bins of stated probabilities (N,) and how often they came true, (N,) bool.

    Returns:
        Plain values for each bin: `low`, `high`, `images`, `confidence` (mean stated) and `accuracy` (share that came
        true), both None where the bin is empty.
    """
    index = _bin_index(stated)
    counts = np.bincount(index, minlength=BINS)
    sums, hits = (np.bincount(index, values, BINS) for values in (stated, came_true.astype(np.float64)))
    return [
        {
            "low": number / BINS,
            "high": (number + 1) / BINS,
            "images": int(count),
            "confidence": float(sums[number] / count) if count else None,
            "accuracy": float(hits[number] / count) if count else None,
        }
        for number, count in enumerate(counts)
    ]


def _calibration_error(stated: FloatArray, came_true: Choice, bootstrap: Bootstrap) -> Figure:
    gaps = np.zeros((len(stated), BINS + 1))
    gaps[np.arange(len(stated)), _bin_index(stated)] = stated - came_true
    gaps[:, BINS] = 1

    def error(sums: FloatArray) -> FloatArray:
        return np.abs(sums[..., :BINS]).sum(axis=-1) / sums[..., BINS]

    return bootstrap.of_sums(gaps, error).as_dict()


def _bin_index(stated: FloatArray) -> npt.NDArray[np.int64]:
    return np.clip((stated * BINS).astype(np.int64), 0, BINS - 1)
