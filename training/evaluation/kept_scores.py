"""Scores of an evaluation as they are made, kept in its folder, so that one that was interrupted can be continued.

The file holds JSON Lines: first what is evaluated, then an image each. It is removed once the results are written.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.errors import InvalidRunError, InvalidStateError, OccupiedFolderError
from core.file_lock import Lock, is_held
from core.files import lock_folder, replacing, unwritable
from core.model.package import ModelPackage
from core.program.wording import count_of
from core.state_file import from_json
from training.dataset.manifest import Row, relative_path
from training.evaluation.image_scores import ImageScore
from training.evaluation.request import EvaluationRequest, Resuming
from training.evaluation.score_json import score_as_json, score_from_json

KEPT_FILE, _LOCK = "unfinished.jsonl", "evaluation.lock"
_FORMAT = 1
_AGAIN = f"choose another folder, or delete {KEPT_FILE} there"
_BLOCK = 1 << 16
# Longer than any first line.
_LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What is evaluated: the first line of the file.

    Attributes:
        format: of the file.
        dataset: folder or manifest, absolute.
        package: folder or zip of the model, absolute.
        model: its title.
        model_sha256: of its description, which states those of its files.
        rows_sha256: fingerprint of the rows that are measured.
        images: how many they are.
        split: as in the request.
        fold: as in the request.
        level: of the verdicts.
    """

    format: int
    dataset: str
    package: str
    model: str
    model_sha256: str
    rows_sha256: str
    images: int
    split: str | None
    fold: int | None
    level: float


@dataclass(frozen=True, slots=True)
class UnfinishedEvaluation:
    """An evaluation that was interrupted.

    Attributes:
        request: to continue it.
        model: name and version of the model.
        done: images whose scores are kept.
        images: images in all.
    """

    request: EvaluationRequest
    model: str
    done: int
    images: int


def describe(request: EvaluationRequest, package: ModelPackage, rows: Sequence[Row], level: float) -> Evaluated:
    """Describe what is evaluated, so that a change is noticed when it is continued."""
    base = request.dataset if request.dataset.is_dir() else request.dataset.parent
    stated = [[relative_path(row.path, base), *dataclasses.astuple(row)[1:]] for row in rows]
    return Evaluated(
        format=_FORMAT,
        dataset=str(request.dataset.absolute()),
        package=str(request.package.absolute()),
        model=package.title,
        model_sha256=hashlib.sha256(package.about()).hexdigest(),
        rows_sha256=_digest(stated),
        images=len(rows),
        split=request.split,
        fold=request.fold,
        level=level,
    )


class KeptScores:
    """The file of scores of an evaluation that is under way.

    Attributes:
        known: scores that an earlier run made, by the place of their image among the rows.
    """

    def __init__(
        self,
        path: Path,
        lock: Lock,
        known: Mapping[int, ImageScore],
        head: Evaluated,
        stamps: Sequence[list[int] | None],
    ) -> None:
        """Begin the file again with what is known, in one step; `begin_keeping` makes these.

        Args:
            path: of the file.
            lock: of the folder.
            known: scores that are there already, by the place of their image.
            head: what is evaluated.
            stamps: of all images, taken before any was read: one that changes meanwhile is measured again.

        Raises:
            UnwritableOutputError: if it cannot be written; what was there before stays.
        """
        self.known, self._path, self._lock, self._count = known, path, lock, len(known)
        self._stamps = stamps
        lines = [_line(dataclasses.asdict(head)), *(self._score_line(place, score) for place, score in known.items())]
        with replacing(path) as temporary:
            temporary.write_bytes(b"".join(lines))
        try:
            # Without a buffer: a line that could not be written is not tried again when the file is closed.
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise unwritable(path, error) from error

    def __enter__(self) -> Self:
        """Use it in a `with` statement."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close the file; what was interrupted keeps it, if there is anything in it."""
        self._file.close()
        if kind is None or not self._count:
            self._path.unlink(missing_ok=True)
        self._lock.release()

    def keep(self, place: int, score: ImageScore) -> None:
        """Keep the score of the image at a place among the rows.

        Raises:
            UnwritableOutputError: if it cannot be written.
        """
        line = self._score_line(place, score)
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            raise unwritable(self._path, error) from error
        self._count += 1

    def _score_line(self, place: int, score: ImageScore) -> bytes:
        return _line({"place": place, "file": self._stamps[place], **score_as_json(score)})


