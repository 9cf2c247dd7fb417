"""First looks at files as JSON, and back."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.formats import Format
from core.reader_process.checked import InvalidMessageError, count, each, of, texts
from core.readers.looking import UNREADABLE, Contents, FirstLook

_FINGERPRINT = re.compile("[0-9a-f]{16}|")


@dataclass(frozen=True, slots=True)
class FoundLooks:
    """What the first bytes of files show.

    Attributes:
        looks: one for each file that was asked for, in that order.
    """

    looks: tuple[FirstLook, ...]


@dataclass(frozen=True, slots=True)
class FoundSeries:
    """Of which series files are.

    Attributes:
        series: of each file that was asked for, in that order, as `core.readers.looking.series_of` gives it.
    """

    series: tuple[str | None, ...]


def describe_looks(found: FoundLooks) -> list[Any]:
    """Write what `make_looks` reads."""
    return [[one.format and one.format.value, one.is_directory, one.is_readable] for one in found.looks]


def make_looks(values: Any) -> FoundLooks:
    """Read what `describe_looks` wrote.

    Raises:
        InvalidMessageError: if a part is of another kind.
        ValueError: if a format is unknown; or a TypeError.
    """
    return FoundLooks(each(values, _make_look))


def _make_look(value: Any) -> FirstLook:
    kind, is_directory, is_readable = of(list, value)
    look = FirstLook(None if kind is None else Format(of(str, kind)), of(bool, is_directory), of(bool, is_readable))
    if not look.is_readable and look != UNREADABLE:
        raise InvalidMessageError("expected nothing of a file that cannot be read, got something")
    return look


def make_series(values: Any) -> FoundSeries:
    """Read the fingerprints of series.

    Raises:
        InvalidMessageError: if one is none.
    """
    return FoundSeries(each(values, _make_fingerprint))


def _make_fingerprint(value: Any) -> str | None:
    if value is not None and not _FINGERPRINT.fullmatch(of(str, value)):
        raise InvalidMessageError("expected the fingerprint of a series, got another text")
    return None if value is None else str(value)


def describe_contents(contents: Contents) -> dict[str, Any]:
    """Write what `make_contents` reads."""
    return {
        "files": [str(path) for path in contents.files],
        "left_out": [list(one) for one in contents.left_out],
        "missing": contents.missing,
    }


def _make_left_out(value: Any) -> tuple[str, str]:
    found = texts(value)
    if len(found) != 2:
        raise InvalidMessageError("expected a name and a reason, got another number of texts")
    return found[0], found[1]


def make_contents(head: dict[str, Any]) -> Contents:
    """Read what `describe_contents` wrote.

    Raises:
        InvalidMessageError: if a part is of another kind.
    """
    return Contents(
        tuple(map(Path, texts(head["files"]))),
        each(head["left_out"], _make_left_out),
        count(head["missing"]),
    )
