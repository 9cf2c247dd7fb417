"""From a trained network to a model package."""

import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from core import __version__
from core.files import make_folder, unwritable
from core.image.phantom import head_phantom
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.jobs.events import Pace, Report
from core.model import package as model_package
from core.model.calibration import log_loss
from core.model.classifier import Classifier
from core.model.heat_map import DenseHead
from core.model.novelty import NoveltyModel, fit_novelty, novelties
from core.model.package import ModelPackage, write_about
from training.calibration.calibrate import CalibrationImages, calibrate, calibrating_settings
from training.calibration.pooled_scores import POOLED_REJECTION, refused_share, with_pooled_limits
from training.calibration.scores import Unseen
from training.fitting.novelty_data import FOREIGN_COUNT, foreign_inputs, with_appearances
from training.networks import architectures
from training.networks.conversion import convert
from training.networks.mirroring import with_mirror
from training.reports.model_card import format_card
from training.run_files import STAGING_PREFIX
from training.samples.images import Examples
from training.settings.config import TrainingConfig

FALSE_REJECTION = 0.01
# Of the training data so many tell what is like it; these and the validation data have so many changed copies.
_NOVELTY_IMAGES, _COPIES = 1500, 2

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the weights of a package come from.

    Attributes:
        dataset: its name.
        data_sha256: its fingerprint.
        images: number of training images by class.
        validation_images: the same for the validation data.
        outlined_images: number of training images whose tumour's outline is known.
        config: the settings.
        start: the weights that the training started from: a file's name, a package's name and version, or "none".
        start_data_sha256: fingerprint of the data that the package was trained on, or None.
        fold: the fold that was left out, or None.
        kept: which network of the training it is (`training.fitting.kept_weights.Kept`).
        validation: where the validation data comes from, in words.
        class_names: other names that the dataset had for classes, with those that the model has.
        sources: images by source of all that the network has seen, from `training.calibration.unseen.sources_of`.
        inherited_sources: the same for what start and teachers alone have seen; None where there was neither.
        head_labels: of the label maps that heads were drawn from, their name, fingerprint and number; None without.
        teachers: names and versions of the packages whose answers it learnt from too.
        teachers_sha256: fingerprint of what they know; "" without any.
    """

    dataset: str
    data_sha256: str
    images: Mapping[str, int]
    validation_images: Mapping[str, int]
    outlined_images: int
    config: Mapping[str, Any]
    start: str
    start_data_sha256: str | None
    fold: int | None
    kept: Mapping[str, Any]
    validation: str = ""
    class_names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    inherited_sources: Mapping[str, int] | None = None
    head_labels: Mapping[str, str | int] | None = None
    teachers: Sequence[str] = ()
    teachers_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Calibrating:
    """What a package is calibrated by.

    Attributes:
        sources: of the validation images, "" where unknown.
        groups: of the validation images; those that look alike are of one.
        unseen: of the validation images, from `training.calibration.unseen.unseen_validation`.
        scores: of images by other networks that had not seen them, instead of the validation images; or None.
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
) -> ModelPackage:
    """Convert a network, calibrate it, and write the package, whole or not at all.

    Calibration and novelty go by what LiteRT answers, the very arithmetic that will serve.

    Args:
        network: trained.
        config: the settings that it was trained with.
        classes: their names, in the order of the logits.
        training: what it learnt from.
        validation: what it did not learn from.
        calibrating: what the calibration goes by.
        provenance: goes into the package.
        folder: of the package; the one of an earlier end of the same run is replaced.
        identity: name and version of the model.
        report: is told of the progress.

    Raises:
        InvalidPackageError: if the package fails its own self-check.
        UnwritableOutputError: if it cannot be written.
    """
    geometry = architectures.feature_geometry(network)
    served = with_mirror(network, geometry) if config.mirrored else network
    with _staging(folder) as staged:
        pace = Pace("Making the model package", 4, report)
        (staged / model_package.NETWORK_FILE).write_bytes(convert(served))
        np.savez_compressed(staged / model_package.WEIGHTS_FILE, **_half_weights(network))
        (staged / model_package.CARD_FILE).write_text("", "utf-8")
        pace.tell(1)
        about: dict[str, Any] = {
            "format": model_package.FORMAT,
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
            "training": {**asdict(provenance), "libraries": _libraries()},
            "metrics": {},
        }
        # A first package with neutral figures, so that the engine itself gives what the figures are fitted to.
        head = _head(network)
        _write_head(staged, head, _neutral_novelty(network, len(classes)))
        _write_self_check(staged, np.zeros(len(classes), np.float32))
        write_about(staged, about)
        classifier = Classifier.open(staged)
        # A probability is to hold for pictures that look somewhat different too.
        changed = with_appearances(validation.images, _COPIES, seed=2)
        held_out = _answers(classifier, changed, report, "Calibrating on the validation images")
        pace.tell(2)
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
        )
        fitted = novelty
        if calibrating.scores:
            images, calibration = calibrating.scores, calibrate(calibrating.scores)
            novelty = with_pooled_limits(novelty, images, novelties(novelty, foreign))
        else:
            images, calibration = own, calibrate(own, held_out.logits[count:])
        about |= calibrating_settings(images, calibration)
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
        _write_head(staged, head, novelty)
        _write_self_check(staged, classifier.predict(_self_check_slice()).logits)
        (staged / model_package.CARD_FILE).write_text(format_card(about), "utf-8")
        write_about(staged, about)
        pace.tell(3)
        package = ModelPackage.open(staged)
        package.verify_files()
        Classifier(package).self_check()
    pace.tell(4)
    return ModelPackage.open(folder)


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a folder that takes the place of another when all went well."""
    make_folder(folder.parent)
    try:
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=STAGING_PREFIX, ignore_cleanup_errors=True
        ) as temporary:
            staged = Path(temporary) / folder.name
            staged.mkdir()
            yield staged
            if folder.exists():
                folder.replace(Path(temporary) / "replaced")
            staged.replace(folder)
    except OSError as error:
        raise unwritable(folder, error) from error


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """Outputs of the network for N images: logits (N, C) and what novelty is measured on (N, D), float32."""

    logits: FloatArray
    context: FloatArray


def _answers(classifier: Classifier, images: npt.NDArray[np.uint8], report: Report, phase: str) -> _Answers:
    logits, context = [], []
    pace = Pace(phase, len(images), report)
    for index, image in enumerate(images, start=1):
        classifier.run(image.astype(np.float32))
        logits.append(classifier.output("logits"))
        context.append(classifier.novelty_features())
        if index % 100 == 0 or index == len(images):
            pace.tell(index)
    return _Answers(np.stack(logits), np.stack(context))


def _fit_novelty(
    classifier: Classifier, training: Examples, held_out: FloatArray, report: Report
) -> tuple[NoveltyModel, FloatArray]:
    """Fit it to a sample of the training data, changed copies included, and to pictures of other things.

    The limit goes by the features (M, D) of the validation data, changed copies included. The features (F, D) of the
    other pictures are given beside it.
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


