"""Calibrate a model on images that its network had not seen: biases, temperature, thresholds of both questions.

Needs no TensorFlow: it takes logits, whichever program computed them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.model.calibration import fit_bias, fit_temperature, images_to_promise, softmax
from core.model.confidence_levels import LEVELS
from core.model.conformal import Thresholds, fit_thresholds
from core.model.known_classes import TUMOUR_FREE
from training.calibration.scores import Unseen
from training.calibration.unseen_sources import join_sources

FloatArray = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]

# A source with at least this many groups of a class counts as a whole one: none of them then uses up alone what the
# highest level leaves out.
_WHOLE_SOURCE = images_to_promise(LEVELS[-1])


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationImages:
    """Images to calibrate with, N of them, of C classes.

    Attributes:
        classes: their names.
        logits: (N, C) float32 as they leave the network.
        labels: (N,) int64.
        sources: of the images, "" where unknown.
        groups: of the images, no two patients in one.
        unseen: what the network that answered had not seen of each.
        novelties: (N,) float64, each in units of that network's own limit.
        origin: where they come from, in words.
        digest: SHA-256 of the files of scores; None where they are the validation images.
        fits_biases: whether biases are fitted to them. Other networks favour other classes a little, not necessarily
            those that the calibrated network favours.
    """

    classes: tuple[str, ...]
    logits: FloatArray
    labels: npt.NDArray[np.int64]
    sources: tuple[str, ...]
    groups: tuple[str, ...]
    unseen: tuple[Unseen, ...]
    novelties: npt.NDArray[np.float64]
    origin: str
    digest: str | None = None
    fits_biases: bool = True

    @property
    def tumour_free(self) -> int | None:
        """Index of the tumour-free class; None where there is none."""
        return self.classes.index(TUMOUR_FREE) if TUMOUR_FREE in self.classes else None

    def weights(self) -> Weights:
        """Return the weight of each image, as `weights_of` does."""
        return weights_of(self.labels, joined_sources(self.sources, self.groups), self.groups, self.tumour_free)

    def only(self, is_chosen: npt.NDArray[np.bool_]) -> "CalibrationImages":
        """Return those of a choice (N,)."""
        places = np.flatnonzero(is_chosen).tolist()
        return replace(
            self,
            logits=self.logits[places],
            labels=self.labels[places],
            sources=tuple(self.sources[place] for place in places),
            groups=tuple(self.groups[place] for place in places),
            unseen=tuple(self.unseen[place] for place in places),
            novelties=self.novelties[places],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """The result of a calibration.

    Attributes:
        biases: (C,) float32 added to the logits.
        temperature: that the sums are then divided by.
        thresholds: of both questions.
    """

    biases: FloatArray
    temperature: float
    thresholds: Thresholds

    def probabilities(self, logits: FloatArray) -> FloatArray:
        """Turn logits (N, C) into calibrated probabilities of the same shape."""
        return softmax(logits + self.biases, self.temperature)


def joined_sources(sources: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
    """Name the source of each image; sources that share groups, such as two sequences of one patient, are one."""
    joined = join_sources(zip(sources, groups, strict=True))
    return tuple(joined.get(source, source) for source in sources)


def weights_of(
    labels: npt.NDArray[np.int64], sources: Sequence[str], groups: Sequence[str], tumour_free: int | None
) -> Weights:
    """Compute the weight of each image.

    Images with a tumour count half and those without half, and each kind as much as the next: what is stated as a
    probability then means "if half of the slices showed a tumour", whatever shares a collection happens to have. Within
    a class each source counts the same, so that thresholds are not those of the largest one; within a source each
    group, since the slices of one patient are much alike; within a group each image. A source of fewer groups in
    the class than the highest level takes counts as many parts of a whole source as it has of those groups: otherwise
    its few images would decide thresholds and levels alone.

    Args:
        labels: (N,).
        sources: of the images.
        groups: of the images.
        tumour_free: index of the tumour-free class, or None; without one all classes count the same.

    Returns:
        (N,) float64 that add up to 1.
    """
    keys = list(zip(labels.tolist(), sources, groups, strict=True))
    images = Counter(keys)
    held_groups = Counter((label, source) for label, source, _ in images)
    parts = {cell: min(count, _WHOLE_SOURCE) for cell, count in held_groups.items()}
    held_parts: Counter[int] = Counter()
    for (label, _), part in parts.items():
        held_parts[label] += part
    kinds = sum(label != tumour_free for label in held_parts)
    has_both = tumour_free in held_parts and kinds > 0
    share = {
        label: (0.5 if label == tumour_free else 0.5 / kinds) if has_both else 1 / len(held_parts)
        for label in held_parts
    }
    return np.array(
        [share[key[0]] * parts[key[:2]] / held_parts[key[0]] / held_groups[key[:2]] / images[key] for key in keys],
        np.float64,
    )


def calibrate(images: CalibrationImages, changed: FloatArray | None = None) -> Calibration:
    """Fit biases and temperature, then the thresholds.

    Args:
        images: to calibrate with, some of every class.
        changed: (M * N, C) logits of M changed copies of all images, the first of all first, which biases and
            temperature are fitted to as well: a probability should hold for pictures that look somewhat different.
    """
    weights = images.weights()
    logits, copies = images.logits, 1
    if changed is not None:
        logits = np.concatenate([logits, changed])
        copies = len(logits) // len(weights)
    labels, all_weights = np.tile(images.labels, copies), np.tile(weights, copies)
    biases = fit_bias(logits, labels, all_weights) if images.fits_biases else np.zeros(logits.shape[1], np.float32)
    temperature = fit_temperature(logits + biases, labels, all_weights)
    probabilities = softmax(images.logits + biases, temperature)
    thresholds = fit_thresholds(probabilities, images.labels, weights, images.tumour_free, images.groups)
    return Calibration(biases, temperature, thresholds)
