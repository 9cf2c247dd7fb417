"""A batch as one HTML file that needs nothing else: counts, and the pictures that a person should look at first."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import numpy.typing as npt

from core.model.known_classes import display_name
from core.model.levels import format_level
from core.model.verdicts import FAILED, REFUSED, TUMOUR, stated_in_words, verdict_name, whole_verdict
from core.program.html_report import format_page, format_picture, format_table
from core.program.wording import NOTICE, count_is, count_of, format_percent
from core.records.agreement import Agreement
from core.records.record import Record
from core.records.triage import reasons, urgency

MOST_PICTURES = 200

Picture = npt.NDArray[np.uint8]

_STYLE = "figure img { width: 100%; height: 9rem; object-fit: contain; background: #000; }\n.refused { opacity: .5; }\n"
_NO_PICTURE = "No picture: the file cannot be read any more, or this slice of it is gone."
_TREAT_ALIKE = "This page shows names of files and small pictures of them: treat it as you treat them."


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
) -> str:
    """Write the report.

    Args:
        facts: about the batch.
        records: in any order.
        agreement: with the names of the folders, or None where those are no classes.
        name_of: gives the name that a record is shown under.
        picture_of: gives a small picture of a record's slice; (H, W) or (H, W, 3) BGR; None where it is not to be had.

    Returns:
        A whole HTML page.
    """
    unread = [record for record in records if record.finding is None]
    urgent = sorted((record for record in records if record.finding and reasons(record)), key=urgency)
    sections = [
        f"<h1>{escape(facts.title)}</h1>",
        f"<p><b>{NOTICE}.</b> {_TREAT_ALIKE}</p>",
        f"<p>Classified with {escape(facts.model)}, {escape(facts.when)}. {escape(facts.selection)}</p>",
        "<h2>Verdicts</h2>",
        *_levels(records),
        _counts(records),
        *(_agreement(agreement) if agreement else ()),
        *_urgent(urgent, name_of, picture_of),
        *_unread(unread, name_of),
    ]
    return format_page(facts.title, sections, _STYLE)


def _levels(records: Sequence[Record]) -> Iterable[str]:
    levels = {record.finding.level for record in records if record.finding}
    for level in sorted(filter(None, levels)):
        yield (
            f"<p>Verdicts are sure to {format_level(level)}: to each question, the answers that they leave open hold "
            "the true one that often, as long as the slices resemble those that the model was calibrated on.</p>"
        )
    if None in levels:
        yield "<p>How sure the verdicts are was not written down by the earlier Falx that gave them.</p>"


def _counts(records: Sequence[Record]) -> str:
    counts = Counter(map(_counted_as, records))
    rows: list[tuple[str | int, ...]] = [
        (name, count, format_percent(count / len(records))) for name, count in counts.most_common()
    ]
    return format_table(("Verdict", "Slices", "Share"), [*rows, ("All", len(records), "")])


def _counted_as(record: Record) -> str:
    found = record.finding
    # A model may have a class of that name, which is no tumour of open kind.
    is_class = found is not None and found.verdict == TUMOUR and len(found.prediction_set) == 1
    return display_name(TUMOUR) if is_class else verdict_name(record.verdict or FAILED)


def _agreement(agreement: Agreement) -> Iterable[str]:
    names = [display_name(name) for name in agreement.classes]
    yield "<h2>Against the folders' names</h2>"
    yield (
        f"<p>Of {count_of(agreement.images, 'slice')} in folders that are named after a class, "
        f"{format_percent(agreement.accuracy)} got it as their most probable class; "
        f"{agreement.disagreements:,} did not. A row a folder, a column a class.</p>"
    )
    scores = agreement.by_class()
    rows: list[list[str | int]] = []
    for name, shown, counts in zip(agreement.classes, names, agreement.confusion, strict=True):
        shares = [
            "–" if share is None else format_percent(share) for share in (scores[name].recall, scores[name].precision)
        ]
        rows.append([shown, *counts, *shares])
    yield format_table(["Folder", *names, "Recall", "Precision"], rows)


def _urgent(
    records: Sequence[Record], name_of: Callable[[Record], str], picture_of: Callable[[Record], Picture | None]
) -> Iterable[str]:
    yield "<h2>To be looked at first</h2>"
    if not records:
        yield "<p>None: each answer stands clear by the model's own measure.</p>"
        return
    shown = records[:MOST_PICTURES]
    rest = f" Shown are the {len(shown):,} most urgent." if len(records) > len(shown) else ""
    what = f"{count_is(len(records), 'slice')} refused, uncertain, of an open kind, or close between two classes."
    yield f"<p>{what}{rest}</p>"
    yield '<div class="pairs">' + "".join(_figure(record, name_of, picture_of) for record in shown) + "</div>"


def _figure(record: Record, name_of: Callable[[Record], str], picture_of: Callable[[Record], Picture | None]) -> str:
    found = record.finding
    assert found is not None
    picture, name = picture_of(record), name_of(record)
    image = f"<p>{_NO_PICTURE}</p>" if picture is None else format_picture(picture, name)
    words = escape(whole_verdict(found.verdict, found.prediction_set))
    top = escape(stated_in_words(found.stated_probability))
    if found.verdict in REFUSED:
        top = f'<span class="refused">{top}</span>'
    top += f", novelty {found.novelty:.2f}"
    why = escape("; ".join(reason.value for reason in reasons(record)))
    return f"<figure>{image}<figcaption><b>{words}</b><br>{top}<br>{why}<br>{escape(name)}</figcaption></figure>"


def _unread(records: Sequence[Record], name_of: Callable[[Record], str]) -> Iterable[str]:
    if records:
        shown = records[:MOST_PICTURES]
        yield f"<h2>Could not be read: {len(records):,}</h2>"
        yield format_table(("File", "Reason"), [(name_of(record), record.error or "") for record in shown])
        if len(records) > len(shown):
            yield f"<p>Shown are {len(shown):,}.</p>"
