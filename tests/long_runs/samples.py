"""What a process holds: memory, open files, threads, children and temporary files; and whether that grows (Linux)."""

import ctypes
import gc
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

# In MB, over a whole run.
MEMORY_BAR_MB = 30.0
# More than as many of anything that is counted, by the line through all samples.
_COUNT_BAR = 1.0
# Beginning and end are medians of as many samples.
_ENDS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process holds at a quiet moment.

    Attributes:
        minute: since the start.
        memory_mb: of the process, after all that can be freed is freed.
        children_mb: of its children, and of theirs.
        files: open ones.
        threads: of the process.
        children: how many, and how many of theirs.
        temporary: files and folders in the temporary folder.
    """

    minute: float
    memory_mb: float
    children_mb: float
    files: int
    threads: int
    children: int
    temporary: int


def take_sample(minute: float, temporary: Path) -> Sample:
    """Free what can be freed, and look at this process.

    Args:
        minute: since the start.
        temporary: the folder for temporary files, of this process alone.
    """
    gc.collect()
    trim()
    children = children_of(os.getpid())
    return Sample(
        minute=minute,
        memory_mb=held_mb(os.getpid()),
        children_mb=sum(map(held_mb, children)),
        files=len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - names suffice
        threads=len(os.listdir("/proc/self/task")),  # noqa: PTH208
        children=len(children),
        temporary=sum(len(folders) + len(files) for _, folders, files in os.walk(temporary)),
    )


def growths(samples: Sequence[Sample]) -> dict[str, float]:
    """Return by how much each figure has grown from the first sample to the last, by the line of least squares."""
    minutes = [sample.minute for sample in samples]
    span = max(minutes) - min(minutes)
    if len(samples) < 2 or not span:
        return dict.fromkeys(_figures(), 0.0)
    return {
        name: statistics.linear_regression(minutes, [getattr(sample, name) for sample in samples]).slope * span
        for name in _figures()
    }


def faults(samples: Sequence[Sample]) -> list[str]:
    """Say what has grown above its bar, a line each.

    Args:
        samples: after the warm-up.
    """
    if len(samples) < 2:
        return [f"{len(samples)} samples after the warm-up: too few to see growth; run for longer"]
    found, grown = [], growths(samples)
    for name in _figures():
        first, last = ends(samples, name)
        if name.endswith("_mb"):
            if last - first > MEMORY_BAR_MB:
                found.append(f"{name}: {last - first:+.1f} MB, at most {MEMORY_BAR_MB:g} MB")
        elif grown[name] > _COUNT_BAR and last > first:
            found.append(f"{name}: {first:g} at first, {last:g} at last; no growth")
    return found


def ends(samples: Sequence[Sample], name: str) -> tuple[float, float]:
    """Return a figure at the beginning and at the end, each the median of some samples."""
    figures = [getattr(sample, name) for sample in samples]
    return statistics.median(figures[:_ENDS]), statistics.median(figures[-_ENDS:])


def format_samples(samples: Sequence[Sample]) -> str:
    """Format beginning, end and growth of each figure as a table of Markdown."""
    grown = growths(samples)
    lines = ["| figure | at first | at last | growth by the line through all |", "| --- | --- | --- | --- |"]
    for name in _figures():
        first, last = ends(samples, name)
        lines.append(f"| {name} | {first:.1f} | {last:.1f} | {grown[name]:+.1f} |")
    return "\n".join(lines)


def format_sample(sample: Sample) -> str:
    """Format a sample as one line."""
    return ", ".join(f"{field.name} {getattr(sample, field.name):.1f}" for field in fields(sample))


def trim() -> None:
    """Return freed memory to the system, which the C library keeps for the next use otherwise, where it can."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim:
        malloc_trim(0)


def held_mb(process: int) -> float:
    """Return the memory that a process holds, in MB; 0 if it has ended."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("utf-8").split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def children_of(process: int) -> list[int]:
    """List the children of a process, and theirs."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            numbers = [int(number) for number in task.read_text("utf-8").split()]
        except OSError:
            continue
        for number in numbers:
            found += [number, *children_of(number)]
    return found


def _figures() -> list[str]:
    return [field.name for field in fields(Sample) if field.name != "minute"]
