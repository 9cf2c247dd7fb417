"""Files are whole or not there; folders can be written to or that is told."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from core import part_file
from core.errors import UnreadableFileError, UnwritableOutputError
from core.files import make_folder, replacing

ROOT = Path(__file__).resolve().parents[2]

DIE_WRITING = """
import os, signal, sys
from pathlib import Path
from core.files import replacing
with replacing(Path(sys.argv[1])) as temporary:
    temporary.write_bytes(b"half" * 1000)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_file_appears_whole(tmp_path):
    target = tmp_path / "new" / "a.txt"
    with replacing(target) as temporary:
        temporary.write_text("whole", "utf-8")
        assert not target.exists()
    assert target.read_text("utf-8") == "whole"
    assert os.listdir(target.parent) == ["a.txt"]  # noqa: PTH208 - hidden files too


def test_a_file_that_fails_leaves_the_old_one(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old", "utf-8")

    def fail_midway():
        with replacing(target) as temporary:
            temporary.write_text("half", "utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()
    assert target.read_text("utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("target", ["", "file/inside.txt"])
def test_a_place_that_is_none_is_reported(tmp_path, target):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableOutputError, match="choose another"), replacing(tmp_path / target):
        pass


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_not_replaced():
    with pytest.raises(UnwritableOutputError, match="device"), replacing(Path("/dev/null")):
        pass
    assert Path("/dev/null").is_char_device()


def test_a_full_disk_is_reported(tmp_path):
    def fill():
        with replacing(tmp_path / "a.txt"):
            raise OSError(28, "No space left on device")

    with pytest.raises(UnwritableOutputError, match=r"a\.txt: cannot be written: no space is left; free some"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableOutputError):
        make_folder(tmp_path / "file")


def test_a_name_may_be_as_long_as_names_may_be(tmp_path):
    target = tmp_path / f"{'n' * 251}.txt"
    with replacing(target) as temporary:
        temporary.write_text("whole", "utf-8")
    assert target.read_text("utf-8") == "whole"


def test_control_characters_in_a_name_are_reported_as_escapes(tmp_path):
    (tmp_path / "a\x1b[31m").write_text("a file", "utf-8")
    with pytest.raises(UnwritableOutputError, match=r"a\\x1b\[31m"), replacing(tmp_path / "a\x1b[31m" / "b"):
        pass


def test_two_threads_that_write_one_file_do_not_meet(tmp_path):
    target, both_write = tmp_path / "a.txt", threading.Barrier(2, timeout=20)
    failures = []

    def write(text):
        try:
            with replacing(target) as temporary, temporary.open("w", encoding="utf-8") as file:
                both_write.wait()
                file.write(text)
                file.flush()
                both_write.wait()
                assert temporary.read_text("utf-8") == text
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=write, args=(letter * 5000,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert target.read_text("utf-8") in ("a" * 5000, "b" * 5000)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_is_written_while_another_writes_the_same_stays(tmp_path):
    target = tmp_path / "a.txt"
    with replacing(target) as outer:
        outer.write_text("outer", "utf-8")
        with replacing(target) as inner:
            inner.write_text("inner", "utf-8")
        assert target.read_text("utf-8") == "inner"
    assert target.read_text("utf-8") == "outer"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_what_a_killed_process_left_is_taken_over(tmp_path):
    target = tmp_path / "a.txt"
    subprocess.run([sys.executable, "-c", DIE_WRITING, str(target)], cwd=ROOT, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    with replacing(target) as temporary:
        assert temporary.stat().st_size == 0
        temporary.write_text("whole", "utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text("utf-8") == "whole"


def test_what_was_left_a_day_ago_is_removed_with_the_next_work_in_the_folder(tmp_path):
    old, new, other = (tmp_path / name for name in (f".{'0' * 16}.123.part", f".{'1' * 16}.0.part", ".mine.part"))
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (10**9, 10**9))
    make_folder(tmp_path)
    assert not old.exists()
    assert new.exists()
    assert other.exists()


def fail_reading(target, fail):
    with replacing(target) as temporary:
        temporary.write_text("half", "utf-8")
        fail()


@pytest.mark.parametrize("name", ["gone.png", "folder"])
def test_an_input_that_cannot_be_read_is_what_is_blamed(tmp_path, name):
    (tmp_path / "folder").mkdir()
    source, target = tmp_path / name, tmp_path / "a.txt"
    target.write_text("old", "utf-8")
    for read in (source.read_bytes, lambda: shutil.copyfile(source, os.devnull)):
        with pytest.raises(UnreadableFileError, match=f"{name}: cannot be read") as told:
            fail_reading(target, read)
        assert "a.txt" not in str(told.value)
    assert target.read_text("utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "folder"}


def test_a_disk_that_fails_while_an_input_is_read_is_not_that_of_the_output(tmp_path):
    def fail():
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(UnreadableFileError, match="a file that it is made from cannot be read"):
        fail_reading(tmp_path / "a.txt", fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [OSError("cannot identify image file"), BrokenPipeError(errno.EPIPE, "Broken pipe")])
def test_errors_of_no_file_go_through_as_they_are(tmp_path, error):
    def fail():
        raise error

    with pytest.raises(type(error)) as told:
        fail_reading(tmp_path / "a.txt", fail)
    assert told.value is error


def test_a_folder_is_not_tried_again_for_each_file(tmp_path, monkeypatch):
    def probe(*args, **kwargs):
        raise AssertionError

    monkeypatch.setattr(tempfile, "TemporaryFile", probe)
    with replacing(tmp_path / "a.txt") as temporary:
        temporary.write_text("whole", "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_in_the_place_of_the_temporary_file_is_not_written_through(tmp_path):
    target, victim = tmp_path / "a.txt", tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    with replacing(target) as temporary:
        name = temporary.name
        temporary.write_text("", "utf-8")
    (tmp_path / name).symlink_to(victim)
    with replacing(target) as temporary:
        temporary.write_text("whole", "utf-8")
    assert victim.read_text("utf-8") == "mine"
    assert target.read_text("utf-8") == "whole"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such owners there")
def test_a_share_that_shows_another_owner_is_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    target = tmp_path / "a.txt"
    for text in ("one", "two"):
        with replacing(target) as temporary:
            temporary.write_text(text, "utf-8")
            assert len(list(tmp_path.glob(".*"))) == 1
        assert target.read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such owners there")
def test_names_that_are_all_others_end_in_one_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(part_file, "_open", lambda path: None)
    target = tmp_path / "a.txt"
    with replacing(target) as temporary:
        temporary.write_text("whole", "utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
