"""Read the images of rows, each once; an error in one file, even an unforeseen one, affects that file alone."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from core.batch.inputs import FoldersRead
from core.errors import FalxError, ReaderNotStartedError
from core.image.slice import Slice
from core.jobs.events import Cancelled, ProgressReporter, Report
from core.jobs.waiting import await_result
from core.program.wording import count_of, describe_error, one_line, shown_name
from core.reader_process.exchange import IsWanted
from core.reader_process.shared_reader import read_isolated
from training.dataset.rows import Row

_log = logging.getLogger(__name__)

# How many images are named, after the first, that were read with a remark.
_NAMED = 3

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that could not be read, and why."""

    row: Row
    reason: str

    @property
    def line(self) -> str:
        """The name of its file and the reason, in one line."""
        return f"{shown_name(self.row.path)}: {self.reason}"


def read_row(row: Row, work: Callable[[list[Slice]], Found], is_wanted: IsWanted = lambda: True) -> Found | Unreadable:
    """Read the slices of a row's file in a separate process, and pass them to a function.

    Raises:
        ReaderNotStartedError: if there is no process to read it in.
        Cancelled: if it is no longer wanted.
    """
    try:
        return work(read_isolated(row.path, is_wanted))
    except (ReaderNotStartedError, Cancelled):
        raise
    except FalxError as error:
        return Unreadable(row, error.reason_at(row.path))
    except Exception as error:  # noqa: BLE001 - one file with an unforeseen error must not stop the others
        _log.debug("unexpected", exc_info=True)
        return Unreadable(row, f"cannot be read ({describe_error(error)})")


def read_each(
    rows: Sequence[Row],
    work: Callable[[Row, list[Slice]], Found],
    threads: int,
    report: Report,
    folders: FoldersRead | None = None,
) -> Generator[tuple[Row, Found | Unreadable], None, None]:
    """Read the files of rows on several threads, and pass the slices of each to a function.

    At the end, log how many were read with a remark. Close the iterator if it is left early, so that the pending
    reads are cancelled.

    Args:
        rows: what to read.
        work: is given a row and its slices, on any thread.
        threads: that read.
        report: is called with the progress, and while an image takes long.
        folders: that images were read from before; by default none.

    Yields:
        Each row in order, with its result or why it could not be read.

    Raises:
        ReaderNotStartedError: if there is no process to read in.
        LostFolderError: if the folder of images disappears meanwhile.
    """
    folders = folders or FoldersRead("reconnect or restore it, then start again")
    remarks: dict[Row, str] = {}

    def work_on(row: Row, slices: list[Slice]) -> Found:
        if remark := next((remark for image in slices for remark in image.remarks), ""):
            remarks[row] = remark
        return work(row, slices)

    def read(row: Row) -> Found | Unreadable:
        return read_row(row, lambda slices: work_on(row, slices), lambda: not stopping.is_set())

    reporter, stopping = ProgressReporter("Reading the images", len(rows), report), threading.Event()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="falx images")
    try:
        reading = deque(pool.submit(read, row) for row in rows)
        for index, row in enumerate(rows, start=1):
            found = await_result(reading.popleft(), reporter.repeat)
            if isinstance(found, Unreadable):
                folders.require(row.path)
            else:
                folders.note(row.path)
            yield row, found
            if index % 100 == 0 or index == len(rows):
                reporter.report(index)
        _tell(rows, remarks)
    finally:
        stopping.set()
        pool.shutdown(cancel_futures=True)


def _tell(rows: Sequence[Row], remarks: Mapping[Row, str]) -> None:
    """Describe how many images were read with a remark, with that of the first and the names of a few more."""
    if not remarks:
        return
    first, *others = (row for row in rows if row in remarks)
    line = f"{count_of(len(remarks), 'image')} {'was' if len(remarks) == 1 else 'were'} read with a remark"
    line += f"{'; the first' if others else ''}, {shown_name(first.path)}: {remarks[first].rstrip('.')}"
    if others:
        names = ", ".join(shown_name(row.path) for row in others[:_NAMED])
        line += f"; others: {names}{', …' if len(others) > _NAMED else ''}"
    _log.info("%s", one_line(line))
