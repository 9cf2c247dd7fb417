"""Fit what follows a network to images that it had not seen: biases, temperature, thresholds of both questions.

Needs no TensorFlow: a package is calibrated by logits, whoever gave them.
"""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.calibration import fit_bias, fit_temperature, softmax
from core.conformal import Thresholds, TwoQuestions, effective_count, fit_thresholds
from core.counts import count_of
from core.errors import InvalidScoresError
from core.names import shown_name
from core.novelty import NoveltyModel, foreign_limit, quantile, with_limit_at
from core.verdicts import REFUSED, TUMOUR_FREE, UNCERTAIN, make_verdict
from training.scores import Scores, Unseen, find_scores, read_scores
from training.unseen import join_sources

_log = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]

NEW_SOURCES = "images of sources that the network had not seen"
NEW_GROUPS = "images of groups that it had not seen, of the same sources"
_NO_SOURCE = "source not named"
# Of the pictures of other things no more than this share may be let in by a first limit that is moved outwards.
_LET_IN = 0.01


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

    @property
    def tumour_free(self) -> int | None:
        """Index of the tumour-free class; None where there is none."""
        return self.classes.index(TUMOUR_FREE) if TUMOUR_FREE in self.classes else None

    def weights(self) -> Weights:
        """Give what each image counts, as `weights_of` does."""
        return weights_of(self.labels, joined_sources(self.sources, self.groups), self.groups, self.tumour_free)

    def only(self, is_chosen: npt.NDArray[np.bool_]) -> "CalibrationImages":
        """Give those of a choice (N,)."""
        places = np.flatnonzero(is_chosen)
        return CalibrationImages(
            self.classes,
            self.logits[places],
            self.labels[places],
            *(tuple(values[place] for place in places) for values in (self.sources, self.groups)),
            tuple(self.unseen[place] for place in places),
            self.novelties[places],
            self.origin,
            self.digest,
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
    group, since the slices of one patient tell much the same; within a group each image.

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
    held_sources = Counter(label for label, _ in held_groups)
    kinds = sum(label != tumour_free for label in held_sources)
    has_both = tumour_free in held_sources and kinds > 0
    share = {
        label: (0.5 if label == tumour_free else 0.5 / kinds) if has_both else 1 / len(held_sources)
        for label in held_sources
    }
    return np.array(
        [share[key[0]] / held_sources[key[0]] / held_groups[key[:2]] / images[key] for key in keys], np.float64
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
    biases = fit_bias(logits, labels, all_weights)
    temperature = fit_temperature(logits + biases, labels, all_weights)
    probabilities = softmax(images.logits + biases, temperature)
    return Calibration(
        biases, temperature, fit_thresholds(probabilities, images.labels, weights, images.tumour_free)
    )


def calibration_values(images: CalibrationImages, calibration: Calibration) -> dict[str, Any]:
    """Give what `package.json` holds as `calibration`: what the verdicts go by, and for people what that comes from.

    Returns:
        Plain values: `coverages`, `tumour`, `tumour_free`, `kind` (thresholds by coverage); `promise`, `from` (in
        words), `scores_sha256`, `images` by class, `groups`, `sources` (for each `images` and `unseen`), `effective`
        (how many images of equal weight each threshold is worth) and `left_out` (of `leave_out_in_turn`).
    """
    weights, free = images.weights(), images.tumour_free
    is_free = images.labels == free if free is not None else np.zeros(len(weights), bool)
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
            "tumour": round(effective_count(weights[~is_free])),
            "tumour_free": round(effective_count(weights[is_free])),
        },
        "left_out": leave_out_in_turn(images),
    }


def promise_of(images: CalibrationImages) -> str:
    """Say of which images it is promised that verdicts are right as often as the level says."""
    if all(one is Unseen.SOURCE for one in images.unseen):
        return NEW_SOURCES
    if not any(one is Unseen.SOURCE for one in images.unseen):
        return NEW_GROUPS
    of_group = {source for source, one in zip(images.sources, images.unseen, strict=True) if one is not Unseen.SOURCE}
    names = ", ".join(source or _NO_SOURCE for source in sorted(of_group))
    return f"{NEW_SOURCES}; of {names}, images of groups that it had not seen"


def leave_out_in_turn(images: CalibrationImages) -> dict[str, Any]:
    """Tell how the rule does on each source when its own scores are left out of all that is fitted.

    A verdict is right where it names the class, or, where it leaves the kind open, the class among others. What was
    refused as unlike the training data is not decided.

    Returns:
        For each source `images` and, by level, `levels`: {"0.95": {"decided": share, "right": share of those}}. A
        source without which a class would have no images left is not among them.
    """
    sources = joined_sources(images.sources, images.groups)
    found = {}
    for source in sorted(set(sources)):
        is_of = np.array([one == source for one in sources])
        rest, own = images.only(~is_of), images.only(is_of)
        if len(set(rest.labels.tolist())) == len(images.classes):
            found[source or _NO_SOURCE] = {"images": len(own.labels), "levels": _levels(calibrate(rest), own)}
    return found


