"""Validation data of a training: named by the dataset, or cut from the training images."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from core.program.wording import count_of
from training.dataset.rows import Dataset, Row
from training.dataset.split_names import VALIDATION
from training.splits.splits import Indices, cut_examples

_log = logging.getLogger(__name__)


class ValidationFrom(Enum):
    """Where validation data comes from."""

    TRAINING = "cut from the training data"
    DATASET = "named by the dataset"
    BOTH = "named by the dataset, and cut from the training data for classes that it lacks"


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Which of N rows are trained on and which are held out, as indices in ascending order."""

    kept: Indices
    held_out: Indices
    origin: ValidationFrom


def hold_out(
    dataset: Dataset, rows: Sequence[Row], clusters: Indices, share: float, seed: int, fold: int | None
) -> HeldOut:
    """Take the rows of split Validation as validation data; if there are none, cut it by group and look-alike.

    Args:
        dataset: what the rows are of, for its classes and name.
        rows: N of them, to train on and for validation.
        clusters: (N,) from `clusters.clusters_of`.
        share: of each class that is cut, in (0, 1).
        seed: of the cut.
        fold: that is left out, or None; with one, validation data is always cut.

    Raises:
        InvalidDatasetError: if a class would be missing on a side.
    """
    is_named = np.array([fold is None and row.split == VALIDATION for row in rows])
    if not is_named.any():
        return HeldOut(*cut_examples(dataset, rows, clusters, share, seed, fold is not None), ValidationFrom.TRAINING)
    missing = set(dataset.classes) - {row.label for row, named in zip(rows, is_named, strict=True) if named}
    is_held = is_named.copy()
    if missing:
        own = np.flatnonzero(~is_named)
        _, cut = cut_examples(dataset, [rows[int(index)] for index in own], clusters[own], share, seed)
        moved = [clusters[own[index]] for index in cut if rows[int(own[index])].label in missing]
        is_held |= np.isin(clusters, moved)
        _log.warning(
            "%s: the split %s has no images of %s; they are cut from the training data",
            dataset.name,
            VALIDATION,
            ", ".join(sorted(missing)),
        )
    if alike := int(np.isin(clusters[is_named], clusters[~is_held]).sum()):
        _log.warning(
            "%s: %s of the split %s %s a copy, a look-alike or a slice of the same group in the training data; "
            "figures on it are too good",
            dataset.name,
            count_of(alike, "image"),
            VALIDATION,
            "has" if alike == 1 else "have",
        )
    origin = ValidationFrom.BOTH if missing else ValidationFrom.DATASET
    return HeldOut(np.flatnonzero(~is_held), np.flatnonzero(is_held), origin)
