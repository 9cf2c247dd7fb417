"""Fit what follows a network to images that it had not seen: biases, temperature, thresholds of both questions.

Needs no TensorFlow: a package is calibrated by logits, whoever gave them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.model.calibration import fit_bias, fit_temperature, images_to_promise, softmax
from core.model.conformal import Thresholds, TwoQuestions, effective_count, fit_thresholds
from core.model.known_classes import TUMOUR_FREE
from core.model.levels import LEVELS, format_levels
from core.program.wording import count_of
from training.calibration.scores import Unseen
from training.calibration.unseen import join_sources
from training.statistics.verdict_metrics import level_key, make_verdicts

FloatArray = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]

# How one source differs from the next, no number of images tells: nothing is promised of the next one.
NEW_SOURCES = "fitted to images of sources that the network had not seen"
MAY_BE_SEEN = "fitted to the validation images, of which some may be of patients that were trained on"
NEW_GROUPS = "promised for images of groups that it had not seen, of the same sources"
_NO_SOURCE = "source not named"
# Each takes a calibration of its own, and nobody reads a table of hundreds.
_MOST_LEFT_OUT = 20
# So many groups of a class make a source count as a whole one: none of them then uses up alone what the highest level
# leaves out.
_WHOLE_SOURCE = images_to_promise(LEVELS[-1])


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationImages:
    """Images that a calibration goes by, N of them, of C classes.

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
        fits_biases: whether biases are fitted to them. Other networks prefer other classes a little, and their
            preferences need not be those of the network that is calibrated.
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
        """Give what each image counts, as `weights_of` does."""
        return weights_of(self.labels, joined_sources(self.sources, self.groups), self.groups, self.tumour_free)

    def only(self, is_chosen: npt.NDArray[np.bool_]) -> "CalibrationImages":
        """Give those of a choice (N,)."""
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
    """What follows a network.

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
    """Tell how much each image counts.

    Images with a tumour count half and those without half, and each kind as much as the next: what is stated as a
    probability then means "if half of the slices showed a tumour", whatever shares a collection happens to have. Within
    a class each source counts the same, so that thresholds are not those of the largest one; within a source each
    group, since the slices of one patient tell much the same; within a group each image. A source of fewer groups in
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
        images: to go by, some of every class.
        changed: (M * N, C) logits of M changed copies of all images, the first of all first, which biases and
            temperature go by too: a probability is to hold for pictures that look somewhat different.
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


def calibration_values(images: CalibrationImages, calibration: Calibration) -> dict[str, Any]:
    """Give what `package.json` holds as `calibration`: what the verdicts go by, and for people what that comes from.

    Returns:
        Plain values: `coverages`, `tumour`, `tumour_free`, `kind` (thresholds by coverage); `promise`, `from` (in
        words), `scores_sha256`, `images` by class, `groups`, `sources` (for each `images` and `unseen`), `effective`
        (how many groups of equal weight each threshold is worth), `left_out` (of `leave_out_in_turn`) and
        `smaller_sources` (how many are too small to be among those).
    """
    free = images.tumour_free
    is_free = images.labels == free if free is not None else np.zeros(len(images.labels), bool)
    counts = Counter(images.labels.tolist())
    return {
        **asdict(calibration.thresholds),
        "promise": promise_of(images),
        "from": images.origin,
        "scores_sha256": images.digest,
        "images": {name: counts[index] for index, name in enumerate(images.classes)},
        "groups": len(set(images.groups)),
        "sources": _source_values(images),
        "effective": {
            "tumour": _effective_groups(images, ~is_free),
            "tumour_free": _effective_groups(images, is_free),
        },
        "left_out": leave_out_in_turn(images),
        "smaller_sources": max(0, len(set(joined_sources(images.sources, images.groups))) - _MOST_LEFT_OUT),
    }


def _effective_groups(images: CalibrationImages, is_chosen: npt.NDArray[np.bool_]) -> int:
    groups = [images.groups[int(place)] for place in np.flatnonzero(is_chosen)]
    return round(effective_count(images.weights()[is_chosen], groups))


