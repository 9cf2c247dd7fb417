"""HTML report of a batch in one self-contained file: counts, and the pictures to look at first."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model.known_classes import display_name
from core.model.levels import format_level
from core.model.package import ModelPackage
from core.model.verdicts import FAILED, REFUSED, TUMOUR, stated_in_words, verdict_name, whole_verdict
from core.program.html_report import Table, embed_picture, render_page
from core.program.wording import NOTICE, count_is, count_of, format_percent
from core.records.agreement import Agreement
from core.records.record import Record
from core.records.triage import reasons, urgency

MOST_PICTURES = 200

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One slice of those to look at; `picture` is a source, or None if there is none any more."""

    verdict: str
    probability: str
    is_refused: bool
    novelty: str
    reasons: str
    name: str
    picture: str | None


@dataclass(frozen=True, slots=True)
class _Agreement:
    """How verdicts and folders agree, in words."""

    slices: str
    accuracy: str
    disagreements: int
    table: Table


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the report says about the batch.

    Attributes:
        title: what was classified, in a few words.
        model: name and version of the package.
        when: day and time, in words.
        selection: which of the records these are, in words; "" for all.
    """

    title: str
    model: str
    when: str
    selection: str = ""


def format_report(
    facts: ReportFacts,
    records: Sequence[Record],
    agreement: Agreement | None,
    name_of: Callable[[Record], str],
    picture_of: Callable[[Record], Picture | None],
    package: ModelPackage | None = None,
) -> str:
    """Write the report.

    Args:
        facts: about the batch.
        records: in any order.
        agreement: with the names of the folders, or None where those are no classes.
        name_of: gives the name that a record is shown under.
        picture_of: returns a small picture of a record's slice; (H, W) or (H, W, 3) BGR; None if it cannot be read.
        package: that the records were made with; None if it is not available.

    Returns:
        A whole HTML page.
    """
    unread = [record for record in records if record.finding is None]
    urgent = sorted((record for record in records if record.finding and reasons(record)), key=urgency)
    levels = {record.finding.level for record in records if record.finding}
    return render_page(
        "batch_report.html",
        title=facts.title,
        facts=facts,
        notice=NOTICE,
        levels=[format_level(level) for level in sorted(filter(None, levels))],
        is_level_unknown=None in levels,
        counts=_counts(records),
        agreement=_agreement(agreement) if agreement else None,
        urgent=count_is(len(urgent), "slice") if urgent else "",
        urgent_count=len(urgent),
        figures=[_figure(record, name_of, picture_of, package) for record in urgent[:MOST_PICTURES]],
        unread=Table(("File", "Reason"), [(name_of(record), record.error or "") for record in unread[:MOST_PICTURES]]),
        unread_count=len(unread),
    )


def _counts(records: Sequence[Record]) -> Table:
    counts = Counter(map(_counted_as, records))
    rows: list[tuple[str | int, ...]] = [
        (name, count, format_percent(count / len(records))) for name, count in counts.most_common()
    ]
    return Table(("Verdict", "Slices", "Share"), [*rows, ("All", len(records), "")])


def _counted_as(record: Record) -> str:
    found = record.finding
    # A model may have a class of that name, which is not a tumour of open kind.
    is_class = found is not None and found.verdict == TUMOUR and len(found.prediction_set) == 1
    return display_name(TUMOUR) if is_class else verdict_name(record.verdict or FAILED)


def _agreement(agreement: Agreement) -> _Agreement:
    names = [display_name(name) for name in agreement.classes]
    scores = agreement.by_class()
    rows: list[list[str | int]] = []
    for name, shown, counts in zip(agreement.classes, names, agreement.confusion, strict=True):
        shares = [
            "–" if share is None else format_percent(share) for share in (scores[name].recall, scores[name].precision)
        ]
        rows.append([shown, *counts, *shares])
    return _Agreement(
        count_of(agreement.images, "slice"),
        format_percent(agreement.accuracy),
        agreement.disagreements,
        Table(["Folder", *names, "Recall", "Precision"], rows),
    )


def _figure(
    record: Record,
    name_of: Callable[[Record], str],
    picture_of: Callable[[Record], Picture | None],
    package: ModelPackage | None,
) -> _Figure:
    found = record.finding
    assert found is not None
    picture = picture_of(record)
    return _Figure(
        whole_verdict(found.verdict, found.prediction_set),
        stated_in_words(found.stated_probability),
        found.verdict in REFUSED,
        f"{found.novelty:.2f}",
        "; ".join(reason.value for reason in reasons(record, package)),
        name_of(record),
        None if picture is None else embed_picture(picture),
    )
