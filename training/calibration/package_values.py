"""Calibration in `package.json`: the stored values, and what they promise in words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from core.model.confidence_levels import LEVELS, format_levels
from core.model.conformal import effective_count
from core.program.wording import count_of
from training.calibration.calibrate import Calibration, CalibrationImages, joined_sources
from training.calibration.leave_one_source_out import MOST_LEFT_OUT, NO_SOURCE, leave_out_in_turn, unseen_words
from training.calibration.scores import Unseen
from training.reports.package_facts import CalibrationFacts, SourceFacts

# No number of images shows how one source differs from the next: nothing is promised of the next one.
NEW_SOURCES = "fitted to images of sources that the network had not seen"
MAY_BE_SEEN = "fitted to the validation images, of which some may be of patients that were trained on"
NEW_GROUPS = "promised for images of groups that it had not seen, of the same sources"


def calibrating_settings(images: CalibrationImages, calibration: Calibration) -> Mapping[str, Any]:
    """Return the keys of `package.json` that a calibration sets."""
    return {
        "biases": [float(bias) for bias in calibration.biases],
        "temperature": calibration.temperature,
        "calibration": calibration_values(images, calibration),
    }


def calibration_values(images: CalibrationImages, calibration: Calibration) -> CalibrationFacts:
    """Return the `calibration` entry of `package.json`: the rule of the verdicts, and for people its origin.

    Returns:
        Plain values: `coverages`, `tumour`, `tumour_free`, `kind` (thresholds by coverage); `promise`, `from` (in
        words), `is_promised` (whether the levels hold for new images, or are fitted to some), `scores_sha256`, `images`
        by class, `groups`, `sources` (for each `images` and `unseen`), `effective` (how many groups of equal weight
        each threshold is worth), `left_out` (of `leave_out_in_turn`) and `smaller_sources` (how many are too small to
        be among those).
    """
    free = images.tumour_free
    is_free = images.labels == free if free is not None else np.zeros(len(images.labels), bool)
    counts = Counter(images.labels.tolist())
    thresholds = calibration.thresholds
    return {
        "coverages": thresholds.coverages,
        "tumour": thresholds.tumour,
        "tumour_free": thresholds.tumour_free,
        "kind": thresholds.kind,
        "promise": promise_of(images),
        "is_promised": is_promised(images),
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
        "smaller_sources": max(0, len(set(joined_sources(images.sources, images.groups))) - MOST_LEFT_OUT),
    }


def _effective_groups(images: CalibrationImages, is_chosen: npt.NDArray[np.bool_]) -> int:
    groups = [images.groups[int(place)] for place in np.flatnonzero(is_chosen)]
    return round(effective_count(images.weights()[is_chosen], groups))


def calibrated_by(calibration: CalibrationFacts, levels: Sequence[float]) -> str:
    """Describe what a package is calibrated with, and what it promises; "" for one that does not state it.

    Args:
        calibration: of the package.
        levels: that its verdicts can be asked for.
    """
    if not calibration.get("promise"):
        return ""
    images = count_of(sum(calibration.get("images", {}).values()), "image")
    text = f"calibrated by {calibration.get('from')} ({images}); "
    text += f"levels that this suffices for: {format_levels(levels)}, "
    text += str(calibration.get("promise"))
    if max(levels) < LEVELS[-1]:
        text += "; images of more patients of either side, with a tumour and without, allow higher levels"
    return text


def is_promised(images: CalibrationImages) -> bool:
    """Return whether verdicts are promised to be right as often as the level says, for new groups of known sources."""
    return all(one is Unseen.GROUP for one in images.unseen)


def promise_of(images: CalibrationImages) -> str:
    """State for which images verdicts are promised to be right at the level, or what they are fitted to."""
    if is_promised(images):
        return NEW_GROUPS
    if any(one is Unseen.UNKNOWN for one in images.unseen):
        return MAY_BE_SEEN
    if all(one is Unseen.SOURCE for one in images.unseen):
        return NEW_SOURCES
    of_group = {source for source, one in zip(images.sources, images.unseen, strict=True) if one is not Unseen.SOURCE}
    names = ", ".join(source or NO_SOURCE for source in sorted(of_group))
    return f"{NEW_SOURCES}; of {names}, to images of groups that it had not seen"


def _source_values(images: CalibrationImages) -> dict[str, SourceFacts]:
    held: dict[str, list[Unseen]] = defaultdict(list)
    for source, one in zip(images.sources, images.unseen, strict=True):
        held[source or NO_SOURCE].append(one)
    return {source: {"images": len(of), "unseen": unseen_words(of)} for source, of in sorted(held.items())}