def calibrated_by(calibration: Mapping[str, Any], levels: Sequence[float]) -> str:
    """Say by what a package is calibrated, and what it promises; "" of one that does not say.

    Args:
        calibration: of the package.
        levels: that its verdicts can be asked for.
    """
    if not calibration.get("promise"):
        return ""
    images = count_of(sum(calibration["images"].values()), "image")
    text = f"calibrated by {calibration['from']} ({images}); levels that this suffices for: {format_levels(levels)}, "
    text += str(calibration["promise"])
    if max(levels) < LEVELS[-1]:
        text += "; images of more patients of either side, with a tumour and without, allow higher levels"
    return text


def promise_of(images: CalibrationImages) -> str:
    """Say of which images it is promised that verdicts are right as often as the level says, or what they go by."""
    if any(one is Unseen.UNKNOWN for one in images.unseen):
        return MAY_BE_SEEN
    if all(one is Unseen.SOURCE for one in images.unseen):
        return NEW_SOURCES
    if not any(one is Unseen.SOURCE for one in images.unseen):
        return NEW_GROUPS
    of_group = {source for source, one in zip(images.sources, images.unseen, strict=True) if one is not Unseen.SOURCE}
    names = ", ".join(source or _NO_SOURCE for source in sorted(of_group))
    return f"{NEW_SOURCES}; of {names}, to images of groups that it had not seen"


def each_left_out(
    images: CalibrationImages, most: int | None = None
) -> Iterator[tuple[str, CalibrationImages, CalibrationImages]]:
    """Leave out each source in turn.

    Args:
        images: of several sources.
        most: leave out so many sources alone, the largest; None for all.

    Yields:
        The name of each source, all other images, and its own, by name.
    """
    sources = np.array(joined_sources(images.sources, images.groups), np.str_)
    largest = [source for source, _ in sorted(Counter(sources.tolist()).items(), key=lambda one: (-one[1], one[0]))]
    for source in sorted(largest[:most]):
        is_of = np.asarray(sources == source, bool)
        yield source, images.only(~is_of), images.only(is_of)


def leave_out_in_turn(images: CalibrationImages) -> dict[str, Any]:
    """Tell how the rule does on each source when its own scores are left out of all that is fitted.

    A verdict that names one class is right where that is the true one, one that leaves the kind of a tumour open
    where there is any. What the network refused as unlike its training data is not decided.

    Returns:
        For each source, or the 20 largest where there are more, `images`, what of them was `unseen` and, by level,
        `levels`: {"95": {"decided": share, "right": share of those}}. A source without which a class would have no
        images left is not among them.
    """
    return {
        source or _NO_SOURCE: {
            "images": len(own.labels),
            "unseen": _unseen_words(own.unseen),
            "levels": _levels(calibrate(rest), own),
        }
        for source, rest, own in each_left_out(images, _MOST_LEFT_OUT)
        if len(set(rest.labels.tolist())) == len(images.classes)
    }


def _levels(calibration: Calibration, images: CalibrationImages) -> dict[str, dict[str, float | None]]:
    rule = TwoQuestions(calibration.thresholds, images.tumour_free)
    probabilities = calibration.probabilities(images.logits)
    found: dict[str, dict[str, float | None]] = {}
    for level in rule.levels:
        verdicts = make_verdicts(images.labels, probabilities, images.novelties, rule, level, images.classes)
        decided = int(verdicts.is_decided.sum())
        found[level_key(level)] = {
            "decided": decided / len(images.labels),
            "right": float(verdicts.is_right.sum()) / decided if decided else None,
        }
    return found


def _source_values(images: CalibrationImages) -> dict[str, dict[str, Any]]:
    held: dict[str, list[Unseen]] = defaultdict(list)
    for source, one in zip(images.sources, images.unseen, strict=True):
        held[source or _NO_SOURCE].append(one)
    return {source: {"images": len(of), "unseen": _unseen_words(of)} for source, of in sorted(held.items())}


def _unseen_words(unseen: Sequence[Unseen]) -> str:
    return " and ".join(sorted({one.value or "not known" for one in unseen}))


def calibrating_settings(images: CalibrationImages, calibration: Calibration) -> Mapping[str, Any]:
    """Give the keys of `package.json` that a calibration decides."""
    return {
        "biases": [float(bias) for bias in calibration.biases],
        "temperature": calibration.temperature,
        "calibration": calibration_values(images, calibration),
    }
