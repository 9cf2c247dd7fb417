"""What is imported before the first paint, and how."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

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


DESCRIPTIONS = """
import pydoc, sys
{first}
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
import PySide6.support.signature.lib.enum_sig
print(sorted(name for name in sys.modules if "shibokensupport" in name or "PySide6" in name))
for call in (lambda: QPoint("x"), lambda: QPoint(1, 2, 3), lambda: QPoint(1, 2).dotProduct(7), lambda: Qt.Key("no")):
    try:
        call()
    except Exception as error:
        print(type(error), error)
from shibokensupport.signature import get_signature
for function in (QWidget.resize, QWidget.__init__, QPoint.isNull, QPoint):
    print(get_signature(function), get_signature(function, "existence"))
print(QPoint.__doc__, QWidget.resize.__doc__)
print(pydoc.render_doc(QPoint))
print(PySide6.support.signature.lib.enum_sig.ExactEnumerator.__doc__)
"""


def descriptions(first):
    """What PySide says about its functions, and about arguments that they do not take."""
    command = [sys.executable, "-c", DESCRIPTIONS.format(first=first)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout


def test_what_describes_functions_says_the_same():
    found = descriptions("import gui.fast_imports")
    assert "QPoint" in found
    assert "wrong argument types" in found or "wrong argument values" in found
    assert found == descriptions("import PySide6.QtCore")


DESCRIBED_AT_START = """
import sys
import gui.fast_imports
import PySide6.QtWidgets
from shibokensupport.signature import errorhandler, layout, parser
print([module.__name__ for module in (errorhandler, layout, parser) if len(vars(module)) > 20])
"""


@pytest.mark.skipif(PySide6.__version__ != "6.11.3", reason="other versions describe them at the start")
def test_functions_are_not_described_at_the_start():
    command = [sys.executable, "-c", DESCRIBED_AT_START]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert found.stdout.strip() == "[]"


def test_a_module_that_describes_functions_lacks_what_it_never_had():
    program = "import gui.fast_imports; from shibokensupport.signature import parser; print(parser.nothing_of_it)"
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert "has no attribute 'nothing_of_it'" in found.stderr


WRONG_ARGUMENTS = """
import threading
from gui.fast_imports import describe_functions
from PySide6.QtCore import QPoint
while describe_functions():
    pass
ready, found = threading.Barrier(8), []
def work():
    ready.wait()
    try:
        QPoint("x")
    except Exception:
        # PySide itself may say NameError where threads are the first to ask at once.
        found.append(1)
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(found))
"""


def test_threads_may_ask_at_once_after_the_first_paint():
    command = [sys.executable, "-c", WRONG_ARGUMENTS]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (found.returncode, found.stdout) == (0, "8\n"), found.stderr


def test_a_module_that_fails_is_tried_again():
    program = """
import sys
import gui.fast_imports
from shibokensupport.signature import parser
sys.modules["warnings"], warnings = None, sys.modules["warnings"]
for _ in range(2):
    try:
        parser.make_good_value
    except Exception as error:
        print(type(error).__name__)
sys.modules["warnings"] = warnings
print(callable(parser.make_good_value))
"""
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert found.stdout.split() == ["ModuleNotFoundError", "ModuleNotFoundError", "True"]


WINDOW = """
import os, threading
from gui.fast_imports import describe_functions
from gui.app import run
from shibokensupport.signature import parser
def look():
    print("make_good_value" in vars(parser), flush=True)
    os._exit(0)
threading.Timer(5, look).start()
run([])
"""


@pytest.mark.slow
def test_the_window_describes_them_once_it_is_there(tmp_path):
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
    environment = os.environ | homes | {"QT_QPA_PLATFORM": "offscreen"}
    found = subprocess.run(
        [sys.executable, "-c", WINDOW], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert found.stdout.split() == ["True"], found.stderr