def _half_weights(network: keras.Model) -> dict[str, Any]:
    # Beyond float16's range a variance would become infinite.
    limit = float(np.finfo(np.float16).max)
    return {
        f"{index:03d}": np.clip(array, -limit, limit).astype(np.float16)
        for index, array in enumerate(network.get_weights())
    }


def _head(network: keras.Model) -> DenseHead:
    w1, b1 = network.get_layer("hidden").get_weights()
    w2, b2 = network.get_layer("logits").get_weights()
    return DenseHead(w1, b1, w2, b2)


def _neutral_novelty(network: keras.Model, classes: int) -> NoveltyModel:
    channels = network.output["context"].shape[-1]
    return NoveltyModel(
        means=np.zeros((classes, channels), np.float32),
        directions=np.eye(1, channels, dtype=np.float32),
        variances=np.ones(1, np.float32),
        rest_variance=1.0,
    )


def _write_head(folder: Path, head: DenseHead, novelty: NoveltyModel) -> None:
    arrays: dict[str, Any] = {name: getattr(head, name) for name in ("w1", "b1", "w2", "b2")}
    arrays |= {name: getattr(novelty, name) for name in ("means", "directions", "variances")}
    if novelty.weights is not None:
        arrays |= {name: getattr(novelty, name) for name in model_package.NOVELTY_EXTRAS}
    np.savez_compressed(folder / model_package.HEAD_FILE, **arrays)


def _write_self_check(folder: Path, logits: FloatArray) -> None:
    np.savez_compressed(folder / model_package.SELF_CHECK_FILE, pixels=head_phantom(), logits=logits)


def _self_check_slice() -> Slice:
    return Slice(head_phantom(), EIGHT_BIT, Path("phantom"), 0, 1, "")


def _libraries() -> dict[str, str]:
    names = ("tensorflow", "keras", "numpy", "ai-edge-litert", "opencv-python-headless")
    return {"falx": __version__, "python": platform.python_version(), **{name: _version(name) for name in names}}


def _version(name: str) -> str:
    for candidate in (name, f"{name}-cpu"):
        with suppress(PackageNotFoundError):
            return version(candidate)
    return "unknown"
