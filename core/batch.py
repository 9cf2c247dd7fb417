"""Many files, one after the other: read and classified on a few threads, told in their order, in constant memory."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from core.classifier import Classifier
from core.errors import FalxError, NoImagesError
from core.model_package import ModelPackage
from core.names import shown_name
from core.prediction import Prediction
from core.readers import find_images, read_slices
from core.records import Record, failed, predicted
from core.slice import Slice

# How many files each thread may be ahead of the one that is being told.
_AHEAD = 4

TUMOUR_FREE = "notumor"


class SliceChoice(Enum):
    """Which slices of a volume are told."""

    ALL = "all"
    PEAK = "peak"


@dataclass(frozen=True, slots=True, eq=False)
class Classified:
    """A record, and for a slice that was read the slice itself."""

    record: Record
    image: Slice | None


def find_inputs(paths: Iterable[str], is_recursive: bool = True) -> Iterator[str]:
    """Expand files and folders to files.

    Args:
        paths: as the user gave them; a folder stands for the images in it.
        is_recursive: whether folders within folders count.

    Yields:
        Each file, as given or joined with what was found under it.
    """
    for path in paths:
        folder = Path(path)
        if folder.is_dir():
            try:
                yield from map(str, find_images(folder, is_recursive))
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
    with_features: bool = False,
) -> Iterator[list[Classified]]:
    """Read and classify files.

    Args:
        files: which; consumed as the work goes on.
        package: what to classify with.
        choice: which slices of a volume are told.
        workers: threads, each with an interpreter of its own; as many as the processor has cores by default.
        with_features: whether the feature maps, which a heat map needs, are kept.

    Yields:
        For each file, in their order, its slices, or one record with the error.
    """
    own = threading.local()

    def classify(path: str) -> list[Classified]:
        if not hasattr(own, "classifier"):
            own.classifier = Classifier(package, threads=1)
        try:
            slices = read_slices(Path(path))
        except FalxError as error:
            reason = str(error).removeprefix(f"{shown_name(Path(path))}: ")
            return [Classified(failed(path, reason, package.title), None)]
        answers = [(image, own.classifier.predict(image, with_features=with_features)) for image in slices]
        if choice is SliceChoice.PEAK:
            answers = [max(answers, key=lambda answer: suspicion(answer[1]))]
        return [Classified(predicted(path, image, found, package.title), image) for image, found in answers]

    count = workers or available_cores()
    with ThreadPoolExecutor(count) as pool:
        yield from _in_order(pool, classify, files, count * _AHEAD)


def suspicion(prediction: Prediction) -> float:
    """Tell how probable a tumour is, in [0, 1]; where no class is tumour-free, how probable the top class is."""
    if TUMOUR_FREE in prediction.classes:
        return 1.0 - float(prediction.probabilities[prediction.classes.index(TUMOUR_FREE)])
    return float(prediction.probabilities.max())


def available_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_order(
    pool: ThreadPoolExecutor, work: Callable[[str], list[Classified]], files: Iterable[str], ahead: int
) -> Iterator[list[Classified]]:
    waiting: deque[Future[list[Classified]]] = deque()
    try:
        for path in files:
            waiting.append(pool.submit(work, path))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
