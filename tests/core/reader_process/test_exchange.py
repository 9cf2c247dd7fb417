"""The limits of one exchange, by a clock that each message moves."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.reader_process.exchange import Exchange, TimeIsUpError
from core.reader_process.limits import ReadingLimits
from core.reader_process.messages import Alive, Chunk, Finished, ReadingProgress, pack
from core.reader_process.request import ReadRequest
from core.reader_process.shared_block import SharedBlock
from core.reader_process.upload import ReadPicture
from core.reader_process.watchdog import Watchdog

FOLDER = Path("folder")
LIMITS = ReadingLimits(silence_s=10, file_s=25)
# Between two messages.
STEP_S = 9


class Said:
    """A connection over which messages come, each some seconds after the one before."""

    def __init__(self, messages):
        self._messages, self.now = iter(messages), 0.0

    def send_bytes(self, content):
        pass

    def poll(self, timeout):
        return True

    def recv_bytes(self, most):
        self.now += STEP_S
        return pack(next(self._messages))


@pytest.fixture
def exchange(monkeypatch):
    block = SharedBlock()

    def make(messages):
        said = Said(messages)
        monkeypatch.setattr("core.reader_process.exchange.time", SimpleNamespace(monotonic=lambda: said.now))
        watchdog = Watchdog(lambda: None, lambda: True)
        return Exchange(said, block, LIMITS, lambda: True, watchdog)

    yield make
    block.close()


def picture(side):
    return ReadPicture("", "", (Slice(np.zeros((side, side), np.uint8), EIGHT_BIT, FOLDER / "a", 0, 1, ""),))


def ask(exchange):
    return exchange.ask(ReadRequest("slices", (FOLDER,)), None, None)


def test_signs_of_life_alone_do_not_move_the_end_of_a_file(exchange):
    with pytest.raises(TimeIsUpError, match="reading it takes longer than 25 s"):
        ask(exchange([Alive()] * 10))


def test_the_same_count_again_does_not_move_it(exchange):
    with pytest.raises(TimeIsUpError, match="reading it takes longer than 25 s"):
        ask(exchange([ReadingProgress(1, 5)] * 10))


def test_each_file_of_several_has_its_own_time(exchange):
    messages = [word for done in range(10) for word in (ReadingProgress(done, 10), Alive())]
    found = ask(exchange([*messages, picture(2), Chunk(4), Finished()]))
    assert len(found) == 2


def test_pixels_that_come_move_it(exchange):
    found = ask(exchange([picture(4), Alive(), Chunk(8), Alive(), Chunk(8), Alive(), Finished()]))
    assert len(found) == 2
