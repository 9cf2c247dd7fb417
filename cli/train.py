"""`falx train`: from a dataset to a model package."""

import argparse
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cli.arguments import DATASET_HELP, Parser, add_keep_names, fail, given_path, whole
from cli.printing import tell, warn
from cli.progress import ProgressLine
from cli.saying import saying
from core.errors import FalxError, InvalidConfigError
from core.model.store import LONGEST_NAME, find_package, is_plain
from core.program.wording import NOTICE, count_of, one_line
from training.runs.execute import perform, require_tensorflow
from training.runs.order import TrainingOrder, find_run, has_work, read_order
from training.runs.run_state import finished_package
from training.settings.config import TrainingConfig
from training.settings.known_networks import network_names
from training.settings.recipe import read_recipe, recipe_names
from training.settings.request import FINE_TUNING, RESULTS_FILE, TrainingRequest
from training.settings.starting_points import Start, fitted, looks_like_package, start_from_package

_WEIGHTS_HELP = (
    "what to start from: ImageNet weights, chance, a file of weights, or a model by its name or path "
    "(default: %(default)s)"
)

# What a run keeps from its start to its end.
_SETTINGS = (
    *("config", "architecture", "weights", "size", "epochs", "folds", "fold", "scores", "seed", "name", "version"),
    *("keep_names", "head_labels", "teachers"),
)


