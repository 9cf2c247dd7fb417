"""Reopen a finished batch: its rows, read from its file. A job of the window."""

from core.batch.batch_job import ROWS_AT_A_TIME, STUDIES_AT_A_TIME, row_of
from core.batch.model_in_use import package_if_there
from core.batch.row import BatchRow
from core.batch.saved_batch import SavedBatch
from core.batch.saved_records import recorded
from core.batch.saved_studies import kept_studies
from core.jobs.child import JobPipe
from core.jobs.events import Progress
from core.records.folder_agreement import Agreement, AgreementCounter

PHASE = "Reading results"


def read_rows(saved: SavedBatch, pipe: JobPipe) -> Agreement | None:
    """Send the rows of a batch, those of its studies first, then the others some at a time.

    Its model need not be installed any more.

    Args:
        saved: the batch.
        pipe: to the window.

    Returns:
        How far the predictions agree with the folders' names, where those are classes.

    Raises:
        InvalidRecordsError: if its file cannot be read.
    """
    source, package = recorded(saved), package_if_there(saved.plan)
    counter, total, done = AgreementCounter(source.classes), sum(saved.verdicts.values()), 0
    rows: list[BatchRow] = []
    pipe.report(Progress(PHASE, 0, total))
    studies = list(kept_studies(saved))
    for start in range(0, len(studies), STUDIES_AT_A_TIME):
        pipe.send_part(studies[start : start + STUDIES_AT_A_TIME])
    for record, _ in source.read():
        counter.add(record)
        rows.append(row_of(record, package))
        if len(rows) == ROWS_AT_A_TIME:
            done += len(rows)
            pipe.send_part(rows)
            pipe.report(Progress(PHASE, done, total))
            rows = []
    if rows:
        pipe.send_part(rows)
    return counter.agreement()
