"""The options of `falx train`, and which of them go together."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli.arguments import DATASET_HELP, Parser, add_keep_names, given_path, whole
from core.errors import InvalidConfigError
from core.model.store import LONGEST_NAME, is_plain
from training.settings.config import TrainingConfig
from training.settings.known_networks import network_names
from training.settings.recipe import recipe_names

_WEIGHTS_HELP = (
    "what to start from: imagenet, none (random weights), a file of ImageNet weights, or a model by name or path "
    "(default: %(default)s)"
)

# The options that a run keeps from its start.
_SETTINGS = (
    *("config", "architecture", "weights", "size", "epochs", "folds", "fold", "scores", "seed", "name", "version"),
    *("keep_names", "head_labels", "teachers"),
)


def require_fitting(parser: Parser, arguments: argparse.Namespace) -> None:
    """Refuse arguments that do not go together."""
    if arguments.finish and (not arguments.resume or arguments.folds):
        parser.error("argument --finish: expected with --resume, and without --folds")
    if arguments.scores and arguments.folds:
        parser.error("argument --scores: expected without --folds; a cross-validation produces such scores itself")
    if arguments.dataset is not None:
        return
    if not arguments.resume:
        parser.error("the following arguments are required: DATASET")
    if given := [name for name in _SETTINGS if getattr(arguments, name) != parser.get_default(name)]:
        flag = given[0].replace("_", "-")
        parser.error(
            f"argument --{flag}: expected with DATASET; without it, a run continues with the settings of its start"
        )


def train_parser() -> Parser:
    """Make the parser of the command."""
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
        help=f"{DATASET_HELP}; optional with --resume",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the run")
    parser.add_argument(
        "--config",
        metavar="TOML",
        help=f"settings: a TOML file, or one of the recipes {', '.join(recipe_names())}; the flags below override them",
    )
    parser.add_argument(
        "--architecture",
        metavar="A",
        type=_setting("architecture", str),
        help=f"the network: {', '.join(network_names())} (default: {default.architecture}, or that of the model "
        "that the training starts from)",
    )
    parser.add_argument("--weights", metavar="imagenet|none|FILE|PACKAGE", default="imagenet", help=_WEIGHTS_HELP)
    add_keep_names(parser)
    parser.add_argument("--yes", action="store_true", help="agree to the download of ImageNet weights, 9 MB")
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
        help=f"epochs of fine-tuning; 0 trains only the head (default: {default.epochs})",
    )
    folds = parser.add_mutually_exclusive_group()
    folds.add_argument(
        "--folds",
        metavar="K",
        type=_several,
        help="train K models, each without one of K folds, and measure each on its fold",
    )
    folds.add_argument("--fold", metavar="k", type=int, help="train on all images except those of this fold")
    parser.add_argument(
        "--scores",
        metavar="PATH",
        nargs="+",
        type=given_path,
        help="calibrate with these scores of networks that had not seen the images, instead of the few validation "
        "images: a scores.csv, or the folder of an evaluation or cross-validation (--folds) that contains one",
    )
    parser.add_argument(
        "--seed",
        metavar="N",
        type=_setting("seed", whole),
        help=f"seed of all random choices (default: {default.seed})",
    )
    parser.add_argument(
        "--head-labels",
        metavar="DIR",
        type=Path,
        help="label maps of heads to draw slices from, if the settings use drawn heads (drawn.share): a folder "
        "with labels.csv and .npz files",
    )
    parser.add_argument(
        "--teachers",
        metavar="PACKAGE",
        nargs="+",
        help="models, by name or path, whose answers to the images the network also learns (distillation): of the same "
        "classes and image size, such as those of the folds of a cross-validation",
    )
    parser.add_argument("--resume", action="store_true", help="continue the run found in --out")
    parser.add_argument(
        "--finish",
        action="store_true",
        help="with --resume: make a model from the kept network, without further training",
    )
    parser.add_argument(
        "--name", type=_plain, default="my-model", help="name of the model package (default: %(default)s)"
    )
    parser.add_argument(
        "--version", type=_plain, default="1.0.0", help="version of the model package (default: %(default)s)"
    )
    return parser


def _setting(name: str, kind: Callable[[str], Any]) -> Callable[[str], Any]:
    """Read a setting of the training from a flag, within the limits that also apply to a TOML file."""

    def read(text: str) -> Any:
        value = kind(text)
        try:
            TrainingConfig(**{name: value})
        except InvalidConfigError as error:
            raise argparse.ArgumentTypeError(error.reason) from error
        return value

    # argparse reports it where the text is not a number at all.
    read.__name__ = kind.__name__
    return read


def _several(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"expected a whole number of 2 or more, got {text!r}")
    return int(text)


def _plain(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"expected {LONGEST_NAME} characters at most, got {len(text)}")
    if not is_plain(text):
        raise argparse.ArgumentTypeError(f"expected letters, digits and . + - _, got {text!r}")
    return text