def begin_keeping(out: Path, head: Evaluated, rows: Sequence[Row], resuming: Resuming) -> KeptScores:
    """Begin to keep the scores of an evaluation, with those of an interrupted one where it is continued.

    Args:
        out: the folder, which exists.
        head: what is evaluated.
        rows: that are measured.
        resuming: whether an interrupted one is continued.

    Raises:
        FolderInUseError: if another process evaluates into the folder.
        InvalidRunError: if there is nothing to continue, or something else was evaluated.
        OccupiedFolderError: if it would begin again where scores are kept.
        UnwritableOutputError: if the folder cannot be written to.
    """
    lock = lock_folder(out / _LOCK, "evaluating")
    try:
        if resuming is Resuming.NO:
            _require_nothing_kept(out)
        stamps = [_stamp(row.path) for row in rows]
        known = {} if resuming is Resuming.NO else _known(out / KEPT_FILE, head, rows, stamps, resuming)
        return KeptScores(out / KEPT_FILE, lock, known, head, stamps)
    except BaseException:
        lock.release()
        raise


def unfinished_evaluation(out: Path) -> UnfinishedEvaluation | None:
    """Return the interrupted evaluation in a folder; None where there is none, or a process works on it."""
    return None if is_held(out / _LOCK) else _read_unfinished(out)


def unfinished_evaluations(folder: Path) -> list[UnfinishedEvaluation]:
    """List the interrupted evaluations in the folders of a folder, the one that was worked on last first."""
    files = sorted(folder.glob(f"*/{KEPT_FILE}"), key=_when, reverse=True)
    return [found for path in files if (found := unfinished_evaluation(path.parent))]


def _when(path: Path) -> float:
    """Return when a file was written; one that another process has just removed was never."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read_unfinished(out: Path) -> UnfinishedEvaluation | None:
    """Read what was evaluated and count the scores, without reading these."""
    path = out / KEPT_FILE
    try:
        with path.open("rb") as file:
            head = from_json(json.loads(file.readline(_LONGEST)), Evaluated, path)
            # A torn line has no end yet, and is no score.
            done = sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    except (OSError, ValueError, InvalidStateError):
        return None
    request = EvaluationRequest(
        Path(head.dataset), out, Path(head.package), head.split, head.fold, head.level, Resuming.YES
    )
    return UnfinishedEvaluation(request, head.model, done, head.images)


def _require_nothing_kept(out: Path) -> None:
    found = _read_unfinished(out)
    if found and found.done:
        raise OccupiedFolderError(
            f"{found.done:,} of {count_of(found.images, 'image')} are kept from an evaluation that was interrupted",
            subject=str(out),
            advice="add --resume to continue it, or choose another folder",
        )


def _known(
    path: Path, head: Evaluated, rows: Sequence[Row], stamps: Sequence[list[int] | None], resuming: Resuming
) -> dict[int, ImageScore]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        if resuming is Resuming.WHERE_POSSIBLE:
            return {}
        raise InvalidRunError(
            subject=path.parent, expected="an interrupted evaluation", got="none", advice="leave out --resume"
        ) from error
    except (OSError, ValueError) as error:
        raise InvalidRunError(f"{path.name} cannot be read ({error})", subject=path.parent, advice=_AGAIN) from error
    if change := _change(path, lines, head):
        if resuming is Resuming.WHERE_POSSIBLE:
            return {}
        raise InvalidRunError(f"it cannot be continued, because {change}", subject=path.parent, advice=_AGAIN)
    known = {}
    for line in lines[1:]:
        # The last line may be torn, and an image may have changed: both are measured again.
        with _skipping():
            values = json.loads(line)
            place = int(values["place"])
            if values["file"] and values["file"] == stamps[place]:
                known[place] = score_from_json(values, rows[place])
    return known


@contextmanager
def _skipping() -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError):
        return


def _change(path: Path, lines: Sequence[str], head: Evaluated) -> str:
    """Say what differs from the evaluation that was interrupted; "" for nothing that matters."""
    try:
        earlier = from_json(json.loads(lines[0]), Evaluated, path)
    except (ValueError, IndexError, InvalidStateError):
        return f"{path.name} is damaged or of another Falx"
    if earlier.format != head.format:
        return f"{path.name} is of another Falx"
    if earlier.model_sha256 != head.model_sha256:
        return f"it was of another model, {earlier.model}"
    if (earlier.split, earlier.fold) != (head.split, head.fold):
        return "it was of another split or fold"
    if earlier.level != head.level:
        return f"its verdicts were at {100 * earlier.level:g} %"
    if earlier.rows_sha256 != head.rows_sha256:
        return f"the dataset has changed, or was another one ({earlier.dataset})"
    return ""


def _digest(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values).encode() + b"\n"


def _stamp(path: Path) -> list[int] | None:
    """Return size and time of a file, by which a change is noticed; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return [about.st_size, about.st_mtime_ns]
