"""Benchmark of stalls: how long the window blocks during a batch and a training, against an idle one."""

import subprocess
import sys
import tempfile
from pathlib import Path

import cv2

from bench.comparison import Bar, Comparison
from bench.heartbeat import EPOCHS
from bench.window_process import EndedEarlyError, environment_of, run_module
from core.image.phantom import LESIONS, head_phantom

# This share of the beats comes sooner.
QUANTILE = 0.999
IDLE_BAR, LONGEST_MS = Bar(3, is_least=False), 50.0

_IMAGES, _SIDE, _DIFFERENT = 2000, 256, 10
_TRAINING_IMAGES = 80
_PATIENCE_S = 600


def measure(images: int = _IMAGES) -> list[Comparison]:
    """Compare the window with an idle one, in both kinds of work."""
    # One home for both, in which what they import is compiled once.
    with tempfile.TemporaryDirectory() as temporary, tempfile.TemporaryDirectory() as home:
        folder, dataset = Path(temporary) / "images", Path(temporary) / "dataset"
        _write_images(folder, images)
        for lesion in (None, *LESIONS):
            _write_images(dataset / (lesion or "notumor"), _TRAINING_IMAGES // (1 + len(LESIONS)), lesion)
        return [
            *_compare("batch", folder, home, f"{images} images"),
            *_compare("training", dataset, home, f"standard.toml, {_TRAINING_IMAGES} images, {EPOCHS} epochs"),
        ]


def _compare(work: str, folder: Path, home: str, note: str) -> list[Comparison]:
    what = f"{QUANTILE:.1%} of the window's 5 ms beats during a {work}, against an idle window beside it"
    absolute = f"the same of a {work}, against the longest that goes unnoticed"
    try:
        ours, idle = _listen(work, folder, home)
    except EndedEarlyError as error:
        return [Comparison(what, None, None, "ms", None, IDLE_BAR, str(error))]
    beats, other = quantile(ours), quantile(idle)
    note += f"; longest {max(ours):.0f} ms, of the idle one {max(idle):.0f} ms"
    return [
        Comparison(what, beats, other, "ms", beats / other, IDLE_BAR, note),
        Comparison(absolute, beats, LONGEST_MS, "ms", beats / LONGEST_MS, Bar(1, is_least=False)),
    ]


def quantile(intervals: list[float]) -> float:
    """Return the interval that all but the longest in a thousand stay within."""
    return sorted(intervals)[min(len(intervals) - 1, int(len(intervals) * QUANTILE))]


def _listen(work: str, folder: Path, home: str) -> tuple[list[float], list[float]]:
    command = [sys.executable, "-m", "bench.heartbeat", "idle"]
    with subprocess.Popen(
        command, env=environment_of(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as idle:
        try:
            busy = run_module("bench.heartbeat", [work, str(folder)], home, _PATIENCE_S)
        finally:
            output, _ = idle.communicate(timeout=_PATIENCE_S)
    return _figures(busy), _figures(output)


def _figures(output: str) -> list[float]:
    return [float(line) for line in output.split()]


def _write_images(folder: Path, count: int, lesion: str | None = None) -> None:
    folder.mkdir(parents=True)
    contents = [
        cv2.imencode(".png", head_phantom(seed, lesion, _SIDE))[1].tobytes() for seed in range(min(count, _DIFFERENT))
    ]
    for number in range(count):
        (folder / f"{number:05}.png").write_bytes(contents[number % len(contents)])
