"""The inside of the process that reads files, on a thread of the test."""

import threading
import time
from contextlib import closing
from multiprocessing import Pipe
from pathlib import Path

import pytest

from core.reader_process.child import serve
from core.reader_process.child_pipe import ChildPipe
from core.reader_process.confinement import Confinement
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Alive, Finished, Ready, unpack
from core.reader_process.refusal import Refusal
from core.reader_process.request import ReadRequest
from core.reader_process.shared_block import SharedBlock

PATIENCE_S = 20


@pytest.fixture(autouse=True)
def allowed(monkeypatch):
    """The seconds that were allowed, each time, which would be those of this process."""
    found = []
    monkeypatch.setattr("core.reader_process.child_pipe.allow_processor_time", found.append)
    return found


@pytest.fixture
def pipe():
    mine, its = Pipe()
    yield mine, its
    mine.close()
    its.close()


@pytest.fixture
def other_end(pipe):
    """What asks a process that serves."""
    mine, its = pipe
    block = SharedBlock()
    thread = threading.Thread(target=serve, args=(its, block, ReadingLimits(), Confinement(False, False, False)))
    thread.start()
    assert isinstance(receive(mine), Ready)
    yield mine
    mine.close()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    block.close()


def receive(connection):
    assert connection.poll(PATIENCE_S)
    return unpack(connection.recv_bytes(), lambda _: None, 0)


def work_until(is_over):
    """Use processor time on this thread, as a decoder does."""
    ends_at = time.monotonic() + PATIENCE_S
    while not is_over():
        assert time.monotonic() < ends_at


def seconds_passed(seconds):
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def read(connection, kind="slices"):
    """Return the end of a request."""
    connection.send_bytes(ReadRequest(kind, (Path("a.png"),)).pack())
    while not isinstance(found := receive(connection), Refusal | Finished):
        pass
    return found


@pytest.mark.parametrize("error", [EOFError, KeyError])
def test_what_a_decoder_raises_ends_its_file_alone(other_end, monkeypatch, error):
    def fail(path, on_progress):
        raise error

    monkeypatch.setattr("core.readers.read_slices", fail)
    for _ in range(2):
        assert f"its reader fails on ({error.__name__})" in str(read(other_end).error)


def test_each_file_has_its_own_processor_time(other_end, monkeypatch, allowed):
    def list_three(paths, on_progress):
        for done in (0, 1, 1, 2, 3):
            on_progress(done, 3)
        return []

    monkeypatch.setattr("core.series.listing.list_series", list_three)
    assert read(other_end, "list") == Finished()
    assert allowed == [ReadingLimits().processor_s] * 4


def test_a_sign_of_life_comes_while_a_file_is_read(pipe):
    mine, its = pipe
    with closing(ChildPipe(its, ReadingLimits(silence_s=0.4))) as pipe:
        pipe.begin()
        for _ in range(2):
            work_until(lambda: mine.poll(0))
            assert receive(mine) == Alive()
        pipe.end(Finished())
        while receive(mine) == Alive():
            pass
        work_until(seconds_passed(0.4))
        # None follows the end.
        assert not mine.poll(0)


def test_no_sign_of_life_comes_while_nothing_is_done(pipe):
    mine, its = pipe
    with closing(ChildPipe(its, ReadingLimits(silence_s=0.4))) as pipe:
        pipe.begin()
        # What was done before the request counts.
        if mine.poll(0.4):
            receive(mine)
        assert not mine.poll(0.4)
        work_until(lambda: mine.poll(0))
        pipe.end(Finished())


def test_no_sign_of_life_comes_once_the_processor_time_is_used_up(pipe):
    mine, its = pipe
    with closing(ChildPipe(its, ReadingLimits(silence_s=0.4, processor_s=-1))) as pipe:
        pipe.begin()
        work_until(seconds_passed(0.4))
        assert not mine.poll(0)
