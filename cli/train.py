"""`falx train`: from a dataset to a model package."""

import argparse
import dataclasses
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli.arguments import Parser, fail
from cli.progress import ProgressLine
from core.errors import FalxError, InvalidConfigError
from core.model_store import find_package, is_plain
from training.config import TrainingConfig, read_config


def main(argv: list[str]) -> int:
    """Train on what the arguments name; returns the exit status."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        config = read_config(arguments.config) if arguments.config else TrainingConfig()
        named = {name: getattr(arguments, name) for name in ("architecture", "size", "epochs", "seed")}
        config = dataclasses.replace(config, **{name: value for name, value in named.items() if value is not None})
        run = _load_training()
        request = run.TrainingRequest(
            dataset=arguments.dataset,
            out=arguments.out,
            config=config,
            weights=_weights(arguments.weights, arguments.yes),
            fold=arguments.fold,
            resume=arguments.resume,
            name=arguments.name,
            version=arguments.version,
        )
        result = run.train(request, ProgressLine())
    except FalxError as error:
        return fail(error)
    except OSError as error:
        return fail(FalxError(f"{error.filename or 'this computer'}: the training stopped ({error.strerror or error})"))
    except KeyboardInterrupt:
        print(f"stopped; --resume goes on where it was left in {arguments.out}", file=sys.stderr)
        return 130
    for line in result.unreadable:
        print(line, file=sys.stderr)
    print(f"model package: {result.package}")
    return 1 if result.unreadable else 0


def _load_training() -> Any:
    """Import what needs TensorFlow, which a lean installation lacks."""
    try:
        from training import run
    except ImportError as error:
        reason = str(error).partition("\n")[0]
        raise FalxError(f'training needs TensorFlow ({reason}); install it: pip install "falx[training]"') from error
    return run


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


def _weights(choice: str, is_download_agreed: bool) -> Path | None:
    """Find the weights to start from."""
    if choice == "none":
        return None
    if choice == "imagenet":
        from training.imagenet import cached_weights, download_weights

        if cached := cached_weights():
            return cached
        if not is_download_agreed:
            raise InvalidConfigError(
                "ImageNet weights are not on this computer yet: give --yes to download 9 MB from Google's storage, "
                "or --weights FILE"
            )
        return download_weights()
    if Path(choice).is_file():
        return Path(choice)
    return find_package(choice)


def _plain(text: str) -> str:
    if not is_plain(text):
        raise argparse.ArgumentTypeError(f"expected letters, figures and . + - _, got {text!r}")
    return text


def _parser() -> Parser:
    parser = Parser(prog="falx train", description="Fine-tune a network on a dataset; ends in a model package.")
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="a folder of class folders, or a CSV manifest")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the run")
    parser.add_argument("--config", metavar="TOML", type=Path, help="settings; the flags below go before them")
    parser.add_argument("--architecture", metavar="A", type=_setting("architecture", str))
    parser.add_argument(
        "--weights", metavar="imagenet|none|FILE|PACKAGE", default="imagenet", help="what to start from"
    )
    parser.add_argument("--yes", action="store_true", help="agree to a download of ImageNet weights")
    parser.add_argument(
        "--size", metavar="S", type=_setting("size", int), help="side of the network's input, in pixels"
    )
    parser.add_argument(
        "--epochs", metavar="N", type=_setting("epochs", int), help="of fine-tuning; 0 trains the head alone"
    )
    parser.add_argument("--fold", metavar="k", type=int, help="leave this fold out")
    parser.add_argument("--seed", metavar="N", type=_setting("seed", int))
    parser.add_argument("--resume", action="store_true", help="go on with the run found in --out")
    parser.add_argument("--name", type=_plain, default="my-model", help="of the model package")
    parser.add_argument("--version", type=_plain, default="1.0.0", help="of the model package")
    return parser
