"""Cut a dataset into folds: by whole sources if possible, otherwise by whole groups and look-alikes."""

import contextlib
import dataclasses
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import InvalidConfigError, InvalidDatasetError
from core.jobs.events import Report
from training.dataset.manifest import TRAINING, Dataset, Row, write_manifest
from training.duplicates.clusters import find_clusters, read_clusters
from training.run_files import CHECKPOINTS
from training.settings.config import TrainingConfig
from training.splits.splits import Indices, cut_examples, cut_folds

# Number of ways to distribute whole sources that are tried. Sources differ much in size and in what classes they hold.
_TRIES = 64


class CutBy(Enum):
    """What a fold leaves out as a whole."""

    SOURCE = "source"
    GROUP = "group"
    MANIFEST = "manifest"

    @property
    def words(self) -> str:
        """Describe what that means for the figures."""
        if self is CutBy.SOURCE:
            return "the folds are cut by whole sources, so that each is measured on sources that its network never saw"
        return (
            "the folds are cut by group and look-alike: each is measured on images of new groups of the same sources; "
            "whole sources can be left out if the manifest names as many as there are folds, of all images, and "
            "every class has several"
        )


Cut = tuple[CutBy, list[Row]]


def cut_dataset(dataset: Dataset, count: int, config: TrainingConfig, report: Report) -> Iterator[Cut]:
    """Cut the rows of split Training, or all if no split is named; if both ways are possible, by source first.

    Of several cuts by source, the one comes first whose folds hold the most alike of each class; then the one that an
    earlier Falx would have made, if that is another, by which a run may have been begun.

    Args:
        dataset: to cut.
        count: of folds, 2 or more.
        config: how each fold will be trained, for its validation data.
        report: is called with the progress.

    Yields:
        How it is cut, and the rows with their folds.

    Raises:
        InvalidDatasetError: if a fold would leave too little to train on, with what would help.
    """
    has_splits = any(row.split for row in dataset.rows)
    rows = [row for row in dataset.rows if not has_splits or row.split == TRAINING]
    if not rows:
        raise InvalidDatasetError(
            "no images to train on", subject=dataset.name, advice=f"mark some with split {TRAINING}"
        )
    clusters = read_clusters(rows, report)
    sources = _by_source(rows, clusters)
    if sources is not None and len(np.unique(sources)) >= count:
        earlier = cut_folds(rows, sources, count, config.seed)
        cuts = sorted([earlier, *_tries(rows, sources, count, config.seed)], key=lambda cut: _unevenness(rows, cut))
        best = next((cut for cut in cuts if _is_trainable(dataset, rows, clusters, cut, config)), None)
        if best is not None:
            yield CutBy.SOURCE, _with_folds(rows, best)
            if (earlier != best).any() and _is_trainable(dataset, rows, clusters, earlier, config):
                yield CutBy.SOURCE, _with_folds(rows, earlier)
    for name in dataset.classes:
        of_class = [row.label == name and not row.is_test_only for row in rows]
        found = len(np.unique(clusters[of_class]))
        if found < count:
            raise InvalidDatasetError(
                f"too few independent images for {count} folds in: {name} ({found})",
                subject=dataset.name,
                advice="give fewer folds or add images of more patients",
            )
    folds = cut_folds(rows, clusters, count, config.seed)
    _require_trainable(dataset, rows, clusters, folds, config)
    yield CutBy.GROUP, _with_folds(rows, folds)


def write_folds(path: Path, cuts: Iterator[Cut]) -> Cut:
    """Write the first of several cuts as a manifest, or find the one that the resumed run was started with.

    Args:
        path: of the manifest.
        cuts: as `cut_dataset` gives them, one at least.

    Raises:
        InvalidConfigError: if the resumed run was started with other folds.
    """
    earlier = path.read_bytes() if path.exists() else None
    if earlier is None or not any(path.parent.glob(f"fold-*/{CHECKPOINTS}")):
        cut = next(cuts)
        write_manifest(path, cut[1])
        return cut
    for cut in cuts:
        if _written(path, cut[1]) == earlier:
            return cut
    raise InvalidConfigError(
        "holds folds of other images or of another seed", subject=path.parent, advice="give another folder"
    )


