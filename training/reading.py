"""Reading the images of rows, each once: what one file does wrong, foreseen or not, is that file's alone."""

import logging
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from core.errors import FalxError
from core.jobs import Pace, Report
from core.names import one_line, shown_name
from core.readers import read_slices
from core.slice import Slice
from training.rows import Row

_log = logging.getLogger(__name__)

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


def read_row(row: Row, work: Callable[[list[Slice]], Found]) -> Found | Unreadable:
    """Read the slices of a row's file and make something of them."""
    try:
        return work(read_slices(row.path))
    except FalxError as error:
        return Unreadable(row, str(error).removeprefix(f"{shown_name(row.path)}: "))
    except Exception as error:  # noqa: BLE001 - one file that nobody foresaw must not take the others down
        _log.debug("unexpected", exc_info=True)
        return Unreadable(row, one_line(f"cannot be read ({type(error).__name__}: {error})"))


def read_each(
    rows: Sequence[Row], work: Callable[[Row, list[Slice]], Found], threads: int, report: Report
) -> Generator[tuple[Row, Found | Unreadable], None, None]:
    """Read the files of rows on several threads, and make something of the slices of each.

    Close the iterator where it is left early, so that nobody waits for what has not begun.

    Args:
        rows: what to read.
        work: is given a row and its slices, on any thread.
        threads: that read.
        report: is told of the progress.

    Yields:
        Each row in their order, with what was made of it or why it could not be read.
    """
    pace = Pace("Reading images", len(rows), report)
    pool = ThreadPoolExecutor(threads)
    try:
        outcomes = pool.map(lambda row: read_row(row, lambda slices: work(row, slices)), rows)
        for index, (row, outcome) in enumerate(zip(rows, outcomes, strict=True), start=1):
            yield row, outcome
            if index % 100 == 0 or index == len(rows):
                pace.tell(index)
    finally:
        pool.shutdown(cancel_futures=True)
