"""What earlier runs have recorded, and files of records that go on from there."""

import os
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from core.batch import SliceChoice
from core.errors import InvalidRecordsError, UnwritableOutputError
from core.files import replacing
from core.inputs import prefix_of
from core.readers import read_slices
from core.record_file import RecordFile
from core.record_stream import RecordStream
from core.records import Record

# Records of an earlier run are handed on so many at a time.
_AT_A_TIME = 256


class _Recorded:
    """The slices that a file of records holds: for each path a bit a frame, 0 where it could not be read."""

    def __init__(self) -> None:
        self.frames: dict[str, int] = {}
        self.last: str | None = None
        self.end = self.count = 0

    def add(self, record: Record) -> None:
        self.frames[record.path] = self.frames.get(record.path, 0) | _bit(record)
        self.count += 1

    @property
    def unread(self) -> Iterator[str]:
        """The files that could not be read."""
        return (path for path, frames in self.frames.items() if not frames)

    def has(self, record: Record) -> bool:
        known = self.frames.get(record.path)
        # A file that could not be read has one record, as has one that then cannot be.
        return known is not None and (known == 0 or bool(record.error) or known & _bit(record) != 0)


class RecordOutputs:
    """The files that a batch writes its records to: none, one, or one of each form."""

    def __init__(self, files: Sequence[RecordFile], choice: SliceChoice, is_resumed: bool) -> None:
        """Open the files; those of an earlier run are read, cut behind their last whole record, and levelled.

        A record that one of them lacks is copied from the other. That of a file which could not be read then and can be
        now is taken out.

        Args:
            files: to write to.
            choice: which slices of a volume are told.
            is_resumed: whether what an earlier run wrote stays; else it is written over.

        Raises:
            InvalidRecordsError: if an earlier run's file cannot be continued; all stay as they are then.
            UnwritableOutputError: if they cannot be written.
        """
        self._files = files
        found = [_scan(file, choice) if is_resumed else _Recorded() for file in files]
        if mended := {path for recorded in found for path in recorded.unread if _can_be_read(path)}:
            for file, recorded in zip(files, found, strict=True):
                _forget(file, recorded, mended)
            found = [_scan(file, choice) for file in files]
        # Slices of the last file may be missing; behind it in no file of records stands another.
        self.unfinished = tuple(
            path
            for path in dict.fromkeys(recorded.last for recorded in found)
            if path is not None
            and choice is SliceChoice.ALL
            and all(recorded.last == path for recorded in found if path in recorded.frames)
            and any(recorded.frames.get(path) for recorded in found)
        )
        with ExitStack() as stack:
            streams = [
                stack.enter_context(RecordStream(file, recorded.end, recorded.count))
                for file, recorded in zip(files, found, strict=True)
            ]
            _level(files, streams, found)
            self._stack = stack.pop_all()
        self._streams = streams
        # Levelled, they all hold the same.
        self._recorded = found[0] if found else _Recorded()
        self.kept_records = self._recorded.count

    def has_file(self, path: str) -> bool:
        """Tell whether an earlier run recorded a file."""
        return path in self._recorded.frames

    def has_file_in(self, folder: str) -> bool:
        """Tell whether an earlier run recorded a file in a folder that was given."""
        prefix = prefix_of(folder)
        return any(path.startswith(prefix) for path in self._recorded.frames)

    def frames_of(self, path: str) -> Iterator[int]:
        """Give the slices of a file that an earlier run classified."""
        frames = self._recorded.frames.get(path, 0)
        return (frame for frame in range(frames.bit_length()) if frames >> frame & 1)

    def kept(self) -> Iterator[tuple[Record, ...]]:
        """Give the records of an earlier run, some at a time, in the order they were written."""
        if not self.kept_records:
            return
        batch: list[Record] = []
        for record, _ in self._files[0].read():
            batch.append(record)
            if len(batch) == _AT_A_TIME:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)

    def write(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """Write the records that no earlier run wrote; gives them.

        Raises:
            UnwritableOutputError: if that fails.
        """
        fresh = tuple(record for record in records if not self._recorded.has(record))
        if fresh:
            for stream in self._streams:
                stream.write(fresh)
        return fresh

    def __enter__(self) -> Self:
        """Give the outputs themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files; why a batch failed is not hidden by what then also fails."""
        try:
            self._stack.close()
        except UnwritableOutputError:
            if error is None:
                raise


def _scan(file: RecordFile, choice: SliceChoice) -> _Recorded:
    recorded = _Recorded()
    if not _exists(file.path):
        return recorded
    recorded.end = file.header_end()
    for record, end in file.read():
        _require_choice(file.path, record, recorded, choice)
        recorded.add(record)
        recorded.last, recorded.end = record.path, end
    return recorded


def _can_be_read(path: str) -> bool:
    try:
        # A folder could not be listed, or was not there, and then stands for itself.
        if os.path.isdir(path):  # noqa: PTH112 - answers for any name
            return os.access(path, os.R_OK | os.X_OK)
        read_slices(Path(path))
    except Exception:  # noqa: BLE001 - then its record tells why
        return False
    return True


def _forget(file: RecordFile, recorded: _Recorded, mended: Container[str]) -> None:
    """Take the records of files that could not be read out of a file of records."""
    if not recorded.end:
        return
    with file.path.open("rb") as source, replacing(file.path.resolve(), is_durable=True) as temporary:
        start = file.header_end()
        with temporary.open("wb") as target:
            target.write(source.read(start))
            for record, end in file.read(recorded.end):
                line = source.read(end - start)
                start = end
                if not (record.error and record.path in mended):
                    target.write(line)


def _exists(path: Path) -> bool:
    if path.exists() and not path.is_file():
        raise InvalidRecordsError(
            f"{path}: expected a file to go on with, got a folder, pipe or device; choose another"
        )
    return path.exists()


def _require_choice(path: Path, record: Record, recorded: _Recorded, choice: SliceChoice) -> None:
    known = recorded.frames.get(record.path)
    if choice is SliceChoice.ALL and known is None and record.frame > 0:
        raise _other_choice(path, SliceChoice.ALL, SliceChoice.PEAK)
    if choice is SliceChoice.PEAK and known and not known & _bit(record):
        raise _other_choice(path, SliceChoice.PEAK, SliceChoice.ALL)


def _other_choice(path: Path, expected: SliceChoice, found: SliceChoice) -> InvalidRecordsError:
    return InvalidRecordsError(
        f"{path}: expected records of the slices {expected.value!r}, got those of {found.value!r}; "
        f"go on with the slices {found.value!r}, or choose another name"
    )


def _level(files: Sequence[RecordFile], streams: Sequence[RecordStream], found: Sequence[_Recorded]) -> None:
    """Copy to each file what only another has."""
    for source, held in zip(files, found, strict=True):
        for stream, recorded in zip(streams, found, strict=True):
            if recorded is held or not held.end:
                continue
            for record, _ in source.read(held.end):
                if not recorded.has(record):
                    stream.write([record])
                    recorded.add(record)


def _bit(record: Record) -> int:
    return 0 if record.error else 1 << record.frame
