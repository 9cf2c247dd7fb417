"""Files are whole or not there; folders can be written to or that is told."""

import os
from pathlib import Path

import pytest

from core.errors import UnwritableOutputError
from core.files import make_folder, replacing


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
def test_a_place_that_is_none_is_told(tmp_path, target):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableOutputError, match="choose another"), replacing(tmp_path / target):
        pass


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_not_replaced():
    with pytest.raises(UnwritableOutputError, match="device"), replacing(Path("/dev/null")):
        pass
    assert Path("/dev/null").is_char_device()


def test_a_full_disk_is_told(tmp_path):
    def fill():
        with replacing(tmp_path / "a.txt"):
            raise OSError(28, "No space left on device")

    with pytest.raises(UnwritableOutputError, match=r"a\.txt: cannot be written, no space is left; free some"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableOutputError):
        make_folder(tmp_path / "file")


def test_a_name_may_be_as_long_as_names_may_be(tmp_path):
    target = tmp_path / f"{'n' * 251}.txt"
    with replacing(target) as temporary:
        temporary.write_text("whole", "utf-8")
    assert target.read_text("utf-8") == "whole"


def test_control_characters_in_a_name_are_told_as_escapes(tmp_path):
    (tmp_path / "a\x1b[31m").write_text("a file", "utf-8")
    with pytest.raises(UnwritableOutputError, match=r"a\\x1b\[31m"), replacing(tmp_path / "a\x1b[31m" / "b"):
        pass
