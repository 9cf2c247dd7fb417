"""A batch as a job of the window: its records go to disk at once, and to the window a few times a second."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.batch.model_in_use import package_of
from core.batch.request import BatchRequest, BatchSummary
from core.batch.row import BatchRemarks, BatchRow
from core.batch.run_batch import run_batch
from core.batch.saved_batch import SavedBatch, note_folders, save_state, written_to
from core.batch.saved_studies import keep_study, kept_studies
from core.batch.studies import StudyListener
from core.batch.study_row import study_row_of
from core.jobs.child import JobPipe
from core.jobs.events import Progress
from core.jobs.throttle import Throttle
from core.model.package import ModelPackage
from core.model.verdicts import FAILED
from core.reader_process.shared_reader import shared_reader
from core.records.folder_agreement import true_class
from core.records.record import Record
from core.records.slice_choice import SliceChoice
from core.records.triage import reasons, urgency
from core.study.study_record import StudyRecord

_SECONDS_BETWEEN_PARTS = 0.2
_SECONDS_BETWEEN_STATES = 1.0
# Few enough for the window to take them between two frames.
ROWS_AT_A_TIME, STUDIES_AT_A_TIME = 500, 100
# The rest of the remarks is only counted.
_MOST_REMARKS = 10


def run(saved: SavedBatch, pipe: JobPipe) -> BatchSummary:
    """Classify what a saved batch asks for, or the rest of it; its rows are sent as parts, those on disk first.

    The rows of a series are sent once all of it is classified, after its `StudyRow`; those of a volume too. A part is a
    list of rows of one of the two kinds. The remarks on its files are sent as parts too: each `BatchRemarks` replaces
    the one before. The reasons why heat maps are missing are logged.

    Args:
        saved: the batch; its file of records is made or continued.
        pipe: to the window.

    Returns:
        The result of the batch, earlier runs included.

    Raises:
        FalxError: if the batch cannot be done; `NoImagesError` if it begins and what it is to classify is missing,
            `InvalidPackageError` if the model that it was started with is.
    """
    # While the model is opened.
    shared_reader().warm_up()
    if saved.folders is None:
        saved = note_folders(saved)
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
        folders=saved.folders or (),
        studies=saved.studies,
    )
    reporter = _BatchReporter(saved, pipe, package)
    try:
        listener = StudyListener(reporter.await_series, reporter.send_study)
        with written_to(saved.folder):
            summary = run_batch(
                request, reporter.report, reporter.send_records, pipe.log, reporter.remark, listener, on_wait=pipe.check
            )
    except BaseException:
        reporter.end(is_finished=False)
        raise
    reporter.end(is_finished=True)
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
        input_sha256=record.input_sha256 or "",
        window=found.window,
    )


def _one_figure(record: Record) -> float:
    # A list of plain numbers is sorted several times as fast as one of pairs.
    rank, closeness = urgency(record)
    return rank + 0.999 * closeness


class _BatchReporter:
    """Gathers rows, and saves the progress of the batch."""

    def __init__(self, saved: SavedBatch, pipe: JobPipe, package: ModelPackage) -> None:
        self._saved, self._pipe, self._package = saved, pipe, package
        self._rows: list[BatchRow] = []
        self._studies = list(kept_studies(saved))
        # Of series that are not complete: which one a file is of, and the rows so far.
        self._series: dict[str, tuple[str, str]] = {}
        self._held: dict[tuple[str, str], list[BatchRow]] = {}
        self._remarks, self._has_more_remarks = BatchRemarks(), False
        self._verdicts: Counter[str] = Counter()
        self._progress: Progress | None = None
        self._throttle, self._writing = Throttle(_SECONDS_BETWEEN_PARTS), Throttle(_SECONDS_BETWEEN_STATES)

    def send_records(self, records: Sequence[Record]) -> None:
        for record in records:
            series = self._series.pop(record.path, None)
            rows = self._held.setdefault(series, []) if series else self._rows
            rows.append(row_of(record, self._package))
        self._verdicts.update(record.verdict or FAILED for record in records)
        if self._throttle.is_due():
            self._send()

    def await_series(self, path: str, series: str) -> None:
        self._series[path] = (str(Path(path).parent), series)

    def send_study(self, record: StudyRecord) -> None:
        if row := study_row_of(record, self._package.classes):
            keep_study(self._saved, row)
            self._studies.append(row)
        if record.series:
            self._rows += self._held.pop((record.path, record.series), [])

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
        self._pipe.report(progress)

    def end(self, is_finished: bool) -> None:
        for rows in self._held.values():
            self._rows += rows
        self._send()
        if self._progress and is_finished:
            save_state(self._saved, self._progress.done, self._progress.total, True, self._verdicts)
        elif self._progress:
            self._save(self._progress)

    def _save(self, progress: Progress) -> None:
        # A resumed batch restarts its count, and does not count what is in a folder that is missing.
        done, total = max(progress.done, self._saved.done), progress.total or self._saved.total
        self._saved = save_state(self._saved, done, total, is_finished=False)

    def _send(self) -> None:
        self._throttle.restart()
        if self._has_more_remarks:
            self._pipe.send_part(self._remarks)
            self._has_more_remarks = False
        for start in range(0, len(self._studies), STUDIES_AT_A_TIME):
            self._pipe.send_part(self._studies[start : start + STUDIES_AT_A_TIME])
        self._studies = []
        for start in range(0, len(self._rows), ROWS_AT_A_TIME):
            self._pipe.send_part(self._rows[start : start + ROWS_AT_A_TIME])
        self._rows = []
