"""Split a dataset: cut validation data and folds by group and look-alike, never at random."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import count as count_from

import numpy as np
import numpy.typing as npt

from core.errors import InvalidDatasetError
from core.program.wording import count_of
from training.dataset.manifest import Dataset, Row
from training.settings.limits import TRAINING

Indices = npt.NDArray[np.int64]


def cut_validation(rows: Sequence[Row], clusters: Indices, share: float, seed: int) -> tuple[Indices, Indices]:
    """Choose whole clusters at random until each class has its share in the validation data.

    Args:
        rows: N of them.
        clusters: (N,) from `clusters.read_clusters`.
        share: of each class, in (0, 1).
        seed: of the choice.

    Returns:
        Indices of the training and of the validation rows, each in ascending order. A class all in one cluster stays
        in training.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for index, number in enumerate(clusters):
        members[int(number)].append(index)
    totals = Counter(row.label for row in rows)
    taken: Counter[str] = Counter()
    validation: list[int] = []
    order = sorted(members)
    np.random.default_rng(seed).shuffle(order)
    for number in order:
        labels = Counter(rows[i].label for i in members[number])
        if all(taken[label] + count <= round(share * totals[label]) for label, count in labels.items()):
            validation += members[number]
            taken += labels
    chosen = np.array(sorted(validation), np.int64)
    return np.setdiff1d(np.arange(len(rows)), chosen), chosen


def cut_examples(
    dataset: Dataset, rows: Sequence[Row], clusters: Indices, share: float, seed: int, is_of_fold: bool = False
) -> tuple[Indices, Indices]:
    """Cut validation data as `cut_validation` does, and check that both parts hold images of every class.

    Args:
        dataset: what the rows are of, for its classes and for the error.
        rows: as for `cut_validation`, as are all that follow.
        clusters: of the rows.
        share: of each class.
        seed: of the choice.
        is_of_fold: whether the rows are what one fold leaves, so that other folds leave others.

    Raises:
        InvalidDatasetError: if a class is missing in a part, with what would help.
    """
    kept, held_out = cut_validation(rows, clusters, share, seed)
    for part, chosen in (("training", kept), ("validation", held_out)):
        if missing := sorted(set(dataset.classes) - {rows[index].label for index in chosen}):
            raise InvalidDatasetError(
                (
                    f"too few independent images for the {part} data in: "
                    f"{_lacking(missing, rows, clusters, share, part, is_of_fold)}"
                ),
                subject=dataset.name,
            )
    return kept, held_out


def _lacking(
    missing: Collection[str], rows: Sequence[Row], clusters: Indices, share: float, part: str, is_of_fold: bool
) -> str:
    """Describe what the classes have and need, and what would help."""
    labels = np.array([row.label for row in rows])
    totals = {name: int((labels == name).sum()) for name in missing}
    independent = {name: len(np.unique(clusters[labels == name])) for name in missing}
    needs = ", ".join(
        f"{name} ({count_of(totals[name], 'image')}, {independent[name]} of them independent; "
        f"{_more_needed(totals[name], share)} more needed at least)"
        for name in missing
    )
    ways = ["add images of more patients"]
    # A class in a single cluster is never cut, whatever the share.
    if part == "validation" and min(independent.values()) > 1 and share < TRAINING["validation_share"][1]:
        ways.append(f"keep a larger validation_share than {share:g} out")
    if is_of_fold:
        ways.append("give more folds, each of which leaves more to train on")
    return f"{needs}; {_joined(ways)}"


def _more_needed(total: int, share: float) -> int:
    """Count the independent images without which neither part can have one of a class."""
    return next(more for more in count_from(1) if 1 <= round(share * (total + more)) < total + more)


def _joined(ways: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(ways[:-1]), ways[-1])))


def cut_folds(rows: Sequence[Row], clusters: Indices, count: int, seed: int) -> Indices:
    """Distribute whole clusters over folds so that each has its part of every class and, within it, of every source.

    The largest go first, each to the fold that holds least of what it brings; the seed orders those of one size.

    Args:
        rows: N of them.
        clusters: (N,) from `clusters.read_clusters`.
        count: of folds, 2 or more.
        seed: of the choice.

    Returns:
        (N,) int64, the fold of each row, from 0.
    """
    names, strata = np.unique([f"{row.label}\0{row.source}" for row in rows], return_inverse=True)
    cells = np.zeros((int(clusters.max()) + 1, len(names)), np.int64)
    np.add.at(cells, (clusters, strata), 1)
    order = np.random.default_rng(seed).permutation(len(cells))
    order = order[np.argsort(-cells[order].sum(axis=1), kind="stable")]
    # Shares, so that a rare class counts as much as a frequent one.
    shares = cells / cells.sum(axis=0)
    held = np.zeros((count, len(names)))
    fold_of = np.empty(len(cells), np.int64)
    for number in order:
        # The increase in the sum of squares of what the folds hold, which is least if they hold the same.
        growth = np.round(held @ shares[number], 12)
        fold = int(np.lexsort((np.round(held.sum(axis=1), 12), growth))[0])
        held[fold] += shares[number]
        fold_of[number] = fold
    return fold_of[clusters]
