"""Files are opened to read only if they are regular: a pipe or a device could wait, or go on, for ever."""

import os
import socket
from pathlib import Path

import pytest

from core.regular_file import IrregularFileError, open_regular, read_regular


def bind_socket(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def test_a_regular_file_is_read(tmp_path):
    (tmp_path / "a").write_bytes(b"content\n")
    (tmp_path / "link").symlink_to("a")
    assert read_regular(tmp_path / "a") == read_regular(tmp_path / "link") == b"content\n"
    with open_regular(tmp_path / "a") as file:
        assert (file.read(3), file.seek(0, os.SEEK_END)) == (b"con", 8)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
@pytest.mark.parametrize("make", [getattr(os, "mkfifo", None), bind_socket, lambda path: path.symlink_to("/dev/zero")])
def test_a_pipe_a_socket_or_a_device_is_refused_at_once(tmp_path, monkeypatch, make):
    monkeypatch.chdir(tmp_path)
    # A socket takes short paths alone.
    make(Path("a"))
    with pytest.raises(IrregularFileError, match="a folder, pipe or device"):
        read_regular(tmp_path / "a")


def test_a_folder_and_a_missing_file_have_the_errors_of_the_system(tmp_path):
    with pytest.raises((IsADirectoryError, PermissionError)):
        read_regular(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "a")
