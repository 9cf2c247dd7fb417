"""Datasets: which image is of which class, source and group."""

import csv
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from core.csv_cells import as_text
from core.errors import InvalidDatasetError, NoImagesError
from core.files import replacing
from core.readers import find_images

TRAINING, TESTING = "Training", "Testing"
_COLUMNS = ("path", "class", "source", "group", "split", "fold", "test_only", "outline_xy")
# What spreadsheets write in place of commas.
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class Row:
    """One image of a dataset.

    Attributes:
        path: of the file.
        label: its class.
        source: where it comes from, "" where unknown.
        group: images of one group (one patient), whatever their source, never stand on both sides of a split; "" where
            unknown.
        split: `Training`, `Testing` or "".
        fold: of a cross-validation, or None.
        is_test_only: whether it must never be trained on.
        outline: of the tumour, as `x,y` pixel pairs; several outlines are separated by `;`; "" where unknown.
    """

    path: Path
    label: str
    source: str = ""
    group: str = ""
    split: str = ""
    fold: int | None = None
    is_test_only: bool = False
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The rows of a dataset and the names of its classes in alphabetical order."""

    name: str
    rows: tuple[Row, ...]
    classes: tuple[str, ...]

    def digest(self) -> str:
        """Fingerprint of the classes and of the bytes of all images, as SHA-256; independent of where they lie.

        Raises:
            InvalidDatasetError: if an image cannot be read any more.
        """
        total = hashlib.sha256()
        for row in self.rows:
            try:
                content = row.path.read_bytes()
            except OSError as error:
                raise InvalidDatasetError(
                    f"{self.name}: {row.path.name} cannot be read any more ({error.strerror}); start again"
                ) from error
            total.update(row.label.encode() + b"\0" + hashlib.sha256(content).digest())
        return total.hexdigest()


def read_dataset(path: Path) -> Dataset:
    """Read a dataset.

    Args:
        path: `DIR/{Training,Testing}/<class>/`, `DIR/<class>/`, or a CSV manifest (columns `path,class` and, at will,
            `source,group,split,fold,test_only,outline_xy`; paths relative to it).

    Raises:
        InvalidDatasetError: where that is not what stands there or it cannot be listed, or where there are not 2 to 20
            classes.
    """
    rows = read_rows(path)
    classes = classes_of(path.name, rows)
    folded: dict[str, str] = {}
    for name in classes:
        twin = folded.setdefault(name.casefold(), name)
        if twin != name:
            base = path if path.is_dir() else path.parent
            first, second = (
                f"{label!r} ({next(relative_path(row.path, base) for row in rows if row.label == label)})"
                for label in (twin, name)
            )
            raise InvalidDatasetError(
                f"{path.name}: classes {first} and {second} differ only in case; rename one, "
                "or train in the window, which takes them for one"
            )
    return Dataset(path.stem if path.is_file() else path.name, rows, classes)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the rows of a dataset, whatever its classes.

    Args:
        path: as for `read_dataset`.

    Raises:
        InvalidDatasetError: where that is not what stands there or it cannot be listed.
    """
    try:
        if path.is_dir():
            return tuple(_folder_rows(path))
        if path.is_file():
            return tuple(_manifest_rows(path))
    except (OSError, NoImagesError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InvalidDatasetError(
            f"{path.name}: expected a folder that can be listed or a CSV manifest, got: {reason}"
        ) from error
    raise InvalidDatasetError(f"{path.name}: expected a folder of class folders or a CSV manifest, found nothing")


def classes_of(name: str, rows: Iterable[Row]) -> tuple[str, ...]:
    """List the classes of rows in alphabetical order.

    Args:
        name: of the dataset, for the error.
        rows: of it.

    Raises:
        InvalidDatasetError: where there are not 2 to 20.
    """
    classes = tuple(sorted({row.label for row in rows}))
    if not 2 <= len(classes) <= 20:
        found = ", ".join(classes) or "none"
        advice = (
            "put the images of each class into a folder of its own, or name it in the column class of a manifest"
            if len(classes) < 2
            else "join classes or leave some out"
        )
        raise InvalidDatasetError(
            f"{name}: expected images of 2 to 20 classes, found {len(classes)} ({found}); {advice}"
        )
    return classes


def class_folders(folder: Path) -> list[tuple[str, Path]]:
    """List the class folders of a dataset's folder, each with its split, "" where there are none."""
    splits = {child.name.casefold(): child for child in sorted(folder.iterdir()) if child.is_dir()}
    parts = [("", folder)]
    if TRAINING.casefold() in splits:
        parts = [(split, splits[split.casefold()]) for split in (TRAINING, TESTING) if split.casefold() in splits]
    return [(split, child) for split, part in parts for child in sorted(part.iterdir()) if child.is_dir()]


def write_manifest(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as a CSV manifest that `read_dataset` reads back, with paths relative to it where a way leads there.

    Raises:
        InvalidDatasetError: if a name is no Unicode, which such a manifest cannot hold.
        UnwritableOutputError: if the file cannot be written.
    """
    # The system follows links before it goes up, so the way is told from where things really lie.
    base = path.parent.resolve()
    folders = {folder: _relative(folder.resolve(), base) for folder in {row.path.parent for row in rows}}
    try:
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_COLUMNS)
            for row in rows:
                place = (folders[row.path.parent] / row.path.name).as_posix()
                if as_text(place) != place:
                    # The same place, by a name that no spreadsheet takes for a formula.
                    place = f"./{place}"
                fold = "" if row.fold is None else row.fold
                told = (row.label, row.source, row.group, row.split, fold, int(row.is_test_only), row.outline)
                writer.writerow((place, *told))
    except UnicodeEncodeError as error:
        name = ascii(error.object[max(0, error.start - 40) : error.end + 10])
        raise InvalidDatasetError(f"{path.name}: expected names in Unicode, got one with {name}; rename it") from error


def _relative(folder: Path, base: Path) -> Path:
    try:
        return Path(os.path.relpath(folder, base))
    except ValueError:
        return folder


def training_rows(dataset: Dataset, fold: int | None = None) -> list[Row]:
    """Choose the rows to train on: all folds but one, those of split Training, or all; never test-only ones.

    Raises:
        InvalidDatasetError: if none is left, or the fold does not exist.
    """
    if fold is not None:
        _require_fold(dataset, fold)
        rows = [row for row in dataset.rows if row.fold is not None and row.fold != fold]
    elif any(row.split for row in dataset.rows):
        rows = [row for row in dataset.rows if row.split.casefold() == TRAINING.casefold()]
    else:
        rows = list(dataset.rows)
    rows = [row for row in rows if not row.is_test_only]
    if not rows:
        raise InvalidDatasetError(f"{dataset.name}: no images to train on; mark some with split {TRAINING}")
    return rows


def evaluation_rows(dataset: Dataset, split: str | None = None, fold: int | None = None) -> list[Row]:
    """Choose the rows to measure on: a fold, a split, by default split Testing, or all where no split is named.

    Raises:
        InvalidDatasetError: if there are none.
    """
    if fold is not None:
        _require_fold(dataset, fold)
        return [row for row in dataset.rows if row.fold == fold]
    has_splits = any(row.split for row in dataset.rows)
    wanted = split or (TESTING if has_splits else "")
    rows = [row for row in dataset.rows if not wanted or row.split.casefold() == wanted.casefold()]
    if not rows:
        raise InvalidDatasetError(f"{dataset.name}: no images in split {wanted!r}")
    return rows


def relative_path(path: Path, base: Path) -> str:
    """Give a path relative to a folder, with slashes; the name alone where no way leads from the one to the other."""
    try:
        return PurePath(os.path.relpath(path, base)).as_posix()
    except ValueError:
        return path.name


def _require_fold(dataset: Dataset, fold: int) -> None:
    folds = sorted({row.fold for row in dataset.rows if row.fold is not None})
    if fold not in folds:
        known = ", ".join(map(str, folds)) or "none"
        raise InvalidDatasetError(f"{dataset.name}: no fold {fold}; its folds are: {known}")


def _folder_rows(folder: Path) -> Iterable[Row]:
    for split, class_folder in class_folders(folder):
        for path in find_images(class_folder):
            yield Row(path, class_folder.name, split=split)


def _manifest_rows(manifest: Path) -> Iterable[Row]:
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := {"path", "class"} - set(reader.fieldnames or ()):
                raise InvalidDatasetError(
                    f"{manifest.name}: expected the columns path and class, missing {', '.join(sorted(missing))}"
                    f"{_separation(reader.fieldnames or ())}"
                )
            for entry in reader:
                yield _manifest_row(manifest, reader.line_num, entry)
    except UnicodeDecodeError as error:
        raise InvalidDatasetError(
            f"{manifest.name}: expected a CSV manifest in UTF-8 or a folder, got a file of another kind"
        ) from error
    except (OSError, csv.Error) as error:
        raise InvalidDatasetError(f"{manifest.name}: expected a CSV manifest in UTF-8, got: {error}") from error


def _separation(header: Sequence[str]) -> str:
    """Say what stands between the columns where that is no comma; empty where the columns really are missing."""
    for separator, name in _OTHER_SEPARATORS.items():
        if {"path", "class"} <= {cell.strip() for cell in ",".join(header).split(separator)}:
            return f": they are separated by {name}; save the file with commas between the columns"
    return ""


def _manifest_row(manifest: Path, line: int, entry: dict[str, str | None]) -> Row:
    values = {name: (entry.get(name) or "").strip() for name in ("path", "class", "source", "group", "split", "fold")}
    if not values["path"] or not values["class"]:
        raise InvalidDatasetError(f"{manifest.name}, line {line}: expected a path and a class, one is empty")
    fold = values["fold"]
    if fold and not fold.isdecimal():
        raise InvalidDatasetError(f"{manifest.name}, line {line}: expected a whole number as fold, got {fold!r}")
    test_only = (entry.get("test_only") or "").strip()
    # Whatever is not understood must not end up among what is trained on.
    if test_only not in ("", "0", "1"):
        raise InvalidDatasetError(f"{manifest.name}, line {line}: expected 0 or 1 as test_only, got {test_only!r}")
    return Row(
        path=manifest.parent / values["path"],
        label=values["class"],
        source=values["source"],
        group=values["group"],
        split=values["split"],
        fold=int(fold) if fold else None,
        is_test_only=test_only == "1",
        outline=(entry.get("outline_xy") or "").strip(),
    )
