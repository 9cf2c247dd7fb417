"""Append records to a file as they are made, so that an interruption or a full disk loses a few at most."""

import os
import re
import stat
from collections.abc import Sequence
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from core.errors import DiskFullError, UnwritableOutputError
from core.files import NO_SPACE_LEFT, is_full, unwritable
from core.jobs.throttle import Throttle
from core.program.wording import count_is
from core.records.record_file import is_device

_STREAMS = {"stdout": 1, "stderr": 2}
_DESCRIPTOR = re.compile(r"/dev/(stdout|stderr|fd/\d{1,4})")

# A power cut loses what was written since.
_SECONDS_BETWEEN_SYNCS = 1.0


class StreamForm(Protocol):
    """A file, and how its records are written, as `RecordFile` is one."""

    @property
    def path(self) -> Path:
        """Of the file."""

    @property
    def header(self) -> bytes:
        """What comes before the first record."""

    @property
    def plain_header(self) -> bytes:
        """The same in pipes, and after other text."""

    def format(self, records: Sequence[Any]) -> bytes:
        """Return the bytes of records as the file holds them."""


class RecordStream:
    """A file that records are appended to."""

    def __init__(self, file: StreamForm, kept: int = 0, kept_records: int = 0) -> None:
        """Open the file.

        Args:
            file: which, and how its records are written.
            kept: bytes of an earlier run that stay; what follows them is cut off.
            kept_records: how many records those are.

        Raises:
            UnwritableOutputError: if it cannot be written.
        """
        self.path: Path = file.path
        self._form = file
        self._end, self._records = kept, kept_records
        self._is_broken = False
        try:
            # Without a buffer: written bytes are the system's, and outlive this process.
            self._file = _open(self.path, "r+b" if kept else "wb")
            # Devices and pipes can neither be cut off nor put on a disk.
            self._is_regular = not is_device(self.path) and stat.S_ISREG(os.fstat(self._file.fileno()).st_mode)
            if kept:
                self._file.truncate(kept)
                self._file.seek(kept)
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._syncing = Throttle(_SECONDS_BETWEEN_SYNCS)
        if not kept:
            try:
                self._append(file.header if _is_new(self._file.fileno()) else file.plain_header, 0)
            except UnwritableOutputError:
                self._file.close()
                raise

    def write(self, records: Sequence[Any]) -> None:
        """Append records.

        Raises:
            UnwritableOutputError: if that fails; the file is left with whole records.
        """
        self._append(self._form.format(records), len(records))
        if self._syncing.is_due():
            self._sync()

    def close(self) -> None:
        """Flush all to the disk and close the file.

        Raises:
            UnwritableOutputError: if that fails.
        """
        if self._file.closed:
            return
        try:
            if not self._is_broken:
                self._sync()
        finally:
            self._file.close()

    def __enter__(self) -> Self:
        """Return the stream itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; an error in that does not hide why records could not be written."""
        try:
            self.close()
        except UnwritableOutputError:
            if error is None:
                raise

    def _append(self, content: bytes, count: int) -> None:
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except BrokenPipeError:
            # The reader closed the pipe, which is no failure to write.
            raise
        except OSError as error:
            raise self._broken(error) from error
        self._end += len(content)
        self._records += count

    def _sync(self) -> None:
        if self._is_regular:
            try:
                os.fsync(self._file.fileno())
            except OSError as error:
                raise self._broken(error) from error
        self._syncing.restart()

    def _broken(self, error: OSError) -> UnwritableOutputError:
        self._is_broken = True
        try:
            if self._is_regular:
                self._file.truncate(self._end)
        except OSError:
            # Then a line is torn, which the next run cuts off.
            pass
        kept = count_is(self._records, "record")
        if is_full(error):
            return DiskFullError(NO_SPACE_LEFT, subject=str(self.path), advice=f"{kept} kept: make room, then resume")
        return UnwritableOutputError(
            f"cannot be written ({error.strerror})",
            subject=str(self.path),
            advice=f"{kept} kept: fix the cause, then resume",
        )


def _is_new(number: int) -> bool:
    """Return whether an open file is one that nothing has been written to, such as one that the shell has just made."""
    found = os.fstat(number)
    return stat.S_ISREG(found.st_mode) and found.st_size == 0 and os.lseek(number, 0, os.SEEK_CUR) == 0


def _open(path: Path, mode: str) -> FileIO:
    """Open a file without a buffer."""
    if known := _DESCRIPTOR.fullmatch(str(path)):
        # As the shell opened it: opening it by name would empty the file, and other output would overwrite
        # its beginning.
        return FileIO(os.dup(_STREAMS.get(known[1]) or int(known[1].removeprefix("fd/"))), "wb")
    return FileIO(path, mode)
