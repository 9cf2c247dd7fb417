"""Benchmark of the memory of a batch of very many files: the growth from the first thousand to the last.

The files are hard links to a few pictures, so that 100,000 take no room: `python -m bench many_files --files 100000`.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.comparison import Bar, Comparison
from bench.folder import run
from bench.own_process import FILES
from core.batch.request import BatchRequest
from core.batch.run_batch import run_batch
from core.jobs.events import Progress
from core.model.store import shipped_package
from core.records.record import Record

_GROWTH_BAR = Bar(30, is_least=False)
_DEFAULT, _FIRST = 3_000, 1_000


def measure() -> list[Comparison]:
    """Classify them."""
    count = int(os.environ.get(FILES, _DEFAULT))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "many"
        link_heads(folder, count)
        first, last = memory_mb(folder, min(_FIRST, count // 2))
    return [
        Comparison(
            f"memory after the last of {count} files, less that after the first {min(_FIRST, count // 2)}",
            last,
            first,
            "MB",
            last - first,
            _GROWTH_BAR,
        )
    ]


def link_heads(folder: Path, count: int) -> None:
    """Fill a folder with a number of hard links to a few drawn heads."""
    drawn = folder.parent / "drawn"
    drawn.mkdir()
    folder.mkdir()
    # In its own process, so that the memory it takes is not there to be used again.
    run(["-m", "bench.images", "draw", str(drawn)])
    originals = sorted(drawn.iterdir())
    for index in range(count):
        (folder / f"{index:06d}.jpg").hardlink_to(originals[index % len(originals)])


def memory_mb(folder: Path, first: int) -> tuple[float, float]:
    """Classify a folder; returns the memory held after the first files, and after the last, in MB."""
    first_mb: list[float] = []

    def report(progress: Progress) -> None:
        if progress.done == first and not first_mb:
            first_mb.append(_held_mb())

    def forget(records: Sequence[Record]) -> None:
        pass

    results = folder.parent
    request = BatchRequest((str(folder),), shipped_package(), results / "records.jsonl", results / "records.csv")
    run_batch(request, report, forget)
    return first_mb[0], _held_mb()


def _held_mb() -> float:
    """Memory that this process holds now; at most so far, if the system does not report it."""
    held = Path("/proc/self/statm")
    if held.exists():
        return int(held.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
