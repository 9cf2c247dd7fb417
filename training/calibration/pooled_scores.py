"""Pool the scores of several evaluations to calibrate a package with them."""

import dataclasses
import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import InvalidScoresError
from core.model.novelty import NoveltyModel, foreign_limit, quantile, with_limit_at
from core.program.wording import count_of, shown_name
from training.calibration.calibrate import CalibrationImages, joined_sources
from training.calibration.scores import Score, Scores, Unseen, find_scores, read_scores
from training.calibration.unseen_sources import join_sources

_log = logging.getLogger(__name__)

# Share of the pooled images that may be outside the first limit. Its slices are called unlike the training data, not
# something else: a stricter limit costs no brain its name, and a laxer one lets in pictures of other things.
POOLED_REJECTION = 0.03
# A first limit that is moved outwards may accept at most this share of the pictures of other things.
_LET_IN = 0.01


def pool_scores(
    places: Sequence[Path], classes: Sequence[str] | None = None, otherwise: Unseen = Unseen.UNKNOWN
) -> CalibrationImages:
    """Pool the scores to calibrate a package with.

    For each source and class, the scores of networks that had not seen the source are used, if there are any; otherwise
    those of networks that had not seen the group. An image in several files counts once, as in the first.

    Args:
        places: files of scores, or folders of evaluations or cross-validations that hold one.
        classes: of the model, in the order of its logits; None takes those of the first file.
        otherwise: what the networks had not seen of images for which the files do not state it; unknown drops these.

    Raises:
        InvalidScoresError: if a file cannot be used, or a class has no scores left.
    """
    files = [find_scores(place) for place in places]
    read: list[Scores] = []
    for file in files:
        read.append(read_scores(file, classes or (read[0].classes if read else None)))
    shown = ", ".join(dict.fromkeys(shown_name(place) for place in places))
    rows = _without_rivals(_known_rows(read, otherwise, shown))
    names = read[0].classes
    if missing := [name for name in names if name not in {row.label for row in rows}]:
        raise InvalidScoresError(
            subject=shown,
            expected="scores of every class by networks that had not seen the images",
            got=f"none of {', '.join(missing)}",
            advice=(
                "measure a fold with the model that was trained without it, or images of a "
                "source that the model was not trained on"
            ),
        )
    kept = Scores(names, tuple(rows))
    return CalibrationImages(
        classes=names,
        logits=kept.logits,
        labels=kept.labels,
        sources=tuple(row.source for row in rows),
        groups=tuple(row.group for row in rows),
        unseen=tuple(row.unseen for row in rows),
        novelties=kept.novelties,
        origin=f"scores of networks that had not seen the images ({shown})",
        digest=digest_of_scores(places),
    )


def digest_of_scores(places: Sequence[Path]) -> str:
    """Fingerprint the files of scores that paths mean, as SHA-256 in hexadecimal digits.

    Raises:
        InvalidScoresError: if there is none, or it cannot be read.
    """
    total = hashlib.sha256()
    for place in places:
        try:
            total.update(hashlib.sha256(find_scores(place).read_bytes()).digest())
        except OSError as error:
            raise InvalidScoresError(f"cannot be read ({error.strerror})", subject=place) from error
    return total.hexdigest()


def _known_rows(read: Sequence[Scores], otherwise: Unseen, shown: str) -> list[Score]:
    """List the rows for which it is known what their network had not seen, each image once, each of some group."""
    found: dict[tuple[object, ...], Score] = {}
    unknown = 0
    # Two datasets may both number their patients from 1; whether sources share some, one file alone can show.
    joined = join_sources(
        (row.source, f"{number}/{row.group}" if row.group else "")
        for number, scores in enumerate(read)
        for row in scores.rows
    )
    for number, scores in enumerate(read):
        for place, row in enumerate(scores.rows):
            unseen = otherwise if row.unseen is Unseen.UNKNOWN else row.unseen
            if unseen is Unseen.UNKNOWN:
                unknown += 1
                continue
            # Paths and groups are those of a dataset; if no source is named, another file's may be of another one.
            where = joined[row.source] if row.source else f"{number}"
            group = f"{where}/{row.group}" if row.group else f"{where}/image/{row.path}"
            key = (row.path, row.source, group, row.label, unseen, "" if row.source else place)
            found.setdefault(key, dataclasses.replace(row, unseen=unseen, group=group))
    if unknown:
        _log.warning(
            "%s: left out %s: the file does not state that the network had not seen the image, its group or source",
            shown,
            count_of(unknown, "score"),
        )
    return list(found.values())


def _without_rivals(rows: Sequence[Score]) -> list[Score]:
    """For each source and class, drop scores of networks that had seen the source, if another one had not."""
    joined = joined_sources([row.source for row in rows], [row.group for row in rows])
    places = [(source, row.label) for source, row in zip(joined, rows, strict=True)]
    new = {place for place, row in zip(places, rows, strict=True) if row.unseen is Unseen.SOURCE}
    return [row for place, row in zip(places, rows, strict=True) if row.unseen is Unseen.SOURCE or place not in new]


def refused_share(before: NoveltyModel, after: NoveltyModel, images: CalibrationImages) -> float:
    """Return the share of images that are outside the first limit of a model.

    Args:
        before: the model in units of whose limit the novelties of the images are.
        after: the same with its limits moved.
        images: that it was calibrated on.
    """
    return float(np.mean(images.novelties > after.limit / before.limit))


def with_pooled_limits(
    model: NoveltyModel, images: CalibrationImages, foreign: npt.NDArray[np.float64]
) -> NoveltyModel:
    """Move the limits of novelty outwards to fit pooled images, which look stranger than validation images do.

    Args:
        model: fitted to the network's own validation images.
        images: pooled, with their novelties in units of their networks' own limits.
        foreign: (F,) novelties of pictures of other things; few of them are accepted, whatever the images say.
    """
    weights = images.weights()
    wanted = quantile(images.novelties, 1 - POOLED_REJECTION, weights)
    first = max(1.0, min(wanted, float(np.quantile(foreign, _LET_IN))))
    moved = with_limit_at(model, first)
    second = foreign_limit(images.novelties / first, foreign / first, weights)
    return dataclasses.replace(moved, foreign_limit=max(moved.foreign_limit, second))
