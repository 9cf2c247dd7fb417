"""The runs behind the stated figures: which commands each takes, and what of it is kept as small JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.model_store import SHIPPED_NAME
from training.request import METRICS_FILE, PACKAGE, RESULTS_FILE, RUN_FILE

FOLDS = 5

# Of each fold of a cross-validation these stay; its other figures are in the summary.
_OF_FOLD = ("fold", "images", "groups", "accuracy", "balanced_accuracy", "log_loss", "any_tumour", "refused")
_OF_FOLDS_RUN = ("fold", "data_sha256", "images", "validation_images", "outlined_images", "epochs")


@dataclass(frozen=True, slots=True)
class Step:
    """A command and the file that it writes last.

    Attributes:
        command: `falx ...` or `python -m bench...`, as it is typed.
        made: the file, JSON; the command is done where it is there and names no unreadable images.
    """

    command: tuple[str, ...]
    made: Path

    def is_done(self) -> bool:
        """Tell whether the command need not run again."""
        try:
            return not json.loads(self.made.read_text("utf-8")).get("unreadable")
        except (OSError, ValueError, AttributeError):
            return False


@dataclass(frozen=True, slots=True)
class Run:
    """One training, or one for each fold, and what is measured with it.

    Attributes:
        name: of the run.
        dataset: the protocol that it trains by.
        protocols: those that are measured.
        has_folds: whether it is a cross-validation.
        has_novelty: whether it is measured how well what is no brain MRI is told.
        is_shipped: whether its package is what ships: it has a version, and is measured by no protocol.
    """

    name: str
    dataset: str
    protocols: tuple[str, ...]
    has_folds: bool = False
    has_novelty: bool = False
    is_shipped: bool = False

    @property
    def datasets(self) -> tuple[str, ...]:
        """All protocols that it reads."""
        return tuple(dict.fromkeys((self.dataset, *self.protocols)))

    def folder(self, work: Path) -> Path:
        """Where it lives."""
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
        command = ["falx", "train", str(data / f"{self.dataset}.csv"), "--config", str(recipe), "--weights", weights]
        command += ["--out", str(training)]
        command += ["--folds", str(FOLDS)] if self.has_folds else []
        command += ["--name", SHIPPED_NAME, "--version", version] if self.is_shipped else ["--name", self._model_name]
        steps = [Step((*command, "--resume"), training / (RESULTS_FILE if self.has_folds else RUN_FILE))]
        package = str(training / PACKAGE)
        for protocol in () if self.has_folds else self.protocols:
            out = self.folder(work) / protocol
            arguments = (str(data / f"{protocol}.csv"), "--model", package, "--out", str(out))
            steps.append(Step(("falx", "evaluate", *arguments), out / METRICS_FILE))
        if self.has_novelty:
            made, dataset = self._novelty(work), str(data / f"{self.dataset}.csv")
            command = ["python", "-m", "bench.novelty", "--model", package, "--dataset", dataset, "--json", str(made)]
            steps.append(Step(tuple(command), made))
        return steps

    def results(self, work: Path) -> dict[str, dict[str, Any]]:
        """Give what is kept of a finished run, by the name of the file."""
        kept = {}
        training = self._training(work)
        if self.has_folds:
            kept |= {f"{name}.json": trim_folds(_read(training / RESULTS_FILE)) for name in self.protocols}
            record = join_records([_read(training / f"fold-{fold}" / RUN_FILE) for fold in _folds(training)])
        else:
            kept |= {f"{name}.json": trim(_read(self.folder(work) / name / METRICS_FILE)) for name in self.protocols}
            record = _read(training / RUN_FILE)
        if self.has_novelty:
            kept[f"{self.name}.novelty.json"] = _read(self._novelty(work))
        # A record names the data, never an image.
        return {**kept, self.record: {name: value for name, value in record.items() if name != "unreadable"}}

    @property
    def record(self) -> str:
        """The name of the file that keeps the settings."""
        return f"{self.name}.run.json"

    @property
    def _model_name(self) -> str:
        return f"recipe-{self.name}"

    def _training(self, work: Path) -> Path:
        return self.folder(work) / "training"

    def _novelty(self, work: Path) -> Path:
        return self.folder(work) / "novelty.json"


# The Training rows of other_scanners are those of source_shift too: one training serves both.
RUNS = (
    Run("official", "official", ("official", "deduplicated")),
    Run("patient_proxy", "patient_proxy", ("patient_proxy",), has_folds=True),
    Run("other_sources", "other_scanners", ("other_scanners", "source_shift"), has_novelty=True),
    Run("shipped", "everything", (), is_shipped=True),
)


def trim(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of the figures of an evaluation what names images."""
    return {name: value for name, value in metrics.items() if name not in ("worst", "unreadable")}


def trim_folds(results: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a cross-validation its summary, how many images it measured, and a few figures of each fold."""
    folds = [{name: fold[name] for name in _OF_FOLD if name in fold} for fold in results["folds"]]
    return {
        "dataset": results["dataset"],
        "images": sum(fold["images"] for fold in folds),
        "images_without_fold": results["images_without_fold"],
        "summary": results["summary"],
        "folds": folds,
    }


def join_records(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Put the records of the folds' trainings into one; what they share stands once."""
    shared = {name: value for name, value in records[0].items() if name not in _OF_FOLDS_RUN}
    return {**shared, "folds": [{name: record[name] for name in _OF_FOLDS_RUN} for record in records]}


def _folds(training: Path) -> list[int]:
    return [fold["fold"] for fold in _read(training / RESULTS_FILE)["folds"]]


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
