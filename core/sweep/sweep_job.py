"""A sweep as a job of the window: reads the stack again and classifies it slice by slice."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from core.batch.engine import Failure, attempt, map_files
from core.errors import UnreadableImageError
from core.image.slice import Slice
from core.jobs.child import JobPipe
from core.jobs.events import ProgressReporter
from core.jobs.throttle import Throttle
from core.model.classifier import Classifier
from core.model.package import ModelPackage
from core.model.store import package_in_use
from core.program.wording import count_of
from core.reader_process.exchange import IsWanted
from core.reader_process.shared_reader import read_isolated, shared_reader
from core.readers.archive import take_passwords
from core.study.study_slice import StudySlice
from core.sweep.measured_performance import study_performance
from core.sweep.request import SweepRequest, SweptFile
from core.sweep.result import SweepEnd, SweepStart, SweptSlice
from core.sweep.sweep_verdicts import end_sweep, sweep_slice

# More often than this, the window would repaint more than can be seen.
_SECONDS_BETWEEN_PARTS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A slice to classify: its image, or the file to read it from, or why there is none."""

    index: int
    file: SweptFile
    image: Slice | None = None
    failure: Failure | None = None


def run(request: SweepRequest, pipe: JobPipe) -> SweepEnd:
    """Classify a stack. A `SweepStart` comes first, then lists of `SweptSlice`, in the order of the stack.

    Args:
        request: the stack.
        pipe: to the window.

    Returns:
        What the slices say of the study.

    Raises:
        InvalidPackageError: if the model cannot be used.
    """
    # While the model is opened.
    shared_reader().warm_up()
    take_passwords(request.passwords)
    package = ModelPackage.open(package_in_use(request.model))
    pipe.send_part(
        SweepStart(
            package.title, package.levels, study_performance(package.metrics, package.studies_measured, package.title)
        )
    )
    reporter = ProgressReporter("Classifying slices", request.count, pipe.report)
    telling = Throttle(_SECONDS_BETWEEN_PARTS)
    fresh: list[SweptSlice] = []
    done: list[SweptSlice] = []
    studies: list[StudySlice] = []

    stopping = threading.Event()

    def is_wanted() -> bool:
        return not (stopping.is_set() or pipe.is_cancelled)

    def work(task: _Task, classifier: Classifier) -> tuple[SweptSlice, StudySlice] | Failure:
        return task.failure or _classify(task, classifier, is_wanted)

    reporter.report(0)
    results = map_files(
        _tasks(request, is_wanted),
        lambda task: str(task.file.path),
        work,
        package,
        stopping=stopping,
        on_wait=pipe.check,
    )
    for task, result in results:
        if isinstance(result, Failure):
            swept = SweptSlice(task.index, error=result.reason)
        else:
            swept, study = result
            studies.append(study)
        fresh.append(swept)
        done.append(swept)
        if telling.is_due():
            telling.restart()
            pipe.send_part(fresh)
            fresh = []
        reporter.report(len(done))
    pipe.send_part(fresh)
    return end_sweep(done, studies, package)


def _tasks(request: SweepRequest, is_wanted: IsWanted) -> Iterator[_Task]:
    """Give a task for each slice. A file of one slice is read where it is classified, others are read once."""
    for file in request.files:
        if len(file.windows) == 1:
            yield _Task(file.first, file)
            continue
        images = attempt(lambda file=file: _read(file, is_wanted), str(file.path))  # type: ignore[misc]
        for place in range(len(file.windows)):
            if isinstance(images, Failure):
                yield _Task(file.first + place, file, failure=images)
            else:
                yield _Task(file.first + place, file, images[place])


def _read(file: SweptFile, is_wanted: IsWanted) -> list[Slice]:
    windows = [window for window in file.windows if window]
    if file.is_of_series:
        images = shared_reader().read_of_stack(file.path, windows, is_wanted)
    else:
        images = read_isolated(file.path, is_wanted)
    if not windows:
        # Shown by itself, a file of several frames is seen at the middle one.
        return [images[len(images) // 2]]
    if len(images) != len(file.windows):
        raise UnreadableImageError(
            subject=file.path,
            expected=count_of(len(file.windows), "slice"),
            got=f"{len(images):,}: the file has changed",
            advice="open it again",
        )
    return images


def _classify(task: _Task, classifier: Classifier, is_wanted: IsWanted) -> tuple[SweptSlice, StudySlice]:
    image = task.image or _read(task.file, is_wanted)[0]
    window = task.file.windows[task.index - task.file.first]
    return sweep_slice(image, window, task.index, str(task.file.path), classifier)
