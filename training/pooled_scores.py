"""Scores of several evaluations put together, for a package to be calibrated by."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.counts import count_of
from core.errors import InvalidScoresError
from core.names import shown_name
from core.novelty import NoveltyModel, foreign_limit, quantile, with_limit_at
from training.calibrate import CalibrationImages, joined_sources
from training.scores import Scores, Unseen, find_scores, read_scores

_log = logging.getLogger(__name__)

# Of the pictures of other things no more than this share may be let in by a first limit that is moved outwards.
_LET_IN = 0.01


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
    best = {
        (source, row.label) for source, (row, unseen, _) in zip(joined, rows, strict=True) if unseen is Unseen.SOURCE
    }
    kept = [
        one
        for source, one in zip(joined, rows, strict=True)
        if one[1] is Unseen.SOURCE or (source, one[0].label) not in best
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
    return replace(moved, foreign_limit=max(moved.foreign_limit, second))
