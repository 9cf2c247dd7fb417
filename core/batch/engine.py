"""Read and classify many files on a few threads: results in the order of the files, in constant memory."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from core.batch.heat_map_files import HeatFiles
from core.errors import DiskFullError, FalxError, ReaderNotStartedError, UnreadableImageError
from core.image.slice import Slice
from core.jobs.events import Cancelled
from core.jobs.waiting import await_result
from core.model.classifier import Classifier
from core.model.known_classes import TUMOUR_FREE
from core.model.package import ModelPackage
from core.program.cores import available_cores
from core.program.wording import describe_error, one_line
from core.reader_process.shared_reader import read_isolated
from core.records.record import failed, predicted
from core.records.slice_choice import SliceChoice
from core.study.file_outcome import FileOutcome, is_series_slice
from core.study.study_slice import StudySlice, summarise
from core.study.study_verdict import examine

_log = logging.getLogger(__name__)

# How many files each thread may be ahead of the one whose results are awaited.
_AHEAD = 4
# How long a file that is being read may take after the stop.
_GRACE_S = 0.3

# Reads the slices of a file while they are wanted, as `read_isolated` does.
ReadFile = Callable[[Path, Callable[[], bool]], list[Slice]]
OnWait = Callable[[], object]
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be classified.

    Attributes:
        reason: in one line, without the file's name.
        is_missing: whether it was absent or out of reach.
    """

    reason: str
    is_missing: bool = False


def _wait() -> None:
    pass


class _Stopped(Exception):  # noqa: N818 - it is no error
    """Stops the work on a file whose result is no longer wanted."""


def classify_files(
    files: Iterable[str],
    package: ModelPackage,
    choice: SliceChoice = SliceChoice.ALL,
    workers: int | None = None,
    maps: HeatFiles | None = None,
    level: float | None = None,
    has_studies: bool = False,
    read: ReadFile = read_isolated,
    on_wait: OnWait = _wait,
) -> Generator[FileOutcome, None, None]:
    """Read and classify files.

    Args:
        files: which; consumed as the work continues.
        package: what to classify with.
        choice: which slices of a volume are reported.
        workers: threads, each with its own interpreter; as many as the processor has cores by default.
        maps: where heat maps go, or None for none.
        level: share of verdicts that should be correct, as `Classifier` takes it.
        has_studies: whether to report what studies need too.
        read: reads the slices of a file; by default in a process for each thread, so that a file which crashes or hangs
            a decoder costs that file alone.
        on_wait: as `map_files` takes it.

    Yields:
        The outcome of each file, in order.

    Raises:
        ReaderNotStartedError: if there is no process to read in.
    """
    stopping = threading.Event()

    def classify(path: str, classifier: Classifier) -> FileOutcome:
        return classify_file(path, classifier, choice, maps, stopping.is_set, has_studies=has_studies, read=read)

    for path, outcome in map_files(files, str, classify, package, workers, stopping, level, on_wait):
        yield as_outcome(path, outcome, package.title)


def map_files(
    items: Iterable[Item],
    path_of: Callable[[Item], str],
    work: Callable[[Item, Classifier], Result],
    package: ModelPackage,
    workers: int | None = None,
    stopping: threading.Event | None = None,
    level: float | None = None,
    on_wait: OnWait = _wait,
) -> Iterator[tuple[Item, Result | Failure]]:
    """Do any work with a classifier, file by file, on a few threads and in constant memory.

    One picture at a time on each thread: with two cores, batches of 4 to 32 pictures were at best as fast.

    Args:
        items: one for each file; consumed as the work continues.
        path_of: gives the path of an item.
        work: what to do, with a classifier that no other thread uses meanwhile.
        package: what to classify with.
        workers: threads, each with its own interpreter; as many as the processor has cores by default.
        stopping: is set as soon as the rest is no longer wanted, for work that takes long.
        level: of the classifiers.
        on_wait: is called twice a second while a result is awaited; what it raises ends the work.

    Yields:
        Each item, in order, with its result.
    """
    own = threading.local()
    stopping = stopping or threading.Event()

    def do(item: Item) -> tuple[Item, Result | Failure]:
        if not hasattr(own, "classifier"):
            own.classifier = Classifier(package, threads=1, level=level)
        return item, attempt(lambda: work(item, own.classifier), path_of(item))

    count = workers or available_cores()
    with ThreadPoolExecutor(count) as pool:
        try:
            yield from _in_order(pool, do, items, count * _AHEAD, on_wait)
        finally:
            stopping.set()


