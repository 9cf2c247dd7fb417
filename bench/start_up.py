"""From the start of the process to the first paint of the window: Falx, and an empty PySide6 window."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from bench.comparison import Bar, Comparison, alternate

BAR = Bar(2.5, is_least=False)

_ROUNDS = 9
_PATIENCE_S = 60


class NoWindowError(Exception):
    """The window did not come up; the text says why."""


def measure() -> list[Comparison]:
    """Compare the two."""
    what = "process start to first paint, against an empty window"
    try:
        with tempfile.TemporaryDirectory() as home:
            ours, empty = alternate([_opening("falx", home), _opening("empty", home)], _ROUNDS)
    except NoWindowError as error:
        return [Comparison(what, None, None, "ms", None, BAR, str(error))]
    return [Comparison(what, ours * 1e3, empty * 1e3, "ms", ours / empty, BAR)]


def _opening(window: str, home: str) -> Callable[[], float]:
    own = {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
        "APPDATA": home,
    }

    def open_once() -> float:
        # The monotonic clock is one for all processes of a machine.
        started = time.monotonic()
        child = subprocess.run(
            [sys.executable, "-m", "bench.first_paint", window],
            env=os.environ | own,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        if child.returncode:
            raise NoWindowError((child.stderr.strip().splitlines() or ["the process ended early"])[-1])
        return float(child.stdout) - started

    return open_once
