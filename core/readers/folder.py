"""Find the images among the files of a folder."""

import os
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from core.errors import NoImagesError
from core.formats import Format, has_image_suffix
from core.readers.looking import HERE, Looking, look_at
from core.readers.system_files import is_system_file
from core.readers.volumes.pairs import headers_among, is_data_file

OnProgress = Callable[[int, int], None]


def find_images(
    folder: Path,
    is_recursive: bool = True,
    on_skipped: Callable[[Path], None] | None = None,
    patterns: Sequence[str] = (),
    looking: Looking = HERE,
) -> Iterator[Path]:
    """Find the images of a folder, one by one, in the order of their names; links out of it are not followed.

    A file counts by its suffix or its first bytes; hidden and system files, DICOMDIR, in capitals or not, and the data
    files of pairs do not. A folder within that cannot be listed is yielded itself: reading it reports why.

    Args:
        folder: to look in.
        is_recursive: whether folders within it count.
        on_skipped: is called with each file that is not an image.
        patterns: such as `*.dcm`, one of which a file's name must match, in capitals or not; none to take all.
        looking: looks at the files whose names do not tell.

    Raises:
        NoImagesError: if the folder cannot be listed.
    """
    # Names alone: the entries themselves would take five times the memory, which matters for 100,000 files.
    names: list[str] = []
    folders: list[str] = []
    odd: set[str] = set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_system_file(entry.name) or _is_directory_name(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                    continue
                names.append(entry.name)
                if not entry.is_file(follow_symlinks=False):
                    odd.add(entry.name)
    except OSError as error:
        raise NoImagesError(f"this folder cannot be listed ({error.strerror})", subject=folder) from error
    headers = headers_among(names)
    for name in sorted(names):
        path = folder / name
        if not fits(name, patterns) or is_data_file(name, headers):
            continue
        if (name not in odd or _leads_within(path, folder)) and is_image(path, looking):
            yield path
        elif on_skipped:
            on_skipped(path)
    if is_recursive:
        for name in sorted(folders):
            try:
                yield from find_images(folder / name, True, on_skipped, patterns, looking)
            except NoImagesError:
                yield folder / name


def _is_directory_name(name: str) -> bool:
    """Return whether a name is that of the directory of a medium, as it is written or as systems show it."""
    return name.lower().partition(";")[0].rstrip(".") in ("dicomdir", "dicomdir.dcm", "dicomdir.dicom")


def fits(name: str, patterns: Sequence[str]) -> bool:
    """Return whether a name matches one of the patterns, in capitals or not; any does if there are none."""
    return not patterns or any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)


def is_image(path: Path, looking: Looking = HERE) -> bool:
    """Return whether a file is an image by its suffix or its first bytes; one whose folder disappeared may be one.

    Args:
        path: of the file.
        looking: looks at it if its name does not tell.
    """
    if has_image_suffix(path.name):
        return True
    [look] = looking.look_at([path])
    # To read one that cost its process shows what is wrong.
    return look.is_picture or looking.is_lost(path) or not path.parent.exists()


def file_format(path: Path) -> Format | None:
    """Recognise the format of a file by its first bytes; None for another one, or a file that cannot be read."""
    return look_at(path).format


def _leads_within(path: Path, folder: Path) -> bool:
    """Return whether something other than a plain file is a link to one within the folder."""
    try:
        target = path.resolve()
        return path.is_symlink() and target.is_file() and folder.resolve() in target.parents
    except (OSError, RuntimeError):
        # The link runs in a circle, or leads where this user may not look.
        return False
