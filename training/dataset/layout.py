"""Folder layout of a dataset: which folders are splits, which are classes, which are neither."""

import dataclasses
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import NoImagesError
from core.formats import has_image_suffix
from core.model.known_classes import class_spelled
from core.readers.system_files import is_system_file
from training.dataset.falx_folders import own_names
from training.dataset.split_names import SPLITS, TRAINING, split_of

# How deep to look for what a folder wraps.
_DEEPEST = 6
# What wraps the classes of a split, as `Training/images/glioma`.
_WRAPPERS = ("images", "image", "imgs", "data", "dataset")


@dataclass(frozen=True, slots=True)
class ClassFolder:
    """A folder of the images of one class; its split is empty if there are none."""

    split: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The roles of the folders of a dataset.

    Attributes:
        root: the folder that the splits or the classes are in, which the dataset's own may wrap.
        classes: their folders.
        splits: the folders that are splits, by name, with the split that each is.
        skipped: folders that are a system's own, by name.
        left_out: folders that are neither, by name.
        loose: number of images that are beside the folders of classes.
    """

    root: Path
    classes: tuple[ClassFolder, ...]
    splits: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    loose: int = 0


def find_layout(folder: Path) -> Layout:
    """Determine the roles of the folders of a dataset.

    Splits are the folders that are named like them, if one for training holds folders or there are no others:
    `DIR/{train,val,test}/<class>`, or `DIR/<class>/{train,val,test}`. Otherwise the folders are classes. A folder that
    holds nothing but a folder of folders is skipped for the inner one.

    Folders that Falx wrote are neither, as where it was to write its results into the folder of a dataset.

    Raises:
        NoImagesError: if a folder cannot be listed.
    """
    layout = _layout_of(folder)
    made = sorted({*own_names(folder), *own_names(layout.root)})
    return dataclasses.replace(layout, left_out=(*layout.left_out, *made))


def _layout_of(folder: Path) -> Layout:
    root, skipped = _unwrapped(folder)
    children = _folders(root)
    named = [(child, split_of(child.name)) for child in children]
    is_training = any(split == TRAINING and _folders(child) for child, split in named)
    if named and (is_training or all(split for _, split in named)):
        return _by_split(root, named, skipped)
    copies = [child for child in children if _repeats(child, children)]
    classes = [child for child in children if child not in copies]
    parts = {child: [(part, split_of(part.name)) for part in _folders(child)] for child in classes}
    found = [part for of_class in parts.values() for part in of_class]
    if any(split == TRAINING for _, split in found) and all(split for _, split in found):
        folders = [ClassFolder(split, child.name, part) for child in classes for part, split in parts[child]]
        whole = [ClassFolder("", child.name, child) for child in classes if not parts[child]]
        splits = tuple(dict.fromkeys((part.name, split) for part, split in found))
        loose = _count_images(root) + sum(_count_images(child) for child in classes if parts[child])
        return Layout(root, (*folders, *whole), splits, skipped, _names(copies), loose)
    folders = [ClassFolder("", child.name, child) for child in classes]
    return Layout(root, tuple(folders), (), skipped, _names(copies), _count_images(root))


def _by_split(root: Path, named: Sequence[tuple[Path, str]], skipped: tuple[str, ...]) -> Layout:
    parts = [(_without_wrapper(child), split) for split in SPLITS for child, found in named if found == split]
    return Layout(
        root=root,
        classes=tuple(ClassFolder(split, child.name, child) for part, split in parts for child in _folders(part)),
        splits=tuple((child.name, split) for child, split in named if split),
        skipped=tuple(dict.fromkeys((*skipped, *(name for part, _ in parts for name in _system_folders(part))))),
        left_out=_names([child for child, split in named if not split]),
        loose=_count_images(root) + sum(_count_images(part) for part, _ in parts),
    )


def _unwrapped(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Descend into folders that hold only a folder of folders; returns the innermost, and the system folders passed."""
    skipped = [*_system_folders(folder)]
    for _ in range(_DEEPEST):
        children = _folders(folder)
        if len(children) != 1 or _count_images(folder):
            break
        [child] = children
        if split_of(child.name) or class_spelled(child.name) or not _folders(child):
            break
        folder = child
        skipped += _system_folders(folder)
    return folder, tuple(dict.fromkeys(skipped))


def _without_wrapper(part: Path) -> Path:
    for _ in range(_DEEPEST):
        children = _folders(part)
        if len(children) != 1 or not (split_of(children[0].name) or children[0].name.casefold() in _WRAPPERS):
            break
        part = children[0]
    return part


def _repeats(folder: Path, siblings: Sequence[Path]) -> bool:
    """Return whether a folder is the dataset once more: some archives hold the classes twice, once a level deeper."""
    names = {child.name.casefold() for child in siblings if child != folder}
    inner = {child.name.casefold() for child in _folders(folder)}
    return len(inner) > 1 and inner <= names


@contextmanager
def _entries(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
    try:
        with os.scandir(folder) as entries:
            yield entries
    except OSError as error:
        raise NoImagesError(f"this folder cannot be listed ({error.strerror})", subject=folder) from error


def _folders(folder: Path) -> list[Path]:
    # By the entries, so that a folder of 100,000 images is listed without opening each.
    with _entries(folder) as entries:
        names = [entry.name for entry in entries if not is_system_file(entry.name) and entry.is_dir()]
    return [folder / name for name in sorted({*names}.difference(own_names(folder)))]


def _system_folders(folder: Path) -> list[str]:
    with _entries(folder) as entries:
        return sorted(entry.name for entry in entries if is_system_file(entry.name) and entry.is_dir())


def _count_images(folder: Path) -> int:
    with _entries(folder) as entries:
        names = [entry.name for entry in entries if not is_system_file(entry.name) and entry.is_file()]
    return sum(map(has_image_suffix, names))


def _names(folders: Sequence[Path]) -> tuple[str, ...]:
    return tuple(folder.name for folder in folders)
