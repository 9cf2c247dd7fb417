"""Read datasets and manifests: which image is of which class, source and group."""

import csv
import dataclasses
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from core.csv_cells import as_text
from core.errors import InvalidDatasetError, NoImagesError
from core.files import replacing
from core.image.mr_contrast import CONTRASTS
from core.model.class_names import fault_of
from core.program.wording import count_of, shown_name
from core.reader_process.isolated_looking import IsolatedLooking
from core.readers import find_images
from training.dataset.class_aliases import resolve_aliases
from training.dataset.detected_layout import DetectedLayout
from training.dataset.falx_folders import made_by_falx
from training.dataset.layout import find_layout
from training.dataset.rows import Dataset, Row, evaluation_rows, training_rows, validation_rows
from training.dataset.split_names import TESTING, TRAINING, VALIDATION, split_of
from training.dataset.table import ARCHIVES, COLUMNS, read_table

__all__ = [
    "TESTING",
    "TRAINING",
    "VALIDATION",
    "Dataset",
    "Row",
    "classes_of",
    "evaluation_rows",
    "read_dataset",
    "read_rows",
    "relative_path",
    "rename_classes",
    "training_rows",
    "validation_rows",
    "write_manifest",
]

_TRUE, _FALSE = ("1", "1.0", "true"), ("", "0", "0.0", "false")
_ADVICE = "put the images of each class into its own folder, or name it in the column class of a manifest"
# In full, as it is translated.
_OR_ADVICE = "or put the images of each class into its own folder, or name it in the column class of a manifest"


def read_dataset(path: Path, keeps_names: bool = False, classes: Collection[str] = ()) -> Dataset:
    """Read a dataset.

    Args:
        path: `DIR/{Training,Validation,Testing}/<class>/` with these or other usual names, `DIR/<class>/`, or a CSV
            manifest (columns `path,class` and optionally
            `source,group,split,fold,test_only,outline_xy,contrast`; paths relative to it).
        keeps_names: whether to keep class names as they are, also those that are aliases of the four classes
            that Falx knows.
        classes: of a model, to whose names they are mapped, and of which the dataset may hold one alone; without
            any, the four that Falx knows.

    Raises:
        InvalidDatasetError: if it is not a dataset or cannot be listed, or if there are not 2 to 20
            classes (1 to 20 where those of a model are given), or one has a name that no class may have.
    """
    rows, understood = read_rows(path)
    if not keeps_names:
        rows, names = rename_classes(rows, classes)
        understood = dataclasses.replace(understood, classes=names)
    found = classes_of(shown_name(path), rows, [path], least=1 if classes else 2)
    folded: dict[str, str] = {}
    for name in found:
        twin = folded.setdefault(name.casefold(), name)
        if twin != name:
            base = path if path.is_dir() else path.parent
            first, second = (
                f"{label!r} ({next(relative_path(row.path, base) for row in rows if row.label == label)})"
                for label in (twin, name)
            )
            raise InvalidDatasetError(
                f"classes {first} and {second} differ only in case",
                subject=path.name,
                advice="rename one, or train in the window, which treats them as one",
            )
    return Dataset(path.stem if path.is_file() else path.name or path.absolute().name, rows, found, understood)


def rename_classes(
    rows: Iterable[Row], classes: Collection[str] = ()
) -> tuple[tuple[Row, ...], tuple[tuple[str, str], ...]]:
    """Map the class names of rows to known classes, if they are aliases of these.

    Args:
        rows: of a dataset.
        classes: of a model, to whose names they are mapped; without any, the four that Falx knows.

    Returns:
        The rows, and the names that were mapped, with the new ones.
    """
    rows = tuple(rows)
    renames = resolve_aliases({row.label for row in rows}, classes)
    if not renames:
        return rows, ()
    renamed = (dataclasses.replace(row, label=renames[row.label]) if row.label in renames else row for row in rows)
    return tuple(renamed), tuple(renames.items())


