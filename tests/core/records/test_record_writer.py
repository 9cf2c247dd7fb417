"""Records are there as soon as they are written; a full disk leaves whole ones."""

import errno
import os
from dataclasses import replace
from io import FileIO
from pathlib import Path

import pytest

from core.errors import UnwritableOutputError
from core.records import record_writer
from core.records.record_file import RecordForm
from core.records.record_writer import RecordStream
from tests.core.records.test_record_file import RECORDS, file_in


class FileOnDisk(FileIO):
    """A file on a disk with room for a number of bytes more, or for any number."""

    room = None

    def write(self, content):
        if self.room is None:
            return super().write(content)
        taken = bytes(content[: self.room])
        if not taken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= len(taken)
        return super().write(taken)


@pytest.fixture
def opened(monkeypatch):
    """List the files that streams open."""
    files = []
    monkeypatch.setattr(record_writer, "FileIO", lambda *given: files.append(FileOnDisk(*given)) or files[-1])
    return files


@pytest.mark.parametrize("form", RecordForm)
def test_what_is_written_is_there_at_once(tmp_path, form):
    file = file_in(tmp_path, form)
    with RecordStream(file) as stream:
        stream.write(RECORDS[:2])
        assert [record for record, _ in file.read()] == RECORDS[:2]


@pytest.mark.parametrize("form", RecordForm)
@pytest.mark.parametrize("room", [0, 100])
def test_a_full_disk_leaves_whole_records_and_says_so(tmp_path, opened, form, room):
    file = file_in(tmp_path, form)
    stream = RecordStream(file)
    stream.write(RECORDS[:2])
    before = file.path.read_bytes()
    opened[0].room = room
    with pytest.raises(UnwritableOutputError, match=r"no space is left.*2 records are kept"):
        stream.write(RECORDS[2:])
    stream.close()
    assert file.path.read_bytes() == before


def test_a_disk_that_loses_what_it_took_is_reported(tmp_path, opened, monkeypatch):
    stream = RecordStream(file_in(tmp_path, RecordForm.JSONL))
    stream.write(RECORDS[:1])

    def fail(descriptor):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableOutputError, match="1 record is kept"):
        stream.close()
    assert opened[0].closed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
def test_a_device_without_room_is_reported():
    file = replace(file_in(Path("/dev"), RecordForm.CSV), path=Path("/dev/full"))
    with pytest.raises(UnwritableOutputError, match=r"no space is left.*0 records"):
        RecordStream(file)


def test_a_missing_folder_is_reported(tmp_path):
    with pytest.raises(UnwritableOutputError, match="choose another place"):
        RecordStream(file_in(tmp_path / "nowhere", RecordForm.CSV))


def test_why_records_could_not_be_written_is_not_hidden_by_closing(tmp_path, monkeypatch):
    stream = RecordStream(file_in(tmp_path, RecordForm.JSONL))

    def fail(number):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(KeyError, match="first"), stream:
        raise KeyError("first")
