"""The order of a run: what it was asked to do, stored in its folder so that it can be found and resumed."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from core.errors import FalxError, InvalidConfigError, InvalidRunError, InvalidStateError
from core.files import replacing, unwritable
from core.private_folder import make_private_folder
from core.program.locations import data_folder
from core.state_file import from_json, read_lines, read_object, read_state
from training.dataset.choice import DatasetChoice
from training.fitting.epoch import Epoch
from training.run_files import CHECKPOINTS, EPOCHS_FILE, LAST, ORDER_FILE, PACKAGE, RESULTS_FILE, RUN_FILE
from training.runs.request import TrainingRequest
from training.runs.run_lock import is_running
from training.settings.config_file import config_of

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TrainingOrder:
    """A training, and how it shares the computer with other programs.

    Attributes:
        request: what to train.
        folds: of a cross-validation; None for one training with validation data cut from its images.
        is_yielding: whether other programs go first.
        threads: that it may use; None for as many as there are cores.
        choice: of images that `request.dataset` is to be made from first; None if it exists already.
        makes_dataset: whether the run itself wrote the list of its images, as its folder states; None for an order
            that was not read from a folder.
    """

    request: TrainingRequest
    folds: int | None
    is_yielding: bool
    threads: int | None
    choice: DatasetChoice | None = None
    makes_dataset: bool | None = field(default=None, compare=False)


class RunState(Enum):
    """How far a run has come."""

    UNDER_WAY = "under way"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run that was found.

    Attributes:
        folder: of the run.
        order: what it was asked to do.
        state: how far it has come.
        epochs: of fine-tuning that are done; of a cross-validation, its finished folds.
    """

    folder: Path
    order: TrainingOrder
    state: RunState
    epochs: int

    @property
    def trained(self) -> Path:
        """The folder with the latest epochs: its own, or that of the fold of a cross-validation."""
        if self.order.folds is None:
            return self.folder
        epochs = self.folder.glob(f"fold-*/{CHECKPOINTS}/{EPOCHS_FILE}")
        newest = max(epochs, key=lambda path: path.stat().st_mtime, default=None)
        return newest.parents[1] if newest else self.folder


def runs_folder() -> Path:
    """Return the folder of the runs that the dialog starts; it need not exist yet."""
    return data_folder() / "runs"


def write_order(order: TrainingOrder, makes_dataset: bool = False) -> None:
    """Write the order of a run into its folder.

    Args:
        order: what it is.
        makes_dataset: whether the run itself writes the list of its images into the folder.

    Raises:
        UnwritableOutputError: if that cannot be written to.
    """
    request = order.request
    values = {
        "format": FORMAT,
        "dataset": str(request.dataset.absolute()),
        "weights": str(request.weights.absolute()) if request.weights else None,
        "fold": request.fold,
        "folds": order.folds,
        "name": request.name,
        "version": request.version,
        "is_yielding": order.is_yielding,
        "threads": order.threads,
        "makes_dataset": makes_dataset,
        "keeps_names": request.keeps_names,
        "scores": [str(place.absolute()) for place in request.scores],
        "head_labels": str(request.head_labels.absolute()) if request.head_labels else None,
        "teachers": [str(path.absolute()) for path in request.teachers],
        "config": dataclasses.asdict(request.config),
    }
    if request.out.absolute().parent == runs_folder().absolute():
        try:
            make_private_folder(runs_folder())
        except OSError as error:
            raise unwritable(request.out, error) from error
    with replacing(request.out / ORDER_FILE, is_durable=True) as temporary:
        # A path that is not Unicode is written with escapes, and read back from them.
        temporary.write_text(json.dumps(values, indent=1) + "\n", "utf-8")


