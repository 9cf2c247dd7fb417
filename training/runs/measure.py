"""Measure the model of a run on held-out images, beside the model in use."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import FalxError, InvalidDatasetError
from core.files import replacing
from core.jobs.events import Progress, Report
from core.model.package import HEAD_FILE, NETWORK_FILE, ModelPackage
from training.dataset.manifest import TESTING, Dataset, read_dataset
from training.evaluation.evaluate import evaluate
from training.evaluation.request import EvaluationRequest, Resuming
from training.run_files import COMPARISON, EVALUATION, HELD_OUT_FILE, MEASURED_FILE, METRICS_FILE, PACKAGE
from training.runs.measurement import RunMeasurement, read_measured
from training.runs.order import read_order
from training.runs.request import TrainingRequest


def measure_run(folder: Path, rival: Path | None, report: Report) -> RunMeasurement:
    """Evaluate the package of a run, and another on the same images.

    The images are those of the fold that was left out, of split Testing, or else the validation images. The results
    are written into `evaluation` and `comparison` in the run's folder; what was measured before is not measured again.

    Args:
        folder: of the run.
        rival: folder of the other package, or None.
        report: is called with the progress.

    Raises:
        InvalidDatasetError: if nothing can be measured.
        InvalidPackageError: if the run's package cannot be used.
        UnwritableOutputError: if the folder cannot be written to.
    """
    request, is_validation = _request_for(folder, read_order(folder).request)
    fingerprint = _fingerprint(ModelPackage.open(request.package))
    earlier = read_measured(folder)
    if not (earlier and earlier.model == fingerprint and (folder / EVALUATION / METRICS_FILE).is_file()):
        # The comparison is measured again, too: the images may be others.
        earlier = None
        _write(folder, RunMeasurement(is_validation, "", None, None, ""))
        evaluate(request, report)
        _write(folder, RunMeasurement(is_validation, fingerprint, None, None, ""))
    title, rival_model, reason = None, None, "No other model was chosen."
    if rival:
        title, rival_model, reason = _compare(request, rival, fingerprint, folder, earlier, report)
    measured = RunMeasurement(is_validation, fingerprint, title, rival_model, reason)
    _write(folder, measured)
    return measured


def _request_for(folder: Path, training: TrainingRequest) -> tuple[EvaluationRequest, bool]:
    held_out = EvaluationRequest(
        folder / HELD_OUT_FILE, folder / EVALUATION, folder / PACKAGE, resuming=Resuming.WHERE_POSSIBLE
    )
    try:
        dataset = read_dataset(training.dataset, training.keeps_names)
    except InvalidDatasetError:
        if held_out.dataset.is_file():
            return held_out, True
        raise
    if training.fold is not None:
        return dataclasses.replace(held_out, dataset=training.dataset, fold=training.fold), False
    if _has_testing(dataset):
        return dataclasses.replace(held_out, dataset=training.dataset, split=TESTING), False
    if not held_out.dataset.is_file():
        raise InvalidDatasetError(
            subject=folder.name,
            expected=f"{HELD_OUT_FILE} with the images that were held out",
            found="none",
            advice="evaluate the model on another dataset",
        )
    return held_out, True


def _has_testing(dataset: Dataset) -> bool:
    return any(row.split == TESTING for row in dataset.rows)


def _compare(
    request: EvaluationRequest,
    rival: Path,
    fingerprint: str,
    folder: Path,
    earlier: RunMeasurement | None,
    report: Report,
) -> tuple[str | None, str | None, str]:
    """Measure the other model; returns its title, its fingerprint and, if it cannot be measured, the reason."""

    def tell(progress: Progress) -> None:
        report(dataclasses.replace(progress, phase=f"The model in use: {progress.phase}"))

    try:
        package = ModelPackage.open(rival)
        other = _fingerprint(package)
        if other == fingerprint:
            return None, None, f"The model in use, {package.title}, is this one."
        if not (earlier and earlier.rival_model == other and (folder / COMPARISON / METRICS_FILE).is_file()):
            evaluate(dataclasses.replace(request, package=rival, out=folder / COMPARISON), tell)
        return package.title, other, ""
    except FalxError as error:
        return None, None, f"The model in use cannot be measured on these images: {error}."


def _fingerprint(package: ModelPackage) -> str:
    checksums: Mapping[str, Any] = package.checksums
    return f"{checksums.get(NETWORK_FILE)} {checksums.get(HEAD_FILE)}"


def _write(folder: Path, measured: RunMeasurement) -> None:
    with replacing(folder / MEASURED_FILE) as temporary:
        temporary.write_text(json.dumps(dataclasses.asdict(measured), indent=1) + "\n", "utf-8")
