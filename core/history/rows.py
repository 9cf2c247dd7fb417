"""Rows of the history's database, as entries and opinions: what is damaged costs its row alone."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from core.errors import InvalidOpinionError
from core.history.entry import Entry, Judgement, Opinion, StoredMeasurement
from core.program.log_text import LogText
from core.records.record import parse_json_line

_log = logging.getLogger(__name__)

Parsed = TypeVar("Parsed")


def parsed_rows(make: Callable[[Any], Parsed], rows: Iterable[Any]) -> Iterator[Parsed]:
    """Make something of each row; one that is damaged is left out, so that the others can be used."""
    for row in rows:
        try:
            yield make(row)
        except (ValueError, TypeError, RecursionError, InvalidOpinionError):
            _log.warning("%s: a damaged entry is left out", LogText("history"))


def opinion_of(view: object, class_name: object, note: object) -> Opinion:
    """Make an opinion.

    Raises:
        ValueError: if there is no such view.
        InvalidOpinionError: if it contradicts itself.
    """
    return Opinion(Judgement(view), str(class_name), str(note))


def entry_of(row: sqlite3.Row | tuple[object, ...]) -> Entry:
    """Make an entry.

    Raises:
        ValueError: if a part of it is damaged, as `TypeError` and `InvalidOpinionError` say too.
    """
    number, read_at, _path, record, view, class_name, note, lines, given_at = row
    opinion = opinion_of(view, class_name, note) if view is not None else None
    measured = tuple(map(str, json.loads(str(lines)))) if lines else ()
    kept = parse_json_line(str(record))
    return Entry(int(str(number)), str(read_at), kept, opinion, measured, str(given_at or ""))


def measurements_of(shapes: str) -> tuple[StoredMeasurement, ...]:
    """Read the measurements on a slice.

    Raises:
        ValueError: if they are damaged, as `TypeError` says too.
    """
    return tuple(
        StoredMeasurement(str(kind), tuple((float(x), float(y)) for x, y in points), str(words))
        for kind, points, words in json.loads(shapes)
    )
