"""Evaluate a model package on a dataset: the engine of `falx evaluate`. Needs no TensorFlow."""

import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.batch.engine import Failure
from core.batch.inputs import RECONNECT, FoldersRead
from core.errors import InvalidDatasetError
from core.files import make_folder, replacing, unwritable
from core.jobs.events import Progress, Report
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import measured_heat_methods
from core.model.package import ModelPackage
from core.private_folder import make_private_folder
from core.program.wording import shown_name
from training.calibration.scores import SCORES_FILE, Score, Scores, Unseen, write_scores
from training.calibration.unseen_sources import data_digest, may_be_own, what_was_unseen
from training.dataset.layout_texts import log_layout
from training.dataset.manifest import Dataset, Row, evaluation_rows, read_dataset, relative_path, training_rows
from training.dataset.outlines import require_sound_outlines
from training.duplicates.thumbnails import mirrored, thumbnails
from training.evaluation.evaluated import describe
from training.evaluation.heat_map_scores import heat_metrics
from training.evaluation.image_scores import ImageScore, score_images
from training.evaluation.kept_scores import KeptScores, begin_keeping
from training.evaluation.mistakes import draw_mistake, tell_mistake, worst_mistakes
from training.evaluation.perturbation import perturbation_metrics
from training.evaluation.plots import draw_figures
from training.evaluation.randomisation import randomisation_metrics
from training.evaluation.report import format_report
from training.evaluation.request import EvaluationRequest, evaluations_folder
from training.run_files import FIGURES_FOLDER, METRICS_FILE, MISTAKES_FOLDER, REPORT_FILE
from training.samples.images import load_images
from training.settings.installation import require_measuring
from training.statistics.figures import EvaluationFigures, Figure, SharedGroups
from training.statistics.metrics import Bootstrap, classification_metrics, trust_metrics
from training.statistics.verdict_metrics import make_verdicts, verdict_metrics
from training.temporary_files import temporary_files_in

_BLOCK = 256
_BASELINE_SIZE = 64


def evaluate(request: EvaluationRequest, report: Report) -> EvaluationFigures:
    """Classify a dataset with the package that would serve, measure it, and write figures and report.

    Args:
        request: what to evaluate.
        report: is called with the progress.

    Returns:
        What was written: the figures of `classification_metrics`, `trust_metrics` at the `level` asked for,
        `verdict_metrics` at each level of the model, `heat_metrics`, `perturbation_metrics` and
        `randomisation_metrics`, besides `model`, `training_dataset` (the name of what the model was trained on),
        `dataset`, `worst` (`tell_mistake`), `unreadable` and, where the dataset names training images,
        `nearest_neighbour`: the accuracy of one among them, on thumbnails, mirrored ones allowed, which learns nothing;
        and `groups_in_training`: how many groups of what is measured, and `images` of those, have images among them
        too. Paths are relative to the dataset.

    Raises:
        MissingLibraryError: if a library is missing.
        InvalidDatasetError: if nothing can be measured.
        LostFolderError: if the folder of images disappears meanwhile; what was measured is kept.
        InvalidPackageError: if the package cannot be used.
        UnknownLevelError: if it cannot promise the requested level.
        UnwritableOutputError: if `request.out` cannot be written to.
        FolderInUseError: if another process evaluates into it.
        InvalidRunError: if an evaluation is to be continued that is not there, or was of something else.
    """
    require_measuring("An evaluation")
    package = ModelPackage.open(request.package)
    level = package.level(request.level)
    _make_out(request.out)
    dataset = read_dataset(request.dataset, classes=package.classes)
    log_layout(dataset, can_keep_names=False)
    if unknown := set(dataset.classes) - set(package.classes):
        raise InvalidDatasetError(
            subject=dataset.name, expected=f"the classes {', '.join(package.classes)}", found=", ".join(sorted(unknown))
        )
    rows = evaluation_rows(dataset, request.split, request.fold)
    require_sound_outlines(rows)
    head = describe(request, package, rows, level)
    with begin_keeping(request.out, head, rows, request.resuming) as kept, temporary_files_in(request.out):
        folders = FoldersRead(RECONNECT)
        scores, unreadable = _scores(rows, package, report, kept, folders)
        if not scores:
            raise InvalidDatasetError(
                f"none of the {len(rows)} images could be read",
                subject=dataset.name,
                advice=f"the first, {unreadable[0]}",
            )
        return _measure(request, dataset, package, level, scores, unreadable, report, folders)


