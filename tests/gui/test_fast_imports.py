"""What is imported before the first paint, and how."""

import gc
import os
import subprocess
import sys
from pathlib import Path

from gui.fast_imports import pause_collection

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import inspect
from gui.fast_imports import use_plain_import
real, asked = inspect.getsource, []
inspect.getsource = lambda thing: asked.append(thing) or real(thing)
{skip}
import gui.widgets.theme
print(len(asked))
"""


def searches(skip):
    """How many modules PySide has searched."""
    command = [sys.executable, "-c", PROGRAM.format(skip=skip)]
    return int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout)


def test_pyside_searches_no_module():
    assert searches("use_plain_import()") == 0


def test_it_would_search_them():
    # Else nothing has to be skipped any more.
    assert searches("") > 0


BEFORE_FIRST_PAINT = """
import os, sys
from gui.app import create
app, window = create([])
window.show()
late = ("core.jobs.events", "core.model.pointing_game", "gui.work.answers", "gui.work.ongoing", "gui.work.quitting")
print([name for name in late if name in sys.modules], flush=True)
os._exit(0)
"""


def test_the_first_paint_waits_for_no_module_that_only_answers_need(tmp_path):
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
    found = subprocess.run(
        [sys.executable, "-c", BEFORE_FIRST_PAINT],
        cwd=ROOT,
        env=os.environ | homes | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert found.stdout.split("\n")[0] == "[]"


def test_the_collector_pauses_until_it_is_enabled():
    try:
        pause_collection()
        assert not gc.isenabled()
    finally:
        gc.enable()
