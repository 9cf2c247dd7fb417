"""Cross-validation: a training and an evaluation for each fold of a dataset. The engine of `falx train --folds`."""

import dataclasses
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from core.errors import (
    InvalidConfigError,
    InvalidDatasetError,
    InvalidScoresError,
    InvalidStateError,
    OccupiedFolderError,
)
from core.files import make_folder, replacing, require_distinct
from core.jobs.events import Progress, Report
from core.program.wording import count_of, shown_name
from core.state_file import read_state
from training.calibration.package_values import promise_of
from training.calibration.pooled_scores import pool_scores
from training.calibration.scores import SCORES_FILE, Scores, read_scores, write_scores
from training.dataset.layout_texts import log_layout
from training.dataset.manifest import VALIDATION, Dataset, read_dataset, validation_rows
from training.evaluation.evaluate import evaluate
from training.evaluation.request import EvaluationRequest, Resuming
from training.fitting.distillation import digest_of_teachers, open_teachers
from training.run_files import CHECKPOINTS, FOLDS_FILE, PACKAGE, RESULTS_FILE, RUN_FILE
from training.runs.preconditions import warn_of_empty_folders
from training.runs.request import TrainingRequest
from training.runs.run import open_donor, start_of, train
from training.samples.drawn_heads import open_drawer, require_head_labels
from training.settings.config import TrainingConfig
from training.settings.config_file import config_of
from training.splits.folds import CutBy, cut_dataset, write_folds
from training.statistics.figures import CrossValidation
from training.statistics.metrics import mean_over_folds

_log = logging.getLogger(__name__)


def cross_validate(request: TrainingRequest, count: int, report: Report) -> CrossValidation:
    """Train a model for each fold without it, measure that on the fold, and write `cross_validation.json`.

    The folds are those that the manifest names. If it names none, they are cut from the rows of split Training, or
    from all if no split is named, and written as `folds.csv`: whole sources at a time if the dataset names as
    many as there are folds and each fold leaves every class to train on, otherwise whole clusters of groups and
    look-alikes. The scores of each fold by the network that did not see it are written as `scores.csv`, for
    `TrainingRequest.scores`.

    Args:
        request: what to train; each fold's run is under `out`, in `fold-0` and so on.
        count: of folds, 2 or more.
        report: is called with the progress.

    Returns:
        What was written: `dataset`, `folds` (for each its number as `fold` and the figures of `evaluate`), `summary`
        (from `mean_over_folds`), `cut_by` (`source`, `group`, or `manifest`), `calibration` (what the scores are for
        and promise, in words), `images_without_fold` and `unreadable`.

    Raises:
        InvalidDatasetError: if the dataset cannot be trained on, or its folds are others.
        InvalidConfigError: if settings do not fit.
        OccupiedFolderError: if another run is in `out`.
        UnwritableOutputError: if `out` cannot be written to.
    """
    _require_free(request)
    if request.scores:
        raise InvalidConfigError(
            subject=request.out, expected="a cross-validation without scores, as it makes them itself", got="some"
        )
    require_head_labels(request.config, request.head_labels)
    if request.is_finishing:
        raise InvalidConfigError(
            subject=request.out,
            expected="one training to finish",
            got="a cross-validation, which needs all its folds",
            advice="give --resume alone",
        )
    dataset = read_dataset(request.dataset, request.keeps_names)
    log_layout(dataset)
    if unused := validation_rows(dataset):
        _log.warning(
            "%s: with folds, each has validation data cut for it; the %s of split %s are not used",
            dataset.name,
            count_of(len(unused), "image"),
            VALIDATION,
        )
    warn_of_empty_folders(request.dataset, dataset)
    make_folder(request.out)
    manifest, folds, cut_by = request.dataset, _named_folds(dataset, count), CutBy.MANIFEST
    without_fold = sum(row.fold is None for row in dataset.rows)
    if not folds:
        manifest, folds = request.out / FOLDS_FILE, list(range(count))
        require_distinct(manifest, [request.dataset])
        cuts = cut_dataset(dataset, count, request.config, report)
        cut_by, rows = write_folds(manifest, cuts)
        # If no sources are named, there is no other way to cut.
        has_sources = len({row.source for row in dataset.rows}) > 1
        _log.log(logging.WARNING if has_sources else logging.INFO, "%s: %s", dataset.name, cut_by.words)
        without_fold = len(dataset.rows) - len(rows)
    requests = [_request_of(request, manifest, fold) for fold in folds]
    if finished := [one for one in requests if _is_finished(one)]:
        learns_from = _learns_from(request, dataset.classes)
        for one in finished:
            _require_same(one, learns_from)
    measured, unreadable = [], dict[str, None]()
    for place, (fold, one) in enumerate(zip(folds, requests, strict=True), start=1):
        tell = _placed((place, count), report)
        if not _is_finished(one):
            train(one, tell)
        unreadable |= dict.fromkeys(_run_of(one).unreadable)
        measuring = EvaluationRequest(manifest, one.out, one.out / PACKAGE, fold=fold, resuming=Resuming.WHERE_POSSIBLE)
        metrics = evaluate(measuring, tell)
        unreadable |= dict.fromkeys(metrics["unreadable"])
        measured.append(metrics)
    promise = _pool(request, requests)
    results: CrossValidation = {
        "dataset": dataset.name,
        "folds": measured,
        "summary": mean_over_folds(measured),
        "cut_by": cut_by.value,
        "calibration": promise,
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
            f"names {len(folds)} folds ({', '.join(map(str, folds))}), not {count}",
            subject=dataset.name,
            advice=f"give --folds {len(folds)}, or a manifest without the column fold",
        )
    return folds