def main(argv: list[str]) -> int:
    """Train on what the arguments name; returns the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    _require_fitting(parser, arguments)
    try:
        order = _stored_order(arguments) if arguments.dataset is None else _new_order(arguments)
        if arguments.dataset is None and (package := finished_package(order)):
            tell(f"This run is finished; nothing is left to train. Model package: {package}")
            return 0
        line = ProgressLine(epochs=(FINE_TUNING, order.request.config.epochs))
        with saying(line):
            result = perform(order, line)
    except FalxError as error:
        return fail(error)
    except OSError as error:
        return fail(FalxError(f"{error.filename or 'this computer'}: the training stopped ({error.strerror or error})"))
    except KeyboardInterrupt:
        warn("")
        warn(_what_is_there(arguments.out))
        return 130
    if order.folds:
        return _tell_folds(result, order.request.out / RESULTS_FILE)
    if result.words:
        tell(result.words)
    if result.calibrated_by:
        tell(result.calibrated_by)
    for line in result.unreadable:
        warn(line)
    tell(f"model package: {result.package}")
    return 1 if result.unreadable else 0


def _what_is_there(out: Path) -> str:
    """Say what a training that was stopped has left, and how to continue."""
    resume = f"falx train --out {one_line(str(out))} --resume"
    try:
        run = find_run(out)
    except FalxError:
        return "Stopped before anything was written. Run the same command again to start."
    if not has_work(out):
        return f"Stopped before the first checkpoint, so nothing is trained yet. To start again: {resume}"
    if run.order.folds is not None:
        return f"Stopped. {run.epochs} of {count_of(run.order.folds, 'fold')} done and kept. To continue: {resume}"
    done = f"{run.epochs} of {count_of(run.order.request.config.epochs, 'epoch')} done and kept"
    if not run.epochs:
        done = "The last layers are trained and kept, but no epoch of fine-tuning yet"
    return f"Stopped. {done}. To continue: {resume}  To make a model of what there is: {resume} --finish"


def _require_fitting(parser: Parser, arguments: argparse.Namespace) -> None:
    if arguments.finish and (not arguments.resume or arguments.folds):
        parser.error("argument --finish: expected with --resume, and without --folds")
    if arguments.scores and arguments.folds:
        parser.error("argument --scores: expected without --folds; a cross-validation is what gives such scores")
    if arguments.dataset is not None:
        return
    if not arguments.resume:
        parser.error("the following arguments are required: DATASET")
    if given := [name for name in _SETTINGS if getattr(arguments, name) != parser.get_default(name)]:
        flag = given[0].replace("_", "-")
        parser.error(f"argument --{flag}: expected with DATASET; without it a run continues as it was started")


def _stored_order(arguments: argparse.Namespace) -> TrainingOrder:
    """Go on with a run as it was started, here or in the window."""
    order = read_order(arguments.out)
    return dataclasses.replace(
        order, request=dataclasses.replace(order.request, is_finishing=arguments.finish), is_yielding=False
    )


def _new_order(arguments: argparse.Namespace) -> TrainingOrder:
    config = read_recipe(arguments.config) if arguments.config else TrainingConfig()
    named = {name: getattr(arguments, name) for name in ("architecture", "size", "epochs", "seed")}
    config = dataclasses.replace(config, **{name: value for name, value in named.items() if value is not None})
    require_tensorflow()
    weights = _weights(arguments.weights, config.architecture, arguments.yes)
    if weights and looks_like_package(weights):
        config = _suited(config, start_from_package(weights), arguments.architecture)
    request = TrainingRequest(
        dataset=arguments.dataset,
        out=arguments.out,
        config=config,
        weights=weights,
        fold=arguments.fold,
        resume=arguments.resume,
        name=arguments.name,
        version=arguments.version,
        is_finishing=arguments.finish,
        scores=tuple(map(Path, arguments.scores or ())),
        head_labels=arguments.head_labels,
        teachers=tuple(find_package(choice) for choice in arguments.teachers or ()),
        keeps_names=arguments.keep_names or (arguments.resume and _has_kept_names(arguments.out)),
    )
    return TrainingOrder(request, arguments.folds, is_yielding=False, threads=None)


def _has_kept_names(out: Path) -> bool:
    """Tell whether the run in a folder takes names of classes as they stand, as all runs of an earlier Falx did."""
    try:
        return read_order(out).request.keeps_names
    except FalxError:
        return False


def _suited(config: TrainingConfig, start: Start, architecture: str | None) -> TrainingConfig:
    """Let settings be those of the package that the training goes on from, and tell which were others."""
    own = dict(start.fixed)["architecture"]
    if architecture not in (None, own):
        raise InvalidConfigError(
            f"{start.title}: expected --architecture {own}, which it is of, got {architecture}; leave it out"
        )
    suited = fitted(config, start)
    taken = [f"{name} {value}" for name, value in start.fixed if getattr(config, name) != value]
    if taken:
        tell(f"Using the settings of {start.title}, which this training starts from: {', '.join(taken)}")
    return suited


def _tell_folds(results: dict[str, Any], path: Path) -> int:
    """Tell the figures of a cross-validation; returns the exit status."""
    for line in results["unreadable"]:
        warn(line)
    for figures in results["folds"]:
        tell(
            f"fold {figures['fold']}: {count_of(figures['images'], 'image')}, "
            f"accuracy {figures['accuracy']['value']:.4f}, log loss {figures['log_loss']['value']:.4f}"
        )
    if results["images_without_fold"]:
        tell(f"Not used because they are in no fold: {count_of(results['images_without_fold'], 'image')}")
    tell("mean over the folds, with the standard deviation between them:")
    for name, figure in _figures(results["summary"]):
        if figure["mean"] is not None:
            spread = figure["standard_deviation"]
            tell(f"{name}  {figure['mean']:.4f}" + ("" if spread is None else f" ± {spread:.4f}"))
    tell(results["calibration"])
    tell(f"Wrote {path}")
    tell(NOTICE)
    return 1 if results["unreadable"] else 0


def _figures(summary: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Walk through the figures of a summary with their names in words."""
    for name, figure in summary.items():
        words = f"{prefix}{name.replace('_', ' ')}"
        if name == "shares":
            # Of each verdict at each level: too many for a list to be read.
            continue
        if "standard_deviation" in figure:
            yield words, figure
        else:
            yield from _figures(figure, f"{words}, ")


def _setting(name: str, kind: Callable[[str], Any]) -> Callable[[str], Any]:
    """Read a setting of the training from a flag, within the limits that hold in a TOML file too."""

    def read(text: str) -> Any:
        value = kind(text)
        try:
            TrainingConfig(**{name: value})
        except InvalidConfigError as error:
            raise argparse.ArgumentTypeError(str(error).removeprefix(f"{name}: ")) from error
        return value

    # argparse tells it where the text is not even of the kind.
    read.__name__ = kind.__name__
    return read


