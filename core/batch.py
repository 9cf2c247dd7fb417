"""Many files, one after the other: read and classified on a few threads, told in their order, in constant memory."""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

from core.classifier import Classifier
from core.errors import FalxError, NoImagesError
from core.model_package import ModelPackage
from core.names import shown_name
from core.prediction import Prediction
from core.readers import find_images, read_slices
from core.records import Record, failed, predicted

_log = logging.getLogger(__name__)

# How many files each thread may be ahead of the one that is being told.
_AHEAD = 4

TUMOUR_FREE = "notumor"

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be dealt with, in one line, without its name."""

    reason: str


class SliceChoice(Enum):
    """Which slices of a volume are told."""

    ALL = "all"
    PEAK = "peak"


def find_inputs(
    paths: Iterable[str], is_recursive: bool = True, on_skipped: Callable[[Path], None] | None = None
) -> Iterator[str]:
    """Expand files and folders to files.

    Args:
        paths: as the user gave them; a folder stands for the images in it.
        is_recursive: whether folders within folders count.
        on_skipped: is told of each file in a folder that is no image.

    Yields:
        Each file, as given or joined with what was found under it.
    """
    for path in paths:
        folder = Path(path)
        if folder.is_dir():
            try:
                yield from map(str, find_images(folder, is_recursive, on_skipped))
            except NoImagesError:
                # Reading it will tell why it cannot be listed.
                yield path
        else:
            yield path


def classify_files(
    files: Iterable[str],
    package: ModelPackage,
    choice: SliceChoice = SliceChoice.ALL,
    workers: int | None = None,
) -> Iterator[list[Record]]:
    """Read and classify files.

    Args:
        files: which; consumed as the work goes on.
        package: what to classify with.
        choice: which slices of a volume are told.
        workers: threads, each with an interpreter of its own; as many as the processor has cores by default.

    Yields:
        For each file, in their order, the records of its slices, or one with the error.
    """

    def classify(path: str, classifier: Classifier) -> list[Record]:
        return _records(path, classifier, choice)

    for path, outcome in map_files(files, str, classify, package, workers):
        yield [failed(path, outcome.reason, package.title)] if isinstance(outcome, Failure) else outcome


def map_files(
    items: Iterable[Item],
    path_of: Callable[[Item], str],
    work: Callable[[Item, Classifier], Result],
    package: ModelPackage,
    workers: int | None = None,
) -> Iterator[tuple[Item, Result | Failure]]:
    """Do any work with a classifier, file by file, on a few threads and in constant memory.

    Args:
        items: one for each file; consumed as the work goes on.
        path_of: gives the path of an item.
        work: what to do, with a classifier that no other thread uses meanwhile.
        package: what to classify with.
        workers: threads, each with an interpreter of its own; as many as the processor has cores by default.

    Yields:
        Each item, in their order, with what came of it.
    """
    own = threading.local()

    def do(item: Item) -> tuple[Item, Result | Failure]:
        if not hasattr(own, "classifier"):
            own.classifier = Classifier(package, threads=1)
        try:
            return item, work(item, own.classifier)
        except FalxError as error:
            return item, Failure(str(error).removeprefix(f"{shown_name(Path(path_of(item)))}: "))
        except Exception as error:  # noqa: BLE001 - one file that nobody foresaw must not take the others down
            _log.debug("unexpected", exc_info=True)
            return item, Failure(f"cannot be classified ({type(error).__name__}: {error})")

    count = workers or available_cores()
    with ThreadPoolExecutor(count) as pool:
        yield from _in_order(pool, do, items, count * _AHEAD)


def _records(path: str, classifier: Classifier, choice: SliceChoice) -> list[Record]:
    slices = read_slices(Path(path))
    answers = [(image, classifier.predict(image, with_features=False)) for image in slices]
    if choice is SliceChoice.PEAK:
        # Air at the end of a volume is like no brain, and may be called anything.
        answers = [max(answers, key=lambda answer: (answer[1].is_in_distribution, suspicion(answer[1])))]
    return [predicted(path, image, found, classifier.package.title) for image, found in answers]


def suspicion(prediction: Prediction) -> float:
    """Tell how probable a tumour is, in [0, 1]; where no class is tumour-free, how probable the top class is."""
    if TUMOUR_FREE in prediction.classes:
        return 1.0 - float(prediction.probabilities[prediction.classes.index(TUMOUR_FREE)])
    return float(prediction.probabilities.max())


def available_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_order(
    pool: ThreadPoolExecutor, work: Callable[[Item], Result], items: Iterable[Item], ahead: int
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
