"""The directory of a medium (DICOMDIR, PS3.10 8): which files it lists, and which of them are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydicom
from pydicom.multival import MultiValue

from core.errors import UnreadableImageError
from core.readers.dicom.element import DAMAGE, element_value, items
from core.readers.memory_files import open_bytes
from core.readers.muted_warnings import without_warnings

_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class MediumContent:
    """What a directory lists.

    Attributes:
        files: that are there, in its order; each once.
        missing: how many others it lists.
    """

    files: tuple[Path, ...]
    missing: int


def read_directory(path: Path) -> MediumContent:
    """Read which pictures a DICOMDIR lists; the case of names does not count, nor do version numbers.

    Raises:
        UnreadableImageError: if it is damaged.
    """
    names = _Names()
    files: dict[Path, None] = {}
    missing = 0
    with without_warnings():
        try:
            with open_bytes(path) as file:
                dataset = pydicom.dcmread(file, force=True)
            records = items(dataset, "DirectoryRecordSequence")
        except DAMAGE as error:
            raise UnreadableImageError(
                subject=path,
                expected="a DICOM directory",
                got="one that cannot be understood",
                advice="open the folder around it",
            ) from error
        for record in records:
            parts = _file_id(record)
            if not parts:
                continue
            found = names.find(path.parent, parts)
            if found is None:
                missing += 1
            else:
                files[found] = None
    return MediumContent(tuple(files), missing)


def _file_id(record: Any) -> list[str]:
    """Give the parts of the path that a record refers to; none for other records, and for a path that leads away."""
    value = element_value(record, "ReferencedFileID")
    parts = [str(part) for part in value] if isinstance(value, MultiValue | list) else str(value or "").split("\\")
    parts = [part.strip(" \0") for part in parts]
    is_plain = 0 < len(parts) <= _DEEPEST and all(part not in ("", ".", "..") and "/" not in part for part in parts)
    return parts if is_plain else []


class _Names:
    """Finds files whatever the case of their names; each folder is listed once."""

    def __init__(self) -> None:
        self._listed: dict[Path, dict[str, Path]] = {}

    def find(self, folder: Path, parts: list[str]) -> Path | None:
        place = folder
        for part in parts:
            found = self._names(place).get(_plain(part))
            if found is None:
                return None
            place = found
        return place if place.is_file() else None

    def _names(self, folder: Path) -> dict[str, Path]:
        if folder not in self._listed:
            self._listed[folder] = dict(_entries(folder))
        return self._listed[folder]


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        for entry in sorted(folder.iterdir(), reverse=True):
            yield _plain(entry.name), entry
    except OSError:
        return


def _plain(name: str) -> str:
    return name.partition(";")[0].rstrip(".").casefold()
