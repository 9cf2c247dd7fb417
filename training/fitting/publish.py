"""Publish a trained network as a model package: convert, calibrate, fit novelty, check."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

import keras
import numpy as np
import numpy.typing as npt

from core.jobs.events import ProgressReporter, Report
from core.model import package as model_package
from core.model.calibration import log_loss
from core.model.classifier import Classifier
from core.model.novelty import NoveltyModel, fit_novelty, novelties
from core.model.package import ModelPackage, write_about
from core.model.package_format.version import FORMAT
from training.calibration.calibrate import CalibrationImages, calibrate
from training.calibration.package_values import calibrating_settings
from training.calibration.pooled_scores import POOLED_REJECTION, refused_share, with_pooled_limits
from training.calibration.scores import Unseen
from training.fitting.novelty_data import FOREIGN_COUNT, foreign_inputs, with_appearances
from training.fitting.package_files import (
    half_weights,
    head_of,
    libraries,
    neutral_novelty,
    self_check_slice,
    staging,
    write_head,
    write_self_check,
)
from training.fitting.provenance import Provenance
from training.networks import architectures
from training.networks.conversion import convert
from training.networks.mirroring import with_mirror
from training.reports.model_card import format_card
from training.reports.package_facts import PackageFacts
from training.samples.images import Examples
from training.settings.config import TrainingConfig

FALSE_REJECTION = 0.01
# Novelty is fitted to this many of the training data; these and the validation data have this many changed copies.
_NOVELTY_IMAGES, _COPIES = 1500, 2

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibrating:
    """What a package is calibrated with.

    Attributes:
        sources: of the validation images, "" where unknown.
        groups: of the validation images; those that look alike are of one.
        unseen: of the validation images, from `training.calibration.unseen_sources.unseen_validation`.
        scores: of images by other networks that had not seen them, in place of the validation images; or None.
    """

    sources: tuple[str, ...]
    groups: tuple[str, ...]
    unseen: tuple[Unseen, ...]
    scores: CalibrationImages | None = None


def publish(
    network: keras.Model,
    config: TrainingConfig,
    classes: Sequence[str],
    training: Examples,
    validation: Examples,
    calibrating: Calibrating,
    provenance: Provenance,
    folder: Path,
    identity: tuple[str, str],
    report: Report,
    kind_contrasts: Mapping[str, Sequence[str]] | None = None,
) -> ModelPackage:
    """Convert a network, calibrate it, and write the package, whole or not at all.

    Calibration and novelty use the output of LiteRT, the arithmetic that the model will run with.

    Args:
        network: trained.
        config: the settings that it was trained with.
        classes: their names, in the order of the logits.
        training: what it learnt from.
        validation: what it did not learn from.
        calibrating: what to calibrate with.
        provenance: goes into the package.
        folder: of the package; the one of an earlier end of the same run is replaced.
        identity: name and version of the model.
        report: is called with the progress.
        kind_contrasts: the weightings that each kind of tumour was learnt on, where that is known.

    Raises:
        InvalidPackageError: if the package fails its own self-check.
        UnwritableOutputError: if it cannot be written.
    """
    geometry = architectures.feature_geometry(network)
    served = with_mirror(network, geometry) if config.mirrored else network
    with staging(folder) as staged:
        reporter = ProgressReporter("Making the model package", 4, report)
        # The conversion takes seconds, in which the end of the phase before would be shown.
        reporter.report(0)
        (staged / model_package.NETWORK_FILE).write_bytes(convert(served))
        np.savez_compressed(staged / model_package.WEIGHTS_FILE, **half_weights(network))
        (staged / model_package.CARD_FILE).write_text("", "utf-8")
        reporter.report(1)
        about: dict[str, Any] = {
            "format": FORMAT,
            "name": identity[0],
            "version": identity[1],
            "classes": list(classes),
            "preprocessing": {"version": config.framing, "size": config.size},
            "architecture": config.architecture,
            "outputs": sorted(network.output),
            "geometry": asdict(geometry),
            "biases": [0.0] * len(classes),
            "temperature": 1.0,
            "calibration": {"coverages": [0.5], "tumour": [0.0], "tumour_free": [0.0], "kind": [0.0]},
            "novelty": {
                "limit": 1.0,
                "rest_variance": 1.0,
                "foreign_limit": 1.0,
                "false_rejection": POOLED_REJECTION if calibrating.scores else FALSE_REJECTION,
            },
            "training": {**asdict(provenance), "libraries": libraries()},
            "metrics": {},
        }
        # A first package with neutral figures, so that the engine itself computes what the figures are fitted to.
        head = head_of(network)
        write_head(staged, head, neutral_novelty(network, len(classes)))
        write_self_check(staged, np.zeros(len(classes), np.float32))
        write_about(staged, about)
        classifier = Classifier.open(staged)
        # A probability should hold for pictures that look somewhat different too.
        changed = with_appearances(validation.images, _COPIES, seed=2)
        held_out = _answers(classifier, changed, report, "Calibrating on the validation images")
        reporter.report(2)
        novelty, foreign = _fit_novelty(classifier, training, held_out.context, report)
        count = len(validation.labels)
        own = CalibrationImages(
            classes=tuple(classes),
            logits=held_out.logits[:count],
            labels=validation.labels,
            sources=calibrating.sources,
            groups=calibrating.groups,
            unseen=calibrating.unseen,
            novelties=novelties(novelty, held_out.context[:count]),
            origin="the validation images",
            fits_biases=config.fits_biases,
        )
        fitted = novelty
        if calibrating.scores:
            images = replace(calibrating.scores, fits_biases=config.fits_biases)
            calibration = calibrate(images)
            novelty = with_pooled_limits(novelty, images, novelties(novelty, foreign))
        else:
            images, calibration = own, calibrate(own, held_out.logits[count:])
        about |= calibrating_settings(images, calibration)
        about["kind_contrasts"] = {name: list(found) for name, found in (kind_contrasts or {}).items()}
        about["novelty"].update(
            limit=novelty.limit,
            rest_variance=novelty.rest_variance,
            bias=novelty.bias,
            foreign_limit=novelty.foreign_limit,
            refused=refused_share(fitted, novelty, images),
        )
        logits = own.logits + calibration.biases
        about["metrics"]["validation"] = {
            "images": count,
            "accuracy": float(np.mean(logits.argmax(axis=1) == validation.labels)),
            "log_loss": log_loss(logits, validation.labels, calibration.temperature),
        }
        write_head(staged, head, novelty)
        write_self_check(staged, classifier.predict(self_check_slice()).logits)
        (staged / model_package.CARD_FILE).write_text(format_card(cast(PackageFacts, about)), "utf-8")
        write_about(staged, about)
        reporter.report(3)
        package = ModelPackage.open(staged)
        package.verify_files()
        Classifier(package).self_check()
    reporter.report(4)
    return ModelPackage.open(folder)


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """Outputs of the network for N images: logits (N, C) and what novelty is measured on (N, D), float32."""

    logits: FloatArray
    context: FloatArray


def _answers(classifier: Classifier, images: npt.NDArray[np.uint8], report: Report, phase: str) -> _Answers:
    logits, context = [], []
    reporter = ProgressReporter(phase, len(images), report)
    reporter.report(0)
    for index, image in enumerate(images, start=1):
        classifier.run(image.astype(np.float32))
        logits.append(classifier.output("logits"))
        context.append(classifier.novelty_features())
        if index % 100 == 0 or index == len(images):
            reporter.report(index)
    return _Answers(np.stack(logits), np.stack(context))


def _fit_novelty(
    classifier: Classifier, training: Examples, held_out: FloatArray, report: Report
) -> tuple[NoveltyModel, FloatArray]:
    """Fit novelty to a sample of the training data, changed copies included, and to pictures of other things.

    The limit is set by the features (M, D) of the validation data, changed copies included. The features (F, D) of the
    other pictures are returned with it.
    """
    every = np.arange(len(training.labels))
    order = np.random.default_rng(0).permutation(every)
    # One of each class at least.
    firsts = [int(order[training.labels[order] == label][0]) for label in np.unique(training.labels)]
    chosen = np.unique([*firsts, *order[:_NOVELTY_IMAGES].tolist()])
    known = training.images[chosen]
    package = classifier.package
    parts = {
        "Learning what the training images look like": with_appearances(known, _COPIES, seed=1),
        "Learning what other pictures look like": foreign_inputs(
            list(known), package.input_size, package.framing, count=min(FOREIGN_COUNT, max(10, len(known) // 10))
        ),
    }
    seen, foreign = (_answers(classifier, images, report, phase).context for phase, images in parts.items())
    labels = np.tile(training.labels[chosen], 1 + _COPIES)
    return fit_novelty(seen, labels, held_out, FALSE_REJECTION, foreign), foreign
