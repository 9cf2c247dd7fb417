"""Outputs of a batch's records: new files, or files of an earlier run that are resumed."""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import FalxError, UnwritableOutputError
from core.files import replacing
from core.records.record import Record
from core.records.record_file import RecordFile, is_device
from core.records.record_writer import RecordStream
from core.records.recorded_slices import RecordedSlices, scan
from core.records.slice_choice import SliceChoice

# Records of an earlier run are passed on in portions of this size.
_AT_A_TIME = 256


class RecordOutputs:
    """The files that a batch writes its records to: none, one, or one of each form.

    A file that could not be read and now can gets new records, which replace the old one when `settle` is
    called, at the end, or, if the process is killed before, in the next run.

    Attributes:
        unfinished: the files that were written last, which may lack slices; finish or forget them
            before anything else is written.
        kept_records: how many an earlier run has written.
    """

    def __init__(self, files: Sequence[RecordFile], choice: SliceChoice, is_resumed: bool) -> None:
        """Read the files of an earlier run; nothing is changed yet.

        Args:
            files: to write to.
            choice: which slices of a volume are reported.
            is_resumed: whether to continue what an earlier run wrote; otherwise the files must be empty or new.

        Raises:
            InvalidRecordsError: if an earlier run's file cannot be continued.
            OccupiedFileError: if a new file holds something already.
        """
        if not is_resumed:
            for file in files:
                file.require_vacant()
        self._files = files
        self._found = [scan(file, choice) if is_resumed else RecordedSlices() for file in files]
        self.unfinished = _begun(self._found) if choice is SliceChoice.ALL else ()
        # Once levelled, they all hold the same.
        self._recorded = self._found[0] if files else RecordedSlices()
        self._mended: set[str] = set()
        self.kept_records = 0

    def __enter__(self) -> Self:
        """Open the files, cut after their last whole record, and level them: what one lacks is copied from the other.

        Raises:
            UnwritableOutputError: if they cannot be written.
        """
        for file, recorded in zip(self._files, self._found, strict=True):
            if recorded.end and file.is_of_earlier_form():
                # Two ways of writing records must not meet in one file.
                _rewrite(file, lambda record, line: line)
                recorded.end = file.path.stat().st_size
        self._open()
        try:
            _level(self._files, self._streams, self._found)
        except BaseException:
            self._stack.close()
            raise
        for recorded in self._found[1:]:
            # The records of the first file are passed on.
            recorded.held = None
        self.kept_records = self._recorded.count
        self._mended = {path for path in self._recorded.unread if self.has_slices(path)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files; an error in that does not hide why the batch failed."""
        try:
            self._stack.close()
            # After a failed write, slices of the last file may be missing, which shows in its place.
            if not isinstance(error, UnwritableOutputError | KeyboardInterrupt):
                self._put_in_place()
        except (FalxError, OSError):
            if error is None:
                raise

    @property
    def has_outputs(self) -> bool:
        """Whether there is a file to write to."""
        return bool(self._files)

    def count_files(self) -> int:
        """Count the files that are recorded."""
        return len(self._recorded.frames)

    def has_file(self, path: str) -> bool:
        """Return whether an earlier run recorded a file."""
        return path in self._recorded.frames

    def has_slices(self, path: str) -> bool:
        """Return whether a slice of a file is recorded, rather than that the file could not be read."""
        return self._recorded.frames.get(path, 0) > 0

    def unread(self) -> tuple[str, ...]:
        """List the files that could not be read, in the order they were written."""
        frames = self._recorded.frames
        return tuple(path for path in frames if not frames[path]) if self._recorded.unread else ()

    def folders(self) -> Collection[str]:
        """List the folders that hold the files of an earlier run, and the folders around them."""
        found: set[str] = set()
        for folder in {Path(path).parent for recorded in self._found for path in recorded.frames}:
            found.update(map(str, (folder, *folder.parents)))
        return found

    def read_files(self) -> Iterator[str]:
        """Return the files of which an earlier run recorded slices."""
        return (path for path, frames in self._recorded.frames.items() if frames)

    def frames_of(self, path: str) -> Iterator[int]:
        """Return the slices of a file that an earlier run classified."""
        frames = self._recorded.frames.get(path, 0)
        return (frame for frame in range(frames.bit_length()) if frames >> frame & 1)

    def kept(self) -> Iterator[tuple[Record, ...]]:
        """Yield the records of an earlier run, some at a time, in the order they were written."""
        held, self._recorded.held = self._recorded.held, None
        if not self._recorded.count:
            return
        batch: list[Record] = []
        for record in held if held is not None else (record for record, _ in self._files[0].read()):
            batch.append(record)
            if len(batch) == _AT_A_TIME:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)

    def write(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """Write the records that are not written yet, and return them.

        Raises:
            UnwritableOutputError: if that fails.
        """
        fresh = tuple(record for record in records if not self._recorded.has(record))
        if fresh:
            for stream in self._streams:
                stream.write(fresh)
        for record in fresh:
            self._recorded.hold(record)
            if record.error or record.path in self._recorded.frames:
                self._recorded.add(record)
                if record.path in self._recorded.unread and not record.error:
                    self._mended.add(record.path)
        return fresh

    def settle(self) -> None:
        """Replace the old record of files that could not be read by the new ones.

        Raises:
            UnwritableOutputError: if that fails.
        """
        if self._mended:
            self._stack.close()
            self._put_in_place()
            self._open()

    def forget(self, path: str) -> None:
        """Remove the records of a file, which may be incomplete: it cannot be read to finish them.

        Raises:
            UnwritableOutputError: if that fails.
        """
        self._stack.close()
        for file, recorded in zip(self._files, self._found, strict=True):
            _rewrite(file, lambda record, line: b"" if record.path == path else line)
            recorded.frames.pop(path, None)
            if recorded.held is not None:
                recorded.held = [record for record in recorded.held if record.path != path]
            recorded.end = file.path.stat().st_size
        self._open()

    def _open(self) -> None:
        with ExitStack() as stack:
            self._streams = [
                stack.enter_context(RecordStream(file, recorded.end, recorded.count))
                for file, recorded in zip(self._files, self._found, strict=True)
            ]
            self._stack = stack.pop_all()

    def _put_in_place(self) -> None:
        if self._mended:
            for file, recorded in zip(self._files, self._found, strict=True):
                if not is_device(file.path):
                    _settle(file, self._mended)
                    # Their order has changed.
                    recorded.held = None
                    recorded.end = file.path.stat().st_size
            self._mended.clear()


def _begun(found: Sequence[RecordedSlices]) -> tuple[str, ...]:
    """List the last files, which may lack slices: in no file of records does another file follow them."""
    return tuple(
        path
        for path in dict.fromkeys(recorded.last for recorded in found)
        if path is not None
        and all(recorded.last == path for recorded in found if path in recorded.frames)
        and any(recorded.frames.get(path) for recorded in found)
    )


def _settle(file: RecordFile, mended: Collection[str]) -> None:
    """Replace the old record of files that could not be read by the new ones."""
    unread: set[str] = set()
    new: dict[str, list[Record]] = {}
    for record, _ in file.read():
        if record.error:
            unread.add(record.path)
        elif record.path in mended:
            new.setdefault(record.path, []).append(record)

    def settled(record: Record, line: bytes) -> bytes:
        if record.path not in unread or record.path not in mended:
            return line
        return file.format(new.pop(record.path, [])) if record.error else b""

    _rewrite(file, settled)


def _rewrite(file: RecordFile, change: Callable[[Record, bytes], bytes]) -> None:
    """Write a file again, each record as `change` returns it, and with cells as this program writes them."""
    # A link stays one, and leads to the new file.
    path, is_old = file.path.resolve(), file.is_of_earlier_form()
    with replacing(path, is_durable=True) as temporary, path.open("rb") as source, temporary.open("wb") as target:
        start = file.header_end()
        source.seek(start)
        target.write(file.header)
        for record, end in file.read():
            line = source.read(end - start)
            target.write(change(record, file.format([record]) if is_old else line))
            start = end
        shutil.copymode(path, temporary)


def _level(files: Sequence[RecordFile], streams: Sequence[RecordStream], found: Sequence[RecordedSlices]) -> None:
    """Copy to each file what only another has."""
    for source, held in zip(files, found, strict=True):
        for stream, recorded in zip(streams, found, strict=True):
            if recorded is held or not recorded.lacks_of(held):
                continue
            read = (record for record, _ in source.read(held.end))
            for record in read if held.held is None else held.held:
                if not recorded.has(record):
                    stream.write([record])
                    recorded.add(record)
                    recorded.hold(record)
