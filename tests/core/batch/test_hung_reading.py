"""A batch that ends while a file is read that never comes: resumed, it has each record once, and no process is left."""

import dataclasses
import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import cv2
import pytest

from core.batch.batch_job import run
from core.batch.export import write_heat_maps, write_report
from core.batch.request import BatchRequest
from core.batch.run_batch import run_batch
from core.batch.saved_batch import BatchPlan, save_plan
from core.image.phantom import head_phantom
from core.jobs.events import Cancelled
from core.model.store import shipped_package
from core.reader_process.shared_reader import shared_reader
from tests.core.batch.conftest import ignore
from tests.core.batch.test_batch_job import FakeWire

# Processes are started.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs /proc"),
]
PATIENCE_S = 60
NAMES = ["a.png", "b.png", "stall.png", "z.png"]


class CancelledWire(FakeWire):
    """A wire of a job that is cancelled while it waits for a file."""

    _looks = 0

    @property
    def is_cancelled(self):
        self._looks += 1
        return self._looks > 3

    def check(self):
        if self.is_cancelled:
            raise Cancelled


def state_of(pid):
    """Return the state of a process; "" of one that is gone or only waits to be cleared away."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""
    return "" if state == "Z" else state


def children_of(parent):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent:
            found.append(int(folder.name))
    return found


def kill_while_it_stalls(program, folder, *arguments):
    """Run a program, written into a folder, and kill it when it says that a file stalls; return its children."""
    (folder / "run.py").write_text(program, "utf-8")
    with subprocess.Popen(
        [sys.executable, folder / "run.py", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    ) as running:
        assert running.stdout.readline() == "it stalls\n"
        children = children_of(running.pid)
        running.kill()
    return children


def require_end_of(pids):
    ends_at = time.monotonic() + PATIENCE_S
    while any(map(state_of, pids)):
        assert time.monotonic() < ends_at


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    for seed, name in enumerate(NAMES):
        cv2.imwrite(str(folder / name), head_phantom(seed, size=64))
    return folder


@pytest.fixture
def request_(scans, tmp_path):
    return BatchRequest((str(scans),), shipped_package(), tmp_path / "out.jsonl", tmp_path / "out.csv", workers=2)


def require_whole(request):
    """Resume a batch: each file has one record then, and the one that never comes has its reason."""
    summary = run_batch(dataclasses.replace(request, is_resumed=True), ignore, ignore)
    assert (summary.records, summary.failures) == (4, 1)
    records = [json.loads(line) for line in request.jsonl.read_text("utf-8").splitlines()]
    assert sorted(Path(record["path"]).name for record in records) == NAMES
    [error] = [record["error"] for record in records if record["error"]]
    assert error.startswith("it gave no sign of life for 3 s while it was read")


def test_a_batch_that_is_cancelled_meanwhile(request_, stalling_decoder):
    records, pids = [], []

    def cancel():
        if len(records) == 2:
            pids.extend(shared_reader().pids)
            raise Cancelled

    with pytest.raises(Cancelled):
        run_batch(request_, ignore, records.extend, on_wait=cancel)
    # That which read the file has ended; another may have been started.
    assert any(not state_of(pid) for pid in pids)
    assert {pid for pid in pids if state_of(pid)} <= set(shared_reader().pids)
    require_whole(request_)
    pids = shared_reader().pids
    shared_reader().close()
    require_end_of(pids)


KILLED = """
import sys
from pathlib import Path
from core.batch.request import BatchRequest
from core.batch.run_batch import run_batch
from core.model.store import shipped_package
from core.reader_process.file_reader import FileReader
from core.reader_process.limits import ReadingLimits
from core.reader_process.shared_reader import read_isolated, shared_reader
from tests.core.bad_decoder import serve_badly

records, told = [], []

def read(path, is_wanted):
    def is_still_wanted():
        if path.name == "stall.png" and len(records) == 2:
            told.append(path)
            if len(told) == 2:
                print("it stalls", flush=True)
        return is_wanted()

    return read_isolated(path, is_still_wanted)

if __name__ == "__main__":
    shared_reader(lambda: FileReader(ReadingLimits(silence_s=20), serve_badly))
    folder, jsonl, csv = sys.argv[1:]
    request = BatchRequest((folder,), shipped_package(), Path(jsonl), Path(csv), workers=2)
    run_batch(request, lambda _: None, records.extend, read=read)
"""


def test_a_batch_that_is_killed_meanwhile(request_, scans, tmp_path, stalling_decoder):
    children = kill_while_it_stalls(KILLED, tmp_path, scans, request_.jsonl, request_.csv)
    assert len(children) >= 2
    require_end_of(children)
    require_whole(request_)


@pytest.fixture
def saved(scans):
    """A saved batch that is finished, and whose third file is as any other."""
    batch = save_plan(BatchPlan((str(scans),)), datetime(2026, 3, 1))
    run(batch, FakeWire())
    return batch


@pytest.mark.parametrize("export", [write_report, write_heat_maps])
def test_an_export_that_is_cancelled_meanwhile(saved, endless_decoder, tmp_path, export):
    with pytest.raises(Cancelled):
        export(saved, [2], tmp_path / "out.html", CancelledWire())
    assert not (tmp_path / "out.html").is_file()