def _pool(request: TrainingRequest, folds: Sequence[TrainingRequest]) -> str:
    """Write the scores of all folds into one file; log how to use it, and what it can promise."""
    read = [read_scores(one.out / SCORES_FILE) for one in folds]
    scores = Scores(read[0].classes, tuple(row for one in read for row in one.rows))
    write_scores(request.out / SCORES_FILE, scores)
    place = shown_name(request.out)
    try:
        promise = promise_of(pool_scores([request.out], scores.classes))
    except InvalidScoresError:
        return (
            f"{place}/{SCORES_FILE} lacks images of a class that their network is known not to have seen, "
            "so no model can be calibrated with it; a start or teachers that may have seen them can be the reason"
        )
    return (
        f"To train one model on all images and calibrate it with the scores of these networks for images they had not "
        f"seen: falx train DATASET --out DIR --scores {place}; its levels are then {promise}"
    )


def _request_of(request: TrainingRequest, manifest: Path, fold: int) -> TrainingRequest:
    return dataclasses.replace(
        request, dataset=manifest, out=request.out / f"fold-{fold}", fold=fold, name=f"{request.name}-fold-{fold}"
    )


def _require_free(request: TrainingRequest) -> None:
    if any(request.out.glob("fold-*")) and not request.resume:
        raise OccupiedFolderError(
            "holds a cross-validation already", subject=request.out, advice="give --resume or another folder"
        )
    if (request.out / CHECKPOINTS).exists() or (request.out / PACKAGE).exists():
        raise OccupiedFolderError(
            "holds a run that is no cross-validation", subject=request.out, advice="give another folder"
        )


def _is_finished(request: TrainingRequest) -> bool:
    return (request.out / RUN_FILE).exists() and (request.out / PACKAGE).exists()


@dataclass(frozen=True, slots=True)
class _FoldRun:
    """The parts of a finished fold's record that are compared; an earlier Falx did not state what it learnt from."""

    config: Mapping[str, Any]
    start: Any
    unreadable: tuple[str, ...]
    teachers: Any = None
    teachers_sha256: Any = None
    head_labels: Mapping[str, Any] | None = None


def _run_of(request: TrainingRequest) -> _FoldRun:
    try:
        return read_state(request.out / RUN_FILE, _FoldRun)
    except InvalidStateError as error:
        raise InvalidConfigError(error.problem, subject=error.subject, advice="remove that folder") from error


class _LearntFrom(TypedDict):
    """What folds learn from beside the images, as their records state it."""

    teachers: list[str]
    teachers_sha256: str | None
    head_labels: Mapping[str, Any] | None


def _learns_from(request: TrainingRequest, classes: Sequence[str]) -> _LearntFrom:
    """Return what folds to come learn from beside the images, as their records will state it."""
    teachers = open_teachers(request.teachers, classes, request.config)
    drawer = open_drawer(request.config, request.head_labels)
    return {
        "teachers": [teacher.title for teacher in teachers],
        "teachers_sha256": digest_of_teachers(teachers),
        "head_labels": drawer.labels.origin if drawer else None,
    }


def _require_same(request: TrainingRequest, learns_from: _LearntFrom) -> None:
    """Refuse to join a finished fold that was trained with other settings with those to come."""
    run = _run_of(request)
    start = start_of(request.weights, open_donor(request.weights))[0]
    if not _is_of(request.config, run.config) or run.start != start:
        raise InvalidConfigError(
            "was trained with other settings or weights",
            subject=request.out,
            advice="give the same ones again, or another folder",
        )
    # What the record of an earlier Falx does not state cannot be compared.
    pairs = (
        (run.teachers, learns_from["teachers"]),
        (run.teachers_sha256, learns_from["teachers_sha256"]),
    )
    if any(stated is not None and stated != wanted for stated, wanted in pairs):
        raise InvalidConfigError(
            "was trained with other teachers",
            subject=request.out,
            advice="give the same ones again (--teachers), or another folder",
        )
    # The name of their folder makes no difference.
    if (run.head_labels or {}).get("sha256") != (learns_from["head_labels"] or {}).get("sha256"):
        raise InvalidConfigError(
            "was trained with other label maps of heads",
            subject=request.out,
            advice="give the same ones again (--head-labels), or another folder",
        )


def _is_of(config: TrainingConfig, values: Any) -> bool:
    """Return whether settings are these; those of an earlier Falx lack some, which are as they were before."""
    try:
        return config_of(values) == config
    except (InvalidConfigError, TypeError, AttributeError):
        return False


def _placed(fold: tuple[int, int], report: Report) -> Report:
    def tell(progress: Progress) -> None:
        report(dataclasses.replace(progress, fold=fold))

    return tell
