"""A training and an evaluation for each fold of a dataset: what `falx train --folds` calls."""

import contextlib
import dataclasses
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.counts import count_of
from core.errors import InvalidConfigError, InvalidDatasetError, OccupiedFolderError
from core.files import make_folder, replacing, require_distinct
from core.jobs import Progress, Report
from core.names import shown_name
from training.clusters import read_clusters
from training.config import TrainingConfig, config_of
from training.dataset_words import log_understood
from training.drawn_heads import require_head_labels
from training.evaluate import evaluate
from training.manifest import TRAINING, VALIDATION, Dataset, Row, read_dataset, validation_rows, write_manifest
from training.metrics import mean_over_folds
from training.request import CHECKPOINTS, PACKAGE, RESULTS_FILE, RUN_FILE, EvaluationRequest, TrainingRequest
from training.run import open_donor, start_of, train, warn_of_empty_folders
from training.splits import cut_examples, cut_folds

_log = logging.getLogger(__name__)

FOLDS_FILE = "folds.csv"


def cross_validate(request: TrainingRequest, count: int, report: Report) -> dict[str, Any]:
    """Train a model for each fold without it, measure that on the fold, and write `cross_validation.json`.

    The folds are those that the manifest names. Where it names none they are cut, whole clusters of groups and
    look-alikes at a time, from the rows of split Training, or from all where no split is named, and written as
    `folds.csv`.

    Args:
        request: what to train; each fold's run lives under `out`, in `fold-0` and so on.
        count: of folds, 2 or more.
        report: is told of the progress.

    Returns:
        What was written: `dataset`, `folds` (for each its number as `fold` and the figures of `evaluate`), `summary`
        (from `mean_over_folds`), `images_without_fold` and `unreadable`.

    Raises:
        InvalidDatasetError: if the dataset cannot be trained on, or its folds are others.
        InvalidConfigError: if settings do not fit.
        OccupiedFolderError: if another run lives in `out`.
        UnwritableOutputError: if `out` cannot be written to.
    """
    _require_free(request)
    require_head_labels(request.config, request.head_labels)
    if request.is_finishing:
        raise InvalidConfigError(
            f"{shown_name(request.out)}: expected one training to finish, got a cross-validation, which needs all "
            "its folds; give --resume alone"
        )
    dataset = read_dataset(request.dataset, request.keeps_names)
    log_understood(dataset)
    if unused := validation_rows(dataset):
        _log.warning(
            "%s: with folds, each has validation data cut for it; the %s of split %s are not used",
            dataset.name,
            count_of(len(unused), "image"),
            VALIDATION,
        )
    warn_of_empty_folders(request.dataset, dataset)
    make_folder(request.out)
    manifest, folds = request.dataset, _named_folds(dataset, count)
    without_fold = sum(row.fold is None for row in dataset.rows)
    if not folds:
        manifest, folds = request.out / FOLDS_FILE, list(range(count))
        require_distinct(manifest, [request.dataset])
        rows = _cut(dataset, count, request.config, report)
        _write_folds(manifest, rows)
        without_fold = len(dataset.rows) - len(rows)
    requests = [_request_of(request, manifest, fold) for fold in folds]
    for one in requests:
        _require_same(one)
    measured, unreadable = [], dict[str, None]()
    for place, (fold, one) in enumerate(zip(folds, requests, strict=True), start=1):
        tell = _placed((place, count), report)
        if not _is_finished(one):
            train(one, tell)
        unreadable |= dict.fromkeys(_run_of(one)["unreadable"])
        metrics = evaluate(EvaluationRequest(manifest, one.out, one.out / PACKAGE, fold=fold), tell)
        unreadable |= dict.fromkeys(metrics["unreadable"])
        measured.append(metrics)
    results = {
        "dataset": dataset.name,
        "folds": measured,
        "summary": mean_over_folds(measured),
        "images_without_fold": without_fold,
        "unreadable": list(unreadable),
    }
    with replacing(request.out / RESULTS_FILE) as temporary:
        temporary.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    return results


def _named_folds(dataset: Dataset, count: int) -> list[int]:
    folds = sorted({row.fold for row in dataset.rows if row.fold is not None})
    if folds and len(folds) != count:
        raise InvalidDatasetError(
            f"{dataset.name}: names {len(folds)} folds ({', '.join(map(str, folds))}), not {count}; "
            f"give --folds {len(folds)}, or a manifest without the column fold"
        )
    return folds