def attempt(work: Callable[[], Result], path: str) -> Result | Failure:
    """Do the work on a file; an error becomes a failure, so that it does not stop the other files.

    Raises:
        DiskFullError: if no space is left for what it writes, which is not the file's fault.
        ReaderNotStartedError: if there is no process to read it in.
        Cancelled: if its result is no longer wanted.
    """
    try:
        return work()
    except (DiskFullError, ReaderNotStartedError, Cancelled):
        raise
    except FalxError as error:
        return Failure(error.reason_at(Path(path)), isinstance(error, UnreadableImageError) and error.is_missing)
    except Exception as error:  # noqa: BLE001 - one file with an unforeseen error
        _log.debug("unexpected", exc_info=True)
        return Failure(f"cannot be classified ({describe_error(error)})")


def as_outcome(path: str, outcome: FileOutcome | Failure, model: str) -> FileOutcome:
    """Return the outcome of a file; a failure becomes a record."""
    if isinstance(outcome, FileOutcome):
        return outcome
    return FileOutcome(path, (failed(path, outcome.reason, model),), is_missing=outcome.is_missing)


def classify_file(
    path: str,
    classifier: Classifier,
    choice: SliceChoice,
    maps: HeatFiles | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    place: Path | None = None,
    has_studies: bool = False,
    read: ReadFile = read_isolated,
) -> FileOutcome:
    """Read and classify one file.

    Args:
        path: of the file, as the records state it.
        classifier: what to classify with.
        choice: which slices of a volume are reported. For a file that is one slice of a series, its study decides; the
            outcome then holds the slice, and no map is drawn of it yet.
        maps: where heat maps go, or None for none.
        is_stopped: is asked between slices whether the result is still wanted.
        place: where the file is, if not at its path.
        has_studies: whether to report what studies need too.
        read: reads its slices.

    Raises:
        FalxError: if it cannot be read.
    """
    package = classifier.package
    slices = read(place or Path(path), _outlasting(is_stopped))
    remarks = dict.fromkeys(remark for image in slices for remark in image.remarks)
    is_peak, is_volume, is_of_series = choice is SliceChoice.PEAK, len(slices) > 1, is_series_slice(slices)
    study: list[StudySlice] = []
    if is_peak and is_volume:
        study = [_summary(path, image, classifier, is_stopped) for image in slices]
        first = examine(study, TUMOUR_FREE in package.classes, package.study_called_from).look_first
        slices = [image for image in slices if image.frame == first.frame]
    is_summarised = (has_studies or is_peak) and (is_volume or is_of_series) and not study
    if is_peak and is_of_series:
        maps = None
    records, problems = [], []
    for image in slices:
        if is_stopped():
            raise _Stopped
        found = classifier.predict(image, with_features=maps is not None or is_summarised)
        records.append(predicted(path, image, found, classifier.package.title))
        if is_summarised:
            study.append(summarise(path, image, found, classifier.package))
        if maps and (problem := maps.draw(image, found, classifier)):
            problems.append(f"{one_line(path)}: {problem}")
    shown = tuple(f"{one_line(path)}: {one_line(remark)}" for remark in remarks)
    return FileOutcome(path, tuple(records), tuple(problems), remarks=shown, study=tuple(study))


def _outlasting(is_stopped: Callable[[], bool]) -> Callable[[], bool]:
    """Return whether a file is wanted: for a moment after the stop too, as a process that is given up starts again."""
    ends_at: list[float] = []

    def is_wanted() -> bool:
        if not is_stopped():
            return True
        ends_at[:] = ends_at or [time.monotonic() + _GRACE_S]
        return time.monotonic() < ends_at[0]

    return is_wanted


def _summary(path: str, image: Slice, classifier: Classifier, is_stopped: Callable[[], bool]) -> StudySlice:
    if is_stopped():
        raise _Stopped
    return summarise(path, image, classifier.predict(image), classifier.package)


def _in_order(
    pool: ThreadPoolExecutor, work: Callable[[Item], Result], items: Iterable[Item], ahead: int, on_wait: OnWait
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= ahead:
                yield await_result(waiting.popleft(), on_wait)
        while waiting:
            yield await_result(waiting.popleft(), on_wait)
    finally:
        for future in waiting:
            future.cancel()