def _levels(calibration: Calibration, images: CalibrationImages) -> dict[str, dict[str, float | None]]:
    rule = TwoQuestions(calibration.thresholds, images.tumour_free)
    probabilities = calibration.probabilities(images.logits)
    found: dict[str, dict[str, float | None]] = {}
    for level in rule.levels:
        is_decided, is_right = [], []
        for row, label, novelty in zip(probabilities, images.labels.tolist(), images.novelties.tolist(), strict=True):
            plausible = rule.plausible(row, level)
            names = [images.classes[index] for index in plausible]
            verdict = make_verdict(names, images.tumour_free is not None, novelty, novelty)
            is_decided.append(verdict not in (UNCERTAIN, *REFUSED))
            is_right.append(label in plausible)
        decided = np.array(is_decided)
        right = float(np.mean(np.array(is_right)[decided])) if decided.any() else None
        found[f"{level:g}"] = {"decided": float(decided.mean()), "right": right}
    return found


def _source_values(images: CalibrationImages) -> dict[str, dict[str, Any]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for source, one in zip(images.sources, images.unseen, strict=True):
        counts[source or _NO_SOURCE]["source" if one is Unseen.SOURCE else "group"] += 1
    return {
        source: {"images": sum(held.values()), "unseen": " and ".join(sorted(held))}
        for source, held in sorted(counts.items())
    }


def pool_scores(
    places: Sequence[Path], classes: Sequence[str] | None = None, otherwise: Unseen = Unseen.UNKNOWN
) -> CalibrationImages:
    """Put scores together that a package is to be calibrated by.

    Of each source and class those count whose network had not seen the source, where there are some; otherwise those
    whose network had not seen the group. An image that several such files hold counts once, as the first has it.

    Args:
        places: files of scores, or folders of evaluations or cross-validations that hold one.
        classes: of the model, in the order of its logits; None takes those of the first file.
        otherwise: what the networks had not seen of images of which the files do not say; unknown leaves these out.

    Raises:
        InvalidScoresError: if a file cannot be used, or a class has no scores left.
    """
    files = [find_scores(place) for place in places]
    read: list[Scores] = []
    for file in files:
        read.append(read_scores(file, classes or (read[0].classes if read else None)))
    names = read[0].classes
    rows, keys = [], set()
    for number, scores in enumerate(read):
        for place, row in enumerate(scores.rows):
            unseen = otherwise if row.unseen is Unseen.UNKNOWN else row.unseen
            # Paths are relative to datasets, so that the same one may be another image where no source is named.
            key = (row.path, row.source, row.group, row.label, unseen, None if row.source else (number, place))
            if unseen is not Unseen.UNKNOWN and key not in keys:
                keys.add(key)
                rows.append((row, unseen, row.group or f"{number if not row.source else ''}/{row.path}"))
    total = sum(len(scores.rows) for scores in read)
    told = ", ".join(dict.fromkeys(shown_name(place) for place in places))
    unknown = sum(row.unseen is Unseen.UNKNOWN for scores in read for row in scores.rows)
    if unknown and otherwise is Unseen.UNKNOWN:
        _log.warning(
            "%s: of %s of %s it is not known that their network had not seen them; they are left out",
            told,
            f"{unknown:,}",
            count_of(total, "image"),
        )
    joined = joined_sources([row.source for row, *_ in rows], [group for *_, group in rows])
    best = {(source, row.label) for source, (row, unseen, _) in zip(joined, rows, strict=True) if unseen is _SOURCE}
    kept = [
        one
        for source, one in zip(joined, rows, strict=True)
        if one[1] is _SOURCE or (source, one[0].label) not in best
    ]
    if missing := [name for name in names if name not in {row.label for row, *_ in kept}]:
        raise InvalidScoresError(
            f"{told}: expected scores, of every class, by networks that had not seen the images, got none of "
            f"{', '.join(missing)}; measure a fold with the model that was trained without it, or images of a source "
            "that the model was not trained on"
        )
    chosen = Scores(names, tuple(row for row, *_ in kept))
    return CalibrationImages(
        names,
        chosen.logits,
        chosen.labels,
        tuple(row.source for row in chosen.rows),
        tuple(group for *_, group in kept),
        tuple(unseen for _, unseen, _ in kept),
        chosen.novelties,
        f"scores of networks that had not seen the images ({told})",
        hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest(),
    )


_SOURCE = Unseen.SOURCE


def with_pooled_limits(
    model: NoveltyModel, images: CalibrationImages, foreign: npt.NDArray[np.float64], false_rejection: float
) -> NoveltyModel:
    """Move the limits of novelty outwards to where pooled images lie, which look stranger than validation images do.

    Args:
        model: fitted to the network's own validation images.
        images: pooled, with their novelties in units of their networks' own limits.
        foreign: (F,) novelties of pictures of other things; few of them are let in, whatever the images say.
        false_rejection: share of the images that may lie outside the first limit.
    """
    weights = images.weights()
    wanted = quantile(images.novelties, 1 - false_rejection, weights)
    first = max(1.0, min(wanted, float(np.quantile(foreign, _LET_IN))))
    moved = with_limit_at(model, first)
    second = foreign_limit(images.novelties / first, foreign / first, weights)
    return with_second_limit(moved, max(moved.foreign_limit, second))


def with_second_limit(model: NoveltyModel, limit: float) -> NoveltyModel:
    """Put the second limit at a novelty of 1 or more, in units of the first."""
    from dataclasses import replace

    return replace(model, foreign_limit=limit)


def calibrating_settings(images: CalibrationImages, calibration: Calibration) -> Mapping[str, Any]:
    """Give the keys of `package.json` that a calibration decides."""
    return {
        "biases": [float(bias) for bias in calibration.biases],
        "temperature": calibration.temperature,
        "calibration": calibration_values(images, calibration),
    }
