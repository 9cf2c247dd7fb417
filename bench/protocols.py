"""`python -m bench.protocols --recipe TOML --data DIR --weights W`: train and measure a recipe by every protocol.

Each run is a few commands, printed before they run, that do the same by hand. A run continues where it was stopped;
finished commands are not repeated. The results of a run are copied once all its commands are done, so that figures and
settings belong together.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.runs import RUNS, Run
from bench.stated_figures import RESULTS
from core.errors import FalxError, InvalidConfigError, InvalidDatasetError
from core.files import replacing
from core.model.package import PACKAGE_FILE, ModelPackage
from core.model.store import shipped_package
from training.settings.config_file import read_config

ROOT = Path(__file__).resolve().parent.parent
WORK = Path("build") / "protocols"
SETTINGS_FILE, RECIPE_FILE = "settings.json", "recipe.toml"

Execute = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of all runs.

    Attributes:
        recipe: settings of the training.
        data: folder of the manifests.
        weights: what trainings start from.
        version: of the shipped package.
        work: folder of the runs.
        results: folder of their small JSON files.
    """

    recipe: Path
    data: Path
    weights: str
    version: str
    work: Path
    results: Path

    def settings(self, run: Run) -> dict[str, Any]:
        """Return all that decides what a run measures, as plain values."""
        return {
            "config": self.config(),
            "weights": _fingerprint(self.weights),
            "data": {name: _digest(self.data / f"{name}.csv") for name in run.datasets},
            "version": self.version if run.is_shipped else None,
        }

    def config(self) -> dict[str, Any]:
        """Return the recipe as plain values, as the record of a run states it."""
        found: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(read_config(self.recipe))))
        return found


def perform(run: Run, plan: Plan, execute: Execute) -> None:
    """Run the remaining commands of a run, and copy its results.

    Args:
        run: which.
        plan: how.
        execute: runs a command and returns its exit status.

    Raises:
        FalxError: if a command fails, or the run's folder holds one with other settings.
    """
    _claim(run, plan)
    is_repeated = False
    for step in run.steps(plan.recipe, plan.data, plan.weights, plan.version, plan.work):
        # If a package is made again, it is measured again.
        is_repeated = is_repeated or not step.is_done()
        if not is_repeated:
            print(f"# done: {shlex.join(step.command)}", flush=True)
            continue
        print(shlex.join(step.command), flush=True)
        status = execute(step.command)
        if status or not step.is_done():
            raise FalxError(f"{' '.join(step.command[:2])} failed with exit status {status}", subject=run.name)
    for name, values in _results(run, plan).items():
        with replacing(plan.results / name) as temporary:
            temporary.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    with replacing(plan.results / RECIPE_FILE) as temporary:
        temporary.write_bytes(plan.recipe.read_bytes())


def find_stale(plan: Plan) -> list[str]:
    """List the protocols among the results that were measured with another recipe, or with an unknown one."""
    config, found = plan.config(), []
    for run in RUNS:
        try:
            is_same = json.loads((plan.results / run.record).read_text("utf-8"))["config"] == config
        except FileNotFoundError:
            is_same = False
        if not is_same:
            kept = [run.kept_as(name) for name in run.protocols]
            found += [name.removesuffix(".json") for name in kept if (plan.results / name).exists()]
    return found


def execute_command(command: Sequence[str]) -> int:
    """Run `falx ...` or `python -m ...` in its own process, so that its crashes and leaks do no harm here."""
    arguments = command[1:] if command[0] == "python" else ["-m", *command]
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    process = subprocess.Popen([sys.executable, *arguments], env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:
        # It was interrupted too, and ends in its own way.
        process.wait()
        raise


def main(argv: Sequence[str] | None = None, execute: Execute = execute_command) -> int:
    """Perform the runs that the arguments name; returns 1 if one failed, after doing the others."""
    arguments = _parser().parse_args(argv)
    plan = Plan(
        recipe=arguments.recipe,
        data=arguments.data,
        weights=arguments.weights,
        version=arguments.version or ModelPackage.open(shipped_package()).version,
        work=arguments.work,
        results=arguments.results,
    )
    try:
        plan.config()
    except InvalidConfigError as error:
        print(error, file=sys.stderr)
        return 2
    failed = []
    for run in (run for run in RUNS if run.name in arguments.only):
        try:
            perform(run, plan, execute)
        except FalxError as error:
            print(error, file=sys.stderr)
            failed.append(run.name)
        except KeyboardInterrupt:
            print("stopped; run the same command again to continue", file=sys.stderr)
            return 130
    if stale := find_stale(plan):
        print(f"measured with another or an unknown recipe, and left as they are: {', '.join(stale)}", file=sys.stderr)
    if failed:
        print(f"failed: {', '.join(failed)}; run the same command again to retry", file=sys.stderr)
    return int(bool(failed))


def _claim(run: Run, plan: Plan) -> None:
    """Write the settings of a run into its folder, or check that those found there are the same."""
    path = run.folder(plan.work) / SETTINGS_FILE
    settings = plan.settings(run)
    try:
        if json.loads(path.read_text("utf-8")) == settings:
            return
    except FileNotFoundError:
        with replacing(path) as temporary:
            temporary.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
        return
    except ValueError:
        pass
    raise InvalidConfigError(
        f"{path.parent} holds a run with another recipe, data, weights or version",
        subject=run.name,
        advice="remove that folder, or give another one with --work",
    )


def _results(run: Run, plan: Plan) -> dict[str, dict[str, Any]]:
    try:
        return run.results(plan.work)
    except (OSError, ValueError, LookupError) as error:
        raise FalxError(
            expected=f"whole results in {run.folder(plan.work)}",
            got=f"others: {error}",
            subject=run.name,
            advice="remove that folder",
        ) from error


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InvalidDatasetError(
            f"expected the manifest of a protocol ({error.strerror})", subject=str(path)
        ) from error


def _fingerprint(weights: str) -> str:
    """Identify weights by their contents, whatever their path."""
    path = Path(weights)
    path = path / PACKAGE_FILE if path.is_dir() else path
    return _digest(path) if path.is_file() else weights


def _names(text: str) -> list[str]:
    """Return the names of the runs; that of a cross-validation means all its folds."""
    known = {run.name: [run.name] for run in RUNS}
    for run in RUNS:
        if run.fold is not None:
            known.setdefault(run.dataset, []).append(run.name)
    names = text.split(",")
    if unknown := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"expected names of {', '.join(known)}, got {', '.join(unknown)}")
    return [run for name in names for run in known[name]]


def _parser() -> argparse.ArgumentParser:
    names = ",".join(run.name for run in RUNS)
    parser = argparse.ArgumentParser(
        prog="python -m bench.protocols", description="Train and measure a recipe by every protocol."
    )
    parser.add_argument("--recipe", metavar="TOML", type=Path, required=True, help="settings of the training")
    parser.add_argument("--data", metavar="DIR", type=Path, required=True, help="folder of the protocols' manifests")
    parser.add_argument("--weights", metavar="W", required=True, help="what to start from, as falx train takes it")
    parser.add_argument("--version", metavar="V", help="of the shipped package; that of the present one by default")
    parser.add_argument("--work", metavar="DIR", type=Path, default=WORK, help=f"for the runs; {WORK} by default")
    parser.add_argument(
        "--results", metavar="DIR", type=Path, default=RESULTS, help="for their small JSON; docs/results by default"
    )
    parser.add_argument(
        "--only", metavar="NAMES", type=_names, default=_names(names), help=f"of {names}; all by default"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
