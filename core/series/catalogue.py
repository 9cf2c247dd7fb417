"""Finds the series in what is opened, and reads one of them."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from core.errors import FalxError, UnreadableImageError
from core.formats import Format, format_of_suffix, inner_name
from core.image.slice import Slice
from core.readers import find_images, read_slices
from core.readers.archive import list_left_out, split_archive
from core.readers.compressed_files import read_head
from core.readers.containers import find_contents, is_directory, is_zip
from core.readers.folder import OnProgress
from core.readers.source import sniff
from core.series.entry import Catalogue, Series

# A disk or a network answers several requests at once; parsing holds Python's lock, so more threads gain nothing.
_THREADS, _BATCH = 4, 64
# Between two words on how many images were found.
_REPORT_EVERY = 50


def read_catalogue(place: Path, is_recursive: bool = True, on_progress: OnProgress | None = None) -> Catalogue:
    """Find the series in a folder, an archive, the directory of a medium, or a file; headers alone are read.

    Args:
        place: to look in.
        is_recursive: whether folders within it count.
        on_progress: is given how many files are done, and of how many, 0 while that is not known; what it raises ends
            the search.

    Raises:
        FalxError: if it cannot be listed.
    """
    files: list[Path] = []
    for file in find_contents(place, is_recursive):
        files.append(file)
        if on_progress and len(files) % _REPORT_EVERY == 0:
            on_progress(len(files), 0)
    missing = 0
    if is_directory(place):
        from core.readers.dicom.directory import read_directory

        missing = read_directory(place).missing
    left_out = tuple(list_left_out(place)) if is_zip(place) else ()
    return Catalogue(place, tuple(catalogue_files(files, on_progress)), missing, left_out=left_out)


def catalogue_files(files: Sequence[Path], on_progress: OnProgress | None = None) -> list[Series]:
    """Make series of files, localizers last; those that are no DICOM objects are each for themselves.

    Args:
        files: that may be pictures.
        on_progress: is given how many are done, and of how many.
    """
    pictures: list[Series] = []
    found: list[Series] = []
    damaged: list[tuple[Path, str]] = []
    headers = []
    for done, (path, head) in enumerate(_heads(files), 1):
        kind = Format.DICOM if head[128:132] == b"DICM" else _other_format(path, head)
        if kind is not Format.DICOM:
            pictures.append(Series(path, (path,), kind=kind.value if kind else ""))
        else:
            # The DICOM library is slow to import.
            from core.series.header import parse_header

            try:
                header = parse_header(path, head)
            except (UnreadableImageError, OSError):
                damaged.append((path, ""))
            else:
                if header.is_cut:
                    damaged.append((path, header.series))
                elif header.is_picture:
                    headers.append(header)
        if on_progress:
            on_progress(done, len(files))
    if headers:
        from core.series.grouping import group_headers

        found = group_headers(headers)
    found = _with_damage(found, damaged)
    alone = [Series(path, (path,), kind=Format.DICOM.value) for path, _ in damaged]
    return sorted([*found, *pictures, *alone], key=_rank)


def read_series(series: Series, on_progress: OnProgress | None = None) -> list[Slice]:
    """Read the pictures of a series as a stack in geometric order.

    Args:
        series: of a catalogue.
        on_progress: is given how many files are read, and of how many; what it raises ends the reading.

    Raises:
        FalxError: if one of its files cannot be read.
    """
    if not series.is_stack:
        return read_slices(series.files[0], on_progress)
    from core.readers.dicom.series import read_stack

    return read_stack(series.files, series.damaged, on_progress)


def neighbours_of(path: Path, on_progress: OnProgress | None = None) -> Catalogue:
    """Find the series and pictures in the folder of a file, folders within it left out.

    Of a file in an archive, find those in the whole archive, as they are found when it is opened.

    Raises:
        FalxError: if the archive cannot be listed.
    """
    if parts := split_archive(path):
        return read_catalogue(parts[0], on_progress=on_progress)
    if path.parent.is_dir():
        return Catalogue(path.parent, tuple(catalogue_files(list(find_images(path.parent, False)), on_progress)))
    return Catalogue(path, tuple(catalogue_files([path], on_progress)))


def _heads(files: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    """Read the beginnings of files ahead of their use; b"" of one that cannot be read, or needs no look."""
    batches = [files[at : at + _BATCH] for at in range(0, len(files), _BATCH)]
    if len(files) == 1:
        yield files[0], _head(files[0])
        return
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="falx heads") as pool:
        ahead = [(path, pool.submit(_head, path)) for path in (batches[0] if batches else ())]
        for following in [*batches[1:], ()]:
            now, ahead = ahead, [(path, pool.submit(_head, path)) for path in following]
            for path, head in now:
                yield path, head.result()


def _head(path: Path) -> bytes:
    from core.series.header import HEAD_LENGTH

    kind = format_of_suffix(Path(inner_name(path.name)).suffix)
    if kind not in (None, Format.DICOM):
        return b""
    try:
        return read_head(path, HEAD_LENGTH)
    except (FalxError, OSError):
        return b""


def _other_format(path: Path, head: bytes) -> Format | None:
    return sniff(head) if head else format_of_suffix(Path(inner_name(path.name)).suffix)


def _with_damage(found: list[Series], damaged: list[tuple[Path, str]]) -> list[Series]:
    """Let a series know of the damaged files in its folder: one that is cut off early does not say whose it was."""
    if not damaged:
        return found
    from core.readers.dicom.slice_headers import series_fingerprint

    counted = []
    for one in found:
        folders = {file.parent for file in one.files}
        names = ("", one.key)
        count = sum(path.parent in folders and series_fingerprint(name) in names for path, name in damaged)
        counted.append(replace(one, damaged=count) if one.is_stack and count else one)
    return counted


def _rank(series: Series) -> tuple[bool, bool, int, str]:
    is_scan = series.is_stack or (series.count or 0) > 1
    return series.is_localizer, not is_scan, series.number if is_scan else 0, str(series.path)
