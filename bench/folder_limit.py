"""`python -m bench.folder_limit FOLDER`: the fastest that a folder could be classified.

Decodes all its JPEG files, then runs the network on the results, each with nothing else to do and on as many
threads as Falx uses. Prints the seconds of each: decoding, and the network as the better of one interpreter on all
threads and of one on each.
"""

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.model.classifier import Classifier, FloatArray
from core.program.cores import available_cores
from core.readers import read_slices


def main(folder: Path) -> None:
    """Measure and print."""
    workers = available_cores()
    paths = sorted(folder.rglob("*.jpg"))
    framer = Classifier.open(threads=1)

    def decode(path: Path) -> FloatArray:
        return framer.prepare(read_slices(path)[0])[0]

    # The first of each kind opens what it needs.
    decode(paths[0])
    pixels: list[FloatArray] = []
    print(_seconds(lambda: pixels.extend(_on_threads(decode, paths, workers))))
    together = [Classifier.open(threads=workers)]
    separate = [Classifier.open(threads=1) for _ in range(workers)]
    print(min(_seconds(lambda ways=ways: _run(ways, pixels)) for ways in (together, separate)))


def _on_threads(work: Callable[[Path], FloatArray], paths: Sequence[Path], workers: int) -> list[FloatArray]:
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, paths))


def _run(classifiers: Sequence[Classifier], pixels: Sequence[FloatArray]) -> None:
    def run(index: int) -> None:
        for each in pixels[index :: len(classifiers)]:
            classifiers[index].run(each)

    with ThreadPoolExecutor(len(classifiers)) as pool:
        list(pool.map(run, range(len(classifiers))))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
