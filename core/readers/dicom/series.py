"""Folders of a DICOM series: which of its files make one stack, and in what order."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FalxError, NoImagesError, UnreadableImageError
from core.image.slice import Slice, Window
from core.program.wording import count_of
from core.readers.decoder_errors import foreign_decoders
from core.readers.dicom.stack import by_number, in_order, parallel_groups
from core.readers.folder import OnProgress, file_format, find_images
from core.readers.source import Format, Source, read_source

if TYPE_CHECKING:
    from core.readers.dicom.frame import Frame
    from core.readers.dicom.slice_headers import Identity

# A logo or a few thumbnails may are beside a series; a folder of pictures is none.
_MOST_STRANGERS = 32
# Threads that read files while another one is understood: reading and hashing leave Python's lock free.
_READING = 2
# How many are read ahead at least; and at most, by their bytes too. Threads wait for the lock, so it takes many. With
# each file that is understood there may be one more, so that a small one leads to no heap of large ones.
_FEWEST_AHEAD, _MOST_AHEAD, _BYTES_AHEAD, _MORE_AHEAD = 4, 64, 32_000_000, 2


@dataclass(frozen=True, slots=True)
class _FolderContent:
    """The contents of a folder, without the folders in it.

    Attributes:
        stack: the files of a series, in geometric order; none if there is no series of two files at least.
        others: further images, in the order of their names.
        is_of_a_series: whether the files state which series they are of.
        damaged: how many of the others would be of the stack, but are damaged.
    """

    stack: tuple[Path, ...]
    others: tuple[Path, ...]
    is_of_a_series: bool
    damaged: int = 0


def is_dicom_series(folder: Path) -> bool:
    """Return whether a folder, but not folders in it, holds one DICOM series of two files at least.

    Other pictures beside it, such as a logo, do not count, nor do reports, notes and directories.
    """
    return _is_stack(folder) is not None


def list_folder(folder: Path) -> Iterator[Path]:
    """List the images of a folder: a series in it under the name of the folder, other images under theirs.

    Raises:
        NoImagesError: if the folder cannot be listed.
    """
    content = _is_stack(folder)
    if content is None:
        yield from find_images(folder)
        return
    yield folder
    yield from content.others
    yield from (path for path in find_images(folder) if path.parent != folder)


def read_series(folder: Path, on_progress: OnProgress | None = None) -> list[Slice]:
    """Read a folder of one DICOM series as a stack in geometric order, shown through one window.

    Of files that are the same, byte for byte, one counts. Those that end before their pixels are left out, with a
    remark.

    Args:
        folder: of the series.
        on_progress: is called with the number of files read, and of all; an error that it raises ends the reading.

    Raises:
        NoImagesError: if there are no images.
        UnreadableImageError: if one of them cannot be read, or they are not of one series.
    """
    content = _content(folder, on_progress)
    if content is None:
        raise UnreadableImageError(
            subject=folder, expected="a folder of one DICOM series", got="other files", advice="open its files"
        )
    if not content.stack:
        raise NoImagesError(subject=folder, expected="images in this folder", found="none", advice="choose another")
    return read_stack(content.stack, content.damaged, on_progress)


def read_stack(files: Sequence[Path], damaged: int = 0, on_progress: OnProgress | None = None) -> list[Slice]:
    """Read files of one series as a stack, shown through one window.

    Args:
        files: in geometric order; of those that are the same, byte for byte, one counts.
        damaged: how many further files of it are damaged, which a remark shows.
        on_progress: is given how many files are read, and of how many; what it raises ends the reading.

    Raises:
        UnreadableImageError: if one of them cannot be read.
        UnsupportedImageError: if one of them holds no picture that Falx reads.
    """
    from core.readers.dicom.frame import as_stack
    from core.readers.dicom.similar_headers import SimilarHeaderReader

    frames: list[Frame] = []
    seen, alike = set[str](), SimilarHeaderReader()
    with closing(_read_ahead(files)) as reading:
        for done, path in enumerate(files, 1):
            with foreign_decoders(path):
                source, fingerprint = next(reading)
                if fingerprint not in seen:
                    seen.add(fingerprint)
                    frames.extend(alike.read(source, fingerprint))
            if on_progress:
                on_progress(done, len(files))
    images = as_stack(frames)
    if not damaged:
        return images
    count = count_of(damaged, "file")
    remark = (
        f"{count} of this series is damaged and was left out"
        if damaged == 1
        else f"{count} of this series are damaged and were left out"
    )
    return [replace(image, remarks=(*image.remarks, remark)) for image in images]


def read_of_stack(path: Path, windows: Sequence[Window]) -> list[Slice]:
    """Read a file of a series as it is in its stack, without the other files.

    Args:
        path: of the file.
        windows: that the stack shows its frames through.

    Raises:
        UnreadableImageError: if it cannot be read.
        UnsupportedImageError: if it holds no picture that Falx reads.
    """
    from core.readers.dicom.frame import through
    from core.readers.dicom.objects import read_dicom_frames

    with foreign_decoders(path):
        frames = read_dicom_frames(read_source(path))
        return [through(frame, window) for frame, window in zip(frames, windows, strict=False)]


def _read_ahead(files: Sequence[Path]) -> Generator[tuple[Source, str], None, None]:
    """Read files and their fingerprints, some of them before they are asked for."""
    with ThreadPoolExecutor(_READING, thread_name_prefix="falx read ahead") as pool:
        waiting, ahead = iter(files), deque[Future[tuple[Source, str]]]()
        most = _FEWEST_AHEAD
        try:
            while True:
                more = max(0, min(most - len(ahead), _MORE_AHEAD))
                ahead.extend(pool.submit(_read, path) for path in islice(waiting, more))
                if not ahead:
                    return
                source, fingerprint = ahead.popleft().result()
                # Files of a series are about as large as one another.
                most = min(max(_BYTES_AHEAD // len(source.content), _FEWEST_AHEAD), _MOST_AHEAD)
                yield source, fingerprint
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _read(path: Path) -> tuple[Source, str]:
    source = read_source(path)
    return source, source.sha256()


def _is_stack(folder: Path) -> _FolderContent | None:
    """Return the contents of a folder if they are a series of two files at least, as the files state."""
    try:
        content = _content(folder)
    except FalxError:
        return None
    return content if content and content.is_of_a_series and len(content.stack) > 1 else None


def _content(folder: Path, on_progress: OnProgress | None = None) -> _FolderContent | None:
    """Look through a folder; None if its images are of no series or of several."""
    members: list[SeriesMember] = []
    strangers: list[Path] = []
    damaged: list[tuple[Path, str]] = []
    series: set[str] = set()
    is_empty = True
    for path in find_images(folder, is_recursive=False):
        is_empty = False
        if on_progress:
            # How many there are is not known yet.
            on_progress(0, 0)
        if file_format(path) is not Format.DICOM:
            strangers.append(path)
            if len(strangers) > _MOST_STRANGERS:
                return None
            continue
        identity = _identity(path)
        if identity is None or identity.is_cut:
            damaged.append((path, identity.series if identity else ""))
        elif identity.is_picture:
            members.append(SeriesMember(path, identity))
            series.add(identity.series)
        if len(series) > 1:
            return None
    if not members:
        return _FolderContent((), (), is_of_a_series=False) if is_empty else None
    stack = _stack(members)
    chosen = {member.path for member in stack}
    beside = [member.path for member in members if member.path not in chosen]
    return _FolderContent(
        stack=tuple(member.path for member in stack),
        others=tuple(sorted([*beside, *strangers, *(path for path, _ in damaged)])),
        is_of_a_series=series != {""},
        # A file that is cut off early does not state its series.
        damaged=sum(name in ("", *series) for _, name in damaged),
    )


def _identity(path: Path) -> "Identity | None":
    """Read the identity of a file; None if it is damaged."""
    from core.readers.dicom.slice_headers import read_identity

    try:
        return read_identity(path)
    except UnreadableImageError:
        return None


def _stack(members: Sequence["SeriesMember"]) -> list["SeriesMember"]:
    """Choose the largest group of parallel planes and put it in order; a localizer across them is not part of it.

    A file that does not state its plane belongs to the group if a file there has the same size.
    """
    groups, unplaced = parallel_groups(members)
    largest = max(groups, key=len, default=[])
    sizes = {member.identity.size for member in largest}
    fitting = [member for member in unplaced if member.identity.size in sizes]
    if len(unplaced) > len(largest) + len(fitting):
        return by_number(unplaced)
    return in_order([*largest, *fitting])


@dataclass(frozen=True, slots=True)
class SeriesMember:
    """A file of a series."""

    path: Path
    identity: "Identity"

    @property
    def number(self) -> int:
        """Its number in the series."""
        return self.identity.number

    @property
    def normal(self) -> tuple[float, float, float] | None:
        """The normal of its plane."""
        return self.identity.geometry.normal

    @property
    def position_mm(self) -> tuple[float, float, float] | None:
        """Where its plane is."""
        return self.identity.geometry.position_mm
