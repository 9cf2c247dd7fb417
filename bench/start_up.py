"""Benchmark from process start to first paint of the window: Falx, and an empty PySide6 window."""

import tempfile
import time
from collections.abc import Callable

from bench.comparison import Bar, Comparison, alternate
from bench.window_process import EndedEarlyError, run_module

BAR = Bar(1.7, is_least=False)

_ROUNDS = 9
_PATIENCE_S = 60


def measure() -> list[Comparison]:
    """Compare the two."""
    what = "process start to first paint, against an empty window"
    try:
        with tempfile.TemporaryDirectory() as home:
            ours, empty = alternate([_opening("falx", home), _opening("empty", home)], _ROUNDS)
    except EndedEarlyError as error:
        return [Comparison(what, None, None, "ms", None, BAR, str(error))]
    return [Comparison(what, ours * 1e3, empty * 1e3, "ms", ours / empty, BAR)]


def _opening(window: str, home: str) -> Callable[[], float]:
    def open_once() -> float:
        # The monotonic clock is one for all processes of a machine.
        started = time.monotonic()
        painted = float(run_module("bench.first_paint", [window], home, _PATIENCE_S))
        return painted - started

    return open_once
