"""A batch as a job of the window: its records go to disk at once, and to the window a few times a second."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.batch.model_in_use import package_of
from core.batch.request import BatchRequest, BatchSummary
from core.batch.row import BatchRemarks, BatchRow
from core.batch.saved_batch import SavedBatch, save_state
from core.batch.session import run_batch
from core.jobs.child import Wire
from core.jobs.events import Progress
from core.jobs.throttle import Throttle
from core.model.package import ModelPackage
from core.model.verdicts import FAILED
from core.records.agreement import true_class
from core.records.record import Record
from core.records.slice_choice import SliceChoice
from core.records.triage import reasons, urgency

_SECONDS_BETWEEN_PARTS = 0.2
_SECONDS_BETWEEN_STATES = 1.0
# The rest of the remarks is only counted.
_MOST_REMARKS = 10


def run(saved: SavedBatch, wire: Wire) -> BatchSummary:
    """Classify what a saved batch asks for, or the rest of it; its rows are sent as parts, those on disk first.

    The remarks on its files are sent as parts too: each `BatchRemarks` replaces the one before. The reasons why heat
    maps are missing are logged.

    Args:
        saved: the batch; its file of records is made or continued.
        wire: to the window.

    Returns:
        The result of the batch, earlier runs included.

    Raises:
        FalxError: if the batch cannot be done; `InvalidPackageError` if the model that it was started with is missing.
    """
    plan = saved.plan
    package = package_of(plan)
    request = BatchRequest(
        paths=plan.paths,
        model=package,
        jsonl=saved.records,
        heatmaps=Path(plan.heatmaps) if plan.heatmaps else None,
        slices=SliceChoice(plan.slices),
        level=plan.level,
        is_recursive=plan.is_recursive,
        is_resumed=saved.records.exists(),
        folders=saved.folders,
    )
    teller = _Teller(saved, wire, package)
    try:
        summary = run_batch(request, teller.report, teller.tell, wire.log, teller.remark)
    except BaseException:
        teller.end(is_finished=False)
        raise
    teller.end(is_finished=True)
    return summary


def row_of(record: Record, package: ModelPackage | None = None) -> BatchRow:
    """Make the row of a record.

    Args:
        record: which.
        package: that it was made with; None where it is not to be had.
    """
    found = record.finding
    if found is None:
        return BatchRow(record.path, record.frame, FAILED, error=record.error or "", urgency=_one_figure(record))
    classes = tuple(found.probabilities)
    return BatchRow(
        path=record.path,
        frame=record.frame,
        verdict=found.verdict,
        label=found.label,
        classes=classes,
        probabilities=tuple(found.probabilities.values()),
        prediction_set=found.prediction_set,
        novelty=found.novelty,
        reasons=tuple(reason.value for reason in reasons(record, package)),
        urgency=_one_figure(record),
        truth=true_class(record.path, classes) or "",
        tumour_probability=found.tumour_probability,
    )


def _one_figure(record: Record) -> float:
    # A list of plain numbers is sorted several times as fast as one of pairs.
    rank, closeness = urgency(record)
    return rank + 0.999 * closeness


class _Teller:
    """Gathers rows, and saves the progress of the batch."""

    def __init__(self, saved: SavedBatch, wire: Wire, package: ModelPackage) -> None:
        self._saved, self._wire, self._package = saved, wire, package
        self._rows: list[BatchRow] = []
        self._remarks, self._has_more_remarks = BatchRemarks(), False
        self._verdicts: Counter[str] = Counter()
        self._progress: Progress | None = None
        self._telling, self._writing = Throttle(_SECONDS_BETWEEN_PARTS), Throttle(_SECONDS_BETWEEN_STATES)

    def tell(self, records: Sequence[Record]) -> None:
        self._rows += [row_of(record, self._package) for record in records]
        self._verdicts.update(record.verdict or FAILED for record in records)
        if self._telling.is_due():
            self._hand_over()

    def remark(self, text: str) -> None:
        first = self._remarks.first
        self._remarks = BatchRemarks(self._remarks.count + 1, (*first, text) if len(first) < _MOST_REMARKS else first)
        self._has_more_remarks = True

    def report(self, progress: Progress) -> None:
        self._progress = progress
        is_counted = progress.total > 0 and self._saved.total == 0
        if is_counted or self._writing.is_due():
            self._writing.restart()
            self._save(progress)
        self._wire.report(progress)

    def end(self, is_finished: bool) -> None:
        self._hand_over()
        if self._progress and is_finished:
            save_state(self._saved, self._progress.done, self._progress.total, True, self._verdicts)
        elif self._progress:
            self._save(self._progress)

    def _save(self, progress: Progress) -> None:
        # A resumed batch restarts its count, and does not count what is in a folder that is missing.
        done, total = max(progress.done, self._saved.done), progress.total or self._saved.total
        self._saved = save_state(self._saved, done, total, is_finished=False)

    def _hand_over(self) -> None:
        self._telling.restart()
        if self._has_more_remarks:
            self._wire.tell(self._remarks)
            self._has_more_remarks = False
        if self._rows:
            self._wire.tell(self._rows)
            self._rows = []
