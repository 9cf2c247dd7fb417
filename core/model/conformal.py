"""Split conformal prediction: which classes are plausible at a level of confidence, by two questions.

*Is there a tumour?* is answered for tumours and for tumour-free slices separately (label-conditional, Vovk, 2012), *of
which kind?* by least ambiguous sets over the kinds, given that there is one (Sadinle et al., 2019).

Own code: libraries for conformal prediction (MAPIE) build on scikit-learn, which core does without.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from core.model.calibration import prediction_set
from core.model.confidence_levels import LEVELS

FloatArray = npt.NDArray[np.float32]

# Those that a package may hold thresholds for; the low ones serve models with very few calibration images.
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.85, *(percent / 100 for percent in range(90, 100)))

# A class that is more likely wrong than right is never alone.
_LEAST_ALONE = 0.5
# Rounding of float32.
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least scores with which answers are plausible, each for the coverages that are promised.

    Attributes:
        coverages: ascending, some of `COVERAGES`.
        tumour: least probability of a tumour with which there may be one; None without a tumour-free class.
        tumour_free: least probability of the tumour-free class with which there may be none; None without one.
        kind: least probability of a kind, given a tumour, with which it is plausible; None where there is one kind.
    """

    coverages: tuple[float, ...]
    tumour: tuple[float, ...] | None
    tumour_free: tuple[float, ...] | None
    kind: tuple[float, ...] | None


