"""Full, failing and read-only disks: the message names the place, the status is 1, and what was there stays."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.image.phantom import head_phantom
from core.program.locations import data_folder
from tests.core.readers.conftest import dicom_dataset

ROOT = Path(__file__).resolve().parents[2]
COMPILER = shutil.which("cc") or shutil.which("gcc")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or COMPILER is None, reason="needs Linux and a C compiler"),
]
# TensorFlow takes long to start; `python -m tests.disk.driver` tries more.
_MOST = {"evaluate": "2", "train": "2"}
_TINY = """
architecture = "baseline-cnn"
stride = 16
size = 64
head_epochs = 0
epochs = 2
batch_size = 8
validation_share = 0.25
"""
# The names of the files that are written.
_TARGET = re.compile(r"\b(a\.(png|dcm|pdf|html|csv|jsonl|json|falxmodel)|studies\.csv)\b")
COMMANDS = (
    "classify",
    "explain-png",
    "explain-dcm",
    "report-pdf",
    "report-html",
    "report-dcm",
    "history-export",
    "models-export",
    "audit",
    "evaluate",
    "train",
    "window-batch",
    "batch-records",
    "batch-maps",
    "batch-report",
    "self-test",
)


@pytest.fixture(scope="module")
def failing_disk(tmp_path_factory):
    library = tmp_path_factory.mktemp("disk") / "failing_disk.so"
    source = Path(__file__).with_name("failing_disk.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


@pytest.fixture
def place(tmp_path):
    """A folder with pictures and a list of them."""
    folder = tmp_path / "in"
    folder.mkdir()
    for index in range(3):
        dataset = dicom_dataset(head_phantom(index, size=64))
        dataset.save_as(folder / f"{index}.dcm", enforce_file_format=True)
    names = ("glioma", "notumor", "glioma")
    rows = [f"in/{index}.dcm,{name}" for index, name in enumerate(names)]
    (tmp_path / "tiny.toml").write_text(_TINY, "utf-8")
    (tmp_path / "data.csv").write_text("path,class\n" + "\n".join(rows) + "\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_failing_disk_is_named_and_costs_nothing_that_was_there(failing_disk, place, command):
    process = subprocess.run(
        [sys.executable, "-m", "tests.disk.driver", str(place), command, *filter(None, [_MOST.get(command)])],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(failing_disk)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    whole, *tries = map(json.loads, process.stdout.splitlines())
    assert whole["status"] in (0, 1), whole
    assert tries
    for told in tries:
        assert told["kept"], told
        assert told["left"] == [], told
        assert told["again"] == whole["status"], told
        if told["status"] == whole["status"] == 0 and not told["said"]:
            # What failed was no write of a result, such as to make sure that a folder reaches the disk.
            continue
        assert told["status"] == 1, told
        assert "unexpected error" not in told["said"], told
        assert "Traceback" not in told["said"], told
        assert str(place / "out") in told["said"] or _TARGET.search(told["said"]), told
    assert sum(told["status"] == 1 for told in tries) >= len(tries) // 2


def test_the_history_keeps_what_it_had(failing_disk, place):
    program = """
import ctypes, errno, os, sys
from core.errors import FalxError
from core.history.history import History, history_file
from tests.core.history.test_history import record
disk = ctypes.CDLL(None)
disk.failing_disk_begin.argtypes = (ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int)
with History() as history:
    history.keep([record(1), record(2)])
folder = os.fsencode(history_file().parent)
for at in range(1, 15):
    disk.failing_disk_begin(folder, at, errno.ENOSPC if at % 2 else errno.EIO, 0)
    try:
        with History() as history:
            history.keep([record(at + 10)])
    except FalxError as error:
        print(error)
    disk.failing_disk_end()
    with History() as history:
        numbers = {entry.record.path for entry in history.find()}
        assert {"in/1.png", "in/2.png"} <= numbers, numbers
        assert not history.damaged_file
"""
    process = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(failing_disk)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout.count("\n") >= 3
    assert all("history" in line for line in process.stdout.splitlines())
    assert data_folder().is_dir()
