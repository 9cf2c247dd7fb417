"""How good a model package is on a dataset: what `falx evaluate` calls. Needs no TensorFlow."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.batch import classify_files
from core.errors import InvalidDatasetError
from core.files import make_folder, replacing
from core.jobs import Pace, Report
from core.model_package import ModelPackage
from core.prediction import Prediction
from training.images import load_images
from training.manifest import Dataset, Row, evaluation_rows, read_dataset, training_rows
from training.metrics import Bootstrap, classification_metrics, trust_metrics
from training.splits import mirrored, thumbnails

METRICS_FILE = "metrics.json"

_BLOCK = 256
_BASELINE_SIZE = 64


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What to evaluate.

    Attributes:
        dataset: folder or manifest.
        out: folder for the results.
        package: folder or zip of the model.
        split: to measure on; Testing by default, or all where no split is named.
        fold: to measure on, or None.
    """

    dataset: Path
    out: Path
    package: Path
    split: str | None = None
    fold: int | None = None


def evaluate(request: EvaluationRequest, report: Report) -> dict[str, Any]:
    """Classify a dataset with the package that would serve, measure it, and write `metrics.json`.

    Args:
        request: what to evaluate.
        report: is told of the progress.

    Returns:
        What was written: the figures of `classification_metrics` and `trust_metrics`, besides `model`, `dataset`,
        `unreadable` and, where the dataset names training images, `nearest_neighbour`: the accuracy of one among them,
        on thumbnails, mirrored ones allowed, which learns nothing.

    Raises:
        InvalidDatasetError: if nothing can be measured.
        InvalidPackageError: if the package cannot be used.
        UnwritableOutputError: if `request.out` cannot be written to.
    """
    package = ModelPackage.open(request.package)
    make_folder(request.out)
    dataset = read_dataset(request.dataset)
    if unknown := set(dataset.classes) - set(package.classes):
        raise InvalidDatasetError(
            f"{dataset.name}: expected the classes {', '.join(package.classes)}, found {', '.join(sorted(unknown))}"
        )
    rows = evaluation_rows(dataset, request.split, request.fold)
    kept, predictions, unreadable = _predictions(rows, package, report)
    if not kept:
        raise InvalidDatasetError(f"{dataset.name}: none of the {len(rows)} images could be read")
    labels = np.array([package.classes.index(row.label) for row in kept], np.int64)
    groups = _groups(kept)
    probabilities = np.stack([found.probabilities for found in predictions])
    sets = np.array([[name in found.prediction_set for name in package.classes] for found in predictions])
    is_refused = np.array([not found.is_in_distribution for found in predictions])
    metrics = {
        "model": package.title,
        "dataset": dataset.name,
        "split": request.split,
        "fold": request.fold,
        **classification_metrics(labels, probabilities, groups, package.classes),
        **trust_metrics(labels, sets, is_refused, groups, package.conformal_coverage),
        "nearest_neighbour": _nearest_neighbour(dataset, request, kept, report),
        "unreadable": unreadable,
    }
    with replacing(request.out / METRICS_FILE) as temporary:
        temporary.write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")
    return metrics


def _predictions(
    rows: Sequence[Row], package: ModelPackage, report: Report
) -> tuple[list[Row], list[Prediction], list[str]]:
    kept, predictions, unreadable = [], [], []
    pace = Pace("Classifying", len(rows), report)
    groups = classify_files((str(row.path) for row in rows), package)
    for index, (row, slices) in enumerate(zip(rows, groups, strict=True), start=1):
        record = slices[0]
        if record.prediction is None:
            unreadable.append(f"{row.path.name}: {record.error}")
        else:
            kept.append(row)
            predictions.append(record.prediction)
        if index % 50 == 0 or index == len(rows):
            pace.tell(index)
    return kept, predictions, unreadable


def _groups(rows: Sequence[Row]) -> list[str]:
    """Name the group of each row; a row without one is a group of its own."""
    return [f"{row.source}\0{row.group}" if row.group else str(row.path) for row in rows]


def _nearest_neighbour(
    dataset: Dataset, request: EvaluationRequest, rows: Sequence[Row], report: Report
) -> dict[str, Any] | None:
    measured = {row.path for row in evaluation_rows(dataset, request.split, request.fold)}
    try:
        known = [row for row in training_rows(dataset, request.fold) if row.path not in measured]
    except InvalidDatasetError:
        return None
    known, known_images, _ = load_images(known, _BASELINE_SIZE, report)
    if not known:
        return None
    rows, images, _ = load_images(rows, _BASELINE_SIZE, report)
    if not rows:
        return None
    reference = thumbnails(known_images)
    is_right = nearest_neighbour_hits(
        thumbnails(images), np.array([row.label for row in rows]), reference, np.array([row.label for row in known])
    )
    return Bootstrap(_groups(rows)).share(is_right).as_dict()


def nearest_neighbour_hits(
    queries: npt.NDArray[np.float32],
    labels: npt.NDArray[np.str_],
    reference: npt.NDArray[np.float32],
    reference_labels: npt.NDArray[np.str_],
) -> npt.NDArray[np.bool_]:
    """Tell for which images the most alike of others, mirrored or not, has the same class.

    Args:
        queries: (N, D) from `splits.thumbnails`.
        labels: (N,) their classes.
        reference: (M, D) likewise.
        reference_labels: (M,) their classes.

    Returns:
        (N,) bool.
    """
    both = (reference, mirrored(reference))

    def hits(start: int) -> npt.NDArray[np.bool_]:
        block = queries[start : start + _BLOCK]
        alike = np.maximum(*(block @ side.T for side in both))
        return reference_labels[alike.argmax(axis=1)] == labels[start : start + _BLOCK]

    with ThreadPoolExecutor(2) as pool:
        return np.concatenate(list(pool.map(hits, range(0, len(queries), _BLOCK))))
