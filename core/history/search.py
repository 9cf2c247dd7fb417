"""What is looked for in the history, and how that is said to the database."""

import os
from dataclasses import dataclass

from core.history.entry import Judgement
from core.model.known_classes import TUMOUR_FREE

# As `Entry.is_disagreement` has it.
_DISAGREES = "CASE view WHEN 'no-tumour' THEN verdict <> ? ELSE class_name <> '' AND class_name <> verdict END"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; everything by default.

    Attributes:
        text: in the path or the note, in capitals or not; "" for any.
        verdict: of the model; "" for any.
        view: of the reader; None for any.
        has_opinion: whether there has to be an opinion.
        only_disagreements: whether the reader has to see another class than the verdict names.
        since: the time from which on it was read, in UTC; "" for any.
        before: the time before which it was read, in UTC; "" for any.
        most: how many entries are wanted at most; None for all.
    """

    text: str = ""
    verdict: str = ""
    view: Judgement | None = None
    has_opinion: bool = False
    only_disagreements: bool = False
    since: str = ""
    before: str = ""
    most: int | None = None


EVERYTHING = Search()


def conditions_of(search: Search) -> tuple[str, list[object]]:
    """Return the conditions of a search as SQL, and the values that they take; a search for all has none."""
    parts: list[str] = []
    values: list[object] = []
    if search.text:
        # `LIKE` knows capitals of ASCII alone, and paths are bytes.
        parts.append("(instr(fold(path), ?) OR instr(fold(note), ?))")
        values += [search.text.casefold()] * 2
    if search.verdict:
        parts.append("verdict = ?")
        values.append(search.verdict)
    if search.view is not None:
        parts.append("view = ?")
        values.append(search.view.value)
    if search.has_opinion:
        parts.append("view IS NOT NULL")
    if search.only_disagreements:
        parts.append(_DISAGREES)
        values.append(TUMOUR_FREE)
    if search.since:
        parts.append("read_at >= ?")
        values.append(search.since)
    if search.before:
        parts.append("read_at < ?")
        values.append(search.before)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def fold(value: bytes | str | None) -> str:
    """Return a text as it is compared in a search."""
    text = os.fsdecode(value) if isinstance(value, bytes) else value or ""
    return text.casefold().encode("utf-8", "replace").decode()
