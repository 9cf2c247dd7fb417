"""Crash reports: where it happened, and nothing of what the user was doing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.program import crash_log
from core.program.crash_log import (
    crash_folder,
    describe_crash,
    end_watch,
    keep_crash,
    mark_seen,
    module_name,
    unseen_crashes,
    watch_faults,
    write_crash,
)
from core.readers import read_slices

ROOT = Path(__file__).resolve().parents[3]


def crash(path):
    try:
        try:
            read_slices(path)
        except Exception as error:
            raise RuntimeError(f"could not read {path}") from error
    except RuntimeError as error:
        return describe_crash(error)


def test_a_report_says_where_and_not_what(tmp_path):
    text = crash(tmp_path / "Jane Doe 1970.dcm")
    lines = text.splitlines()
    assert lines[0].startswith("Falx ")
    assert "Python" in lines[0]
    assert "RuntimeError" in lines
    assert "caused by UnreadableImageError" in lines
    assert any(line.startswith("  core.readers, line ") and line.endswith(", read_slices") for line in lines)
    for word in ("Jane", "1970", ".dcm", str(tmp_path), str(Path.home()), "could not"):
        assert word not in text


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("/home/jane/falx/core/readers/dicom/objects.py", "core.readers.dicom.objects"),
        ("core/readers/__init__.py", "core.readers"),
        ("/opt/falx/_internal/numpy/_core/numeric.py", "numpy._core.numeric"),
        ("/home/jane/.venv/lib/python3.11/site-packages/cv2/__init__.py", "cv2"),
        (r"C:\Users\Jane\falx\gui\app.py", "gui.app"),
        ("/home/jane/script.py", "script"),
        ("<frozen runpy>", "<frozen runpy>"),
    ],
)
def test_a_module_is_named_without_folders(file, name):
    assert module_name(file) == name


def test_reports_are_listed_until_they_were_seen():
    first = write_crash("first")
    assert unseen_crashes() == [first]
    mark_seen([first])
    assert unseen_crashes() == []
    second = write_crash("second")
    assert unseen_crashes() == [second]
    assert len(list(crash_folder().iterdir())) == 2


def test_one_that_was_reported_is_kept_where_it_is_said_to_be():
    path = keep_crash(ValueError("odd"))
    assert path.read_text("utf-8").endswith("ValueError\n")
    assert unseen_crashes() == []


def test_only_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(crash_log, "_MOST_REPORTS", 3)
    for number in range(5):
        path = write_crash(str(number))
        os.utime(path, (number, number))
    assert [path.read_text() for path in unseen_crashes()] == ["2", "3", "4"]


def test_a_folder_that_cannot_be_written_is_borne(home):
    (home / ".local").write_text("a file")
    assert write_crash("text") is None
    assert watch_faults() is None
    assert unseen_crashes() == []


FAULT = """
import faulthandler
from core.program.crash_log import watch_faults
file = watch_faults()
def fall():
    faulthandler._sigsegv()
fall()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the user")
def test_a_hard_fault_leaves_a_report_too():
    process = subprocess.run([sys.executable, "-c", FAULT], cwd=ROOT, capture_output=True, check=False)
    assert process.returncode < 0
    [report] = unseen_crashes()
    text = report.read_text("utf-8")
    assert "Segmentation fault" in text
    assert text.splitlines()[-1].endswith("<module>")
    assert any(line.endswith(", fall") for line in text.splitlines())
    assert "/" not in text.partition("\n")[2]
    assert [path.name for path in crash_folder().iterdir()] == [report.name]


def test_a_fault_that_cannot_be_collected_hides_no_other(monkeypatch):
    crash_folder().mkdir(parents=True)
    for number in (1, 2):
        (crash_folder() / f"fault-{number}.txt").write_text("Fatal Python error: Aborted\n")
    unlink = Path.unlink

    def refuse(path, missing_ok=False):
        if path.name == "fault-1.txt":
            raise PermissionError(path)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    monkeypatch.setattr(crash_log, "_is_running", lambda number: False)
    [report] = unseen_crashes()
    assert "Aborted" in report.read_text("utf-8")


def test_an_orderly_end_leaves_nothing():
    # pytest watches for faults itself, and continues doing so.
    import faulthandler

    was_enabled = faulthandler.is_enabled()
    file = watch_faults()
    assert unseen_crashes() == []
    end_watch(file)
    if was_enabled:
        faulthandler.enable(sys.__stderr__)
    assert list(crash_folder().iterdir()) == []
