"""Run in a process in which `failing_disk.c` is preloaded: commands on a disk that fails at each of their writes."""

import contextlib
import ctypes
import errno
import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import falx
from core.batch.batch_job import run
from core.batch.export import write_heat_maps, write_records, write_report
from core.batch.saved_batch import BatchPlan, SavedBatch, list_saved, save_plan, unfinished_batches
from core.errors import FalxError
from core.history.history import History
from tests.core.batch.test_batch_job import FakeWire
from tests.core.history.test_history import record

# Makes what is done in a folder: the words of a command, or the work of a job.
Command = Callable[[Path], list[str] | Callable[[], object]]

_DISK = ctypes.CDLL(None)
_DISK.failing_disk_begin.argtypes = (ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int)
_DISK.failing_disk_end.restype = ctypes.c_long
# A command whose writes are more is tried at this number of them, evenly.
_MOST_TRIES = 24
_FAULTS = ("ENOSPC", "EIO", "EROFS", "EDQUOT")


def main() -> None:
    """Print a line of JSON for each try: the command, the fault, at which write, the status, and what was said.

    The arguments: the folder, a command, and at most how many of its writes are tried.
    """
    place, name, most = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    for told in tries(name, place, int(most[0]) if most else _MOST_TRIES):
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def tries(name: str, place: Path, most: int) -> Iterator[dict[str, object]]:
    """Try a command at each of its writes, or at that many of them, evenly."""
    out = place / "out"
    command = _COMMANDS[name]
    fresh(out)
    status, said, count = attempt(command, place, 0, 0)
    whole = place / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    if name in _REPLACING:
        shutil.copytree(out, whole)
        _, _, count = attempt(command, place, 0, 0)
    yield {"command": name, "fault": "none", "at": 0, "count": count, "status": status, "said": said, "kept": True}
    step = -(-count // most)
    for number, at in enumerate(range(1, count + 1, step)):
        fault = _FAULTS[number % len(_FAULTS)]
        fresh(out)
        # What is there from before stays as it is, also the command's own result.
        (out / "earlier.txt").write_text("earlier")
        if name in _REPLACING:
            shutil.copytree(whole, out, dirs_exist_ok=True)
        before = digest(out)
        status, said, _ = attempt(command, place, at, getattr(errno, fault))
        after = digest(out)
        kept = all(after.get(path) == mark for path, mark in before.items() if status or path == "earlier.txt")
        left = sorted(path for path in after if ".part" in path or path.endswith((".tmp", "~")))
        told = {"command": name, "fault": fault, "at": at, "count": count, "status": status, "said": said}
        # On a whole disk again, the same command comes to its end.
        again, said_again, _ = attempt(_RESUMED.get(name, command), place, 0, 0)
        yield {**told, "kept": kept, "left": left, "again": again, "said_again": said_again}


def fresh(out: Path) -> None:
    """Empty the place that the commands write to."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()


def digest(out: Path) -> dict[str, str]:
    """Return the checksum of each file."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def attempt(command: Command, place: Path, at: int, error: int) -> tuple[int, str, int]:
    """Run a command on a disk that fails from a write on; return its status, what it said, and how often it wrote."""
    arguments, said = command(place), io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        _DISK.failing_disk_begin(os.fsencode(place / "out"), at, error, 0)
        try:
            status = falx.main(arguments) if isinstance(arguments, list) else _status_of(arguments, said)
        finally:
            count = _DISK.failing_disk_end()
    return status, said.getvalue(), count


def _status_of(work: Callable[[], object], said: io.StringIO) -> int:
    """Do the work of a job; say what its window would, and return the status of a command that ends like it."""
    try:
        work()
    except FalxError as error:
        said.write(f"{error}\n")
        return 1
    return 0


def _batch(place: Path, export: Callable[[SavedBatch, Path, FakeWire], object]) -> Callable[[], object]:
    """Make the export of a batch, which itself was on a disk that works."""
    batches = list_saved()
    if not batches:
        run(save_plan(BatchPlan((str(place / "in"),)), datetime(2026, 3, 1)), FakeWire())
        batches = list_saved()
    return lambda: export(batches[0], place / "out", FakeWire())


def _window_batch(place: Path) -> Callable[[], object]:
    """Run a batch of the window, or the rest of one; the data folder, which has it, is on the disk that fails."""
    os.environ["FALX_STAND_IN_FOLDER"] = str(place / "out")

    def work() -> None:
        started = datetime(2026, 3, 1)
        unfinished = unfinished_batches() or [save_plan(BatchPlan((str(place / "in"),)), started)]
        run(unfinished[0], FakeWire())

    return work


def _history(place: Path) -> None:
    """Fill a history, which is not on the disk that fails."""
    with History() as history:
        if not history.count():
            history.keep([record(1), record(2, "notumor")])


def _classify(place: Path, *more: str) -> list[str]:
    out = place / "out"
    files = ["--csv", str(out / "a.csv"), "--jsonl", str(out / "a.jsonl"), "--heatmaps", str(out / "maps")]
    return ["classify", str(place / "in"), *files, "--studies", str(out / "studies.csv"), "--workers", "1", *more]


def _to(*words: str) -> Callable[[Path], list[str]]:
    """Make a command of words; IN and OUT stand for what it reads and the folder that it writes to."""

    def command(place: Path) -> list[str]:
        if words[0] == "history":
            _history(place)
        values = {"IN": str(place / "in" / "0.dcm"), "DATA": str(place / "data.csv"), "TINY": str(place / "tiny.toml")}
        return [values.get(word, word.replace("OUT", str(place / "out"))) for word in words]

    return command


_TRAIN = ("train", "DATA", "--out", "OUT/run", "--config", "TINY", "--weights", "none", "--name", "tiny")
_EVALUATE = ("evaluate", "DATA", "--out", "OUT/evaluation")
_COMMANDS: dict[str, Command] = {
    "classify": _classify,
    "explain-png": _to("explain", "IN", "--out", "OUT/a.png"),
    "explain-dcm": _to("explain", "IN", "--out", "OUT/a.dcm"),
    "report-pdf": _to("report", "IN", "--out", "OUT/a.pdf"),
    "report-html": _to("report", "IN", "--out", "OUT/a.html"),
    "report-dcm": _to("report", "IN", "--out", "OUT/a.dcm"),
    "history-export": _to("history", "export", "OUT/a.csv"),
    "models-export": _to("models", "export", "falx-mobilenetv2", "OUT/a.falxmodel"),
    "audit": _to("audit", "DATA", "--json", "OUT/a.json", "--html", "OUT/a.html"),
    "train": _to(*_TRAIN),
    "evaluate": _to(*_EVALUATE),
    "window-batch": _window_batch,
    "batch-records": lambda place: _batch(
        place, lambda saved, out, pipe: write_records(saved, None, out / "a.csv", "CSV", pipe)
    ),
    "batch-maps": lambda place: _batch(
        place, lambda saved, out, pipe: write_heat_maps(saved, None, out / "maps", pipe)
    ),
    "batch-report": lambda place: _batch(
        place, lambda saved, out, pipe: write_report(saved, None, out / "a.html", pipe)
    ),
    "self-test": _to("self-test", "--only", "png", "--json", "OUT/a.json"),
}
# They write one file, in place of an earlier one of that name.
_REPLACING = frozenset(
    {
        *("explain-png", "explain-dcm", "report-pdf", "report-html", "report-dcm", "history-export", "models-export"),
        *("batch-records", "batch-report", "self-test"),
    }
)
_RESUMED: dict[str, Command] = {
    "classify": lambda place: _classify(place, "--resume"),
    "train": _to(*_TRAIN, "--resume"),
    "evaluate": _to(*_EVALUATE, "--resume"),
}

if __name__ == "__main__":
    main()
