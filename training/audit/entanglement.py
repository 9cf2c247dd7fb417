"""Entanglement: whether source, border, size or intensities predict the classes without the tumour."""

import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from multiprocessing import current_process

import cv2
import numpy as np
import numpy.typing as npt

from core.jobs.events import ProgressReporter, Report
from core.program.cores import available_cores
from training.audit.findings import Entanglement, Guess, Sources
from training.dataset.manifest import Row
from training.duplicates.clusters import find_clusters
from training.duplicates.fingerprints import Fingerprints
from training.duplicates.near_duplicates import Pair

FloatArray = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

_SMALL, _RING = 32, 2
_FOLDS, _TREES = 5, 200
_MOST_IMAGES = 10_000
# Share of the way from chance to certainty.
_SOME, _STRONG = 0.1, 0.5
# Standard errors above chance: folds are not independent tries, and a false alarm would worry the user.
_SURE = 3.0


def measure_entanglement(images: Fingerprints, pairs: Sequence[Pair], report: Report) -> Entanglement:
    """Measure how well the classes can be predicted without looking at the brain.

    Args:
        images: N of them.
        pairs: those that are the same, which are kept together as groups are.
        report: is called with the progress.

    Returns:
        Plain values: `sources`, and for `border` and `size_and_intensity` the figures of a classifier that sees
        nothing else; `has_groups` states whether it was kept from knowing other slices of a patient.
    """
    labels = np.array([row.label for row in images.rows])
    clusters = find_clusters(images.rows, [(pair.first, pair.second) for pair in pairs])
    chosen = _sample(clusters)
    has_groups = any(row.group for row in images.rows)
    border = guess(
        border_pixels(images.thumbnails[chosen]),
        labels[chosen],
        clusters[chosen],
        "Guessing from the border alone",
        report,
    )
    statistics = guess(
        images.statistics[chosen], labels[chosen], clusters[chosen], "Guessing from size and intensity alone", report
    )
    return {
        "sources": _sources(images.rows),
        "border": {**border, "has_groups": has_groups},
        "size_and_intensity": {**statistics, "has_groups": has_groups},
    }


def border_pixels(thumbnails: npt.NDArray[np.uint8]) -> FloatArray:
    """Cut the outermost 2 pixels of 32 px thumbnails: (N, 240) float32 in [0, 255]."""
    ring = np.ones((_SMALL, _SMALL), bool)
    ring[_RING:-_RING, _RING:-_RING] = False
    pixels = np.empty((len(thumbnails), int(ring.sum())), np.float32)
    for index, thumbnail in enumerate(thumbnails):
        pixels[index] = cv2.resize(thumbnail, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA)[ring]
    return pixels


def guess(features: FloatArray, labels: npt.NDArray[np.str_], clusters: Indices, title: str, report: Report) -> Guess:
    """Cross-validate a random forest (Breiman, 2001) with clusters kept whole.

    Args:
        features: (N, D), all that it sees.
        labels: (N,) classes.
        clusters: (N,) from `find_clusters`.
        title: of the work, for the progress.
        report: is called with it.

    Returns:
        Plain values: `balanced_accuracy` with its 95 % `interval`, `chance`, `recall` by class and `tells`: "no",
        "somewhat" or "strongly"; or `reason`, if there are too few images to measure it.
    """
    classes = sorted(set(labels.tolist()))
    counts = {name: len(set(clusters[labels == name].tolist())) for name in classes}
    if len(classes) < 2 or min(counts.values()) < _FOLDS:
        return {"reason": f"too few images: expected 2 classes of {_FOLDS} different images at least"}

    from sklearn.ensemble import ExtraTreesClassifier
    from sklearn.model_selection import StratifiedGroupKFold

    # joblib starts no processes inside a job, and would warn of it.
    workers = 1 if current_process().daemon else available_cores()
    predicted = np.empty_like(labels)
    reporter = ProgressReporter(title, _FOLDS, report)
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0).split(features, labels, clusters)
    for done, (known, asked) in enumerate(folds, start=1):
        forest = ExtraTreesClassifier(
            _TREES, min_samples_leaf=2, class_weight="balanced", n_jobs=workers, random_state=0
        )
        # scikit-learn's threads change the filters of warnings for all and may leave none: then it prints warnings.
        with warnings.catch_warnings():
            forest.fit(features[known], labels[known])
        with warnings.catch_warnings():
            predicted[asked] = forest.predict(features[asked])
        reporter.report(done)
    recalls = {name: float(np.mean(predicted[labels == name] == name)) for name in classes}
    value, chance = float(np.mean(list(recalls.values()))), 1 / len(classes)
    # Images of a cluster are not independent samples, so a class counts by its clusters.
    variance = sum(recall * (1 - recall) / counts[name] for name, recall in recalls.items())
    error = float(np.sqrt(variance)) / len(classes)
    share = (value - chance) / (1 - chance)
    is_predictable = value - _SURE * error > chance and share >= _SOME
    return {
        "balanced_accuracy": value,
        "interval": [max(0.0, value - 1.96 * error), min(1.0, value + 1.96 * error)],
        "chance": chance,
        "recall": recalls,
        "tells": "strongly" if is_predictable and share >= _STRONG else "somewhat" if is_predictable else "no",
    }


def _sample(clusters: Indices) -> Indices:
    """Choose whole clusters at random until there are enough images."""
    if len(clusters) <= _MOST_IMAGES:
        return np.arange(len(clusters))
    order = np.random.default_rng(0).permutation(clusters.max() + 1)
    sizes = np.bincount(clusters, minlength=len(order))[order]
    taken = order[np.cumsum(sizes) <= _MOST_IMAGES]
    return np.flatnonzero(np.isin(clusters, taken))


def _sources(rows: Sequence[Row]) -> Sources:
    """Count the images of each class by source; unknown if not every row names its source."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.source][row.label] += 1
    classes = sorted({row.label for row in rows})
    totals = Counter(row.label for row in rows)
    if "" in counts:
        return {"is_known": False}
    right: Counter[str] = Counter()
    for held in counts.values():
        # A guesser that knows only the source names its most frequent class.
        best = max(held, key=lambda name: (held[name] / totals[name], name))
        right[best] += held[best]
    return {
        "is_known": True,
        "counts": {source: dict(sorted(held.items())) for source, held in sorted(counts.items())},
        "classes_of_one_source": {
            name: holders[0]
            for name in classes
            if len(counts) > 1 and len(holders := [source for source in sorted(counts) if counts[source][name]]) == 1
        },
        "balanced_accuracy": sum(right[name] / totals[name] for name in classes) / len(classes),
        "chance": 1 / len(classes),
    }
