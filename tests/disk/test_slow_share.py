"""A share that is slow, or does not answer, holds up no window: only other threads and processes read from it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPILER = shutil.which("cc") or shutil.which("gcc")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or COMPILER is None, reason="needs Linux and a C compiler"),
]


def test_the_thread_of_the_window_waits_for_nothing_on_a_share(tmp_path):
    library = tmp_path / "slow_share.so"
    source = Path(__file__).with_name("slow_share.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    process = subprocess.run(
        [sys.executable, "-m", "tests.disk.slow_share", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(library), "SLOW_SHARE": str(tmp_path / "share"), "SLOW_SHARE_MS": "20"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout.splitlines()[-1]) == []
