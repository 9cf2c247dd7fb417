"""Files of records: read what an earlier run wrote, up to where it was cut off."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from core.csv_cells import BYTE_ORDER_MARK, is_formula
from core.errors import InvalidRecordsError, OccupiedFileError
from core.model.confidence_levels import format_level, is_same_level
from core.records.record import (
    Record,
    encode,
    format_csv_header,
    format_csv_line,
    format_json_line,
    parse_csv_line,
    parse_json_line,
    states_level,
)

_JSON_START, _CSV_START = b'{"path": "', b"path,frame,verdict,"
# Enough to recognise what a file begins with.
_ENOUGH = 64
# Names that the system gives to what a process has open already, which may be a file too.
_DESCRIPTOR = re.compile(r"/dev/(std(in|out|err)|fd/\d+)|/proc/.+/fd/\d+")
# No record comes near this; a file with an open quotation mark would otherwise be read as one line.
_LONGEST = 1_000_000


class RecordForm(Enum):
    """How records are written."""

    JSONL = "JSON Lines"
    CSV = "CSV"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records.

    Attributes:
        path: of the file.
        form: how they are written.
        classes: that the model knows.
        model: name and version of its package.
        level: of the verdicts; None to read those of any.
        earlier_level: of verdicts that do not state it, as in files of earlier programs; None if it is unknown.
    """

    path: Path
    form: RecordForm
    classes: tuple[str, ...]
    model: str
    level: float | None = None
    earlier_level: float | None = None

    @property
    def header(self) -> bytes:
        """What comes before the first record."""
        return BYTE_ORDER_MARK + self.plain_header if self.form is RecordForm.CSV else b""

    @property
    def plain_header(self) -> bytes:
        """What comes before the first record in pipes, after other text, and in files of earlier programs."""
        return encode(format_csv_header(self.classes)) if self.form is RecordForm.CSV else b""

    @property
    def _headers(self) -> dict[bytes, bool]:
        """The headers that there may be, and whether each has columns for the level."""
        if self.form is RecordForm.JSONL:
            return {b"": True}
        earlier = encode(format_csv_header(self.classes, has_level=False))
        plain = {self.plain_header: True, earlier: False}
        return {BYTE_ORDER_MARK + header: has_level for header, has_level in plain.items()} | plain

    def format(self, records: Sequence[Record]) -> bytes:
        """Return the bytes of records as the file holds them."""
        if self.form is RecordForm.CSV:
            return b"".join(encode(format_csv_line(record, self.classes)) for record in records)
        return b"".join(encode(format_json_line(record)) for record in records)

    def read(self, end: int | None = None) -> Iterator[tuple[Record, int]]:
        """Read the records that are whole.

        Args:
            end: of what is read, as an offset; the file's by default.

        Yields:
            Each with the offset after it.

        Raises:
            InvalidRecordsError: if the file holds anything else, or records of another model.
        """
        try:
            with self.path.open("rb") as file:
                has_mark, has_level = self._skip_header(file)
                is_plain = not has_mark and self._has_formulas(file)
                offset, number = file.tell(), 0
                for line in _whole_lines(file, self.form):
                    offset, number = offset + len(line), number + 1
                    if end is not None and offset > end:
                        return
                    yield self._parse(line, number, is_plain, has_level), offset
                if number == 0:
                    self._require_start(file, offset)
        except OSError as error:
            raise InvalidRecordsError(
                f"cannot be read ({error.strerror})", subject=str(self.path), advice="choose another name"
            ) from error

    def header_end(self) -> int:
        """Return the offset after the header; 0 if the header is not whole."""
        if self.form is RecordForm.JSONL:
            return 0
        with self.path.open("rb") as file:
            start = file.read(len(self.header))
        return next((len(header) for header in self._headers if start.startswith(header)), 0)

    def is_of_earlier_form(self) -> bool:
        """Return whether an earlier program wrote it: without the mark of its encoding, or without levels."""
        with self.path.open("rb") as file:
            if self.form is RecordForm.CSV:
                return file.read(len(self.header)) != self.header
            first = next(_whole_lines(file, self.form), b"")
        return bool(first) and not states_level(first.decode("utf-8"))

    def require_vacant(self) -> None:
        """Refuse to start over if that would lose something; a header alone is no loss.

        Raises:
            OccupiedFileError: if records are there, or anything else.
            InvalidRecordsError: if that cannot be found out.
        """
        if is_device(self.path) or not self.path.exists():
            return
        try:
            with self.path.open("rb") as file:
                start = file.read(len(self.header) + _ENOUGH)
        except OSError as error:
            raise InvalidRecordsError(
                f"cannot be read ({error.strerror})", subject=str(self.path), advice="choose another name"
            ) from error
        if not start or any(header.startswith(start) for header in self._headers):
            return
        if start.removeprefix(BYTE_ORDER_MARK).startswith((_JSON_START, _CSV_START)):
            raise OccupiedFileError(
                "holds the records of an earlier run already",
                subject=str(self.path),
                advice="add --resume to continue that run, or choose another name",
            )
        raise OccupiedFileError(
            subject=str(self.path),
            expected="a new or empty file",
            got="one with other content, which would be lost",
            advice="choose another name",
        )

    def _skip_header(self, file: BinaryIO) -> tuple[bool, bool]:
        """Skip the header; returns whether it begins with the mark, and whether it has columns for the level."""
        if self.form is RecordForm.JSONL:
            return True, True
        found = file.read(len(self.header))
        for header, has_level in self._headers.items():
            if found.startswith(header):
                file.seek(len(header))
                return header.startswith(BYTE_ORDER_MARK), has_level
        if any(header.startswith(found) for header in self._headers):
            # Cut off within; nothing follows.
            return found.startswith(BYTE_ORDER_MARK), True
        line = found.removeprefix(BYTE_ORDER_MARK).split(b"\n")[0].decode("utf-8", "replace")
        raise InvalidRecordsError(
            subject=str(self.path),
            expected=f"a CSV file that begins with {self.plain_header.decode().strip()}",
            got=line,
            advice="continue with the model that it was started with, or choose another name",
        )

    def _has_formulas(self, file: BinaryIO) -> bool:
        """Return whether cells that look like formulas were written as they are, as earlier programs did.

        Without the mark, such a cell alone shows it; the output of a pipe has none.
        """
        start = file.tell()
        for line in _whole_lines(file, self.form):
            try:
                [cells] = csv.reader([line.decode("utf-8")], strict=True)
            except (csv.Error, ValueError):
                # Reading will show that it is not a record.
                break
            if cells and (is_formula(cells[0]) or is_formula(cells[-1])):
                file.seek(start)
                return True
        file.seek(start)
        return False

    def _require_start(self, file: BinaryIO, offset: int) -> None:
        """Refuse to cut off a line that is not the beginning of a record, as in a file of another program."""
        if self.form is RecordForm.JSONL:
            file.seek(offset)
            start = file.read(len(_JSON_START))
            if not _JSON_START.startswith(start.rstrip(b"\0")):
                raise self._foreign(1)

    def _parse(self, line: bytes, number: int, is_plain: bool, has_level: bool) -> Record:
        try:
            text = line.decode("utf-8").removesuffix("\n")
            is_csv = self.form is RecordForm.CSV
            record = parse_csv_line(text, self.classes, is_plain, has_level) if is_csv else parse_json_line(text)
        except ValueError as error:
            raise self._foreign(number) from error
        if record.model != self.model:
            raise InvalidRecordsError(
                subject=str(self.path),
                expected=f"records of {self.model}",
                got=f"those of {record.model}",
                advice="continue with that model, or choose another name",
            )
        if record.finding and tuple(record.finding.probabilities) != self.classes:
            raise InvalidRecordsError(
                subject=str(self.path),
                expected=f"the classes {', '.join(self.classes)}",
                got=", ".join(record.finding.probabilities),
                advice="continue with that model, or choose another name",
            )
        return self._at_level(record)

    def _at_level(self, record: Record) -> Record:
        """Return a record with the level of its verdict, if that is the one expected."""
        found = record.finding
        if found is None:
            return record
        if found.level is None and self.earlier_level is not None:
            found = replace(found, level=self.earlier_level)
            record = replace(record, finding=found)
        if self.level is not None and not (found.level and is_same_level(found.level, self.level)):
            came, advice = "of an earlier Falx, at no stated level", "choose another name"
            if found.level:
                came, advice = f"at {format_level(found.level)}", "continue at that level, or choose another name"
            raise InvalidRecordsError(
                subject=str(self.path),
                expected=f"verdicts at {format_level(self.level)}",
                got=f"some {came}",
                advice=advice,
            )
        return record

    def _foreign(self, number: int) -> InvalidRecordsError:
        return InvalidRecordsError(
            subject=str(self.path),
            expected=f"records of Falx as {self.form.value}",
            got=f"something else in record {number}",
            advice="choose another name",
        )


def is_device(path: Path) -> bool:
    """Return whether a path is one of the system's, such as `/dev/stdout`, a pipe or a folder, and not a plain file."""
    return bool(_DESCRIPTOR.fullmatch(path.absolute().as_posix())) or (path.exists() and not path.is_file())


def _whole_lines(file: BinaryIO, form: RecordForm) -> Iterator[bytes]:
    """Read lines that have their end; one of CSV may hold line ends within quotation marks."""
    partial = b""
    while part := file.readline(_LONGEST):
        partial += part
        if len(partial) > _LONGEST:
            # Reading will show that it is not a record.
            yield partial
            return
        if part.endswith(b"\n") and (form is RecordForm.JSONL or partial.count(b'"') % 2 == 0):
            yield partial
            partial = b""
