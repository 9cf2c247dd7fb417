"""Batches that the window keeps on disk as they run, so that neither a crash nor a power cut loses what was done."""

import contextlib
import json
import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.batch.inputs import is_gone
from core.errors import DiskFullError, InvalidStateError, UnwritableOutputError
from core.files import make_folder, replacing
from core.program.locations import data_folder
from core.state_file import from_json, read_object, read_state

_log = logging.getLogger(__name__)

# So many finished ones stay; older ones make room.
KEPT_FINISHED = 5

_PLAN, _STATE, _RECORDS = "request.json", "state.json", "records.jsonl"
# Its being there tells that the user stopped the batch.
_STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What to classify, as the user chose it.

    Attributes:
        paths: folders and files.
        model: path of the package, or None for the shipped one.
        is_recursive: whether folders within folders count.
        slices: "all", or "peak" for the most suspicious one of each volume or series.
        heatmaps: folder for heat maps, or None for none.
        level: how often a verdict shall hold the truth; None for what the model gives by default.
        model_title: name and version of the model; "" in batches of programs that did not write it down.
    """

    paths: tuple[str, ...]
    model: str | None = None
    is_recursive: bool = True
    slices: str = "all"
    heatmaps: str | None = None
    model_title: str = ""
    level: float | None = None


@dataclass(frozen=True, slots=True)
class SavedBatch:
    """One batch on disk.

    Attributes:
        folder: that it lives in.
        plan: what was asked for.
        started: when.
        folders: those of the plan's paths that were folders with something in them when it was started.
        done: files that are dealt with.
        total: files in all; 0 where nobody had counted them.
        is_finished: whether it came to its end.
        verdicts: how many slices have each verdict; none where it did not come to its end.
        is_stopped: whether it was the user who stopped it.
    """

    folder: Path
    plan: BatchPlan
    started: datetime
    folders: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    is_finished: bool = False
    verdicts: Mapping[str, int] = field(default_factory=dict)
    is_stopped: bool = False

    @property
    def records(self) -> Path:
        """The file of its records, JSON Lines."""
        return self.folder / _RECORDS


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is beside the plan: when the batch was started, and the folders among its paths."""

    started: str
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """How far a batch is, as `SavedBatch` has it."""

    done: int = 0
    total: int = 0
    is_finished: bool = False
    verdicts: Mapping[str, int] = field(default_factory=dict)


def batches_folder() -> Path:
    """Give the folder that they live in; it need not exist yet."""
    return data_folder() / "batches"


def save_plan(plan: BatchPlan, now: datetime) -> SavedBatch:
    """Begin a batch: make its folder.

    Raises:
        UnwritableOutputError: if the user's data folder cannot be written to.
    """
    base = batches_folder() / now.strftime("%Y-%m-%d %H.%M.%S")
    folder, number = base, 2
    while folder.exists():
        folder, number = base.with_name(f"{base.name} ({number})"), number + 1
    # One that goes away must not be taken for a file that is missing when the batch is continued.
    folders = tuple(path for path in plan.paths if os.path.isdir(path) and not is_gone(path))  # noqa: PTH112
    make_folder(folder)
    try:
        with replacing(folder / _PLAN) as temporary:
            _dump(temporary, {"started": now.isoformat(), **asdict(plan), "folders": folders})
    except UnwritableOutputError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UnwritableOutputError(
            f"the batch cannot be kept there ({_reason(error)})",
            subject=str(batches_folder()),
            advice="see to it, then start again",
        ) from error
    return SavedBatch(folder, plan, now, folders)


def save_state(
    saved: SavedBatch, done: int, total: int, is_finished: bool, verdicts: Mapping[str, int] | None = None
) -> SavedBatch:
    """Write down how far it is, and at its end how many slices have each verdict.

    Raises:
        UnwritableOutputError: if that fails.
    """
    told = dict(verdicts or {})
    _write_state(saved.folder / _STATE, {"done": done, "total": total, "is_finished": is_finished, "verdicts": told})
    return replace(saved, done=done, total=total, is_finished=is_finished, verdicts=told)


def mark_stopped(saved: SavedBatch, is_stopped: bool) -> None:
    """Keep in mind whether the user stopped a batch; where that cannot be written, it counts as interrupted."""
    mark = saved.folder / _STOPPED
    with contextlib.suppress(OSError):
        if is_stopped:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)


def list_saved() -> list[SavedBatch]:
    """List the batches on disk, newest first; what cannot be understood is left alone."""
    found = []
    for plan in batches_folder().glob(f"*/{_PLAN}"):
        try:
            found.append(_load(plan.parent))
        except InvalidStateError as error:
            _log.debug("a saved batch is left alone: %s", error)
    return sorted(found, key=lambda saved: (saved.started, saved.folder.name), reverse=True)


def unfinished_batches() -> list[SavedBatch]:
    """List the batches that did not come to their end, newest first; one that runs is among them."""
    return [saved for saved in list_saved() if not saved.is_finished]


def finished_batches() -> list[SavedBatch]:
    """List the batches that came to their end, newest first."""
    return [saved for saved in list_saved() if saved.is_finished]


def count_records(saved: SavedBatch) -> int:
    """Count the records of a batch that are on disk; none where they cannot be read."""
    try:
        with saved.records.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 0


def discard(saved: SavedBatch) -> None:
    """Delete a batch."""
    shutil.rmtree(saved.folder, ignore_errors=True)


def discard_oldest() -> None:
    """Delete finished batches but the last few."""
    for saved in finished_batches()[KEPT_FINISHED:]:
        discard(saved)


def _load(folder: Path) -> SavedBatch:
    path = folder / _PLAN
    values = read_object(path)
    plan, begun = from_json(values, BatchPlan, path), from_json(values, _Begun, path)
    state = _State()
    with contextlib.suppress(InvalidStateError):
        state = read_state(folder / _STATE, _State)
    try:
        started = datetime.fromisoformat(begun.started)
    except ValueError as error:
        raise InvalidStateError(
            subject=f"{folder.name}/{_PLAN}, started", expected="a time", got="other text"
        ) from error
    return SavedBatch(
        folder=folder,
        plan=plan,
        started=started,
        folders=begun.folders,
        done=state.done,
        total=state.total,
        is_finished=state.is_finished,
        verdicts=state.verdicts,
        is_stopped=(folder / _STOPPED).exists(),
    )


def _write_state(path: Path, values: dict[str, Any]) -> None:
    try:
        with replacing(path) as temporary:
            _dump(temporary, values)
    except DiskFullError as error:
        # The place is not the user's to choose.
        raise DiskFullError(
            "no space is left there for the batch",
            subject=path.parent,
            advice="free some, then go on; what was done until now is kept",
        ) from error


def _dump(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def _reason(error: UnwritableOutputError) -> str:
    cause = error.__cause__
    return (isinstance(cause, OSError) and cause.strerror) or "no reason given"
