"""Scores files: logits of images by networks that had not seen them, for calibration and the search for label errors.

`falx evaluate` writes them, one row an image: which image it is, what of it the network had not seen, and
its logits as they leave the network, without the package's biases and temperature.
"""

import csv
import dataclasses
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

import numpy as np
import numpy.typing as npt

from core.csv_cells import as_text, plain_text
from core.errors import InvalidScoresError
from core.files import replacing
from core.program.wording import shown_name

SCORES_FILE = "scores.csv"

# An earlier Falx did not say where the dataset is.
_EARLIER_COLUMNS = ("path", "label", "source", "group", "fold", "unseen", "novelty")
_COLUMNS = (*_EARLIER_COLUMNS, "dataset")
_LOGIT = "logit_"
_LARGEST = 1e9


class Unseen(Enum):
    """What of an image's origin a network had not seen when it answered."""

    SOURCE = "source"
    GROUP = "group"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One image, and the network's output for it.

    Attributes:
        path: of the image, relative to its dataset.
        label: its class.
        source: where it comes from, "" where unknown.
        group: usually its patient, "" where unknown.
        fold: of a cross-validation, or None.
        unseen: what of it the network had not seen.
        novelty: in units of the network's own limit.
        logits: of the classes in their order.
        dataset: the folder that `path` is relative to; None where the file does not say.
    """

    path: str
    label: str
    source: str
    group: str
    fold: int | None
    unseen: Unseen
    novelty: float
    logits: tuple[float, ...]
    dataset: Path | None = None

    def dataset_or(self, otherwise: Path | None) -> Path | None:
        """Give the folder of the dataset, or another one where it is not known or there no more."""
        return self.dataset if self.dataset and (self.dataset.is_dir() or not otherwise) else otherwise


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of images, of one evaluation or of several.

    Attributes:
        classes: in the order of the logits.
        rows: the images.
    """

    classes: tuple[str, ...]
    rows: tuple[Score, ...]

    @property
    def logits(self) -> npt.NDArray[np.float32]:
        """(N, C) float32."""
        return np.array([row.logits for row in self.rows], np.float32).reshape(len(self.rows), len(self.classes))

    @property
    def labels(self) -> npt.NDArray[np.int64]:
        """(N,) int64 indices of the true classes."""
        return np.array([self.classes.index(row.label) for row in self.rows], np.int64)

    @property
    def novelties(self) -> npt.NDArray[np.float64]:
        """(N,) float64, each in units of its network's own limit."""
        return np.array([row.novelty for row in self.rows], np.float64)


def write_scores(path: Path, scores: Scores) -> None:
    """Write scores as a CSV file that `read_scores` reads; the place of the dataset is relative to that of the file.

    Raises:
        UnwritableOutputError: if it cannot be written.
    """
    with (
        replacing(path) as temporary,
        # A file name that is not Unicode is written with escapes.
        temporary.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*_COLUMNS, *(f"{_LOGIT}{name}" for name in scores.classes)])
        for row in scores.rows:
            fold = "" if row.fold is None else row.fold
            names = map(as_text, (row.path, row.label, row.source, row.group))
            dataset = as_text(_from(path.parent, row.dataset)) if row.dataset else ""
            logits = (f"{logit:.6g}" for logit in row.logits)
            writer.writerow([*names, fold, row.unseen.value, f"{row.novelty:.6g}", dataset, *logits])


