"""Which rows are wanted, and what of them is searched; without Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.batch.row import BatchRow
from core.program.translation import tr
from gui.translated_messages.relay import relayed


@dataclass(frozen=True, slots=True)
class RowFilter:
    """The filter: which rows are shown.

    Attributes:
        verdicts: the verdicts to show; none for all.
        text: that path, error or remark contains, in capitals or not; "" for all.
        only_disagreements: whether to show only rows whose class differs from their folder name.
    """

    verdicts: frozenset[str] = frozenset()
    text: str = ""
    only_disagreements: bool = False


class SearchedTexts:
    """The texts of rows that the text of a filter is searched in."""

    def __init__(self) -> None:
        """Start without rows."""
        self._paths: list[str] = []
        self._remarks: list[str] = []
        # Most rows have the same few remarks.
        self._known: dict[tuple[str, tuple[str, ...]], str] = {}

    def add(self, rows: Iterable[BatchRow]) -> None:
        """Take rows, with the next numbers."""
        for row in rows:
            self._paths.append(_folded_path(row))
            said = row.error, row.reasons
            if said not in self._known:
                self._known[said] = _folded_remarks(row)
            self._remarks.append(self._known[said])

    def holding(self, text: str, numbers: Iterable[int]) -> list[int]:
        """List those of the numbers whose path, error or remarks contain a text, which is in small letters."""
        paths, remarks = self._paths, self._remarks
        return [number for number in numbers if text in paths[number] or text in remarks[number]]


def holds(row: BatchRow, text: str) -> bool:
    """Return whether path, error or remarks of a row contain a text, which is in small letters."""
    return text in _folded_path(row) or text in _folded_remarks(row)


def _folded_path(row: BatchRow) -> str:
    # Most paths are in small letters: no other string is kept then.
    folded = row.path.casefold()
    return row.path if folded == row.path else folded


def _folded_remarks(row: BatchRow) -> str:
    return "\n".join((relayed(row.error), *map(tr, row.reasons))).casefold()