def _by_source(rows: Sequence[Row], clusters: Indices) -> Indices | None:
    """Put clusters of one source together; sources that share groups or look-alikes are one.

    Returns:
        (N,) int64 as of `clusters`; None if the source of an image is unknown.
    """
    if not all(row.source for row in rows):
        return None
    firsts: dict[str, int] = {}
    links = [(firsts.setdefault(row.source, place), place) for place, row in enumerate(rows)]
    of_cluster: dict[int, int] = {}
    links += [(of_cluster.setdefault(int(cluster), place), place) for place, cluster in enumerate(clusters)]
    return find_clusters(rows, links)


def _class_counts(rows: Sequence[Row], parts: Indices) -> npt.NDArray[np.int64]:
    """Count the images of each class (columns) in each part (rows), of which each row's number is given."""
    names, labels = np.unique([row.label for row in rows], return_inverse=True)
    counts = np.zeros((int(parts.max()) + 1, len(names)), np.int64)
    np.add.at(counts, (parts, labels.reshape(-1)), 1)
    return counts


def _tries(rows: Sequence[Row], sources: Indices, count: int, seed: int) -> Iterator[Indices]:
    """Share whole sources out in several orders, each source to the fold that holds least of its classes.

    Yields:
        (N,) int64, the fold of each row, from 0; the same for the same seed.
    """
    counts = _class_counts(rows, sources)
    present = np.flatnonzero(counts.sum(axis=1))
    # Shares, so that a rare class counts as much as a frequent one.
    shares = counts / counts.sum(axis=0)
    for number in range(_TRIES):
        held = np.zeros((count, shares.shape[1]))
        fold_of = np.zeros(len(shares), np.int64)
        for source in np.random.default_rng((seed, number)).permutation(present):
            growth = np.round(held @ shares[source], 12)
            fold = int(np.lexsort((np.round(held.sum(axis=1), 12), growth))[0])
            held[fold] += shares[source]
            fold_of[source] = fold
        yield fold_of[sources]


def _unevenness(rows: Sequence[Row], folds: Indices) -> float:
    """Measure how far folds are from holding the same share of each class; 0 if they do."""
    counts = _class_counts(rows, folds)
    shares = counts / counts.sum(axis=0)
    return round(float(((shares - 1 / len(shares)) ** 2).sum()), 12)


def _is_trainable(
    dataset: Dataset, rows: Sequence[Row], clusters: Indices, folds: Indices, config: TrainingConfig
) -> bool:
    try:
        _require_trainable(dataset, rows, clusters, folds, config)
    except InvalidDatasetError:
        return False
    return True


def _require_trainable(
    dataset: Dataset, rows: Sequence[Row], clusters: Indices, folds: Indices, config: TrainingConfig
) -> None:
    """Refuse folds if one of them cannot be trained, before the first is, which takes long."""
    for fold in range(int(folds.max()) + 1):
        left = [index for index, row in enumerate(rows) if folds[index] != fold and not row.is_test_only]
        trained = [rows[index] for index in left]
        cut_examples(dataset, trained, clusters[left], config.validation_share, config.seed, is_of_fold=True)


def _with_folds(rows: Sequence[Row], folds: Indices) -> list[Row]:
    return [dataclasses.replace(row, fold=int(fold)) for row, fold in zip(rows, folds, strict=True)]


def _written(path: Path, rows: Sequence[Row]) -> bytes:
    now = path.with_name(f".{path.name}.now")
    try:
        write_manifest(now, rows)
        return now.read_bytes()
    finally:
        # An error in this does not hide the first one.
        with contextlib.suppress(OSError):
            now.unlink(missing_ok=True)