def _from(folder: Path, place: Path) -> str:
    """Return a place relative to a folder, or the whole path if no way leads from one to the other."""
    try:
        # What is a link on the way is not to lead elsewhere.
        return PurePath(os.path.relpath(place.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return place.resolve().as_posix()


def find_scores(place: Path) -> Path:
    """Return the file of scores that a path means: itself, or the one in the folder of an evaluation.

    Raises:
        InvalidScoresError: if there is none.
    """
    path = place / SCORES_FILE if place.is_dir() else place
    if not path.is_file():
        raise InvalidScoresError(
            subject=place,
            expected=f"a {SCORES_FILE}, or the folder of a finished evaluation or cross-validation that holds one",
            found="none",
            advice="measure with falx evaluate, or train with --folds",
        )
    return path


def read_scores(path: Path, classes: Sequence[str] | None = None) -> Scores:
    """Read a file of scores.

    Args:
        path: of the file.
        classes: those that it has to be of, in the order that the logits are to have; None takes those that it names.

    Raises:
        InvalidScoresError: naming the line, what was expected and what came.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            header = next(lines, [])
            columns = _COLUMNS if tuple(header[: len(_COLUMNS)]) == _COLUMNS else _EARLIER_COLUMNS
            found = _classes_of(path, header, columns)
            rows = tuple(_read_rows(path, lines, found, columns))
    except OSError as error:
        raise InvalidScoresError(f"cannot be read ({error.strerror})", subject=path) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise InvalidScoresError(subject=path, expected="a CSV file in UTF-8", got="something else") from error
    if not rows:
        raise InvalidScoresError(subject=path, expected="scores of images", found="none")
    if classes is None:
        return Scores(found, rows)
    if set(found) != set(classes):
        raise InvalidScoresError(
            subject=path,
            expected=f"scores of the classes {', '.join(classes)}",
            got=", ".join(found),
            advice="give scores of networks with the same classes",
        )
    order = [found.index(name) for name in classes]
    return Scores(
        tuple(classes),
        tuple(dataclasses.replace(row, logits=tuple(row.logits[place] for place in order)) for row in rows),
    )


def _classes_of(path: Path, header: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    places = len(columns)
    classes = tuple(name.removeprefix(_LOGIT) for name in header[places:])
    is_sound = all(name.startswith(_LOGIT) for name in header[places:]) and len(set(classes)) == len(classes) >= 2
    if tuple(header[:places]) != columns or not is_sound:
        raise InvalidScoresError(
            subject=path,
            expected=f"the columns {', '.join(_COLUMNS)}, then {_LOGIT}CLASS for each of the classes",
            got=", ".join(header)[:200] or "none",
            advice="give a file that falx evaluate wrote",
        )
    return classes


def _read_rows(
    path: Path, lines: Iterable[list[str]], classes: tuple[str, ...], columns: Sequence[str]
) -> Iterator[Score]:
    for number, cells in enumerate(lines, start=2):
        where = f"{shown_name(path)}, line {number}"
        if len(cells) != len(columns) + len(classes):
            raise InvalidScoresError(subject=where, expected=f"{len(columns) + len(classes)} cells", got=len(cells))
        values = dict(zip(columns, map(plain_text, cells), strict=False))
        name, label, source, group, fold, unseen, novelty = (values[column] for column in _EARLIER_COLUMNS)
        dataset = values.get("dataset")
        if not name:
            raise InvalidScoresError(subject=where, expected="the path of an image", got="none")
        if label not in classes:
            raise InvalidScoresError(subject=where, expected=f"a label among {', '.join(classes)}", got=repr(label))
        if fold and not (fold.isascii() and fold.isdecimal()):
            raise InvalidScoresError(subject=where, expected="a whole number as fold", got=repr(fold))
        if unseen not in {one.value for one in Unseen}:
            raise InvalidScoresError(subject=where, expected="source, group or nothing as unseen", got=repr(unseen))
        logits = tuple(_number(where, cell) for cell in cells[len(columns) :])
        yield Score(
            path=name,
            label=label,
            source=source,
            group=group,
            fold=int(fold) if fold else None,
            unseen=Unseen(unseen),
            novelty=_number(where, novelty),
            logits=logits,
            dataset=path.parent / dataset if dataset else None,
        )


def _number(where: str, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not abs(value) <= _LARGEST:
        raise InvalidScoresError(subject=where, expected="a finite number", got=repr(cell[:40]))
    return value