def _cut(dataset: Dataset, count: int, config: TrainingConfig, report: Report) -> list[Row]:
    has_splits = any(row.split for row in dataset.rows)
    rows = [row for row in dataset.rows if not has_splits or row.split == TRAINING]
    if not rows:
        raise InvalidDatasetError(f"{dataset.name}: no images to train on; mark some with split {TRAINING}")
    clusters = read_clusters(rows, report)
    for name in dataset.classes:
        of_class = [row.label == name and not row.is_test_only for row in rows]
        found = len(np.unique(clusters[of_class]))
        if found < count:
            raise InvalidDatasetError(
                f"{dataset.name}: too few independent images for {count} folds in: {name} ({found}); "
                "give fewer folds or add images of more patients"
            )
    folds = cut_folds(rows, clusters, count, config.seed)
    # Seen before the first fold is trained, which takes long, rather than before the one that it fails for.
    for fold in range(count):
        left = [index for index, row in enumerate(rows) if folds[index] != fold and not row.is_test_only]
        trained = [rows[index] for index in left]
        cut_examples(dataset, trained, clusters[left], config.validation_share, config.seed, is_of_fold=True)
    return [dataclasses.replace(row, fold=int(fold)) for row, fold in zip(rows, folds, strict=True)]


def _write_folds(path: Path, rows: Sequence[Row]) -> None:
    """Write the folds, or see that those written by the run that goes on are the same."""
    earlier = path.read_bytes() if path.exists() else None
    if earlier is None or not any(path.parent.glob(f"fold-*/{CHECKPOINTS}")):
        write_manifest(path, rows)
        return
    now = path.with_name(f".{path.name}.now")
    try:
        write_manifest(now, rows)
        is_same = now.read_bytes() == earlier
    finally:
        # Why it failed is not hidden by what then also fails.
        with contextlib.suppress(OSError):
            now.unlink(missing_ok=True)
    if not is_same:
        raise InvalidConfigError(
            f"{shown_name(path.parent)}: holds folds of other images or of another seed; give another folder"
        )


def _request_of(request: TrainingRequest, manifest: Path, fold: int) -> TrainingRequest:
    return dataclasses.replace(
        request, dataset=manifest, out=request.out / f"fold-{fold}", fold=fold, name=f"{request.name}-fold-{fold}"
    )


def _require_free(request: TrainingRequest) -> None:
    if any(request.out.glob("fold-*")) and not request.resume:
        raise OccupiedFolderError(
            f"{shown_name(request.out)}: holds a cross-validation already; give --resume or another folder"
        )
    if (request.out / CHECKPOINTS).exists() or (request.out / PACKAGE).exists():
        raise OccupiedFolderError(
            f"{shown_name(request.out)}: holds a run that is no cross-validation; give another folder"
        )


def _is_finished(request: TrainingRequest) -> bool:
    return (request.out / RUN_FILE).exists() and (request.out / PACKAGE).exists()


def _run_of(request: TrainingRequest) -> dict[str, Any]:
    path = request.out / RUN_FILE
    try:
        found = json.loads(path.read_text("utf-8"))
        return {name: found[name] for name in ("config", "start", "unreadable")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidConfigError(
            f"{shown_name(request.out)}/{path.name}: expected the record of a run, got a damaged file; "
            "remove that folder"
        ) from error


def _require_same(request: TrainingRequest) -> None:
    """Refuse to put a fold that was trained otherwise beside those to come."""
    if not _is_finished(request):
        return
    run = _run_of(request)
    start = start_of(request.weights, open_donor(request.weights))[0]
    if not _is_of(request.config, run["config"]) or run["start"] != start:
        raise InvalidConfigError(
            f"{shown_name(request.out)}: was trained with other settings or weights; give those again or another folder"
        )


def _is_of(config: TrainingConfig, values: Any) -> bool:
    """Tell whether settings are these; those of an earlier Falx lack some, which are as they were before."""
    try:
        return config_of(values) == config
    except (InvalidConfigError, TypeError, AttributeError):
        return False


def _placed(fold: tuple[int, int], report: Report) -> Report:
    def tell(progress: Progress) -> None:
        report(dataclasses.replace(progress, fold=fold))

    return tell
