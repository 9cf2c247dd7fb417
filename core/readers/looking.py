"""A first look at files before they are read: their formats and series, and what archives and media hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.errors import FalxError, UnreadableImageError
from core.formats import Format
from core.readers.archive import is_archive, list_left_out, list_members, split_archive
from core.readers.bare_dicom import is_directory_head
from core.readers.compressed_files import packing_of, read_head
from core.readers.memory_files import open_bytes
from core.readers.source import HEAD_LENGTH, sniff


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What the first bytes of a file show.

    Attributes:
        format: by its bytes, of a packed file that of its content; None for an unknown one.
        is_directory: whether it is the directory of a medium (DICOMDIR).
        is_readable: whether these bytes could be read.
    """

    format: Format | None
    is_directory: bool = False
    is_readable: bool = True

    @property
    def is_picture(self) -> bool:
        """Whether it is of a format that can be read."""
        return self.format is not None and not self.is_directory


UNREADABLE = FirstLook(None, is_readable=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds, or the directory of a medium lists.

    Attributes:
        files: that are there: of an archive in the order of their names, without hidden and system files; of a medium
            in the order of its directory.
        left_out: the name of each file in an archive that is never read, as it is written there, and why.
        missing: how many files a directory lists besides.
    """

    files: tuple[Path, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    missing: int = 0


class Looking(Protocol):
    """Looks at files: in this process (`HERE`), or in another (`core.reader_process.isolated_looking`)."""

    def look_at(self, paths: Sequence[Path]) -> list[FirstLook]:
        """Look at the first bytes of files; see the function `look_at`."""

    def series_of(self, paths: Sequence[Path]) -> list[str | None]:
        """Read of which series files are; see the function `series_of`."""

    def list_contents(self, path: Path) -> Contents:
        """List what an archive or a medium holds; see the function `list_contents`."""

    def is_lost(self, path: Path) -> bool:
        """Return whether the look at the first bytes of a file crashed or hung the process that took it."""


def look_at(path: Path) -> FirstLook:
    """Look at the first bytes of a file, one within an archive too; a packed one is unpacked as far as needed."""
    try:
        return _look(read_head(path, HEAD_LENGTH))
    except (FalxError, OSError, ValueError):
        return UNREADABLE


def look_plainly(path: Path) -> FirstLook | None:
    """Look at the first bytes of a file as `look_at` does; None where something has to be unpacked for that."""
    try:
        with open_bytes(path) as file:
            head = file.read(HEAD_LENGTH)
    except (FileNotFoundError, NotADirectoryError):
        return UNREADABLE if split_archive(path) is None else None
    except (OSError, ValueError):
        return UNREADABLE
    return _look(head) if packing_of(head) is None else None


def series_of(path: Path) -> str | None:
    """Read the fingerprint of a file's series.

    Returns:
        The fingerprint; "" of a DICOM file that states no series or cannot be read; None of any other file.
    """
    if look_at(path).format is not Format.DICOM:
        return None
    # The DICOM library is slow to import.
    from core.readers.dicom.slice_headers import read_identity, series_fingerprint

    try:
        return series_fingerprint(read_identity(path).series)
    except (UnreadableImageError, OSError):
        return ""


def list_contents(path: Path) -> Contents:
    """List what an archive holds, or the directory of a medium lists.

    Args:
        path: of one of the two.

    Raises:
        FalxError: if it is damaged, or cannot be listed, such as an archive that is protected by a password.
    """
    if is_archive(path):
        return Contents(tuple(list_members(path)), tuple(list_left_out(path)))
    # The DICOM library is slow to import.
    from core.readers.dicom.directory import read_directory

    listed = read_directory(path)
    return Contents(listed.files, missing=listed.missing)


class _LookingHere:
    """Looks at files in this process."""

    def look_at(self, paths: Sequence[Path]) -> list[FirstLook]:
        return [look_at(path) for path in paths]

    def series_of(self, paths: Sequence[Path]) -> list[str | None]:
        return [series_of(path) for path in paths]

    def list_contents(self, path: Path) -> Contents:
        return list_contents(path)

    def is_lost(self, path: Path) -> bool:
        return False


HERE: Looking = _LookingHere()


def _look(head: bytes) -> FirstLook:
    return FirstLook(sniff(head), is_directory_head(head))
