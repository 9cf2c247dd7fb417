"""Scores of an evaluation as they are made, kept in its folder, so that one that was interrupted can be continued.

The file holds JSON Lines: first what is evaluated, then an image each. It is removed once the results are written.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.batch.inputs import RECONNECT, FoldersRead
from core.errors import InvalidRunError, OccupiedFolderError
from core.file_lock import Lock
from core.files import lock_folder, replacing, unwritable
from core.program.wording import count_of
from training.dataset.manifest import Row
from training.evaluation.evaluated import Evaluated, describe_change
from training.evaluation.image_scores import ImageScore
from training.evaluation.request import Resuming
from training.evaluation.score_json import score_as_json, score_from_json
from training.evaluation.unfinished import read_unfinished
from training.run_files import EVALUATION_LOCK, KEPT_SCORES_FILE, METRICS_FILE

_AGAIN = f"choose another folder, or delete {KEPT_SCORES_FILE} there"


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
        InvalidRunError: if the evaluation there is finished, or something else was evaluated.
        LostFolderError: if a folder of images that were measured is gone; their scores stay.
        OccupiedFolderError: if it would begin again where scores are kept.
        UnwritableOutputError: if the folder cannot be written to.
    """
    lock = lock_folder(out / EVALUATION_LOCK, "another process is evaluating there")
    try:
        if resuming is Resuming.NO:
            _require_nothing_kept(out)
        stamps = [_stamp(row.path) for row in rows]
        known = {} if resuming is Resuming.NO else _known(out / KEPT_SCORES_FILE, head, rows, stamps, resuming)
        return KeptScores(out / KEPT_SCORES_FILE, lock, known, head, stamps)
    except BaseException:
        lock.release()
        raise


def _require_nothing_kept(out: Path) -> None:
    found = read_unfinished(out)
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
        # One that was interrupted before its first score is begun again, and not one that came to its end.
        if resuming is Resuming.WHERE_POSSIBLE or not (path.parent / METRICS_FILE).exists():
            return {}
        raise InvalidRunError(
            subject=path.parent, expected="an interrupted evaluation", got="a finished one", advice="leave out --resume"
        ) from error
    except (OSError, ValueError) as error:
        raise InvalidRunError(f"{path.name} cannot be read ({error})", subject=path.parent, advice=_AGAIN) from error
    if change := describe_change(path, lines[0] if lines else "", head):
        if resuming is Resuming.WHERE_POSSIBLE:
            return {}
        raise InvalidRunError(f"it cannot be continued, because {change}", subject=path.parent, advice=_AGAIN)
    known, folders = {}, FoldersRead(RECONNECT)
    for line in lines[1:]:
        # The last line may be torn, and an image may have changed: both are measured again.
        with _skipping():
            values = json.loads(line)
            place = int(values["place"])
            if stamps[place] is None:
                folders.note(rows[place].path)
                folders.require(rows[place].path)
            if values["file"] and values["file"] == stamps[place]:
                known[place] = score_from_json(values, rows[place])
    return known


@contextmanager
def _skipping() -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError):
        return


def _line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values).encode() + b"\n"


def _stamp(path: Path) -> list[int] | None:
    """Return size and time of a file, by which a change is noticed; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return [about.st_size, about.st_mtime_ns]