def _measure(
    request: EvaluationRequest,
    dataset: Dataset,
    package: ModelPackage,
    level: float,
    scores: Sequence[ImageScore],
    unreadable: list[str],
    report: Report,
    folders: FoldersRead,
) -> EvaluationFigures:
    """Compute the figures of all scores, and write the results."""
    report(Progress("Computing the figures", 0, 0))
    classes, kept = package.classes, [score.row for score in scores]
    labels = np.array([classes.index(row.label) for row in kept], np.int64)
    groups = _groups(kept)
    probabilities = np.stack([score.probabilities for score in scores])
    is_refused = np.array([score.is_refused for score in scores])
    novelty = np.array([score.novelty for score in scores])
    limit, is_open = package.novelty.foreign_limit, [score.is_kind_open for score in scores]
    verdicts = {
        one: make_verdicts(labels, probabilities, novelty, package.rule, one, classes, limit, is_open)
        for one in package.levels
    }
    worst = worst_mistakes(scores, classes)
    base = request.dataset if request.dataset.is_dir() else request.dataset.parent
    known = _known_rows(dataset, request)
    methods = measured_heat_methods(package.has_evidence)
    outlined = [score for score in scores if score.heat]
    sampled = [score for score in scores if score.faithfulness]
    outlined_groups, sampled_groups = (_groups([one.row for one in part]) for part in (outlined, sampled))
    perturbed = perturbation_metrics([one.faithfulness for one in sampled if one.faithfulness], sampled_groups, methods)
    metrics: EvaluationFigures = {
        "model": package.title,
        "training_dataset": package.training.get("dataset"),
        "dataset": dataset.name,
        "split": request.split,
        "fold": request.fold,
        **classification_metrics(labels, probabilities, groups, classes),
        "level": level,
        **trust_metrics(labels, verdicts[level].sets, is_refused, groups, level, classes),
        **verdict_metrics(labels, verdicts.items(), groups, classes, package.rule),
        "heat_maps": heat_metrics([one.heat for one in outlined if one.heat], outlined_groups, methods),
        "deletion": perturbed["deletion"],
        "insertion": perturbed["insertion"],
        "randomisation": randomisation_metrics([one.likeness for one in sampled if one.likeness], sampled_groups),
        "nearest_neighbour": _nearest_neighbour(known, kept, report, folders),
        "groups_in_training": _groups_in_training(known, kept),
        "worst": [tell_mistake(score, classes, base) for score in worst],
        "unreadable": unreadable,
    }
    figures = draw_figures(metrics, labels, probabilities, classes)
    is_own = known and may_be_own(dataset, package, request.fold)
    digest = data_digest(dataset, request.fold, report, folders) if is_own else ""
    unseen = what_was_unseen(dataset, kept, known, package, request.fold, digest)
    write_scores(request.out / SCORES_FILE, _scores_of(scores, unseen, classes, base))
    classifier = Classifier(package)
    pictures = [draw_mistake(score.row, classifier) for score in worst]
    for score, picture in zip(worst, pictures, strict=True):
        if picture is None:
            folders.require(score.row.path)
    _write(request.out, metrics, figures, pictures)
    return metrics


def _make_out(out: Path) -> None:
    """Make the folder for the results; one of the user's data folder is closed to others, since paths are in it."""
    if out.absolute().parent == evaluations_folder().absolute():
        try:
            make_private_folder(out.parent)
        except OSError as error:
            raise unwritable(out, error) from error
    make_folder(out)


def _scores(
    rows: Sequence[Row], package: ModelPackage, report: Report, kept: KeptScores, folders: FoldersRead
) -> tuple[list[ImageScore], list[str]]:
    scores, unreadable = [], []
    for place, (row, outcome) in enumerate(score_images(rows, package, report, kept.known)):
        if isinstance(outcome, Failure):
            folders.require(row.path)
            unreadable.append(f"{shown_name(row.path)}: {outcome.reason}")
            continue
        scores.append(outcome)
        folders.note(row.path)
        if place not in kept.known:
            kept.keep(place, outcome)
    return scores, unreadable


def _scores_of(scores: Sequence[ImageScore], unseen: Sequence[Unseen], classes: Sequence[str], base: Path) -> Scores:
    """Collect the scores that other networks are calibrated with."""
    rows = (
        Score(
            relative_path(score.row.path, base),
            score.row.label,
            score.row.source,
            score.row.group,
            score.row.fold,
            one,
            float(score.novelty),
            tuple(map(float, score.logits)),
            base,
        )
        for score, one in zip(scores, unseen, strict=True)
    )
    return Scores(tuple(classes), tuple(rows))


def _write(
    out: Path, metrics: EvaluationFigures, figures: dict[str, bytes], pictures: Sequence[npt.NDArray[np.uint8] | None]
) -> None:
    for name, content in figures.items():
        with replacing(out / FIGURES_FOLDER / f"{name}.png") as temporary:
            temporary.write_bytes(content)
    shutil.rmtree(out / MISTAKES_FOLDER, ignore_errors=True)
    for number, picture in enumerate(pictures):
        if picture is not None:
            with replacing(out / MISTAKES_FOLDER / f"{number:02d}.png") as temporary:
                temporary.write_bytes(cv2.imencode(".png", picture)[1].tobytes())
    with replacing(out / REPORT_FILE) as temporary:
        # A file name that is not Unicode is written with escapes.
        temporary.write_text(format_report(metrics, figures, pictures), "utf-8", errors="backslashreplace")
    with replacing(out / METRICS_FILE) as temporary:
        temporary.write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")


def _groups(rows: Sequence[Row]) -> list[str]:
    """Name the group of each row; a row without one is a separate group."""
    return [row.group or str(row.path) for row in rows]


def _known_rows(dataset: Dataset, request: EvaluationRequest) -> list[Row]:
    """List the training rows that the dataset names, without those that are measured."""
    measured = {row.path for row in evaluation_rows(dataset, request.split, request.fold)}
    try:
        return [row for row in training_rows(dataset, request.fold) if row.path not in measured]
    except InvalidDatasetError:
        return []


def _groups_in_training(known: Sequence[Row], rows: Sequence[Row]) -> SharedGroups | None:
    if not known:
        return None
    trained = {row.group for row in known if row.group}
    shared = [row.group for row in rows if row.group in trained]
    return {"groups": len(set(shared)), "images": len(shared)}


def _nearest_neighbour(known: list[Row], rows: Sequence[Row], report: Report, folders: FoldersRead) -> Figure | None:
    known, known_images, _ = load_images(known, _BASELINE_SIZE, report, folders)
    if not known:
        return None
    rows, images, _ = load_images(rows, _BASELINE_SIZE, report, folders)
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
    """Return for which images the most alike of others, mirrored or not, has the same class.

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
