"""The log: readable, small, and without anything that names a file or a patient."""

import logging
import re
from pathlib import Path

import pytest

from core.program import log as program_log
from core.program.log import end_log, log_file, read_log, start_log
from core.program.log_text import LogText

ROOT = Path(__file__).resolve().parents[3]
LOG = logging.getLogger("core.anything")


@pytest.fixture
def log():
    handler = start_log()
    yield handler
    end_log(handler)


def test_lines_say_what_happened_without_names(log):
    LOG.info("read %d slices of %s in %.1f ms", 12, "/home/jane/Doe^Jane 1970.dcm", 4.25)
    LOG.warning("not opened: %s", LogText("unreadable-image"))
    LOG.warning("could not read /home/jane/scan.dcm or Jane.nii.gz")
    LOG.error("%s", ValueError("Doe^Jane"))
    LOG.info("%(name)s has %(count)d", {"name": "Jane", "count": 3})
    text = read_log()
    assert "read 12 slices of … in 4.2 ms" in text
    assert "not opened: unreadable-image" in text
    assert "core.anything: ValueError" in text
    assert "… has 3" in text
    for word in ("jane", "Jane", "1970", ".dcm", ".nii"):
        assert word not in text


def test_an_error_says_where_it_was_and_not_what_it_said(log):
    try:
        raise RuntimeError("about jane.dcm")
    except RuntimeError as error:
        LOG.error(LogText("a thread failed"), exc_info=error)
    text = read_log()
    assert "a thread failed\n    RuntimeError\n" in text
    assert "test_an_error_says_where_it_was_and_not_what_it_said" in text
    assert "jane" not in text


@pytest.mark.parametrize("made", ["Jane Doe.dcm", "no slice of Jane Doe", "could not read C:\\scans\\Jane Doe"])
def test_a_line_that_was_made_elsewhere_is_withheld(log, made):
    LOG.warning(made)
    LOG.warning(LogText("all is well"))
    *_, line, last = read_log().splitlines()
    assert line.endswith("core.anything: …")
    assert last.endswith("core.anything: all is well")


def test_no_line_of_the_program_is_withheld():
    plain = re.compile(r"_log\.(?:info|warning|error)\(\s*\"[^%\"]*\"[,)]")
    lines = [
        (path.name, found.group())
        for room in program_log.ROOMS
        for path in (ROOT / room).rglob("*.py")
        for found in plain.finditer(path.read_text("utf-8"))
    ]
    assert lines == []


def test_other_libraries_are_left_out(log):
    logging.getLogger("pydicom").warning("PatientName Doe^Jane")
    logging.getLogger().warning("PatientName Doe^Jane")
    assert "Doe" not in read_log()


def test_it_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(program_log, "_MOST_BYTES", 2000)
    handler = start_log()
    for number in range(500):
        LOG.info("line %d", number)
    end_log(handler)
    kept = list(log_file().parent.iterdir())
    assert len(kept) == 3
    assert sum(path.stat().st_size for path in kept) <= 6000
    # Oldest first, the end of the program last.
    lines = read_log().splitlines()
    assert lines[-2].endswith("line 499")
    assert lines[-1].endswith("ended")
    assert "line 498" in lines[-3]


def test_a_folder_that_cannot_be_written_is_borne(home):
    (home / ".local").write_text("a file")
    assert start_log() is None
    end_log(None)
    assert read_log() == ""


def test_a_log_that_has_ended_leaves_no_level_behind():
    handler = start_log()
    assert logging.getLogger("training").isEnabledFor(logging.INFO)
    end_log(handler)
    assert not logging.getLogger("training").isEnabledFor(logging.INFO)
