"""The cells of a row in words, and their tooltips."""

from core.batch.row import BatchRow
from core.model.known_classes import display_name
from core.model.verdicts import TUMOUR, verdict_name, whole_verdict
from core.program.translation import format_number, tr
from core.program.wording import count_of, format_probability
from gui.batch.results.index import Column
from gui.translated_messages.relay import relayed


def cell_text(row: BatchRow, column: Column, name: str, reading: str) -> str:
    """Return the text of a cell.

    Args:
        row: of the cell.
        column: of the cell.
        name: of the row.
        reading: what the reader thinks of it, in words.
    """
    match column:
        case Column.NAME:
            return f"{name}\n{count_of(row.slices, 'slice')}" if row.slices else name
        case Column.VERDICT:
            return verdict_name(row.verdict, row.prediction_set)
        case Column.OPINION:
            return reading
        case Column.PROBABILITIES:
            return stated_text(row)
        case Column.NOVELTY:
            return "" if row.novelty is None else format_number(row.novelty, ".2f")
        case Column.FOLDER:
            return display_name(row.truth)
        case Column.REMARKS:
            return relayed(row.error) or "; ".join(map(tr, row.reasons))
        case _:
            return ""


def stated_text(row: BatchRow) -> str:
    """Return the probability beside a verdict; above it a caption where it is that of any tumour."""
    if row.slices:
        share = row.tumour_probability
        return "" if share is None else tr("tumour") + f"\n{format_probability(share)}"
    stated = row.stated_probability
    if stated is None:
        return ""
    name, share = stated
    is_any = name == TUMOUR and name not in row.classes
    return tr("tumour") + f"\n{format_probability(share)}" if is_any else format_probability(share)


def probabilities_text(row: BatchRow) -> str:
    """List the probabilities of a row, the highest first; of a study, that of a tumour in its most suspicious slice."""
    if row.slices:
        share = row.tumour_probability
        words = tr("A study has no probability. The slices have.")
        return (
            words
            if share is None
            else tr(
                "A tumour in the slice to look at first: {share}\n{words}", share=format_probability(share), words=words
            )
        )
    pairs = sorted(zip(row.probabilities, row.classes, strict=True), key=lambda pair: -pair[0])
    lines = [f"{display_name(name)}: {format_probability(share)}" for share, name in pairs]
    if row.tumour_probability is not None:
        lines.append(
            tr(
                "A tumour of any kind: {tumour_probability}",
                tumour_probability=format_probability(row.tumour_probability),
            )
        )
    return "\n".join(lines)


def tooltip(row: BatchRow, column: Column, explanation: str | None) -> str | None:
    """Return the tooltip of a cell; None for none.

    Args:
        row: of the cell.
        column: of the cell.
        explanation: what the column shows.
    """
    match column:
        case Column.PICTURE:
            reason = [tr("Cannot be read: {reason}", reason=relayed(row.error))] if row.error else []
            return "\n".join((row.path, *reason))
        case Column.NAME:
            return row.path
        case Column.PROBABILITIES:
            return probabilities_text(row)
        case Column.VERDICT:
            words = whole_verdict(row.verdict, row.prediction_set)
            # Why the kind is open is not in the words.
            return "\n".join((words, *map(tr, row.reasons))) if row.verdict == TUMOUR else words
        case Column.REMARKS:
            return relayed(row.error) or "\n".join(map(tr, row.reasons))
        case Column.NOVELTY:
            return None if row.novelty is None else explanation
        case Column.FOLDER:
            return explanation if row.truth else None
        case _:
            return None
