"""What stands for several files: a folder, the directory of a medium, a zip archive."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from core.formats import has_image_suffix
from core.readers.archive import is_archive
from core.readers.bare_dicom import is_directory_head
from core.readers.compressed_files import read_head
from core.readers.folder import find_images, fits
from core.readers.looking import HERE, Looking
from core.readers.source import HEAD_LENGTH
from core.readers.unsupported_formats import is_zip_of_files

# Files within an archive that are looked at together.
_LOOKS_AT_A_TIME = 64


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
    looking: Looking = HERE,
) -> Iterator[Path]:
    """Find the images that a path stands for: those of a folder, an archive or a medium; a file is its own.

    Args:
        path: of a file or folder.
        is_recursive: whether folders within a folder, or within an archive, count.
        on_skipped: is given of each file that is no image.
        patterns: such as `*.dcm`, one of which a file's name has to fit; none to take all.
        looking: looks at the files, and lists an archive or a medium.

    Raises:
        FalxError: if it cannot be listed, such as an archive that is protected by a password.
    """
    # Unlike pathlib's, this one also answers for a name that is too long.
    if os.path.isdir(path):  # noqa: PTH112
        yield from find_images(path, is_recursive, on_skipped, patterns, looking)
    elif is_zip(path):
        yield from _images_in_zip(path, is_recursive, on_skipped, patterns, looking)
    elif is_directory(path):
        yield from (file for file in looking.list_contents(path).files if fits(file.name, patterns))
    else:
        yield path


def _images_in_zip(
    path: Path,
    is_recursive: bool,
    on_skipped: Callable[[Path], None] | None,
    patterns: Sequence[str],
    looking: Looking,
) -> Iterator[Path]:
    members = [
        member
        for member in looking.list_contents(path).files
        if fits(member.name, patterns) and (is_recursive or member.parent == path)
    ]
    for start in range(0, len(members), _LOOKS_AT_A_TIME):
        part = members[start : start + _LOOKS_AT_A_TIME]
        unclear = [member for member in part if not has_image_suffix(member.name)]
        looks = dict(zip(unclear, looking.look_at(unclear), strict=True))
        for member in part:
            look = looks.get(member)
            # To read one that cannot be looked at shows what is wrong.
            if look is None or look.is_picture or not look.is_readable:
                yield member
            elif on_skipped:
                on_skipped(member)
