"""`python -m bench.calibrate PACKAGE --scores FILE... --out PACKAGE2 --version V`: calibrate a package again.

The network stays as it is. Biases, temperature, the thresholds of both questions and the limits of novelty are fitted
to scores of networks of the same recipe that had not seen the images (`falx evaluate` and `falx train --folds` write
them), and the package is written as one of the present format.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.foreign_files import as_slice
from core.errors import FalxError, OccupiedFolderError
from core.files import make_folder
from core.image.mr_contrast import CONTRASTS
from core.image.phantom import LESIONS, head_phantom
from core.model.calibration import log_loss
from core.model.classifier import Classifier
from core.model.novelty import NoveltyModel
from core.model.package import CARD_FILE, HEAD_FILE, LISTED_FILES, NOVELTY_EXTRAS, ModelPackage, write_about
from core.model.package_format.version import FORMAT
from core.model.store import is_plain
from core.program.wording import format_tenths
from training.calibration.calibrate import CalibrationImages, calibrate
from training.calibration.package_values import calibrated_by, calibrating_settings
from training.calibration.pooled_scores import POOLED_REJECTION, pool_scores, refused_share, with_pooled_limits
from training.calibration.scores import Unseen
from training.fitting.novelty_data import foreign_inputs
from training.reports.model_card import format_card

_PHANTOMS = 60


def recalibrate(
    package: ModelPackage,
    images: CalibrationImages,
    out: Path,
    version: str,
    kind_contrasts: Mapping[str, Sequence[str]] | None = None,
    study_called_from: float | None = None,
) -> ModelPackage:
    """Write a package with the same network and another calibration.

    Args:
        package: of any format.
        images: to calibrate with, of its classes.
        out: folder of the new package, which must be empty or new.
        version: of the new package.
        kind_contrasts: the weightings that each kind of tumour was learnt on; as the package states it by default.
        study_called_from: the probability from which a tumour is called in a study, as `bench.studies` fits it to a
            package with this calibration.

    Raises:
        OccupiedFolderError: if `out` holds something.
        InvalidPackageError: if the package, or the new one, fails its self-check.
    """
    if out.exists() and any(out.iterdir()):
        raise OccupiedFolderError("holds something already", subject=out.name, advice="give another folder")
    package.verify_files()
    classifier = Classifier(package)
    classifier.self_check()
    about: dict[str, Any] = json.loads(package.about())
    about.pop("conformal", None)
    # It belongs to the probabilities of the former calibration.
    about.pop("study_called_from", None)
    if study_called_from is not None:
        about["study_called_from"] = study_called_from
    calibration = calibrate(images)
    novelty = with_pooled_limits(package.novelty, images, foreign_novelties(classifier))
    about |= {"format": FORMAT, "version": version, **calibrating_settings(images, calibration)}
    if kind_contrasts is not None:
        about["kind_contrasts"] = {name: list(found) for name, found in kind_contrasts.items()}
    about["novelty"] |= {
        "limit": novelty.limit,
        "bias": novelty.bias,
        "rest_variance": novelty.rest_variance,
        "foreign_limit": novelty.foreign_limit,
        "false_rejection": POOLED_REJECTION,
        "refused": refused_share(package.novelty, novelty, images),
    }
    make_folder(out)
    for name in LISTED_FILES:
        (out / name).write_bytes(package.read(name))
    _write_head(out, package, novelty)
    (out / CARD_FILE).write_text(format_card(about), "utf-8")
    write_about(out, about)
    written = ModelPackage.open(out)
    written.verify_files()
    Classifier(written).self_check()
    return written


def foreign_novelties(classifier: Classifier) -> npt.NDArray[np.float64]:
    """Measure the novelty of pictures that are not brain MRI, of the kinds that a limit may be fitted to: (F,)."""
    package = classifier.package
    heads = [classifier.prepare(as_slice(head_phantom(seed, lesion)))[0] for seed, lesion in _phantoms()]
    pictures = [np.rint(head).astype(np.uint8) for head in heads]
    found = []
    for image in foreign_inputs(pictures, package.input_size, package.framing):
        classifier.run(image.astype(np.float32))
        found.append(package.novelty.novelty(classifier.novelty_features()))
    return np.array(found)


def _phantoms() -> list[tuple[int, str | None]]:
    return [(seed, (None, *LESIONS)[seed % (1 + len(LESIONS))]) for seed in range(_PHANTOMS)]


def _write_head(folder: Path, package: ModelPackage, novelty: NoveltyModel) -> None:
    """Write the arrays of the head with those of the novelty, whose linear score moves with its limit."""
    arrays = package.read_arrays(HEAD_FILE)
    if novelty.weights is not None:
        arrays |= {name: getattr(novelty, name) for name in NOVELTY_EXTRAS}
    np.savez_compressed(folder / HEAD_FILE, **arrays)


def _tell(before: ModelPackage, after: ModelPackage, images: CalibrationImages) -> None:
    print(f"{after.title}: {calibrated_by(after.calibration, after.levels)}")
    for package in (before, after):
        logits = images.logits + package.biases
        loss = log_loss(logits, images.labels, package.temperature, images.weights())
        biases = " ".join(f"{bias:+.2f}" for bias in package.biases)
        print(
            f"  {package.title}: temperature {package.temperature:.3f}, biases {biases}, weighted log loss {loss:.3f}"
        )
    print(f"  limits of novelty: the first moved by {after.novelty.limit / before.novelty.limit:.3f}, ", end="")
    print(f"the second at {after.novelty.foreign_limit:.3f} of it")
    calibration = after.calibration
    print(f"  {'coverage':<12}" + "".join(f"{100 * one:>8.3g}" for one in calibration["coverages"]))
    for name in ("tumour", "tumour_free", "kind"):
        if calibration[name] is not None:
            print(f"  {name:<12}" + "".join(f"{one:>8.3f}" for one in calibration[name]))
    print("  each source left out in turn:")
    for source, found in calibration["left_out"].items():
        shares = "; ".join(
            f"{level} %: decided {format_tenths(at['decided'])}, right "
            + ("-" if at["right"] is None else format_tenths(at["right"]))
            for level, at in found["levels"].items()
        )
        print(f"    {source} ({found['images']} images, {found['unseen']} unseen): {shares}")


def _kind_contrasts(text: str) -> tuple[str, list[str]]:
    """Take the weightings of a kind; the package's form checks their names."""
    kind, sign, contrasts = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"expected KIND=WEIGHTING,..., such as glioma=t1ce,flair, got {text}")
    return kind, contrasts.split(",")