def read_rows(path: Path) -> tuple[tuple[Row, ...], DetectedLayout]:
    """Read the rows of a dataset, whatever its classes, and how its layout was understood.

    Args:
        path: as for `read_dataset`.

    Raises:
        InvalidDatasetError: if it is not a dataset or cannot be listed.
    """
    try:
        if path.is_dir():
            rows, understood = _folder_rows(path)
            if not rows and (made := made_by_falx(path)):
                raise InvalidDatasetError(
                    subject=path,
                    expected="a folder of class folders or a CSV manifest",
                    got=f"{made}, which Falx wrote",
                    advice="give the dataset that it was made from, or for falx audit the folder of a whole "
                    "cross-validation (falx train --folds)",
                )
            return rows, understood
        if path.is_file():
            return _manifest_rows(path)
    except (OSError, ValueError, NoImagesError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidDatasetError(
            subject=path, expected="a folder that can be listed or a CSV manifest", got=f"neither: {reason}"
        ) from error
    raise InvalidDatasetError(subject=path, expected="a folder of class folders or a CSV manifest", found="nothing")


def classes_of(name: str, rows: Iterable[Row], places: Iterable[Path] = (), least: int = 2) -> tuple[str, ...]:
    """List the classes of rows in alphabetical order.

    Args:
        name: of the dataset, for the error.
        rows: of it.
        places: where they come from, to look for what else may be meant.
        least: how many there must be: 2 to train on, 1 to measure a model on.

    Raises:
        InvalidDatasetError: if there are not `least` to 20, or one has a name that no class may have.
    """
    firsts: dict[str, Row] = {}
    rows = list(rows)
    for row in rows:
        firsts.setdefault(row.label, row)
    for label in sorted(firsts):
        if fault := fault_of(label):
            place = "/".join(firsts[label].path.parts[-2:])
            raise InvalidDatasetError(
                f"the class name {label!r} (as of {place}) {fault}",
                subject=name,
                advice="rename its folder, or change it in the column class",
            )
    classes = tuple(sorted(firsts))
    if not least <= len(classes) <= 20:
        counts = Counter(row.label for row in rows)
        found = ", ".join(classes) or "none"
        if len(classes) == 1:
            found = f"{found}, {count_of(counts[classes[0]], 'image')}"
        hint = next(filter(None, map(_hint_for, places)), "") if len(classes) < least else ""
        advice = (
            (f"{hint}; {_OR_ADVICE}" if hint else _ADVICE)
            + ("; or add a dataset with images of another class" if classes else "")
            if len(classes) < least
            else "join classes or leave some out"
        )
        raise InvalidDatasetError(
            subject=name, expected=f"images of {least} to 20 classes", found=f"{len(classes)} ({found})", advice=advice
        )
    return classes


def write_manifest(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as a CSV manifest that `read_dataset` reads back, with relative paths if possible.

    Raises:
        InvalidDatasetError: if a name is not Unicode, which such a manifest cannot hold.
        UnwritableOutputError: if the file cannot be written.
    """
    # The system follows links before it goes up, so the path is computed from the real places.
    base = path.parent.resolve()
    folders = {folder: _relative(folder.resolve(), base) for folder in {row.path.parent for row in rows}}
    try:
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in rows:
                place = (folders[row.path.parent] / row.path.name).as_posix()
                if as_text(place) != place:
                    # The same place, under a name that no spreadsheet takes for a formula.
                    place = f"./{place}"
                fold = "" if row.fold is None else row.fold
                sides = (row.split, fold, int(row.is_test_only))
                writer.writerow((place, row.label, row.source, row.group, *sides, row.outline, row.contrast))
    except UnicodeEncodeError as error:
        name = ascii(error.object[max(0, error.start - 40) : error.end + 10])
        raise InvalidDatasetError(
            subject=path.name, expected="names in Unicode", got=f"one with {name}", advice="rename it"
        ) from error


def _relative(folder: Path, base: Path) -> Path:
    try:
        return Path(os.path.relpath(folder, base))
    except ValueError:
        return folder


def relative_path(path: Path, base: Path) -> str:
    """Return a path relative to a folder, with slashes; the name alone if no relative path leads there."""
    try:
        return PurePath(os.path.relpath(path, base)).as_posix()
    except ValueError:
        return path.name


def _folder_rows(folder: Path) -> tuple[tuple[Row, ...], DetectedLayout]:
    layout = find_layout(folder)
    with IsolatedLooking() as looking:
        found = ((one, path) for one in layout.classes for path in find_images(one.path, looking=looking))
        rows = tuple(Row(path, one.name, split=one.split) for one, path in found)
    inside = layout.root.relative_to(folder).as_posix() if layout.root != folder else ""
    return rows, DetectedLayout(
        inside=(inside,) if inside else (),
        splits=tuple(pair for pair in layout.splits if pair[0] != pair[1]),
        skipped=layout.skipped,
        left_out=layout.left_out,
        loose=layout.loose,
    )


def _hint_for(place: Path) -> str:
    """Suggest what else in a folder without classes may be the dataset."""
    if not place.is_dir():
        return ""
    files = sorted(path for path in find_layout(place).root.iterdir() if path.is_file())
    for path in files:
        if path.suffix.lower() in (".csv", ".tsv"):
            return f"if {shown_name(path)} lists them, give that file"
    for path in files:
        if path.suffix.lower() in ARCHIVES:
            return f"unpack {shown_name(path)} and give the folder that comes of it"
    return ""


def _manifest_rows(manifest: Path) -> tuple[tuple[Row, ...], DetectedLayout]:
    table = read_table(manifest)
    notes = list(table.notes)
    words: dict[str, str] = {}
    rows, has_turned = [], False
    for line, entry in table.rows:
        row = _manifest_row(manifest, line, entry)
        has_turned |= "\\" in entry["path"] and row.path != manifest.parent / entry["path"]
        word = entry.get("split", "")
        if word and word != row.split:
            words[word] = row.split
        rows.append(row)
    if has_turned:
        notes.append("\\ in paths read as /")
    return tuple(rows), DetectedLayout(splits=tuple(words.items()), notes=tuple(notes))


def _manifest_row(manifest: Path, line: int, entry: Mapping[str, str]) -> Row:
    values = {name: entry.get(name, "") for name in COLUMNS}
    where = f"{shown_name(manifest)}, line {line}"
    if not values["path"] or not values["class"]:
        raise InvalidDatasetError(subject=where, expected="a path and a class", got="one without")
    # A column with empty cells is one of fractions to some programs.
    fold = values["fold"].removesuffix(".0")
    if fold and not fold.isdecimal():
        raise InvalidDatasetError(subject=where, expected="a whole number as fold", got=repr(fold))
    test_only = values["test_only"].casefold()
    # A row that is not understood must not end up in the training data.
    if test_only not in _TRUE + _FALSE:
        raise InvalidDatasetError(subject=where, expected="0 or 1 as test_only", got=repr(values["test_only"]))
    return Row(
        path=_path_of(manifest.parent, values["path"]),
        label=values["class"],
        source=values["source"],
        group=values["group"],
        split=split_of(values["split"]) or values["split"],
        fold=int(fold) if fold else None,
        is_test_only=test_only in _TRUE,
        outline=values["outline_xy"],
        contrast=_contrast_of(values["contrast"]),
    )


def _contrast_of(word: str) -> str:
    """Return the weighting that a word means; "" for another word, since such a column may hold anything."""
    word = word.casefold()
    return word if word in CONTRASTS else ""


def _path_of(base: Path, text: str) -> Path:
    """Find a file as a table names it; if there is none of that name, treat backslashes as in a Windows path."""
    path = base / text
    if "\\" in text and not path.exists():
        return base / text.replace("\\", "/")
    return path
