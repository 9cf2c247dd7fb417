"""Tables of images as CSV, as spreadsheets of all kinds write them."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidDatasetError
from core.program.wording import count_of, shown_name
from core.regular_file import read_regular

COLUMNS = ("path", "class", "source", "group", "split", "fold", "test_only", "outline_xy", "contrast")
_NEEDED = ("path", "class")
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
# Excel's own line before the header, which says what separates the columns.
_SEP_LINE = re.compile(r'"?sep=(.)"?[,;\t]*\s*', re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar")
# Files that users give in place of a table or a folder, recognised by how they begin.
_OTHERS = (
    ((b"PK\x03\x04",), (".xlsx", ".xlsm", ".ods"), "a spreadsheet; save it as CSV in UTF-8 and give that"),
    ((b"\xd0\xcf\x11\xe0",), (), "an old Excel sheet; save it as CSV in UTF-8 and give that"),
    (
        (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"),
        (),
        "an archive; unpack it and give the folder",
    ),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of images.

    Attributes:
        rows: the number of each line, and what is in its columns, by their names in small letters.
        notes: what was read in another way than written.
    """

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    notes: tuple[str, ...]


def read_table(path: Path) -> Table:
    """Read a table of images.

    Columns may be separated by commas, semicolons or tabs, and named in capitals; lines without content, and Excel's
    line `sep=;`, are no rows. It may be in UTF-8 or, as Excel's "Unicode text", in UTF-16.

    Raises:
        InvalidDatasetError: if it is not a table, or has no columns path and class.
        OSError: if it cannot be read.
    """
    text = _decoded(path)
    lines = text.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip(' \t\r\n,;"')), len(lines))
    wanted = ""
    if first < len(lines) and (found := _SEP_LINE.fullmatch(lines[first])):
        wanted, first = found[1], first + 1
    body = "".join(lines[first:])
    try:
        separator, header = _header(path, body, wanted)
        return _table(path, body, first, separator, header)
    except csv.Error as error:
        raise InvalidDatasetError(
            subject=path, expected="a CSV manifest in UTF-8", got=f"one that is damaged: {error}"
        ) from error


def _table(path: Path, body: str, before: int, separator: str, header: Sequence[str]) -> Table:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    rows: list[tuple[int, Mapping[str, str]]] = []
    empty, has_header = 0, False
    for cells in reader:
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            empty += bool(has_header)
            continue
        if not has_header:
            has_header = True
            continue
        line = before + reader.line_num
        if any(cells[len(header) :]):
            raise InvalidDatasetError(
                subject=f"{shown_name(path)}, line {line}",
                expected=f"{len(header)} columns",
                got=len(cells),
                advice="put quotes around what has the separator in it",
            )
        rows.append((line, dict(zip(header, cells, strict=False))))
    notes = [f"columns separated by {_SEPARATORS.get(separator, repr(separator))}"] if separator != "," else []
    if empty:
        notes.append(f"{count_of(empty, 'empty line')} left out")
    return Table(tuple(rows), tuple(notes))


def _decoded(path: Path) -> str:
    content = read_regular(path)
    for starts, suffixes, what in _OTHERS:
        if content.startswith(starts) and (not suffixes or path.suffix.lower() in suffixes):
            raise InvalidDatasetError(subject=path, expected="a folder of class folders or a CSV manifest", got=what)
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        # A table in a national encoding is text all the same.
        is_text = b"\0" not in content and b"," in content[:4096]
        advice = "; save it as CSV in UTF-8" if is_text else ""
        raise InvalidDatasetError(
            subject=path, expected="a CSV manifest in UTF-8 or a folder", got=f"a file of another kind{advice}"
        ) from error


def _header(path: Path, body: str, wanted: str) -> tuple[str, list[str]]:
    """Find the separator of the columns, and their names in small letters."""
    found = []
    for separator in [wanted] if wanted else _SEPARATORS:
        names = _names(body, separator)
        if set(_NEEDED) <= set(names):
            return separator, names
        found.append(names)
    # The most frequent candidate is most likely it.
    names = max(found, key=len)
    missing = ", ".join(sorted(set(_NEEDED) - set(names)))
    present = ", ".join(filter(None, names))
    raise InvalidDatasetError(
        subject=path,
        expected="the columns path and class",
        got=f"the columns {present[:200]} without {missing}" if present else "no columns",
        advice="name the columns so",
    )


def _names(body: str, separator: str) -> list[str]:
    for cells in _lenient(body, separator):
        if any(cell.strip() for cell in cells):
            return [cell.strip().casefold() for cell in cells]
    return []


def _lenient(body: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True)
