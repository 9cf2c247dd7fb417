"""Benchmark from process start to first paint of the window: the standalone program, and Falx from source."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.comparison import Bar, Comparison, alternate
from core.program.product import COMMAND, Flavour

BAR = Bar(1.3, is_least=False)

DIST = Path(__file__).resolve().parents[1] / "dist"
# Asks the program to report when it has painted, and to end then: `gui.app` reads it.
PAINT_VARIABLE = "FALX_TELL_FIRST_PAINT"

_ROUNDS = 9
_PATIENCE_S = 60


def built_programs(dist: Path = DIST) -> list[Path]:
    """List the standalone programs that were built here."""
    name = f"{COMMAND}.exe" if sys.platform == "win32" else COMMAND
    places = [dist / flavour.value / name for flavour in Flavour]
    return [place for place in places if place.is_file()]


def measure() -> list[Comparison]:
    """Compare each of them with the source."""
    comparisons = []
    source = [sys.executable, str(DIST.parent / "falx.py")]
    with tempfile.TemporaryDirectory() as home:
        for program in built_programs():
            what = f"process start to first paint, {program.parent.name} against source"
            ours, theirs = alternate([_opening([str(program)], home), _opening(source, home)], _ROUNDS)
            comparisons.append(Comparison(what, ours * 1e3, theirs * 1e3, "ms", ours / theirs, BAR))
    return comparisons


def _opening(command: list[str], home: str) -> Callable[[], float]:
    own = {PAINT_VARIABLE: "1", "QT_QPA_PLATFORM": "offscreen"}
    own |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"), home)

    def open_once() -> float:
        started = time.monotonic()
        child = subprocess.run(
            command, env=os.environ | own, capture_output=True, text=True, timeout=_PATIENCE_S, check=True
        )
        return float(child.stdout) - started

    return open_once
