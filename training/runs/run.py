"""Run one training from a dataset to a model package: the engine of `falx train`."""

import dataclasses
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from core.batch.inputs import RECONNECT, FoldersRead
from core.errors import InvalidDatasetError
from core.files import make_folder, replacing
from core.jobs.events import Progress, Report
from core.model.package import ModelPackage, looks_like_package
from core.model.preprocessing import Framing
from core.reader_process.shared_reader import shared_reader
from training.calibration.package_values import calibrated_by
from training.calibration.pooled_scores import digest_of_scores, pool_scores
from training.calibration.unseen_sources import join_sources, sources_of, unseen_validation
from training.dataset.layout_texts import layout_values, log_layout
from training.dataset.manifest import (
    Dataset,
    Row,
    read_dataset,
    training_rows,
    validation_rows,
    write_manifest,
)
from training.dataset.outlines import require_sound_outlines
from training.dataset.rows import digest_of
from training.duplicates.clusters import clusters_of
from training.fitting.checkpoint import load_state
from training.fitting.distillation import digest_of_teachers, open_teachers, soft_targets
from training.fitting.epoch import Epoch
from training.fitting.fit import fit
from training.fitting.kept_weights import kept_of, read_kept, read_start_loss
from training.fitting.provenance import Provenance
from training.fitting.publish import Calibrating, publish
from training.networks import architectures
from training.reports.kept_epoch import kept_values
from training.reports.package_facts import CalibrationFacts
from training.run_files import CHECKPOINTS, HELD_OUT_FILE, LAST, PACKAGE, RUN_FILE
from training.runs.preconditions import require_classes, require_free, require_training_images, warn_of_empty_folders
from training.runs.request import TrainingRequest
from training.runs.run_state import whole_package
from training.runs.training_result import TrainingResult
from training.samples.drawn_heads import open_drawer, require_drawable
from training.samples.images import Examples, Pictures, read_training_images
from training.samples.kind_contrasts import contrasts_of_kinds
from training.samples.sample_maker import Kind
from training.samples.sampler import OVERSAMPLING, Sampler
from training.settings.config_file import format_config
from training.splits.held_out import hold_out

_log = logging.getLogger(__name__)

# The best epoch is judged by these besides the originals of the validation data.
JUDGED_KINDS = (Kind.ERASED, Kind.TRANSPLANTED)


