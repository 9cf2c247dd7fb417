"""File of the records of studies: each is written as soon as its study is complete."""

import csv
import io
import json
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from core.csv_cells import BYTE_ORDER_MARK
from core.errors import InvalidRecordsError, OccupiedFileError
from core.files import replacing
from core.model.confidence_levels import format_level
from core.records.record import encode
from core.records.record_file import is_device
from core.records.record_writer import RecordStream
from core.study.study_record import (
    RecordedStudy,
    StudyRecord,
    format_study_csv,
    format_study_header,
    format_study_json,
    parse_study_cells,
    parse_study_json,
)

_JSON_SUFFIXES = (".jsonl", ".json")
_JSON_START = b'{"path": "'
# This much is shown of an unknown header.
_LONGEST_SHOWN = 200


class StudyFile:
    """A file of records of studies: JSON Lines if its name ends so, else CSV."""

    def __init__(self, path: Path, classes: Sequence[str], model: str, level: float, is_resumed: bool) -> None:
        """Read what an earlier run wrote; nothing is changed yet.

        Args:
            path: of the file.
            classes: that the model knows.
            model: name and version of its package.
            level: of the verdicts.
            is_resumed: whether to continue the file; otherwise it must be empty or new.

        Raises:
            OccupiedFileError: if a new file holds something already.
            InvalidRecordsError: if an earlier run's file cannot be continued.
        """
        self.path, self._classes, self._model, self._level = path, classes, model, level
        self._is_json = path.suffix.lower() in _JSON_SUFFIXES
        self._kept: list[tuple[RecordedStudy, bytes]] = []
        self._written: set[tuple[str, str | None]] = set()
        self._is_resumed = is_resumed and path.exists() and not is_device(path)
        content = b"" if is_device(path) else _read(path)
        if self._is_resumed:
            self._keep(content.removeprefix(BYTE_ORDER_MARK))
        elif content and not self.header.startswith(content):
            raise OccupiedFileError(
                subject=str(path),
                expected="a new or empty file for the studies",
                got="one with other content, which would be lost",
                advice="add --resume to continue an earlier run, or choose another name",
            )

    @property
    def header(self) -> bytes:
        """What comes before the first record."""
        return b"" if self._is_json else BYTE_ORDER_MARK + self.plain_header

    @property
    def plain_header(self) -> bytes:
        """What comes before the first record in pipes."""
        return b"" if self._is_json else encode(format_study_header(self._classes))

    @property
    def kept(self) -> int:
        """How many studies an earlier run wrote, without those in which something could not be read."""
        return len(self._kept)

    @property
    def recorded(self) -> tuple[RecordedStudy, ...]:
        """The studies that an earlier run wrote, as `kept` counts them."""
        return tuple(entry for entry, _ in self._kept)

    def leave_out(self, outdated: Collection[RecordedStudy]) -> None:
        """Drop studies that an earlier run wrote, so that they are written again; call it before the file is opened."""
        self._kept = [(entry, line) for entry, line in self._kept if entry not in outdated]
        self._written = {(entry.path, entry.series) for entry, _ in self._kept}

    def format(self, records: Sequence[StudyRecord]) -> bytes:
        """Return the bytes of records as the file holds them."""
        write = format_study_json if self._is_json else format_study_csv
        return b"".join(encode(write(record, self._classes)) for record in records)

    def has(self, path: str, series: str | None) -> bool:
        """Return whether an earlier run wrote a study."""
        return self._key(path, series) in self._written

    def write(self, record: StudyRecord) -> None:
        """Append a record.

        Raises:
            UnwritableOutputError: if that fails; the file is left with whole records.
        """
        self._stream.write([record])

    def __enter__(self) -> Self:
        """Open the file. One that is continued keeps its whole records, without those of failures.

        Raises:
            UnwritableOutputError: if it cannot be written.
        """
        size = 0
        if self._is_resumed:
            with replacing(self.path.resolve(), is_durable=True) as temporary:
                temporary.write_bytes(self.header + b"".join(line for _, line in self._kept))
            size = self.path.stat().st_size
        with ExitStack() as stack:
            self._stream = stack.enter_context(RecordStream(self, size, len(self._kept)))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._stack.__exit__(kind, error, trace)

    def _key(self, path: str, series: str | None) -> tuple[str, str | None]:
        # As it is read back from CSV, which escapes names that are not Unicode.
        return (path if self._is_json else encode(path).decode("utf-8")), series

    def _keep(self, content: bytes) -> None:
        end = content.rfind(b"\n") + 1
        self._require_torn(content[end:], is_first=end == 0)
        text = content[:end].decode("utf-8", "surrogateescape")
        if self._is_json:
            for line in io.StringIO(text, newline="\n"):
                self._take(line.encode("utf-8", "surrogateescape"), partial(parse_study_json, line))
            return
        try:
            rows = list(csv.reader(io.StringIO(text, newline="")))
        except csv.Error as error:
            raise self._foreign() from error
        expected = next(csv.reader([format_study_header(self._classes)]))
        if rows and rows[0] != expected:
            raise InvalidRecordsError(
                subject=str(self.path),
                expected=f"a CSV file of studies that begins with {','.join(expected)}",
                got=",".join(rows[0])[:_LONGEST_SHOWN],
                advice="continue with the model that it was started with, or choose another name",
            )
        for number, cells in enumerate(rows[1:], 1):
            if number == len(rows) - 1 and len(cells) != len(expected):
                # Torn within quotation marks that hold a line end.
                break
            written = io.StringIO()
            csv.writer(written, lineterminator="\r\n").writerow(cells)
            row = (written.getvalue().removesuffix("\r\n") + "\n").encode("utf-8", "surrogateescape")
            self._take(row, partial(parse_study_cells, cells, self._classes))

    def _require_torn(self, rest: bytes, is_first: bool) -> None:
        """Refuse to cut off a last line that is not the beginning of a record, as in a file of another program.

        Args:
            rest: what follows the last line end; a power cut may leave zeros there.
            is_first: whether nothing comes before.
        """
        rest = rest.rstrip(b"\0")
        if self._is_json:
            is_torn = _JSON_START.startswith(rest) or (rest.startswith(_JSON_START) and not _is_foreign_json(rest))
        else:
            is_torn = not is_first or self.plain_header.startswith(rest)
        # The mark alone, or a part of it, is the beginning of a header.
        if not (is_torn or (is_first and BYTE_ORDER_MARK.startswith(rest))):
            raise self._foreign()

    def _foreign(self) -> InvalidRecordsError:
        return InvalidRecordsError(
            subject=str(self.path), expected="records of studies", got="something else", advice="choose another name"
        )

    def _take(self, line: bytes, parse: Callable[[], RecordedStudy]) -> None:
        try:
            entry = parse()
        except ValueError as error:
            raise self._foreign() from error
        if entry.model != self._model:
            raise InvalidRecordsError(
                subject=str(self.path),
                expected=f"studies by {self._model}",
                got=f"those by {entry.model}",
                advice="continue with that model, or choose another name",
            )
        if entry.level != self._level:
            raise InvalidRecordsError(
                subject=str(self.path),
                expected=f"studies at {format_level(self._level)}",
                got=f"some at {format_level(entry.level)}",
                advice="continue at that level, or choose another name",
            )
        if not entry.has_failed:
            self._kept.append((entry, line))
            self._written.add((entry.path, entry.series))


def _is_foreign_json(line: bytes) -> bool:
    """Return whether a line without its end is complete, and not a record of a study."""
    text = line.decode("utf-8", "replace")
    try:
        json.loads(text)
    except ValueError:
        return False
    except RecursionError:
        return True
    try:
        parse_study_json(text)
    except ValueError:
        return True
    return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise InvalidRecordsError(
            f"cannot be read ({error.strerror})", subject=str(path), advice="choose another name"
        ) from error
