"""Saved batches: the window keeps them on disk as they run, so that a crash or a power cut loses no results."""

import contextlib
import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.batch.batch_leftovers import beginning, delete, is_deleted, remove_leftovers
from core.batch.inputs import is_gone
from core.errors import DiskFullError, InvalidStateError, NoImagesError, UnwritableOutputError
from core.files import make_folder, replacing, unwritable
from core.private_folder import make_private_folder
from core.program.locations import data_folder
from core.program.wording import one_line
from core.state_file import from_json, read_object, read_state

_log = logging.getLogger(__name__)

# This many finished batches are kept; older ones are deleted.
KEPT_FINISHED = 5

_PLAN, _STATE, _RECORDS = "request.json", "state.json", "records.jsonl"
_STUDIES, _STUDY_ROWS = "studies.jsonl", "study-rows.jsonl"
# If this file exists, the user stopped the batch.
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
        level: share of verdicts that should be correct; None for the model's default.
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
        folder: that holds it.
        plan: what was asked for.
        started: when.
        folders: those of the plan's paths that were folders with something in them when it began; None before.
        done: files that are finished.
        total: files in all; 0 if they were not counted.
        is_finished: whether it is complete.
        verdicts: how many slices have each verdict; none if it is not complete.
        is_stopped: whether the user stopped it.
    """

    folder: Path
    plan: BatchPlan
    started: datetime
    folders: tuple[str, ...] | None = None
    done: int = 0
    total: int = 0
    is_finished: bool = False
    verdicts: Mapping[str, int] = field(default_factory=dict)
    is_stopped: bool = False

    @property
    def records(self) -> Path:
        """The file of its records, JSON Lines."""
        return self.folder / _RECORDS

    @property
    def studies(self) -> Path:
        """The file of the records of its studies, by which it is resumed; batches of earlier programs have none."""
        return self.folder / _STUDIES

    @property
    def study_rows(self) -> Path:
        """The file of the rows that the window shows for its studies."""
        return self.folder / _STUDY_ROWS


@dataclass(frozen=True, slots=True)
class _Start:
    """What is saved beside the plan: when the batch was started, and the folders among its paths."""

    started: str
    folders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """Progress of a batch, as in `SavedBatch`."""

    done: int = 0
    total: int = 0
    is_finished: bool = False
    verdicts: Mapping[str, int] = field(default_factory=dict)


def batches_folder() -> Path:
    """Return the folder of all batches; it need not exist yet."""
    return data_folder() / "batches"


def save_plan(plan: BatchPlan, now: datetime) -> SavedBatch:
    """Start a batch: make its folder. What is to be classified is not looked at.

    Raises:
        UnwritableOutputError: if the user's data folder cannot be written to.
    """
    batches = batches_folder()
    try:
        # The records name files of patients.
        make_private_folder(batches)
        with beginning(batches, _PLAN):
            folder = _new_folder(batches, now)
            _write_plan(folder, _request(plan, now))
    except OSError as error:
        raise unwritable(Path(error.filename or batches), error) from error
    return SavedBatch(folder, plan, now)


def note_folders(saved: SavedBatch) -> SavedBatch:
    """Note which of its paths are folders when a batch begins.

    Raises:
        NoImagesError: if one of its paths is missing.
        UnwritableOutputError: if that cannot be saved.
    """
    # A folder that disappears must not be taken for a missing file when the batch is resumed.
    folders = tuple(path for path in saved.plan.paths if _is_folder(path) and not is_gone(path))
    with written_to(saved.folder), replacing(saved.folder / _PLAN, is_private=True) as temporary:
        _dump(temporary, _request(saved.plan, saved.started) | {"folders": folders})
    return replace(saved, folders=folders)


def has_begun(saved: SavedBatch) -> bool:
    """Return whether a batch has looked at what is to be classified, or may have; if not, nothing of it is lost."""
    try:
        return _load(saved.folder).folders is not None
    except InvalidStateError:
        return True


def _request(plan: BatchPlan, started: datetime) -> dict[str, Any]:
    return {"started": started.isoformat(), **asdict(plan)}


def _is_folder(path: str) -> bool:
    if os.path.isdir(path):  # noqa: PTH112 - unlike pathlib's, it takes a name that is too long
        return True
    if not os.path.lexists(path):
        raise NoImagesError(
            subject=path, expected="what was chosen", found="nothing", advice="restore it, or choose another"
        )
    return False


def _new_folder(batches: Path, now: datetime) -> Path:
    """Make the folder of a batch, by a name that no other one has."""
    base = batches / now.strftime("%Y-%m-%d %H.%M.%S")
    folder, number = base, 2
    while folder.exists():
        folder, number = base.with_name(f"{base.name} ({number})"), number + 1
    make_private_folder(folder)
    make_folder(folder)
    return folder


def _write_plan(folder: Path, values: dict[str, Any]) -> None:
    try:
        with replacing(folder / _PLAN, is_private=True) as temporary:
            _dump(temporary, values)
    except UnwritableOutputError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UnwritableOutputError(
            f"the batch cannot be kept there ({_reason(error)})",
            subject=str(folder.parent),
            advice="fix the cause, then start again",
        ) from error


def save_state(
    saved: SavedBatch, done: int, total: int, is_finished: bool, verdicts: Mapping[str, int] | None = None
) -> SavedBatch:
    """Save the progress, and at the end how many slices have each verdict.

    Raises:
        UnwritableOutputError: if that fails.
    """
    counts = dict(verdicts or {})
    _write_state(saved.folder / _STATE, {"done": done, "total": total, "is_finished": is_finished, "verdicts": counts})
    return replace(saved, done=done, total=total, is_finished=is_finished, verdicts=counts)


def mark_stopped(saved: SavedBatch, is_stopped: bool) -> None:
    """Save whether the user stopped a batch; if that cannot be written, it counts as interrupted."""
    mark = saved.folder / _STOPPED
    with contextlib.suppress(OSError):
        if is_stopped:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)


def list_saved() -> list[SavedBatch]:
    """List the batches on disk, newest first; those that cannot be read are skipped."""
    found = []
    for plan in batches_folder().glob(f"*/{_PLAN}"):
        if is_deleted(plan.parent):
            continue
        try:
            found.append(_load(plan.parent))
        except InvalidStateError as error:
            _log.debug("a saved batch is skipped: %s", error)
    return sorted(found, key=lambda saved: (saved.started, saved.folder.name), reverse=True)


def unfinished_batches() -> list[SavedBatch]:
    """List the batches that are not complete, newest first; a running one is among them."""
    return [saved for saved in list_saved() if not saved.is_finished]


def finished_batches() -> list[SavedBatch]:
    """List the complete batches, newest first."""
    return [saved for saved in list_saved() if saved.is_finished]


def count_records(saved: SavedBatch) -> int:
    """Count the records of a batch that are on disk; 0 if they cannot be read."""
    try:
        with saved.records.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 0


def discard(saved: SavedBatch) -> None:
    """Delete a batch."""
    delete(saved.folder, _PLAN)


def tidy_batches() -> None:
    """Remove what killed processes left of batches that they were about to begin or to delete."""
    remove_leftovers(batches_folder(), _PLAN)


def discard_oldest() -> None:
    """Delete finished batches except the most recent ones."""
    for saved in finished_batches()[KEPT_FINISHED:]:
        discard(saved)


def _load(folder: Path) -> SavedBatch:
    path = folder / _PLAN
    values = read_object(path)
    plan, start = from_json(values, BatchPlan, path), from_json(values, _Start, path)
    state = _State()
    with contextlib.suppress(InvalidStateError):
        state = read_state(folder / _STATE, _State)
    try:
        started = datetime.fromisoformat(start.started)
    except ValueError as error:
        raise InvalidStateError(
            subject=f"{folder.name}/{_PLAN}, started", expected="a time", got="other text"
        ) from error
    return SavedBatch(
        folder=folder,
        plan=plan,
        started=started,
        # A batch of an earlier program, which did not always note them.
        folders=() if start.folders is None and (folder / _RECORDS).exists() else start.folders,
        done=state.done,
        total=state.total,
        is_finished=state.is_finished,
        verdicts=state.verdicts,
        is_stopped=(folder / _STOPPED).exists(),
    )


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Have errors of writing to the folder of a batch say what its user, who cannot choose the place, can do.

    Raises:
        UnwritableOutputError: if what is written to it fails.
    """
    try:
        yield
    except UnwritableOutputError as error:
        place = one_line(str(folder))
        # Others are not about the disk, such as that of a file that another process writes, or are said so already.
        is_of_disk = type(error) in (UnwritableOutputError, DiskFullError) and isinstance(error.__cause__, OSError)
        if not is_of_disk or not (error.subject == place or error.subject.startswith(place + os.sep)):
            raise
        if isinstance(error, DiskFullError):
            raise DiskFullError(
                "no space is left there for the batch",
                subject=str(folder),
                advice="free some, then resume; the results so far are kept",
            ) from error
        raise UnwritableOutputError(
            f"the batch cannot be kept there ({_reason(error)})",
            subject=str(folder),
            advice="fix the cause, then resume; the results so far are kept",
        ) from error


def _write_state(path: Path, values: dict[str, Any]) -> None:
    with written_to(path.parent), replacing(path) as temporary:
        _dump(temporary, values)


def _dump(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def _reason(error: UnwritableOutputError) -> str:
    cause = error.__cause__
    return (isinstance(cause, OSError) and cause.strerror) or "no reason given"
