"""Benchmark of classifying a folder in a fresh process: against its own limit and Keras, and its memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.comparison import Bar, Comparison, alternate

RATE_BAR, LIMIT_BAR, MEMORY_BAR = Bar(2, is_least=True), Bar(0.85, is_least=True), Bar(1.1, is_least=False)

_ROUNDS = 3
_FEW = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A process that has ended: its seconds, its peak memory in MB, and what it printed."""

    seconds: float
    peak_mb: float
    output: str


def run(command: Sequence[str]) -> Run:
    """Run a Python command as a fresh process."""
    with tempfile.TemporaryFile("w+") as printed:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *command], stdout=printed, stderr=subprocess.DEVNULL)
        # Not `wait`: this also returns the memory of this very child.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command[1]} ended with status {process.returncode}")
        printed.seek(0)
        return Run(seconds, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3), printed.read())


def measure() -> list[Comparison]:
    """Compare the two."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, note = _images(Path(temporary))
        files = sorted(map(str, folder.rglob("*.jpg")))
        # A file of records is not overwritten.
        results = (str(Path(temporary) / f"results-{number}.csv") for number in count())
        keras_alone: list[float] = []

        def keras() -> float:
            ended = run(["-m", "bench.keras_folder", str(folder)])
            keras_alone.append(float(ended.output.splitlines()[-1]))
            return ended.seconds

        def falx() -> float:
            return run(["-m", "falx", "classify", str(folder), "--csv", next(results)]).seconds

        def limit() -> float:
            # The seconds of decoding alone, and of the network alone.
            return sum(map(float, run(["-m", "bench.folder_limit", str(folder)]).output.split()))

        ours, theirs, best = alternate([falx, keras, limit], _ROUNDS)
        many, few = alternate(
            [
                lambda: run(["-m", "falx", "classify", *files, "--csv", next(results)]).peak_mb,
                lambda: (
                    run(
                        ["-m", "falx", "classify", *files[:: len(files) // _FEW][:_FEW], "--csv", next(results)]
                    ).peak_mb
                ),
            ],
            _ROUNDS,
        )
    started = sorted(keras_alone)[len(keras_alone) // 2]
    rate, keras_rate, started_rate = len(files) / ours, len(files) / theirs, len(files) / started
    return [
        Comparison(
            "folder, start-up included, against decoding and network one after the other",
            rate,
            len(files) / best,
            "images/s",
            best / ours,
            LIMIT_BAR,
            note,
        ),
        Comparison(
            "folder, start-up included, against Keras", rate, keras_rate, "images/s", rate / keras_rate, RATE_BAR, note
        ),
        Comparison(
            "folder, start-up included, against Keras after its start-up",
            rate,
            started_rate,
            "images/s",
            rate / started_rate,
        ),
        Comparison(f"peak memory of all {len(files)} images, against {_FEW}", many, few, "MB", many / few, MEMORY_BAR),
    ]


def _images(temporary: Path) -> tuple[Path, str]:
    """Find the official Testing images, or draw heads; returns their folder and what they are."""
    found = run(["-m", "bench.images", "find"]).output.strip()
    if found:
        return Path(found), "official Testing images"
    folder = temporary / "heads"
    folder.mkdir()
    run(["-m", "bench.images", "draw", str(folder)])
    return folder, "drawn heads"
