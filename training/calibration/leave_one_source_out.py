"""Cross-check a calibration: how it works on each source when that source is left out."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from core.model.conformal import TwoQuestionRule
from training.calibration.calibrate import Calibration, CalibrationImages, calibrate, joined_sources
from training.calibration.scores import Unseen
from training.reports.package_facts import LeftOutFacts, LeftOutLevel
from training.statistics.verdict_metrics import level_key, make_verdicts

NO_SOURCE = "source not named"
# Each takes its own calibration, and a table of hundreds would be of no use.
MOST_LEFT_OUT = 20


def each_left_out(
    images: CalibrationImages, most: int | None = None
) -> Iterator[tuple[str, CalibrationImages, CalibrationImages]]:
    """Leave out each source in turn.

    Args:
        images: of several sources.
        most: leave out this many sources alone, the largest; None for all.

    Yields:
        The name of each source, all other images, and its own, by name.
    """
    sources = np.array(joined_sources(images.sources, images.groups), np.str_)
    largest = [source for source, _ in sorted(Counter(sources.tolist()).items(), key=lambda one: (-one[1], one[0]))]
    for source in sorted(largest[:most]):
        is_of = np.asarray(sources == source, bool)
        yield source, images.only(~is_of), images.only(is_of)


def leave_out_in_turn(images: CalibrationImages) -> dict[str, LeftOutFacts]:
    """Measure how the rule does on each source when its own scores are left out of the fit.

    A verdict that names one class is right where that is the true one, one that leaves the kind of a tumour open
    where there is any. What the network refused as unlike its training data is not decided.

    Returns:
        For each source, or the 20 largest where there are more, `images`, what of them was `unseen` and, by level,
        `levels`: {"95": {"decided": share, "right": share of those}}. A source without which a class would have no
        images left is not among them.
    """
    return {
        source or NO_SOURCE: {
            "images": len(own.labels),
            "unseen": unseen_words(own.unseen),
            "levels": _levels(calibrate(rest), own),
        }
        for source, rest, own in each_left_out(images, MOST_LEFT_OUT)
        if len(set(rest.labels.tolist())) == len(images.classes)
    }


def _levels(calibration: Calibration, images: CalibrationImages) -> dict[str, LeftOutLevel]:
    rule = TwoQuestionRule(calibration.thresholds, images.tumour_free)
    probabilities = calibration.probabilities(images.logits)
    found: dict[str, LeftOutLevel] = {}
    for level in rule.levels:
        verdicts = make_verdicts(images.labels, probabilities, images.novelties, rule, level, images.classes)
        decided = int(verdicts.is_decided.sum())
        found[level_key(level)] = {
            "decided": decided / len(images.labels),
            "right": float(verdicts.is_right.sum()) / decided if decided else None,
        }
    return found


def unseen_words(unseen: Sequence[Unseen]) -> str:
    """Describe what of images a network had not seen, as their package states it."""
    return " and ".join(sorted({one.value or "not known" for one in unseen}))
