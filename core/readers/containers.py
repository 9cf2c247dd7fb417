"""What stands for several files: a folder, the directory of a medium, a zip archive."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from core.errors import FalxError
from core.formats import has_image_suffix
from core.readers.archive import is_archive, list_members
from core.readers.bare_dicom import is_directory_head
from core.readers.compressed_files import read_head
from core.readers.folder import find_images, fits
from core.readers.source import HEAD_LENGTH, sniff
from core.readers.unsupported_formats import is_zip_of_files


def is_directory(path: Path) -> bool:
    """Return whether a file is the directory of a medium (DICOMDIR), by its first bytes."""
    try:
        return path.is_file() and is_directory_head(read_head(path, HEAD_LENGTH))
    except (OSError, ValueError):
        return False


def is_zip(path: Path) -> bool:
    """Return whether a file is a zip archive, but neither a document of an office program nor a model."""
    return is_archive(path) and is_zip_of_files(path)


def is_container(path: Path) -> bool:
    """Return whether a file, no folder, stands for the pictures that it lists or holds."""
    return is_directory(path) or is_zip(path)


def find_contents(
    path: Path,
    is_recursive: bool = True,
    on_skipped: Callable[[Path], None] | None = None,
    patterns: Sequence[str] = (),
) -> Iterator[Path]:
    """Find the images that a path stands for: those of a folder, an archive or a medium; a file is its own.

    Args:
        path: of a file or folder.
        is_recursive: whether folders within a folder, or within an archive, count.
        on_skipped: is given of each file that is no image.
        patterns: such as `*.dcm`, one of which a file's name has to fit; none to take all.

    Raises:
        FalxError: if it cannot be listed, such as an archive that is protected by a password.
    """
    # Unlike pathlib's, this one also answers for a name that is too long.
    if os.path.isdir(path):  # noqa: PTH112
        yield from find_images(path, is_recursive, on_skipped, patterns)
    elif is_zip(path):
        yield from _images_in_zip(path, is_recursive, on_skipped, patterns)
    elif is_directory(path):
        # The DICOM library is slow to import.
        from core.readers.dicom.directory import read_directory

        yield from (file for file in read_directory(path).files if fits(file.name, patterns))
    else:
        yield path


def _images_in_zip(
    path: Path, is_recursive: bool, on_skipped: Callable[[Path], None] | None, patterns: Sequence[str]
) -> Iterator[Path]:
    for member in list_members(path):
        if not fits(member.name, patterns) or not (is_recursive or member.parent == path):
            continue
        try:
            is_picture = has_image_suffix(member.name) or _is_picture(read_head(member, HEAD_LENGTH))
        except (FalxError, OSError):
            # Reading it will tell what is wrong.
            is_picture = True
        if is_picture:
            yield member
        elif on_skipped:
            on_skipped(member)


def _is_picture(head: bytes) -> bool:
    return sniff(head) is not None and not is_directory_head(head)