class DecisionRule(Protocol):
    """From calibrated probabilities to the classes that are plausible."""

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels that can be asked for, ascending; one at least."""

    def plausible(self, probabilities: FloatArray, level: float, is_kind_open: bool = False) -> list[int]:
        """List the plausible classes, most probable first; never none.

        Args:
            probabilities: (C,) calibrated.
            level: one of `levels`.
            is_kind_open: whether the kinds of tumours cannot be distinguished in this picture; then all are plausible.
        """


@dataclass(frozen=True, slots=True)
class TwoQuestionRule:
    """Whether there is a tumour, then of which kind.

    Attributes:
        thresholds: by coverage.
        tumour_free: index of the tumour-free class; None where the model has none, which leaves the second question.
    """

    thresholds: Thresholds
    tumour_free: int | None

    @property
    def levels(self) -> tuple[float, ...]:
        """Those of `LEVELS` that are promised; where none is, the highest coverage that is."""
        promised = self.thresholds.coverages
        return tuple(level for level in LEVELS if level in promised) or (max(promised),)

    def plausible(self, probabilities: FloatArray, level: float, is_kind_open: bool = False) -> list[int]:
        """List the plausible classes, most probable first; never none."""
        scores = probabilities.astype(np.float64)
        order = [int(index) for index in np.argsort(-probabilities, kind="stable")]
        place = self.thresholds.coverages.index(level)
        kinds = [index for index in order if index != self.tumour_free]
        tumour = float(scores[kinds].sum())
        if self.tumour_free is None:
            return kinds if is_kind_open else self._plausible_kinds(scores, kinds, tumour, place, _LEAST_ALONE)
        has_tumour, has_none = self._answer_first(tumour, float(scores[self.tumour_free]), place)
        found = {self.tumour_free} if has_none else set()
        if has_tumour and is_kind_open:
            found.update(kinds)
        elif has_tumour:
            # Of kinds without the tumour-free class, the sum of the kinds' probabilities counts.
            least = _LEAST_ALONE if has_none else _LEAST_ALONE / tumour
            found.update(self._plausible_kinds(scores, kinds, tumour, place, least))
        return [index for index in order if index in found]

    def _answer_first(self, tumour: float, tumour_free: float, place: int) -> tuple[bool, bool]:
        """Return whether a tumour is plausible, and whether none is."""
        limits = self.thresholds
        least_tumour = limits.tumour[place] if limits.tumour else 0.0
        least_free = limits.tumour_free[place] if limits.tumour_free else 0.0
        # If neither reaches its threshold, the more probable one is added, which keeps the coverage.
        return (
            tumour >= min(least_tumour, _LEAST_ALONE - _SLACK),
            tumour_free >= min(least_free, _LEAST_ALONE - _SLACK),
        )

    def _plausible_kinds(
        self, scores: npt.NDArray[np.float64], kinds: Sequence[int], tumour: float, place: int, together_at_least: float
    ) -> list[int]:
        """List those that are plausible given a tumour, and as many more as it takes to reach a share together."""
        least = self.thresholds.kind[place] if self.thresholds.kind else 0.0
        found: list[int] = []
        together = 0.0
        for index in kinds:
            share = float(scores[index]) / tumour if tumour > 0 else 1 / len(kinds)
            if share < least - _SLACK and together >= together_at_least - _SLACK:
                break
            found.append(index)
            together += share
        return found


@dataclass(frozen=True, slots=True)
class OneThresholdRule:
    """One question over all classes, at the one level that packages of format 1 know.

    Attributes:
        level: how often the set holds the true class.
        threshold: least probability of a plausible class.
    """

    level: float
    threshold: float

    @property
    def levels(self) -> tuple[float, ...]:
        """The one level."""
        return (self.level,)

    def plausible(self, probabilities: FloatArray, level: float, is_kind_open: bool = False) -> list[int]:
        """List the plausible classes, most probable first; never none. The kinds are not a separate question here."""
        if level != self.level:
            raise ValueError(f"expected the level {self.level:g}, got {level:g}")
        return prediction_set(probabilities, self.threshold)


def effective_count(weights: npt.NDArray[np.float64], groups: Sequence[str] | None = None) -> float:
    """Compute how many images of equal weight are worth as much as these (N,) of different ones (Kish, 1965).

    Args:
        weights: (N,), how much each image counts.
        groups: of the images, to compute it for groups: images of one patient resemble each other.
    """
    if groups is not None:
        _, places = np.unique(np.array(groups, np.str_), return_inverse=True)
        weights = np.bincount(places.reshape(-1), weights).astype(np.float64)
    total, squares = float(weights.sum()), float((weights**2).sum())
    return total**2 / squares if squares > 0 else 0.0


def fit_thresholds(
    probabilities: FloatArray,
    labels: npt.NDArray[np.int64],
    weights: npt.NDArray[np.float64],
    tumour_free: int | None,
    groups: Sequence[str] | None = None,
) -> Thresholds:
    """Find the thresholds of both questions, for each coverage that the images suffice to promise.

    A promise for images of new groups needs as many groups as a promise for images needs images.

    Args:
        probabilities: (N, C) calibrated, of images that the network did not learn from.
        labels: (N,) indices of their true classes.
        weights: (N,) above 0, how much each image counts.
        tumour_free: index of the tumour-free class, or None.
        groups: of the N images, such as their patients; None where each image is one.

    Raises:
        ValueError: if there are no images, or none on one side of the first question.
    """
    scores = probabilities.astype(np.float64)
    is_free = labels == tumour_free if tumour_free is not None else np.zeros(len(labels), bool)
    tumour = scores.sum(axis=1) if tumour_free is None else scores.sum(axis=1) - scores[:, tumour_free]
    of_kind = scores[np.arange(len(labels)), labels] / np.maximum(tumour, np.finfo(np.float64).tiny)
    counts = [
        effective_count(weights[side], None if groups is None else [groups[int(at)] for at in np.flatnonzero(side)])
        for side in (~is_free, is_free)
    ]
    parts: list[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], float] | None] = [None, None, None]
    if tumour_free is not None:
        parts[0] = tumour[~is_free], weights[~is_free], counts[0]
        parts[1] = scores[is_free, tumour_free], weights[is_free], counts[1]
    if scores.shape[1] - (tumour_free is not None) > 1:
        parts[2] = of_kind[~is_free], weights[~is_free], counts[0]
    asked = [part for part in parts if part is not None]
    if not asked or any(len(part[0]) == 0 for part in asked):
        raise ValueError("expected calibration images with a tumour and, where there is such a class, without one")
    fewest = min(part[2] for part in asked)
    # Of N groups and one more, the one more has the least score once in N + 1 times: nothing more can be promised.
    promised = tuple(coverage for coverage in COVERAGES if coverage <= fewest / (fewest + 1) + 1e-9)
    limits = [part and tuple(_least_score(*part, coverage) for coverage in promised) for part in parts]
    return Thresholds(promised, *limits)


def _least_score(
    scores: npt.NDArray[np.float64], weights: npt.NDArray[np.float64], count: float, coverage: float
) -> float:
    """Find the score that a new image's score is below with a probability of at most 1 - coverage.

    With equal weights it is the rank of split conformal prediction. The new image weighs as much as an average one of
    the `effective_count`, or as an average group, and is taken to be below all others (hierarchical conformal
    prediction, Lee et al., 2023).
    """
    order = np.argsort(scores, kind="stable")
    shares = weights[order] / weights.sum()
    below = ((np.cumsum(shares) - shares) * count + 1) / (count + 1)
    # The last score below which the share is no more than allowed.
    rank = int(np.searchsorted(below, 1 - coverage + 1e-9, side="right"))
    return float(scores[order[rank - 1]]) if rank else 0.0
