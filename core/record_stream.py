"""Records written as they come, so that a kill or a full disk costs a few at most."""

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import UnwritableOutputError
from core.record_file import RecordFile
from core.records import Record

# A power cut costs what was written since.
_SECONDS_BETWEEN_SYNCS = 1.0


class RecordStream:
    """A file that records are appended to."""

    def __init__(self, file: RecordFile, kept: int = 0, kept_records: int = 0) -> None:
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
            # Without a buffer: what is written is the system's, and outlives this process.
            self._file = self.path.open("r+b" if kept else "wb", buffering=0)
            # Devices and pipes take neither.
            self._is_regular = stat.S_ISREG(os.fstat(self._file.fileno()).st_mode)
            if kept:
                self._file.truncate(kept)
                self._file.seek(kept)
        except OSError as error:
            raise UnwritableOutputError(
                f"{self.path}: cannot be written ({error.strerror}); choose another place"
            ) from error
        self._synced = time.monotonic()
        if not kept:
            try:
                self._append(file.header, 0)
            except UnwritableOutputError:
                self._file.close()
                raise

    def write(self, records: Sequence[Record]) -> None:
        """Append records.

        Raises:
            UnwritableOutputError: if that fails; the file is left with whole records.
        """
        self._append(self._form.format(records), len(records))
        if time.monotonic() - self._synced >= _SECONDS_BETWEEN_SYNCS:
            self._sync()

    def close(self) -> None:
        """Put all on the disk and close the file.

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
        """Give the stream itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def _append(self, content: bytes, count: int) -> None:
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except BrokenPipeError:
            # Whoever reads wants no more of it, which is no failure to write.
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
        self._synced = time.monotonic()

    def _broken(self, error: OSError) -> UnwritableOutputError:
        self._is_broken = True
        try:
            if self._is_regular:
                self._file.truncate(self._end)
        except OSError:
            # Then a line is torn, which the next run cuts off.
            pass
        kept = "1 record is" if self._records == 1 else f"{self._records} records are"
        return UnwritableOutputError(
            f"{self.path}: cannot be written ({error.strerror}); {kept} kept: make room, then resume"
        )
