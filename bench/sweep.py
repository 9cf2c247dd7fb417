"""Benchmark of the sweep of a stack, as the window runs it in a child process, against the engine's plain loop."""

import tempfile
import time
from pathlib import Path

import nibabel
import numpy as np

from bench.comparison import Bar, Comparison, alternate
from core.image.phantom import phantom_volume
from core.image.slice import Slice
from core.jobs import job_targets
from core.jobs.child_job import ChildJob
from core.jobs.events import End, Outcome, PartialResult
from core.model.classifier import Classifier
from core.readers import read_slices
from core.sweep.request import SweepRequest, files_of
from core.sweep.result import SweepStart

SLICES, SIDE = 200, 256
LEAST_RATE = 100.0
RATE_BAR, LOOP_BAR = Bar(1, is_least=True), Bar(0.85, is_least=True)
_ROUNDS = 3


def measure() -> list[Comparison]:
    """Compare the sweep with a rate that is quick enough to wait for, and with the loop that does nothing else."""
    with tempfile.TemporaryDirectory() as temporary:
        slices = read_slices(_volume(Path(temporary)))
        classifier = Classifier.open()
        whole: list[float] = []

        def sweep() -> float:
            seconds, each = _sweep(slices)
            whole.append(seconds)
            return each

        ours, loop = alternate([sweep, lambda: _loop(classifier, slices)], _ROUNDS)
        started = sorted(whole[1:])[len(whole[1:]) // 2]
    count = len(slices)
    note = f"volume of {count} slices of {SIDE} x {SIDE}"
    rate, loop_rate, whole_rate = 1 / ours, count / loop, count / started
    return [
        Comparison(
            "sweep in a child process, against a rate quick enough to wait for",
            *(rate, LEAST_RATE, "slices/s", rate / LEAST_RATE, RATE_BAR, note),
        ),
        Comparison(
            "sweep in a child process, against classifying in a plain loop",
            *(rate, loop_rate, "slices/s", rate / loop_rate, LOOP_BAR, note),
        ),
        Comparison(
            "the same, start of the child and reading included",
            *(whole_rate, loop_rate, "slices/s", whole_rate / loop_rate),
        ),
    ]


def _volume(folder: Path) -> Path:
    path = folder / "head.nii.gz"
    # A head is drawn once, and repeated: what it shows takes no time to classify.
    few = phantom_volume(slices=8, size=SIDE)
    stack = np.tile(few, (-(-SLICES // len(few)), 1, 1))[:SLICES]
    nibabel.save(nibabel.Nifti1Image(np.transpose(stack, (2, 1, 0)), np.diag([1.0, 1.0, 1.0, 1.0])), path)
    return path


def _loop(classifier: Classifier, slices: list[Slice]) -> float:
    start = time.perf_counter()
    for image in slices:
        classifier.predict(image)
    return time.perf_counter() - start


def _sweep(slices: list[Slice]) -> tuple[float, float]:
    """Sweep a stack; returns the seconds in all, and those for a slice from the first results to the last."""
    start = first = last = time.perf_counter()
    before = done = 0
    job = ChildJob(job_targets.SWEEP_STACK, (SweepRequest(files_of(slices), None),), is_yielding=False)
    for event in job.events():
        if isinstance(event, PartialResult) and not isinstance(event.value, SweepStart):
            last, done = time.perf_counter(), done + len(event.value)
            if not before:
                first, before = last, done
        elif isinstance(event, Outcome) and event.end is not End.SUCCEEDED:
            raise RuntimeError(f"the sweep ended early: {event.message}")
    seconds = time.perf_counter() - start
    # A short stack comes at once.
    return seconds, (last - first) / (done - before) if done > before else seconds / done
