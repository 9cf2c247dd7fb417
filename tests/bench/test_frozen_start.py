"""The benchmark of the standalone program: it finds what was built, and the window tells its first paint."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.frozen_start import PAINT_VARIABLE, built_programs
from core.program.product import COMMAND

ROOT = Path(__file__).resolve().parents[2]
NAME = f"{COMMAND}.exe" if sys.platform == "win32" else COMMAND


def test_only_what_was_built_is_measured(tmp_path):
    assert built_programs(tmp_path) == []
    (tmp_path / "falx-reader").mkdir()
    (tmp_path / "falx-reader" / NAME).touch()
    assert built_programs(tmp_path) == [tmp_path / "falx-reader" / NAME]


def test_the_window_says_when_it_has_painted_and_ends():
    before = time.monotonic()
    process = subprocess.run(
        [sys.executable, "falx.py"],
        cwd=ROOT,
        env=os.environ | {PAINT_VARIABLE: "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert before < float(process.stdout) < time.monotonic()
