"""`falx train`: trains a model package on a dataset."""

import argparse
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from cli.arguments import fail
from cli.messages import saying
from cli.printing import tell, warn
from cli.progress import ProgressLine
from cli.train_options import require_fitting, train_parser
from core.errors import FalxError, InvalidConfigError
from core.model.package import looks_like_package
from core.model.store import find_package
from core.program.wording import NOTICE, count_of, one_line
from training.run_files import RESULTS_FILE
from training.runs.execute import perform_cross_validation, perform_training, require_tensorflow
from training.runs.order import TrainingOrder, find_run, has_work, read_order
from training.runs.request import TrainingRequest
from training.runs.run_state import finished_package
from training.settings.config import TrainingConfig
from training.settings.recipe import read_recipe
from training.settings.starting_points import Start, fitted, start_from_package
from training.statistics.figures import CrossValidation, Spread, Summary


def main(argv: list[str]) -> int:
    """Train a model; return the exit status."""
    parser = train_parser()
    arguments = parser.parse_args(argv)
    require_fitting(parser, arguments)
    try:
        order = _stored_order(arguments) if arguments.dataset is None else _new_order(arguments)
        if arguments.dataset is None and (package := finished_package(order)):
            tell(f"This run is already finished. Model package: {package}")
            return 0
        line = ProgressLine()
        with saying(line):
            if order.folds:
                results = perform_cross_validation(order, order.folds, line)
            else:
                result = perform_training(order, line)
    except FalxError as error:
        return fail(error)
    except OSError as error:
        return fail(
            FalxError(
                f"the training stopped ({error.strerror or error})", subject=str(error.filename or "this computer")
            )
        )
    except KeyboardInterrupt:
        warn("")
        warn(_what_is_there(arguments.out))
        return 130
    if order.folds:
        return _print_folds(results, order.request.out / RESULTS_FILE)
    if result.words:
        tell(result.words)
    if result.calibrated_by:
        tell(result.calibrated_by)
    for unreadable in result.unreadable:
        warn(unreadable)
    tell(f"model package: {result.package}")
    return 1 if result.unreadable else 0


def _what_is_there(out: Path) -> str:
    """Return what a stopped training has kept, and how to continue, in words."""
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
        done = "The last layers are trained and kept; no epoch of fine-tuning is done yet"
    return f"Stopped. {done}. To continue: {resume}  To make a model without further training: {resume} --finish"


def _stored_order(arguments: argparse.Namespace) -> TrainingOrder:
    """Return the order of a run to resume, which was started here or in the window."""
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
    """Return whether the run in a folder keeps class names as they are, as all runs of an earlier Falx did."""
    try:
        return read_order(out).request.keeps_names
    except FalxError:
        return False


def _suited(config: TrainingConfig, start: Start, architecture: str | None) -> TrainingConfig:
    """Use the settings of the package that the training continues from, and print the changed ones."""
    own = dict(start.fixed)["architecture"]
    if architecture not in (None, own):
        raise InvalidConfigError(
            subject=start.title,
            expected=f"--architecture {own}, which it is of",
            got=architecture,
            advice="leave it out",
        )
    suited = fitted(config, start)
    taken = [f"{name} {value}" for name, value in start.fixed if getattr(config, name) != value]
    if taken:
        tell(f"Using the settings of {start.title}, which this training starts from: {', '.join(taken)}")
    return suited


def _print_folds(results: CrossValidation, path: Path) -> int:
    """Print the figures of a cross-validation; return the exit status."""
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


def _figures(summary: Summary, prefix: str = "") -> Iterator[tuple[str, Spread]]:
    """Yield the figures of a summary with their names in words."""
    for name, figure in summary.items():
        words = f"{prefix}{name.replace('_', ' ')}"
        if name == "shares":
            # Each verdict at each level: too many for a readable list.
            continue
        if "standard_deviation" in figure:
            yield words, cast("Spread", figure)
        else:
            yield from _figures(figure, f"{words}, ")


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
                "ImageNet weights are not on this computer yet",
                advice=f"give --yes to download 9 MB from Google's storage; {other_starts()}",
            )
        return download_weights(ProgressLine())
    if Path(choice).is_file():
        return Path(choice)
    return find_package(choice)
