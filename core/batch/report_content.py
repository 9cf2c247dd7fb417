"""What a batch's report shows, and in what order: all tumours, and of the rest what a few printed pages hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.batch.study_row import StudyRow
from core.model.package import ModelPackage
from core.model.verdicts import FAILED
from core.program.wording import count_of
from core.records.record import Record
from core.records.triage import TUMOUR_REASONS, Reason, reasons, urgency

# More tumours are listed without pictures, so that the page can still be opened.
MOST_TUMOURS = 300
# Of all else, a printed page for each hundred slices that were begun.
SLICES_A_PAGE = 100
# What fits on a printed page, beside the headings, without a list of files that could not be read and with one.
_FIGURES_A_PAGE, _FIGURES_BESIDE_LIST, _LINES_A_PAGE = 9, 6, 6
MOST_PAGES = 20

_WORDS = {
    Reason.UNCERTAIN: "undecided between a tumour and none",
    Reason.OPEN_BETWEEN: "undecided between several classes",
    Reason.NEAR_BOUNDARY: "close between two classes",
    Reason.OUTSIDE: "unlike the training data",
    Reason.UNREADABLE: "could not be read",
    Reason.FOREIGN: "not a brain MRI",
}


@dataclass(frozen=True, slots=True)
class ReportedStudy:
    """A study, and the record of its slice to look at first."""

    row: StudyRow
    first: Record


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A study, or a slice that belongs to none.

    Attributes:
        record: of the slice, or of the study's slice to look at first.
        study: the row of the study, or None.
        reasons: why a person should look, in words, the most urgent first.
        reason: the most urgent one; None without any.
        urgency: the key by which entries are sorted.
    """

    record: Record
    study: StudyRow | None
    reasons: tuple[str, ...]
    reason: Reason | None
    urgency: tuple[int, float]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The entries of a report, each part with the most urgent first.

    Attributes:
        records: all that the report is about, slices of studies included.
        studies: how many studies there are.
        singles: how many slices and files belong to none.
        tumours: all of them.
        rest: what else a person should look at and can be shown, as far as there is room.
        unread: files that could not be read, as far as there is room.
        rest_counts: how many entries besides the tumours there are for each reason, in words, the most urgent first.
        clear: how many entries give no reason to look first.
        has_search: whether the model searches for tumours; one without a tumour-free class does not.
        rest_total: how many entries besides the tumours give a reason to look first.
    """

    records: tuple[Record, ...]
    studies: int
    singles: int
    tumours: tuple[ReportEntry, ...]
    rest: tuple[ReportEntry, ...]
    unread: tuple[ReportEntry, ...]
    rest_counts: tuple[str, ...]
    clear: int
    has_search: bool
    rest_total: int

    @property
    def pictures(self) -> int:
        """How many entries are shown with a picture."""
        return min(len(self.tumours), MOST_TUMOURS) + len(self.rest)


def arrange_report(
    records: Sequence[Record], studies: Sequence[ReportedStudy] = (), package: ModelPackage | None = None
) -> ReportContent:
    """Choose what the report shows.

    Args:
        records: in any order.
        studies: those that some of the records are slices of; each is shown instead of its slices.
        package: that the records were made with; None if it is not available.
    """
    inside = {path for study in studies for path in study.row.files}
    singles = [record for record in records if record.path not in inside]
    entries = [*map(_entry_of_study, studies), *(_entry(record, package) for record in singles)]
    entries.sort(key=lambda entry: entry.urgency)
    tumours = [entry for entry in entries if entry.reason in TUMOUR_REASONS]
    others = [entry for entry in entries if entry.reason and entry.reason not in TUMOUR_REASONS]
    unread = [entry for entry in others if entry.reason is Reason.UNREADABLE]
    shown = [entry for entry in others if entry.reason is not Reason.UNREADABLE]
    pages = min(MOST_PAGES, -(-len(records) // SLICES_A_PAGE))
    counts = Counter(entry.reason for entry in others)
    return ReportContent(
        records=tuple(records),
        studies=len(studies),
        singles=len(singles),
        tumours=tuple(tumours),
        rest=tuple(shown[: pages * (_FIGURES_BESIDE_LIST if unread else _FIGURES_A_PAGE)]),
        unread=tuple(unread[: pages * _LINES_A_PAGE]),
        rest_counts=tuple(f"{counts[reason]:,} {words}" for reason, words in _WORDS.items() if counts[reason]),
        clear=len(entries) - len(tumours) - len(others),
        has_search=all(record.finding is None or record.finding.tumour_probability is not None for record in records),
        rest_total=len(others),
    )


def count_entries(entries: Sequence[ReportEntry]) -> str:
    """Count studies and single slices, in words."""
    studies = sum(1 for entry in entries if entry.study)
    singles = len(entries) - studies
    parts = [count_of(studies, "study", "studies")] if studies else []
    if singles or not studies:
        parts.append(count_of(singles, "slice"))
    return " and ".join(parts)


def _entry(record: Record, package: ModelPackage | None) -> ReportEntry:
    found = reasons(record, package)
    words = tuple(reason.value for reason in found)
    if record.finding is None:
        words = (record.error or FAILED,)
    return ReportEntry(record, None, words, found[0] if found else None, urgency(record))


def _entry_of_study(study: ReportedStudy) -> ReportEntry:
    row = study.row
    return ReportEntry(study.first, row, row.reasons, row.reason, row.urgency)
