"""The memory that two processes share: with a size that is sealed, or by a name where Python has no such memory."""

import os
import pickle
from pathlib import Path

import pytest

from core.reader_process.shared_block import SIZE, SharedBlock


@pytest.fixture
def named(monkeypatch):
    """A block of a Python that was built with an old C library."""
    monkeypatch.delattr(os, "memfd_create", raising=False)
    block = SharedBlock()
    yield block
    block.close()


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
