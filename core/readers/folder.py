"""Folders: which of their files are images, and whether they are one DICOM series."""

import os
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from core.errors import FalxError, NoImagesError
from core.names import shown_name
from core.readers.source import HEAD_LENGTH, Format, read_source, sniff
from core.slice import Slice

OnProgress = Callable[[int, int], None]

SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".webp", ".dcm", ".dicom", ".ima", ".nii", ".hdr")
)


def find_images(
    folder: Path,
    is_recursive: bool = True,
    on_skipped: Callable[[Path], None] | None = None,
    patterns: Sequence[str] = (),
) -> Iterator[Path]:
    """Find the images of a folder, one by one, in the order of their names; links out of it are not followed.

    A file counts by its suffix or its first bytes; hidden files and DICOMDIR do not. A folder within that cannot be
    listed is given itself: reading it tells why.

    Args:
        folder: to look in.
        is_recursive: whether folders within it count.
        on_skipped: is told of each file that is no image.
        patterns: such as `*.dcm`, one of which a file's name has to fit, in capitals or not; none to take all.

    Raises:
        NoImagesError: if the folder cannot be listed.
    """
    # Names alone: the entries themselves would take five times the memory, which counts where there are 100,000.
    names: list[str] = []
    folders: list[str] = []
    odd: set[str] = set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name == "DICOMDIR":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.name)
                    continue
                names.append(entry.name)
                if not entry.is_file(follow_symlinks=False):
                    odd.add(entry.name)
    except OSError as error:
        raise NoImagesError(f"{shown_name(folder)}: this folder cannot be listed ({error.strerror})") from error
    for name in sorted(names):
        path = folder / name
        if not fits(name, patterns):
            continue
        if (name not in odd or _leads_within(path, folder)) and is_image(path):
            yield path
        elif on_skipped:
            on_skipped(path)
    if is_recursive:
        for name in sorted(folders):
            try:
                yield from find_images(folder / name, True, on_skipped, patterns)
            except NoImagesError:
                yield folder / name


def fits(name: str, patterns: Sequence[str]) -> bool:
    """Tell whether a name fits one of the patterns, in capitals or not; any does where there are none."""
    return not patterns or any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)


def is_image(path: Path) -> bool:
    """Tell whether a file is an image by its suffix or its first bytes; one whose folder has gone away may be one."""
    name = path.name.lower()
    if name.endswith((".nii.gz", ".hdr.gz")) or path.suffix.lower() in SUFFIXES:
        return True
    return _format(path) is not None or not path.parent.exists()


def is_dicom_series(folder: Path) -> bool:
    """Tell whether all images of a folder, but not of folders in it, are DICOM files of one series, two at least."""
    from core.readers.dicom import read_identity

    series: set[str] = set()
    count = 0
    try:
        for path in find_images(folder, is_recursive=False):
            count += 1
            if _format(path) is not Format.DICOM:
                return False
            series.add(read_identity(path)[0])
            if len(series) > 1:
                return False
    except FalxError:
        return False
    return count > 1 and series != {""}


def read_series(folder: Path, on_progress: OnProgress | None = None) -> list[Slice]:
    """Read a folder of one DICOM series as a stack in geometric order.

    Args:
        folder: of the series.
        on_progress: is told how many files are read, and of how many; what it raises ends the reading.

    Raises:
        NoImagesError: if there are no images.
        UnreadableImageError: if one of them cannot be read, or they are not of one series.
    """
    from core.readers.dicom import read_dicom, read_identity, unreadable_series

    paths = list(find_images(folder, is_recursive=False))
    if not paths:
        raise NoImagesError(f"{shown_name(folder)}: expected images in this folder, found none; choose another")
    ordered = []
    series: set[str] = set()
    for path in paths:
        if on_progress:
            on_progress(0, len(paths))
        if _format(path) is not Format.DICOM:
            raise unreadable_series(folder)
        uid, geometry, number = read_identity(path)
        series.add(uid)
        depth = geometry.depth_mm
        ordered.append(((depth is None, depth or 0.0, number, path.name), path))
    if len(series) > 1:
        raise unreadable_series(folder)
    stack = []
    for done, (_, path) in enumerate(sorted(ordered), 1):
        stack += read_dicom(read_source(path))
        if on_progress:
            on_progress(done, len(paths))
    return [_placed(image, index, len(stack)) for index, image in enumerate(stack)]


def _placed(image: Slice, index: int, count: int) -> Slice:
    from dataclasses import replace

    return replace(image, frame=index, frame_count=count)


def _format(path: Path) -> Format | None:
    try:
        with path.open("rb") as file:
            return sniff(file.read(HEAD_LENGTH))
    except OSError:
        return None


def _leads_within(path: Path, folder: Path) -> bool:
    """Tell whether what is no plain file is a link to one within the folder."""
    try:
        target = path.resolve()
        return path.is_symlink() and target.is_file() and folder.resolve() in target.parents
    except (OSError, RuntimeError):
        # It runs in a circle, or leads where nobody may look.
        return False
