"""Which rows are wanted, and what of them is searched; without Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.batch.row import BatchRow
from core.program.translation import tr
from gui.batch.results.packed_rows import PackedTexts, SharedColumn, divided
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
    """The texts of rows that the text of a filter is searched in, without capitals."""

    def __init__(self) -> None:
        """Start without rows."""
        self._folders, self._names = SharedColumn[str](), PackedTexts()
        self._errors, self._reasons = SharedColumn[str](), SharedColumn[str]()
        # Few differ, and translations take time.
        self._known_errors: dict[str, str] = {}
        self._known_reasons: dict[tuple[str, ...], str] = {}

    def add(self, rows: Iterable[BatchRow]) -> None:
        """Take rows, with the next numbers."""
        for row in rows:
            folder, name = divided(row.path.casefold())
            self._folders.append(folder)
            self._names.append(name)
            if row.error not in self._known_errors:
                self._known_errors[row.error] = _folded_error(row)
            self._errors.append(self._known_errors[row.error])
            if row.reasons not in self._known_reasons:
                self._known_reasons[row.reasons] = _folded_reasons(row)
            self._reasons.append(self._known_reasons[row.reasons])

    def holding(self, text: str, numbers: Iterable[int]) -> list[int]:
        """List those of the numbers whose path, error or remarks contain a text, which is in small letters."""
        wanted = list(numbers)
        if not wanted or not text:
            return wanted
        first, end = min(wanted), max(wanted) + 1
        found = self._names.holding(text, first, end)
        errors, reasons = (one.places_of(lambda each: text in each) for one in (self._errors, self._reasons))
        folders = self._folders.places_of(lambda folder: text in folder)
        # A text with a separator may begin in the folder, and end in the name.
        ahead, rest = divided(text)
        ending = self._folders.places_of(lambda folder: bool(ahead) and folder.endswith(ahead)) - folders
        of_errors, of_reasons = self._errors.places, self._reasons.places
        of_folders, names = self._folders.places, self._names
        return [
            number
            for number in wanted
            if number in found
            or of_errors[number] in errors
            or of_reasons[number] in reasons
            or of_folders[number] in folders
            or (of_folders[number] in ending and names[number].startswith(rest))
        ]


def holds(row: BatchRow, text: str) -> bool:
    """Return whether path, error or remarks of a row contain a text, which is in small letters."""
    return any(text in folded for folded in (row.path.casefold(), _folded_error(row), _folded_reasons(row)))


def _folded_error(row: BatchRow) -> str:
    return relayed(row.error).casefold()


def _folded_reasons(row: BatchRow) -> str:
    return "\n".join(map(tr, row.reasons)).casefold()
