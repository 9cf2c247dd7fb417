"""Texts of the strip below the picture."""

from collections.abc import Mapping, Sequence

from core.jobs.events import Progress
from core.program.translation import tr
from core.program.wording import count_of, format_duration
from core.sweep.result import SweptSlice
from core.sweep.sentence import OUTSIDE


def pending_tip(index: int) -> str:
    """Describe a slice that is not done yet."""
    return tr("Slice {index}: not classified yet", index=index + 1)


def progress_words(progress: Progress) -> str:
    """Describe how far a sweep is."""
    words = tr("{phase}: {done:,} of {total:,}", phase=progress.phase, done=progress.done, total=progress.total)
    if progress.seconds_left is not None and 0 < progress.done < progress.total:
        words += tr(", {seconds_left} left", seconds_left=format_duration(progress.seconds_left))
    return words


def none_suspicious(by: int, ahead: Sequence[int], swept: Mapping[int, SweptSlice], uncounted: int = 0) -> str:
    """State that no suspicious slice is known in a direction, and how many of its slices have no verdict.

    Args:
        by: 1 for the slices after the one that is shown, -1 for those before it.
        ahead: the places of these.
        swept: the slices that are done, by their places.
        uncounted: how many suspicious ones of them the verdict on the study does not count.
    """
    where = tr("after") if by > 0 else tr("before")
    pending = sum(index not in swept for index in ahead)
    broken = sum(bool(swept[index].error) for index in ahead if index in swept)
    if ahead and pending == len(ahead):
        return tr("The slices {where} this one are not classified yet.", where=where)
    left_out = [tr("{pending:,} not classified yet", pending=pending)] if pending else []
    left_out += [tr("{broken:,} could not be read", broken=broken)] if broken else []
    left_out += (
        [tr("{uncounted:,} not counted for the study ({outside})", uncounted=uncounted, outside=tr(OUTSIDE))]
        if uncounted
        else []
    )
    if not left_out:
        return tr("No suspicious slice {where} this one.", where=where)
    so_far = tr(" so far") if pending else ""
    total = count_of(len(ahead), "slice")
    return tr(
        "No suspicious slice {where} this one{so_far}: of {total}, {left_out}.",
        where=where,
        so_far=so_far,
        total=total,
        left_out=", ".join(left_out),
    )
