"""HTML report of a batch in one self-contained file: the tumours with their heat maps, then what else to look at."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.batch.report_content import MOST_TUMOURS, ReportContent, ReportEntry, count_entries
from core.batch.report_pictures import SlicePictures
from core.model.confidence_levels import format_level
from core.model.heat_maps.known_heat_maps import HeatMethod
from core.model.known_classes import display_name
from core.model.verdicts import FAILED, REFUSED, TUMOUR, stated_in_words, verdict_name, whole_verdict
from core.program.html_report import Table, embed_picture, render_page
from core.program.wording import NOTICE, count_of, format_percent
from core.records.folder_agreement import Agreement
from core.records.record import Record


@dataclass(frozen=True, slots=True)
class _Figure:
    """An entry with its pictures; each is a source, or None if there is none."""

    verdict: str
    probability: str
    is_refused: bool
    novelty: str
    reasons: str
    name: str
    picture: str | None
    heat: str | None


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
        heat_map: that the pictures of the tumours are shown under; None where none can be drawn.
    """

    title: str
    model: str
    when: str
    selection: str = ""
    heat_map: HeatMethod | None = None


def format_report(
    facts: ReportFacts,
    content: ReportContent,
    agreement: Agreement | None,
    name_of: Callable[[Record], str],
    pictures_of: Callable[[Record, bool], SlicePictures],
    base: str = "",
) -> str:
    """Write the report.

    Args:
        facts: about the batch.
        content: what to show.
        agreement: with the names of the folders, or None where those are no classes.
        name_of: gives the name that a record is shown under.
        pictures_of: returns the small pictures of a record's slice; gets whether its heat map is wanted.
        base: folder that the names of studies are relative to, with a separator at its end.

    Returns:
        A whole HTML page.
    """

    def figure(entry: ReportEntry, has_heat: bool) -> _Figure:
        pictures = pictures_of(entry.record, has_heat)
        sources = [None if one is None else embed_picture(one) for one in (pictures.plain, pictures.heat)]
        return _figure(entry, _name(entry, name_of, base), *sources)

    records, tumours = content.records, content.tumours
    levels = {record.finding.level for record in records if record.finding}
    unread = [(name_of(entry.record), "; ".join(entry.reasons)) for entry in content.unread]
    more = [(_name(entry, name_of, base), _verdict(entry), _probability(entry)) for entry in tumours[MOST_TUMOURS:]]
    return render_page(
        "batch_report.html",
        title=facts.title,
        facts=facts,
        notice=NOTICE,
        levels=[format_level(level) for level in sorted(filter(None, levels))],
        is_level_unknown=None in levels,
        slices=count_of(len(records), "slice"),
        studies=count_of(content.studies, "study", "studies") if content.studies else "",
        counts=_counts(records),
        agreement=_agreement(agreement) if agreement else None,
        has_search=content.has_search,
        tumours=[figure(entry, True) for entry in tumours[:MOST_TUMOURS]],
        tumour_count=len(tumours),
        tumour_words=count_entries(tumours),
        more_tumours=Table(("Name", "Verdict", "Probability"), more),
        reading=facts.heat_map.reading if facts.heat_map else "",
        rest=[figure(entry, False) for entry in content.rest],
        rest_words=", ".join(content.rest_counts),
        rest_shown=len(content.rest) + len(unread),
        rest_count=content.rest_total,
        clear=content.clear,
        unread=Table(("File", "Reason"), unread),
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


def _name(entry: ReportEntry, name_of: Callable[[Record], str], base: str) -> str:
    if entry.study is None:
        return name_of(entry.record)
    return f"{entry.study.name(base)}, {count_of(entry.study.slices, 'slice')}; shown: {name_of(entry.record)}"


def _verdict(entry: ReportEntry) -> str:
    shown = entry.study or entry.record.finding
    return whole_verdict(shown.verdict, shown.prediction_set) if shown else ""


def _probability(entry: ReportEntry) -> str:
    found = entry.record.finding
    if entry.study:
        share = entry.study.tumour_probability
        return "" if share is None else stated_in_words((TUMOUR, share))
    return stated_in_words(found.stated_probability) if found else ""


def _figure(entry: ReportEntry, name: str, picture: str | None, heat: str | None) -> _Figure:
    found = entry.record.finding
    shown = entry.study or found
    return _Figure(
        _verdict(entry),
        _probability(entry),
        shown is not None and shown.verdict in REFUSED,
        f"{found.novelty:.2f}" if found else "",
        "; ".join(entry.reasons),
        name,
        picture,
        heat,
    )
