"""From the bytes of an upload to its pictures: a single file, or all series and pictures of a zip archive."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import FalxError, NoImagesError, UnreadableImageError, UnsupportedImageError
from core.image.file_frames import frames_in_files
from core.image.slice import Slice
from core.program.wording import shown_name
from core.reader_process.refusal import renamed
from core.readers import read_slices
from core.readers.archive import MOST_MEMBERS, close_archive, require_entries
from core.readers.containers import is_zip
from core.readers.memory_files import holding
from core.series.catalogue import catalogue_files, read_catalogue, read_series
from core.series.entry import Series

_NAME = "picture"
# Of a damaged file, that are tried one after the other.
_MOST_COPIES = 3


@dataclass(frozen=True, slots=True, eq=False)
class ReadPicture:
    """A series, a volume or a single picture.

    Attributes:
        path: within the archive that was sent; "" for a file that was sent by itself.
        words: on the sequence and the plane, such as "T1 axial"; "" for none.
        slices: in their order, each with its path within the archive as its source, and its index in that file.
    """

    path: str
    words: str
    slices: tuple[Slice, ...]

    @property
    def size(self) -> int:
        """Bytes of its pixels."""
        return sum(image.pixels.nbytes for image in self.slices)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of an archive that was not read.

    Attributes:
        path: within the archive.
        reason: in one sentence.
    """

    path: str
    reason: str


def read_pictures(
    content: bytes,
    most_decoded: int,
    most_pictures: int,
    on_picture: Callable[[ReadPicture], None],
    most_entries: int = MOST_MEMBERS,
) -> list[LeftOut]:
    """Read all that an upload holds.

    Args:
        content: the bytes of a file.
        most_decoded: bytes of pixels to decode at most.
        most_pictures: series, volumes and pictures to read at most; as many more may turn out to be unreadable.
        on_picture: is given each picture, in the order of the archive.
        most_entries: files and folders that an archive may list.

    Returns:
        What was left out of an archive.

    Raises:
        FalxError: if there is nothing that can be read; its sentence names no file that was sent by itself.
    """
    with holding(content, _NAME) as path:
        try:
            if is_zip(path):
                require_entries(path, most_entries)
                return _read_archive(path, most_decoded, most_pictures, on_picture)
            slices = read_slices(path)
            _require_room(slices, most_decoded)
            on_picture(ReadPicture("", "", tuple(replace(image, source=Path()) for image in slices)))
            return []
        except FalxError as error:
            raise renamed(error, _subject_within(error, path)) from error
        finally:
            close_archive()


def _read_archive(
    path: Path, most_decoded: int, most_pictures: int, on_picture: Callable[[ReadPicture], None]
) -> list[LeftOut]:
    catalogue = read_catalogue(path)
    left_out = [LeftOut(*one) for one in catalogue.left_out]
    errors: list[FalxError] = []
    room, count = most_decoded, 0
    for series in catalogue.series:
        name = _within(series.path, path)
        # A picture that cannot be read takes its time too.
        if count >= most_pictures:
            left_out.append(LeftOut(name, f"only the first {most_pictures:,} pictures of an archive are read"))
            continue
        if len(errors) >= most_pictures:
            left_out.append(LeftOut(name, f"{most_pictures:,} pictures of the archive cannot be read"))
            continue
        try:
            if (expected := _expected_size(series)) > room:
                raise _too_large(expected, most_decoded)
            slices, damaged = _read_undamaged(series)
            _require_room(slices, room)
        except FalxError as error:
            left_out.append(LeftOut(name, error.reason_at(series.path)))
            errors.append(renamed(error, ": ".join(filter(None, (name, _subject_within(error, series.path))))))
            continue
        left_out += [LeftOut(_within(file, path), error.reason_at(file)) for file, error in damaged]
        picture = ReadPicture(name, _words(series), tuple(_placed(slices, path)))
        room -= picture.size
        count += 1
        on_picture(picture)
    if not count:
        if errors:
            raise errors[0]
        if left_out:
            raise UnreadableImageError(left_out[0].reason, subject=left_out[0].path, advice="choose another file")
        raise NoImagesError(expected="images in it", found="none", advice="choose another file")
    return left_out


def _read_undamaged(series: Series) -> tuple[list[Slice], list[tuple[Path, FalxError]]]:
    """Read a series, if need be without those of its files that cannot be read; give these too.

    Raises:
        FalxError: if none of them can be read, or the fault is not that of single files.
    """
    damaged: list[tuple[Path, FalxError]] = []
    rounds = 0
    while True:
        try:
            return read_series(series), damaged
        except UnreadableImageError:
            found = list(_damaged_files(series)) if series.is_stack else []
            if not 0 < len(found) < len(series.files):
                raise
            damaged += found
            rounds += 1
            if rounds > _MOST_COPIES:
                # Of a file with many copies that are all damaged, not each is tried.
                series = replace(series, duplicates=())
            series = _without(series, [file for file, _ in found])


def _without(series: Series, damaged: Sequence[Path]) -> Series:
    """Leave damaged files out of a series; copies of them take their places."""
    files = tuple(file for file in series.files if file not in damaged)
    found = [one for one in catalogue_files([*files, *series.duplicates]) if len(one.files) >= len(files)]
    # Of a series that would fall apart, its other files are read as they are.
    rest = found[0] if len(found) == 1 else replace(series, files=files, duplicates=())
    return replace(rest, path=series.path, damaged=series.damaged + len(damaged))


def _damaged_files(series: Series) -> Iterator[tuple[Path, FalxError]]:
    for file in series.files:
        try:
            read_slices(file)
        except FalxError as error:
            yield file, error


def _subject_within(error: FalxError, path: Path) -> str:
    """Return the file that an error is about; "" where that is the one at the path."""
    return "" if error.subject == shown_name(path) else error.subject


def _placed(slices: Sequence[Slice], archive: Path) -> Iterator[Slice]:
    """Name the file of each slice within the archive, and give its index in that file."""
    for image, frame in zip(slices, frames_in_files(slices), strict=True):
        yield replace(image, source=Path(_within(image.source, archive)), frame=frame)


def _within(path: Path, archive: Path) -> str:
    return "" if path == archive else path.relative_to(archive).as_posix()


def _words(series: Series) -> str:
    return " ".join(filter(None, (series.words, series.plane.value)))


def _expected_size(series: Series) -> int:
    """Estimate the bytes of pixels of a DICOM series by its headers, before memory is taken for them."""
    rows, columns = series.size
    return rows * columns * (series.count or 1)


def _require_room(slices: Sequence[Slice], most: int) -> None:
    size = sum(image.pixels.nbytes for image in slices)
    if size > most:
        raise _too_large(size, most)


def _too_large(size: int, most: int) -> UnsupportedImageError:
    return UnsupportedImageError(
        expected=f"up to {most // 1_000_000:,} MB of pixels",
        got=f"{size / 1e6:,.0f} MB",
        advice="send fewer series, or open them in the window",
    )