def read_order(folder: Path) -> TrainingOrder:
    """Read the order of a run, as an order to continue it.

    Raises:
        InvalidRunError: if there is no such file, or it is damaged or cannot be read.
        InvalidConfigError: if it is of another Falx.
    """
    path = folder / ORDER_FILE
    try:
        values = read_object(path)
        stated = from_json(values, _Stated, path)
        if stated.format != FORMAT:
            raise InvalidConfigError(
                subject=f"{folder.name}/{ORDER_FILE}",
                expected=f"format {FORMAT}",
                got=stated.format,
                advice="use a matching Falx",
            )
        stored = from_json(values, _StoredOrder, path)
    except InvalidStateError as error:
        if error.is_missing:
            raise InvalidRunError(
                subject=folder.name, expected="the folder of a run", found=f"no {ORDER_FILE} in it"
            ) from error
        raise InvalidRunError(error.problem, subject=error.subject, advice="start a new run") from error
    request = TrainingRequest(
        dataset=Path(stored.dataset),
        out=folder,
        config=config_of(stored.config),
        weights=None if stored.weights is None else Path(stored.weights),
        fold=stored.fold,
        resume=True,
        name=stored.name,
        version=stored.version,
        keeps_names=stored.keeps_names,
        scores=tuple(map(Path, stored.scores)),
        head_labels=None if stored.head_labels is None else Path(stored.head_labels),
        teachers=tuple(map(Path, stored.teachers)),
    )
    return TrainingOrder(request, stored.folds, stored.is_yielding, stored.threads, makes_dataset=stored.makes_dataset)


def makes_dataset(folder: Path) -> bool:
    """Return whether the run in a folder itself wrote the list of its images."""
    try:
        return read_state(folder / ORDER_FILE, _Maker).makes_dataset
    except InvalidStateError:
        return False


def find_run(folder: Path) -> StoredRun:
    """Return how far a run has come.

    Raises:
        InvalidRunError: if the folder holds none.
        InvalidConfigError: if it is one of another Falx.
    """
    order = read_order(folder)
    if is_running(folder):
        state = RunState.UNDER_WAY
    elif (folder / (RUN_FILE if order.folds is None else RESULTS_FILE)).is_file():
        state = RunState.FINISHED
    else:
        state = RunState.STOPPED
    if order.folds is None:
        return StoredRun(folder, order, state, len(read_epochs(folder)))
    return StoredRun(folder, order, state, sum(1 for _ in folder.glob(f"fold-*/{RUN_FILE}")))


def unfinished_runs(folder: Path | None = None) -> list[StoredRun]:
    """List the stopped runs, newest first; running and damaged ones are left out.

    Args:
        folder: of the runs; the dialog's by default.
    """
    found = []
    for path in (folder or runs_folder()).glob(f"*/{ORDER_FILE}"):
        try:
            run = find_run(path.parent)
            changed = path.stat().st_mtime
        except (FalxError, OSError):
            continue
        if run.state is RunState.STOPPED:
            found.append((changed, run))
    return [run for _, run in sorted(found, key=lambda pair: -pair[0])]


def read_epochs(folder: Path) -> list[Epoch]:
    """Read the figures of the epochs that a run has done; none if there are none yet."""
    try:
        return read_lines(folder / CHECKPOINTS / EPOCHS_FILE, Epoch)
    except InvalidStateError:
        return []


def has_work(folder: Path) -> bool:
    """Return whether a folder holds something that a training has made; one that cannot be read does not."""
    try:
        is_begun = (folder / CHECKPOINTS / LAST).exists() or (folder / PACKAGE).exists()
        return is_begun or any(folder.glob(f"fold-*/{CHECKPOINTS}"))
    except OSError:
        return False


def is_fold(folder: Path) -> bool:
    """Return whether a folder holds the result of one fold of a cross-validation, without its own order."""
    try:
        return (folder / RUN_FILE).exists() and not (folder / ORDER_FILE).exists()
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Stated:
    format: int


@dataclass(frozen=True, slots=True)
class _StoredOrder:
    """The content of the file of an order, as `write_order` writes it."""

    dataset: str
    weights: str | None
    fold: int | None
    folds: int | None
    name: str
    version: str
    is_yielding: bool
    threads: int | None
    config: Mapping[str, Any]
    # A run of an earlier Falx kept all names as they were.
    keeps_names: bool = True
    scores: tuple[str, ...] = ()
    head_labels: str | None = None
    teachers: tuple[str, ...] = ()
    makes_dataset: bool = False


@dataclass(frozen=True, slots=True)
class _Maker:
    makes_dataset: bool = False
