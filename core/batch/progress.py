"""Progress of a batch: files done, records counted, verdicts, and when to report them."""

import time
from collections import Counter
from collections.abc import Sequence

from core.batch.inputs import GivenFolders, InputCounter
from core.jobs.events import Progress, Report
from core.jobs.throttle import Throttle
from core.model.verdicts import FAILED
from core.records.folder_agreement import AgreementCounter
from core.records.record import Record

PHASE = "Classifying images"

# Files that an earlier run classified go by fast; reporting each would take longer than skipping it.
_SECONDS_BETWEEN_SKIPS = 0.1


class BatchProgress:
    """Counts files and records, and reports the progress of the batch.

    Attributes:
        done: files that are finished, by this run or an earlier one.
        awaited: recorded files that the walk over the folders has not reached yet; they are no work of this run.
        verdicts: how many records there are of each.
        agreement: of the verdicts with the names of folders.
    """

    def __init__(
        self, folders: GivenFolders, counter: InputCounter, report: Report, classes: Sequence[str], awaited: int
    ) -> None:
        """Start to count.

        Args:
            folders: that were given.
            counter: of the inputs.
            report: is called with the progress.
            classes: that the model knows.
            awaited: number of recorded files.
        """
        self._folders, self._counter, self._report = folders, counter, report
        self.done, self.awaited = 0, awaited
        self.verdicts: Counter[str] = Counter()
        self.agreement = AgreementCounter(classes)
        self._fresh_files = self._fresh_records = 0
        # The pace is that of the work, which starts after what an earlier run recorded.
        self._started = self._begun = time.monotonic()
        self._throttle = Throttle(_SECONDS_BETWEEN_SKIPS)
        self._last = (0, 0)

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.monotonic() - self._started

    def begin_work(self, awaited: int) -> None:
        """Measure the pace from now on, with a number of recorded files that the walk has still to reach."""
        self.awaited = awaited
        self._begun = time.monotonic()

    def add_kept(self, records: Sequence[Record]) -> None:
        """Count records of an earlier run."""
        for record in records:
            self.verdicts[record.verdict or FAILED] += 1
            self.agreement.add(record)

    def add_fresh(self, records: Sequence[Record]) -> None:
        """Count records of this run."""
        self.add_kept(records)
        self._fresh_records += len(records)

    def add_file(self) -> None:
        """Count a file that this run has finished."""
        self._fresh_files += 1
        self.done += 1

    def report(self) -> None:
        """Report the progress."""
        self._throttle.restart()
        seconds, total, reached = time.monotonic() - self._begun, self._total, self._reached
        left = seconds / self._fresh_files * (total - reached) if total and self._fresh_files else None
        values = {"images per second": self._fresh_records / seconds} if self._fresh_records else {}
        self._last = (reached, total)
        self._report(Progress(PHASE, reached, total, left, values))

    def report_seldom(self) -> None:
        """Report the progress, unless that was done a moment ago."""
        if self._throttle.is_due():
            self.report()

    def report_rest(self) -> None:
        """Report the progress, unless this very state was reported already."""
        if self._last != (self._reached, self._total):
            self.report()

    @property
    def _total(self) -> int:
        # The number of files in a folder that is missing is unknown.
        return 0 if self._folders.lost else self._counter.total

    @property
    def _reached(self) -> int:
        reached, total = self.done + self.awaited, self._total
        return min(reached, total) if total else reached
