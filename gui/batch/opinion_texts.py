"""What the bar below the table says of opinions on rows."""

from collections.abc import Sequence

from core.batch.row import BatchRow
from core.history.entry import Judgement, Opinion
from core.program.translation import mark, tr
from core.program.wording import count_of

NO_ROWS = mark("Select rows first, then say what you think of them.")
STUDIES = mark("Unfold the study: opinions belong to slices.")


def given_words(view: Judgement, class_name: str, slices: int) -> str:
    """Say which opinion was given on how many slices."""
    count = count_of(slices, "slice")
    if view is Judgement.AGREE:
        # The class that each agrees with differs.
        return f"{tr('Agree: {name}', name=count)}."
    return f"{Opinion(view, class_name).words}: {count}."


def left_out_words(rows: Sequence[BatchRow], given: int) -> str:
    """Say which rows were left out because they have no verdict; "" for none.

    Args:
        rows: all that were selected.
        given: how many of them were given an opinion.
    """
    count = len(rows) - given
    studies = sum(bool(row.slices) for row in rows)
    words = tr("{rows} without a verdict left out.", rows=count_of(count - studies, "row")) if count > studies else ""
    return f"{words} {tr(STUDIES)}".strip() if studies else words


def unanswered_words(rows: int) -> str:
    """Say how many rows were left out because there is no opinion on them; "" for none."""
    return tr("{rows} without an opinion left out.", rows=count_of(rows, "row")) if rows else ""