def _weights(choice: str, architecture: str, is_download_agreed: bool) -> Path | None:
    """Find the weights to start from."""
    if choice == "none":
        return None
    if choice == "imagenet":
        from training.settings.imagenet_weights import (
            cached_weights,
            download_weights,
            other_starts,
            require_downloadable,
        )

        require_downloadable(architecture)
        if cached := cached_weights():
            return cached
        if not is_download_agreed:
            raise InvalidConfigError(
                "ImageNet weights are not on this computer yet: give --yes to download 9 MB from Google's storage; "
                f"{other_starts()}"
            )
        return download_weights(ProgressLine())
    if Path(choice).is_file():
        return Path(choice)
    return find_package(choice)


def _several(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"expected a whole number of 2 or more, got {text!r}")
    return int(text)


def _plain(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"expected {LONGEST_NAME} characters at most, got {len(text)}")
    if not is_plain(text):
        raise argparse.ArgumentTypeError(f"expected letters, figures and . + - _, got {text!r}")
    return text


def _parser() -> Parser:
    default = TrainingConfig()
    parser = Parser(
        prog="falx train",
        description="Train a model on a dataset: fine-tune a network, calibrate it, and write it as a model package, "
        "which `falx models install` installs.",
        examples=(
            "falx train dataset --out run --weights falx-mobilenetv2 --config quick",
            "falx train manifest.csv --out run --config guided --folds 5 --yes",
            "falx train manifest.csv --out final --config guided --scores run --yes",
            "falx train --out run --resume",
        ),
    )
    parser.add_argument(
        "dataset",
        metavar="DATASET",
        type=Path,
        nargs="?",
        help=f"{DATASET_HELP}; with --resume it may be left out",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the run")
    parser.add_argument(
        "--config",
        metavar="TOML",
        help="settings: a TOML file, or one of the recipes "
        f"{', '.join(recipe_names())}; the flags below go before them",
    )
    parser.add_argument(
        "--architecture",
        metavar="A",
        type=_setting("architecture", str),
        help=f"the network: {', '.join(network_names())} (default: {default.architecture}, or that of the model "
        "that it starts from)",
    )
    parser.add_argument("--weights", metavar="imagenet|none|FILE|PACKAGE", default="imagenet", help=_WEIGHTS_HELP)
    add_keep_names(parser)
    parser.add_argument("--yes", action="store_true", help="agree to a download of ImageNet weights, 9 MB")
    parser.add_argument(
        "--size",
        metavar="S",
        type=_setting("size", whole),
        help=f"side of the network's input, in pixels (default: {default.size})",
    )
    parser.add_argument(
        "--epochs",
        metavar="N",
        type=_setting("epochs", whole),
        help=f"epochs of fine-tuning; 0 trains the head alone (default: {default.epochs})",
    )
    folds = parser.add_mutually_exclusive_group()
    folds.add_argument(
        "--folds",
        metavar="K",
        type=_several,
        help="train K models, each without one of K folds, and measure it on that",
    )
    folds.add_argument("--fold", metavar="k", type=int, help="train on all images but this fold's")
    parser.add_argument(
        "--scores",
        metavar="PATH",
        nargs="+",
        type=given_path,
        help="calibrate by these scores of networks that had not seen the images, instead of the few validation "
        "images: each a scores.csv, or the folder that an evaluation or a cross-validation (--folds) left one in",
    )
    parser.add_argument(
        "--seed",
        metavar="N",
        type=_setting("seed", whole),
        help=f"of everything that is drawn by chance (default: {default.seed})",
    )
    parser.add_argument(
        "--head-labels",
        metavar="DIR",
        type=Path,
        help="label maps of heads to draw slices from, where the settings ask for drawn heads (drawn.share): a folder "
        "with labels.csv and .npz files",
    )
    parser.add_argument(
        "--teachers",
        metavar="PACKAGE",
        nargs="+",
        help="models, by name or path, whose answers to the images are learnt from too (distillation): of the same "
        "classes and image size, such as those of the folds of a cross-validation",
    )
    parser.add_argument("--resume", action="store_true", help="continue the run found in --out")
    parser.add_argument(
        "--finish", action="store_true", help="with --resume: train no more, make a model of what is there"
    )
    parser.add_argument(
        "--name", type=_plain, default="my-model", help="name of the model package (default: %(default)s)"
    )
    parser.add_argument(
        "--version", type=_plain, default="1.0.0", help="version of the model package (default: %(default)s)"
    )
    return parser
