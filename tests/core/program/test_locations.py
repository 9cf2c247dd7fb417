"""Where things are kept, also without a home folder or with one that cannot be written to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.program.locations import data_folder, expanded, home_folder, is_stand_in, settle_data_folder

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    """Have temporary files below this test's folder, and the stand-in forgotten afterwards."""
    # Set and deleted, so that what a test makes of it is undone.
    monkeypatch.setenv("FALX_STAND_IN_FOLDER", "x")
    monkeypatch.delenv("FALX_STAND_IN_FOLDER")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def homeless(fresh, monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)

    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.setattr(Path, "expanduser", lambda path: no_home() if str(path).startswith("~") else path)
    return fresh


def test_a_usual_home_is_used_without_a_word(fresh):
    assert settle_data_folder() == ""
    assert not is_stand_in()
    assert not data_folder().exists()


def test_without_a_home_things_are_kept_among_temporary_files_and_that_is_reported(homeless):
    assert "No home folder was found" in settle_data_folder()
    assert data_folder().parent == homeless
    assert data_folder().stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    # Told once; the processes that this one starts keep their things there too.
    assert settle_data_folder() == ""
    assert os.environ["FALX_STAND_IN_FOLDER"] == str(data_folder())


def test_it_need_not_be_settled_first(homeless):
    assert data_folder() == data_folder()
    assert is_stand_in()
    assert home_folder() == Path.cwd()
    assert expanded("~/scans") == Path("~/scans")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for no HOME")
@pytest.mark.parametrize("place", ["", "a file/home"])
def test_a_home_that_cannot_be_one_is_reported(fresh, monkeypatch, place):
    (fresh / "a file").write_text("")
    monkeypatch.setenv("HOME", str(fresh / place) if place else "")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert settle_data_folder() != ""
    assert is_stand_in()


def test_a_home_that_cannot_be_written_to_is_reported(fresh, monkeypatch, home):
    monkeypatch.setattr(os, "access", lambda place, mode: not str(place).startswith(str(home)))
    told = settle_data_folder()
    assert "cannot be written to" in told
    assert str(data_folder()) in told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners of this kind")
def test_a_folder_of_somebody_else_is_not_taken(homeless):
    taken = homeless / f"falx-data-{os.getuid()}"
    taken.mkdir()
    taken.chmod(0o777)
    assert data_folder() != taken
    assert data_folder().parent == homeless


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for no HOME")
def test_the_command_line_says_it(fresh):
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_DATA_HOME")}
    environment |= {"HOME": "", "TMPDIR": str(fresh)}
    process = subprocess.run(
        [sys.executable, "falx.py", "models"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0
    assert "falx models: No home folder was found" in process.stderr
    assert "Traceback" not in process.stderr
