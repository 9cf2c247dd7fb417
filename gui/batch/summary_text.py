"""The result of a batch, in one line."""

from datetime import datetime
from html import escape

from core.batch.row import BatchRemarks
from core.batch.saved_batch import BatchPlan, SavedBatch
from core.jobs.events import End, Outcome
from core.model.confidence_levels import level_words
from core.model.verdicts import FAILED
from core.program.translation import tr
from core.program.wording import count_is, count_of, format_duration, format_when
from gui.batch.results.index import ResultsIndex
from gui.translated_messages.relay import relayed


def ended_text(
    outcome: Outcome, results: ResultsIndex, plan: BatchPlan | None, problem: str = "", remarks: int = 0
) -> str:
    """Return how a batch ended, its numbers, its level and its model, in words.

    Args:
        outcome: of its job.
        results: its rows.
        plan: of the batch.
        problem: why a heat map is missing, if one is.
        remarks: the number of remarks on content of files that was ignored or corrected.
    """
    if outcome.end is End.CANCELLED:
        return _kept(tr("Stopped"), len(results.rows))
    if outcome.end is End.FAILED:
        return _kept(tr("Interrupted"), len(results.rows))
    summary = outcome.value
    fresh = summary.records - summary.kept_records
    pace = tr(" · {fresh:,.0f} a second", fresh=fresh / summary.seconds) if fresh >= summary.seconds > 0 else ""
    # The time of a resumed batch is that of its last part.
    new = tr(", {fresh:,} of them", fresh=fresh) if summary.kept_records else ""
    words = [
        tr(
            "{slices}{new} in {duration}{pace}",
            slices=count_of(summary.records, "slice"),
            new=new,
            duration=format_duration(summary.seconds),
            pace=pace,
        )
    ]
    if unread := results.counts[FAILED]:
        words.append(tr("{unread:,} could not be read", unread=unread))
    if summary.skipped_files:
        words.append(tr("{other_files} skipped", other_files=count_of(summary.skipped_files, "other file")))
    if summary.problems:
        missing = tr("{heat_maps} missing", heat_maps=count_is(summary.problems, "heat map"))
        words.append(f"{missing} ({problem})" if problem else missing)
    if remarks:
        words.append(count_of(remarks, "remark"))
    return " · ".join([*words, *_origin(plan)])


def remarks_tip(text: str, remarks: BatchRemarks) -> str:
    """Return the first remarks under a line that counts them; "" where there are none."""
    if not remarks.count:
        return ""
    more = remarks.count - len(remarks.first)
    lines = [text, "", *map(relayed, remarks.first), *([tr("and {more:,} more", more=more)] if more else [])]
    # A tooltip would interpret a name that looks like markup.
    return f"<span>{'<br>'.join(map(escape, lines))}</span>"


def reopened_text(outcome: Outcome, saved: SavedBatch | None, results: ResultsIndex, now: datetime) -> str:
    """Return what an earlier batch was, or why it could not be read, in words."""
    if outcome.end is End.FAILED or saved is None:
        return outcome.message
    whole = "" if outcome.end is End.SUCCEEDED else tr("Not all of it was read: ")
    words = [f"{whole}{format_when(saved.started, now)}", count_of(len(results.rows), "slice")]
    if unread := results.counts[FAILED]:
        words.append(tr("{unread:,} could not be read", unread=unread))
    return " · ".join([*words, *_origin(saved.plan)])


def _origin(plan: BatchPlan | None) -> list[str]:
    if plan is None:
        return []
    # Batches of earlier programs state neither.
    level = [] if plan.level is None else [level_words(plan.level)]
    return [*level, plan.model_title] if plan.model_title else level


def _kept(state: str, count: int) -> str:
    return (
        tr("{state}: {slices} kept so far", state=state, slices=count_is(count, "slice"))
        if count
        else tr("{state} before the first slice", state=state)
    )
