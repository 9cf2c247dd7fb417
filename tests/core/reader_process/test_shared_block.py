"""The memory that two processes share: without a name, with a size that is sealed; by a name on Windows."""

import os
import pickle
import sys
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import pytest

from core.image.sample_files import sample_files
from core.reader_process.file_reader import FileReader
from core.reader_process.shared_block import SIZE, SharedBlock
from core.readers import read_slices

MAPPED = Path("/proc/self/maps")


@pytest.fixture
def as_macos(monkeypatch):
    """A Python that makes shared memory as on macOS, as one does too that was built with an old C library."""
    monkeypatch.delattr(os, "memfd_create", raising=False)


@pytest.fixture
def named(monkeypatch, as_macos):
    """A block as on Windows."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "name", "nt")
        block = SharedBlock()
    yield block
    name = block.__getstate__()
    block.close()
    if sys.platform != "win32":
        left = SharedMemory(name)
        left.close()
        left.unlink()


def test_what_one_side_writes_the_other_reads(named):
    # As the process that was started gets it.
    other = pickle.loads(pickle.dumps(named))
    try:
        assert sum(map(len, other.halves)) == sum(map(len, named.halves)) == SIZE
        other.halves[0][:3] = b"abc"
        other.halves[1][:3] = b"def"
        assert [bytes(half[:4]) for half in named.halves] == [b"abc\0", b"def\0"]
    finally:
        other.close()
    # It is there for as long as the side that made it wants it.
    assert bytes(named.halves[0][:3]) == b"abc"


@pytest.mark.skipif(not MAPPED.is_file(), reason="needs /proc")
def test_it_has_no_name_that_would_outlive_a_process_that_is_killed(as_macos):
    before = shared_here()
    block = SharedBlock()
    try:
        [line] = shared_here() - before
        assert line.endswith("(deleted)")
        block.halves[0][:3] = b"abc"
        assert bytes(block.halves[0][:4]) == b"abc\0"
    finally:
        block.close()
    assert shared_here() == before


def shared_here():
    """Return the lines on shared memory that this process has."""
    return {line for line in MAPPED.read_text("utf-8").splitlines() if "/dev/shm/" in line}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another kind")
def test_pixels_come_through_it(as_macos):
    reader = FileReader()
    try:
        [image] = reader.read_slices(sample_files()[0])
    finally:
        reader.close()
    assert image.pixels.tobytes() == read_slices(sample_files()[0])[0].pixels.tobytes()


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this Python makes no memory without a name")
def test_the_size_is_sealed():
    folder = Path("/proc/self/fd")
    before = set(folder.iterdir())
    block = SharedBlock()
    try:
        [number] = [int(one.name) for one in set(folder.iterdir()) - before if "falx-pixels" in str(_target(one))]
        for size in (SIZE - 1, SIZE + 1):
            with pytest.raises(PermissionError):
                os.ftruncate(number, size)
    finally:
        block.close()


def _target(link):
    try:
        return link.readlink()
    except OSError:
        # That of the listing itself.
        return None
