"""What a run was asked to do, beside what it made: so that it can be found, looked at and gone on with."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from core.errors import FalxError, InvalidConfigError, InvalidRunError
from core.files import replacing
from core.program.locations import data_folder
from training.dataset.choice import DatasetChoice
from training.run_files import CHECKPOINTS, EPOCHS_FILE, LAST, ORDER_FILE, PACKAGE, RESULTS_FILE, RUN_FILE
from training.runs.request import TrainingRequest
from training.runs.run_lock import is_running
from training.settings.config import config_of

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TrainingOrder:
    """A training, and how it shares the computer with other programs.

    Attributes:
        request: what to train.
        folds: of a cross-validation; None for one training with validation data cut from its images.
        is_yielding: whether other programs go first.
        threads: that it may use; None for as many as there are cores.
        choice: of images that `request.dataset` is to be made from first; None where it stands already.
    """

    request: TrainingRequest
    folds: int | None
    is_yielding: bool
    threads: int | None
    choice: DatasetChoice | None = None


class RunState(Enum):
    """How far a run has come."""

    UNDER_WAY = "under way"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run that was found.

    Attributes:
        folder: where it lives.
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
        """The folder whose epochs were done last: its own, or that of the fold of a cross-validation."""
        if self.order.folds is None:
            return self.folder
        epochs = self.folder.glob(f"fold-*/{CHECKPOINTS}/{EPOCHS_FILE}")
        newest = max(epochs, key=lambda path: path.stat().st_mtime, default=None)
        return newest.parents[1] if newest else self.folder


def runs_folder() -> Path:
    """Give the folder of the runs that the dialog starts; it need not exist yet."""
    return data_folder() / "runs"


def write_order(order: TrainingOrder, makes_dataset: bool = False) -> None:
    """Write what a run is asked to do into its folder.

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
    with replacing(request.out / ORDER_FILE, is_durable=True) as temporary:
        # A path that is no Unicode is written with escapes, and read back from them.
        temporary.write_text(json.dumps(values, indent=1) + "\n", "utf-8")


def read_order(folder: Path) -> TrainingOrder:
    """Read what a run was asked to do, as an order to go on with it.

    Raises:
        InvalidRunError: if there is no such file, or it is damaged or cannot be read.
        InvalidConfigError: if it is of another Falx.
    """
    path = folder / ORDER_FILE
    try:
        values = json.loads(path.read_text("utf-8"))
        if values["format"] != FORMAT:
            raise InvalidConfigError(
                subject=f"{folder.name}/{ORDER_FILE}",
                expected=f"format {FORMAT}",
                got=values["format"],
                advice="use a matching Falx",
            )
        request = TrainingRequest(
            dataset=Path(_text(values, "dataset")),
            out=folder,
            config=config_of(values["config"]),
            weights=Path(_text(values, "weights")) if values["weights"] is not None else None,
            fold=_number(values, "fold"),
            resume=True,
            name=_text(values, "name"),
            version=_text(values, "version"),
            # A run of an earlier Falx took all names as they stood.
            keeps_names=bool(values.get("keeps_names", True)),
            scores=tuple(map(Path, values.get("scores", ()))),
            head_labels=Path(_text(values, "head_labels")) if values.get("head_labels") is not None else None,
            teachers=tuple(Path(path) for path in values.get("teachers", ())),
        )
        return TrainingOrder(request, _number(values, "folds"), bool(values["is_yielding"]), _number(values, "threads"))
    except FileNotFoundError as error:
        raise InvalidRunError(
            subject=folder.name, expected="the folder of a run", found=f"no {ORDER_FILE} in it"
        ) from error
    except OSError as error:
        raise InvalidRunError(f"cannot be read ({error.strerror})", subject=f"{folder.name}/{ORDER_FILE}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidRunError(
            subject=f"{folder.name}/{ORDER_FILE}",
            expected="the order of a run",
            got="a damaged file",
            advice="start a new run",
        ) from error


def makes_dataset(folder: Path) -> bool:
    """Tell whether the run in a folder itself wrote the list of its images."""
    try:
        return json.loads((folder / ORDER_FILE).read_text("utf-8"))["makes_dataset"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return False


def find_run(folder: Path) -> StoredRun:
    """Tell how far a run has come.

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
    """List the runs that were stopped, the newest first; none that a process is at work in, and no damaged one.

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


def read_epochs(folder: Path) -> list[dict[str, float]]:
    """Read the figures of the epochs that a run has done; none where there are none yet."""
    try:
        lines = (folder / CHECKPOINTS / EPOCHS_FILE).read_text("utf-8").splitlines()
        return [dict(json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError):
        return []


def has_work(folder: Path) -> bool:
    """Tell whether a folder holds something that a training has made; one that cannot be looked into does not."""
    try:
        is_begun = (folder / CHECKPOINTS / LAST).exists() or (folder / PACKAGE).exists()
        return is_begun or any(folder.glob(f"fold-*/{CHECKPOINTS}"))
    except OSError:
        return False


def is_fold(folder: Path) -> bool:
    """Tell whether a folder holds what one fold of a cross-validation gave: a result, and no order of its own."""
    try:
        return (folder / RUN_FILE).exists() and not (folder / ORDER_FILE).exists()
    except OSError:
        return False


def _text(values: Mapping[str, Any], name: str) -> str:
    if not isinstance(values[name], str):
        raise TypeError(name)
    return str(values[name])


def _number(values: Mapping[str, Any], name: str) -> int | None:
    if values[name] is not None and type(values[name]) is not int:
        raise TypeError(name)
    return None if values[name] is None else int(values[name])
