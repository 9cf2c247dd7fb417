"""The user's choice of images to train on: one place or several, joined without a change to any of them."""

import dataclasses
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidDatasetError, NoImagesError
from core.model.known_classes import class_spelled, display_name
from training.dataset.detected_layout import joined
from training.dataset.layout import find_layout
from training.dataset.manifest import Dataset, Row, classes_of, read_rows, rename_classes, write_manifest
from training.run_files import MANIFEST_FILE


@dataclass(frozen=True, slots=True)
class DatasetChoice:
    """What to train on.

    Attributes:
        places: folders and manifests, as for `manifest.read_dataset`.
        left_out: images that are not to be used, as the rows name them.
        renames: classes whose names differ from another's in case alone, each with the name that is used.
        keeps_names: whether to keep other names of the four classes that Falx knows.
    """

    places: tuple[Path, ...]
    left_out: frozenset[Path] = frozenset()
    renames: tuple[tuple[str, str], ...] = ()
    keeps_names: bool = False

    @property
    def needs_manifest(self) -> bool:
        """Whether it is more than one unchanged place."""
        return len(self.places) > 1 or bool(self.left_out) or bool(self.renames)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a choice holds.

    Attributes:
        choice: with the renamed classes that were found.
        dataset: all of it.
        base: a folder that all of it is in; if there is none, that of the first place.
        empty: names of class folders without an image.
    """

    choice: DatasetChoice
    dataset: Dataset
    base: Path
    empty: tuple[str, ...]


def gather(choice: DatasetChoice) -> Gathered:
    """Read the rows of all places of a choice; classes are the same if their names are, whatever their case.

    Raises:
        InvalidDatasetError: if a place is not a dataset, or there are not 2 to 20 classes.
    """
    found = [read_rows(place) for place in choice.places]
    understood = joined(one for _, one in found)
    rows = list(dict.fromkeys(row for place, _ in found for row in place))
    rows = [row for row in rows if row.path not in choice.left_out]
    renames = _renames(rows)
    name = " + ".join(place.stem if place.is_file() else place.name for place in choice.places)
    known = dict(renames)
    rows = [dataclasses.replace(row, label=known[row.label]) if row.label in known else row for row in rows]
    if not choice.keeps_names:
        renamed, names = rename_classes(rows)
        rows, understood = list(renamed), dataclasses.replace(understood, classes=names)
    return Gathered(
        choice=dataclasses.replace(choice, renames=renames),
        dataset=Dataset(name, tuple(rows), classes_of(name, rows, choice.places), understood),
        base=_base(choice.places),
        empty=empty_folders(choice.places, rows, understood.classes),
    )


def empty_folders(
    places: Iterable[Path], rows: Iterable[Row], renames: Iterable[tuple[str, str]] = ()
) -> tuple[str, ...]:
    """Name the class folders of places without a row of their class.

    Args:
        places: folders and manifests.
        rows: of them.
        renames: names of classes that rows do not use, with those that they do.

    Raises:
        InvalidDatasetError: if a folder cannot be listed.
    """
    known = dict(renames)
    labels = {row.label.casefold() for row in rows}
    names = {name for place in places for name in _class_names(place)}
    return tuple(
        sorted(
            name
            for name in names
            if not {known.get(name, name).casefold(), class_spelled(name) or name.casefold()} & labels
        )
    )


def without(gathered: Gathered, rows: Collection[Row]) -> Gathered:
    """Leave rows out."""
    dataset = gathered.dataset
    kept = tuple(row for row in dataset.rows if row not in rows)
    return dataclasses.replace(gathered, dataset=dataclasses.replace(dataset, rows=kept))


def dataset_of(choice: DatasetChoice, folder: Path) -> Path:
    """Return the dataset to train on: the place itself, or the manifest in the run's folder that `settle` writes."""
    return folder / MANIFEST_FILE if choice.needs_manifest else choice.places[0]


def settle(choice: DatasetChoice, folder: Path) -> None:
    """Write the manifest into the run's folder if a choice needs one.

    Raises:
        InvalidDatasetError: if a place is no longer a dataset.
        UnwritableOutputError: if the manifest cannot be written.
    """
    if choice.needs_manifest:
        write_manifest(folder / MANIFEST_FILE, gather(choice).dataset.rows)


def _renames(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """Find names that differ in case alone; the one that Falx knows is used, or else that with most images."""
    counts = Counter(row.label for row in rows)
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts, key=lambda name: (display_name(name) == name, -counts[name], name)):
        spellings[name.casefold()].append(name)
    return tuple((other, names[0]) for names in spellings.values() for other in names[1:])


def _base(places: tuple[Path, ...]) -> Path:
    folders = [place if place.is_dir() else place.parent for place in places]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        # On Windows, of different drives.
        return folders[0]


def _class_names(place: Path) -> set[str]:
    if not place.is_dir():
        return set()
    try:
        return {folder.name for folder in find_layout(place).classes}
    except NoImagesError as error:
        raise InvalidDatasetError(error.problem, subject=error.subject, advice=error.advice) from error