def main(argv: Sequence[str] | None = None) -> int:
    """Calibrate the package that the arguments name; returns 2 if that fails."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.calibrate", description="Calibrate a model package again, with the network as it is."
    )
    parser.add_argument("package", metavar="PACKAGE", type=Path, help="folder or zip of the model, of any format")
    parser.add_argument(
        "--scores",
        metavar="PATH",
        nargs="+",
        type=Path,
        required=True,
        help="files of scores, or folders of evaluations or cross-validations, by networks of the same recipe that "
        "had not seen the images",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder of the new package")
    parser.add_argument("--version", metavar="V", required=True, help="of the new package")
    parser.add_argument(
        "--unseen",
        choices=[Unseen.SOURCE.value, Unseen.GROUP.value],
        help="what the networks had not seen of images for which the files do not state it; left out by default",
    )
    parser.add_argument(
        "--contrasts",
        metavar="KIND=WEIGHTING,...",
        nargs="+",
        type=_kind_contrasts,
        help="the weightings that each kind of tumour was learnt on; on others the kinds are left open. Weightings: "
        + ", ".join(CONTRASTS),
    )
    parser.add_argument(
        "--no-biases",
        action="store_true",
        help="fit no biases of the classes, which are those of the networks of the scores",
    )
    parser.add_argument(
        "--study-called-from",
        dest="called_from",
        metavar="P",
        type=float,
        help="the probability from which a tumour is called in a study, as python -m bench.studies fits it to the "
        "package that the same command writes without this",
    )
    arguments = parser.parse_args(argv)
    if not is_plain(arguments.version):
        parser.error(f"argument --version: expected letters, figures and . + - _, got {arguments.version!r}")
    is_new = not arguments.out.exists()
    try:
        package = ModelPackage.open(arguments.package)
        contrasts = dict(arguments.contrasts) if arguments.contrasts else None
        images = pool_scores(arguments.scores, package.classes, Unseen(arguments.unseen or ""))
        images = replace(images, fits_biases=not arguments.no_biases)
        written = recalibrate(package, images, arguments.out, arguments.version, contrasts, arguments.called_from)
    except FalxError as error:
        print(error, file=sys.stderr)
        if is_new:
            shutil.rmtree(arguments.out, ignore_errors=True)
        return 2
    _tell(package, written, images)
    return 0


if __name__ == "__main__":
    sys.exit(main())
