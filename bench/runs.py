"""The runs behind the stated figures: their commands, and which results are kept as small JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.model.store import SHIPPED_NAME
from training.run_files import METRICS_FILE, PACKAGE, RUN_FILE
from training.statistics.metrics import mean_over_folds

FOLDS = 5

# Of each fold of a cross-validation these are shown beside their means; its other figures are kept with it.
_OF_FOLD = ("fold", "images", "groups", "accuracy", "balanced_accuracy", "log_loss", "any_tumour", "refused")


@dataclass(frozen=True, slots=True)
class Step:
    """A command and the file that it writes last.

    Attributes:
        command: `falx ...` or `python -m bench...`, as it is typed.
        made: the file, JSON; the command is done if it is there and names no unreadable images.
    """

    command: tuple[str, ...]
    made: Path

    def is_done(self) -> bool:
        """Return whether the command need not run again."""
        try:
            return not json.loads(self.made.read_text("utf-8")).get("unreadable")
        except (OSError, ValueError, AttributeError):
            return False


@dataclass(frozen=True, slots=True)
class Run:
    """One training, and what is measured with it.

    Attributes:
        name: of the run.
        dataset: the protocol that it trains by.
        protocols: those that are measured.
        fold: that the training leaves out and the measuring takes, if it is one of a cross-validation.
        has_novelty: whether to measure how well pictures other than brain MRI are recognised.
        is_shipped: whether its package is the shipped one: it has a version, and is measured by no protocol.
        suffix: of its manifests' names. Those with `_more` have more tumour-free slices to train on, and measure on the
            same ones.
    """

    name: str
    dataset: str
    protocols: tuple[str, ...]
    fold: int | None = None
    has_novelty: bool = False
    is_shipped: bool = False
    suffix: str = ""

    @property
    def datasets(self) -> tuple[str, ...]:
        """The names of all manifests that it reads."""
        return tuple(dict.fromkeys(name + self.suffix for name in (self.dataset, *self.protocols)))

    def folder(self, work: Path) -> Path:
        """The folder of the run."""
        return work / self.name

    def steps(self, recipe: Path, data: Path, weights: str, version: str, work: Path) -> list[Step]:
        """List its commands in their order.

        Args:
            recipe: settings of the training.
            data: folder of the manifests.
            weights: what the training starts from.
            version: of the package that ships.
            work: folder of all runs.
        """
        training = self._training(work)
        manifest = str(self._manifest(data, self.dataset))
        command = ["falx", "train", manifest, "--config", str(recipe), "--weights", weights]
        command += ["--out", str(training)]
        fold = [] if self.fold is None else ["--fold", str(self.fold)]
        command += fold
        command += ["--name", SHIPPED_NAME, "--version", version] if self.is_shipped else ["--name", self._model_name]
        steps = [Step((*command, "--resume"), training / RUN_FILE)]
        package = str(training / PACKAGE)
        for protocol in self.protocols:
            out = self.folder(work) / protocol
            arguments = (str(self._manifest(data, protocol)), "--model", package, "--out", str(out), *fold)
            steps.append(Step(("falx", "evaluate", *arguments), out / METRICS_FILE))
        if self.has_novelty:
            made = self._novelty(work)
            command = ["python", "-m", "bench.novelty", "--model", package, "--dataset", manifest, "--json", str(made)]
            steps.append(Step(tuple(command), made))
        return steps

    def results(self, work: Path) -> dict[str, dict[str, Any]]:
        """Return the results of a finished run that are kept, by the name of the file."""
        kept = {self.kept_as(name): trim(_read(self.folder(work) / name / METRICS_FILE)) for name in self.protocols}
        if self.has_novelty:
            kept[self.novelty] = _read(self._novelty(work))
        # A record names the data, never an image.
        record = {name: value for name, value in _read(self._training(work) / RUN_FILE).items() if name != "unreadable"}
        return {**kept, self.record: record}

    def kept_as(self, protocol: str) -> str:
        """Name the file that keeps the figures of one of its protocols."""
        return f"{protocol}.json" if self.fold is None else f"{protocol}.fold-{self.fold}.json"

    @property
    def record(self) -> str:
        """The name of the file that keeps the settings."""
        return f"{self.name}.run.json"

    @property
    def novelty(self) -> str:
        """The name of the file that keeps how well pictures other than brain MRI are recognised."""
        return f"{self.name}.novelty.json"

    @property
    def _model_name(self) -> str:
        return f"recipe-{self.name}"

    def _manifest(self, data: Path, protocol: str) -> Path:
        return data / f"{protocol}{self.suffix}.csv"

    def _training(self, work: Path) -> Path:
        return self.folder(work) / "training"

    def _novelty(self, work: Path) -> Path:
        return self.folder(work) / "novelty.json"


# The Training rows of other_scanners are those of source_shift too: one training serves both.
RUNS = (
    Run("official", "official", ("official", "deduplicated")),
    *(Run(f"patient_proxy.fold-{fold}", "patient_proxy", ("patient_proxy",), fold) for fold in range(FOLDS)),
    Run("other_sources", "other_scanners", ("other_scanners", "source_shift"), has_novelty=True, suffix="_more"),
    Run("shipped", "everything", (), is_shipped=True, suffix="_more"),
)


def trim(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """Remove all that names images from the figures of an evaluation."""
    return {name: value for name, value in metrics.items() if name not in ("worst", "unreadable")}


def join_folds(measured: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Combine the kept results of a cross-validation's folds, all of them or some.

    Returns:
        `dataset`, `images` in all, `summary` (from `mean_over_folds`) and `folds`, a few figures of each.
    """
    folds = [{name: fold[name] for name in _OF_FOLD if name in fold} for fold in measured]
    return {
        "dataset": measured[0]["dataset"],
        "images": sum(fold["images"] for fold in measured),
        "summary": mean_over_folds(measured),
        "folds": folds,
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
