"""Which rows are wanted, and what of them is searched; without Qt."""

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


def searched_text(row: BatchRow) -> str:
    """Return what the text of a filter is searched in."""
    return "\n".join((row.path, relayed(row.error), *map(tr, row.reasons))).casefold()