def train(request: TrainingRequest, report: Report) -> TrainingResult:
    """Train a network and publish it as a package under `request.out`.

    Args:
        request: what to train.
        report: is called with the progress.

    Raises:
        InvalidDatasetError: if the dataset cannot be trained on.
        InvalidConfigError: if weights or settings do not fit.
        InvalidScoresError: if the scores to calibrate with cannot be used.
        LostFolderError: if the folder of the images disappears while they are read.
        OccupiedFolderError: if another run or its package is in `out`.
        UnwritableOutputError: if `out` cannot be written to.
    """
    config = request.config
    checkpoints = request.out / CHECKPOINTS
    require_free(request)
    donor = open_donor(request.weights)
    dataset = read_dataset(request.dataset, request.keeps_names)
    log_layout(dataset)
    scores = pool_scores(request.scores, dataset.classes) if request.scores else None
    training_part = training_rows(dataset, request.fold)
    require_training_images(dataset, training_part)
    chosen = [*training_part, *validation_rows(dataset, request.fold)]
    require_sound_outlines(chosen)
    warn_of_empty_folders(request.dataset, dataset)
    teachers = open_teachers(request.teachers, dataset.classes, config)
    drawer = open_drawer(config, request.head_labels)
    if drawer:
        require_drawable(dataset.classes)
    report(Progress("Building the network", 0, 0))
    # Before the images are read, so that weights that do not fit are reported at once.
    network = architectures.build_from(config, len(dataset.classes), request.weights, donor)
    make_folder(checkpoints)
    larger = round(config.size * OVERSAMPLING)
    read = read_training_images(chosen, config.size, larger, Framing(config.framing), report, FoldersRead(RECONNECT))
    # Hours may pass before the next file is read, if any is.
    shared_reader().end_idle()
    rows, images = read.fingerprints.rows, read.images
    unreadable = tuple(one.line for one in read.unreadable)
    require_classes(dataset, read, set(training_part), request.dataset)
    clusters = clusters_of(read.fingerprints, report)
    sides = hold_out(dataset, rows, clusters, config.validation_share, config.seed, request.fold)
    kept, held_out = sides.kept, sides.held_out
    _write_held_out(request.out / HELD_OUT_FILE, [rows[i] for i in held_out])
    labels = np.array([dataset.classes.index(row.label) for row in rows], np.int64)
    start, start_data = start_of(request.weights, donor)
    digest = digest_of(rows, read.fingerprints.sha256)
    heads = drawer.labels.origin if drawer else None
    said = f"{format_config(config)}{digest}{start_data or ''}{heads['sha256'] if heads else ''}"
    said += digest_of_teachers(teachers)
    fingerprint = hashlib.sha256(said.encode()).hexdigest()
    if request.resume and (finished := _finished(request, fingerprint)):
        return TrainingResult(*finished, unreadable, read_kept(request.out), True)
    if config.counterfactual.share and not any(row.outline for row in rows):
        _log.warning("%s: no outlines of tumours, so no counterfactual slices are made", dataset.name)
    if config.augmentation.spectrum_share and len({row.source for row in rows if row.source}) < 2:
        _log.warning(
            "%s: names fewer than two sources (column source), so no amplitude spectra are mixed", dataset.name
        )
    geometry = architectures.feature_geometry(network)
    soft = soft_targets(teachers, images[kept], report) if teachers else None
    sampler, judge = (
        Sampler(_chosen(read.larger, part), clusters[part], dataset.classes, config, geometry, *extras)
        for part, extras in ((kept, (drawer, soft)), (held_out, ()))
    )
    made = judge.settled(JUDGED_KINDS if config.counterfactual.share else ())
    history = fit(
        network,
        config,
        sampler,
        Examples(images[kept], labels[kept]),
        Examples(np.concatenate([images[held_out], made.images]), np.concatenate([labels[held_out], made.labels])),
        checkpoints,
        report,
        fingerprint,
        request.is_finishing,
    )
    others = [other.training for other in (donor, *teachers) if other]
    inherited = sources_of((), *others) if others else None
    losses = [epoch.validation_loss for epoch in history]
    kept_network = kept_of(config, losses, read_start_loss(request.out))
    provenance = Provenance(
        dataset=dataset.name,
        data_sha256=digest,
        images=dict(sorted(Counter(rows[i].label for i in kept).items())),
        validation_images=dict(sorted(Counter(rows[i].label for i in held_out).items())),
        outlined_images=sum(bool(rows[i].outline) for i in kept),
        config=dataclasses.asdict(config),
        start=start,
        start_data_sha256=start_data,
        fold=request.fold,
        kept=kept_values(kept_network),
        validation=sides.origin.value,
        class_names=dict(dataset.understood.classes),
        sources=sources_of(rows, *others),
        inherited_sources=inherited,
        head_labels=heads,
        teachers=[teacher.title for teacher in teachers],
        teachers_sha256=digest_of_teachers(teachers),
    )
    package = publish(
        network,
        config,
        dataset.classes,
        Examples(images[kept], labels[kept]),
        Examples(images[held_out], labels[held_out]),
        Calibrating(
            tuple(rows[i].source for i in held_out),
            tuple(f"{clusters[i]}" for i in held_out),
            unseen_validation(
                [rows[i] for i in held_out],
                clusters[held_out].tolist(),
                set(clusters[kept].tolist()),
                inherited,
                join_sources((row.source, row.group) for row in dataset.rows),
            ),
            scores,
        ),
        provenance,
        request.out / PACKAGE,
        (request.name, request.version),
        report,
        contrasts_of_kinds(
            [(rows[i].label, read.contrasts[i]) for i in kept], [one for one in (donor, *teachers) if one]
        ),
    )
    _write_run(request.out / RUN_FILE, provenance, history, unreadable, dataset)
    words = calibrated_by(cast(CalibrationFacts, package.calibration), package.levels)
    return TrainingResult(package.path, tuple(history), unreadable, kept_network, calibrated_by=words)


def _finished(request: TrainingRequest, fingerprint: str) -> tuple[Path, tuple[Epoch, ...]] | None:
    """Find the package and the epochs of a run that ended with the same settings, data and name."""
    package = whole_package(request)
    if package is None:
        return None
    state = load_state(request.out / CHECKPOINTS / LAST)
    scores = digest_of_scores(request.scores) if request.scores else None
    # With other scores the same network becomes another model.
    if state.get("fingerprint") != fingerprint or package.calibration.get("scores_sha256") != scores:
        return None
    if (package.name, package.version) != (request.name, request.version):
        return None
    return package.path, tuple(Epoch(**epoch) for epoch in state["history"])


def _chosen(pictures: Pictures, places: npt.NDArray[np.int64]) -> Pictures:
    return Pictures([pictures.rows[i] for i in places], pictures.images[places], pictures.masks[places], [])


def open_donor(weights: Path | None) -> ModelPackage | None:
    """Open the package to start from, if it is one."""
    return ModelPackage.open(weights) if weights and looks_like_package(weights) else None


def start_of(weights: Path | None, donor: ModelPackage | None) -> tuple[str, str | None]:
    """Name the start and, for a package, the fingerprint of the data that it was trained on."""
    if donor:
        return donor.title, str(donor.training.get("data_sha256", "unknown"))
    return weights.name if weights else "none", None


def _write_held_out(path: Path, rows: Sequence[Row]) -> None:
    """List the validation images, without split and fold, so that all of them are measured on."""
    # An image whose name is not Unicode can be trained on but not listed; then there is no list.
    with suppress(InvalidDatasetError):
        write_manifest(path, [dataclasses.replace(row, split="", fold=None) for row in rows])


def _write_run(
    path: Path, provenance: Provenance, history: Sequence[Epoch], unreadable: Sequence[str], dataset: Dataset
) -> None:
    values = {
        **dataclasses.asdict(provenance),
        "epochs": [dataclasses.asdict(epoch) for epoch in history],
        "unreadable": list(unreadable),
        "understood": layout_values(dataset),
    }
    with replacing(path, is_durable=True) as temporary:
        temporary.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
