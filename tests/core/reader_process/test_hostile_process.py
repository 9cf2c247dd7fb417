"""A process that a file has taken over: whatever it sends, or does not, it holds nothing up and passes for nothing."""

import os
import struct
import sys
import time
from functools import partial
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest

from core.errors import NoImagesError
from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.jobs.events import Cancelled
from core.reader_process.confinement import Confinement
from core.reader_process.exchange import NotStartedError, ProcessLostError
from core.reader_process.limits import ReadingLimits
from core.reader_process.look_messages import FoundLooks, FoundSeries
from core.reader_process.messages import (
    Alive,
    Chunk,
    Finished,
    ReadingProgress,
    Ready,
    Stopped,
    Unlocked,
    pack,
    pixels_of,
)
from core.reader_process.process import ReaderProcess
from core.reader_process.refusal import Refusal
from core.reader_process.request import ReadRequest
from core.reader_process.upload import LeftOut, ReadPicture
from core.readers.dicom.header_texts import ElementTexts
from core.readers.looking import UNREADABLE, Contents
from core.series.entry import Catalogue, Series

# Processes are started.
pytestmark = pytest.mark.slow
needs_sockets = pytest.mark.skipif(sys.platform == "win32", reason="writes to the socket of the pipe")
# After it, a process that nobody has ended ends by itself, and its test fails.
LASTS_S = 20
READY = Ready(Confinement(True, True, True))
HEAD = Path("folder/head.png")
ELEMENTS = ReadRequest("elements", (HEAD,), keywords=("PatientID",))
LOOKS, SERIES = ReadRequest("looks", (HEAD, HEAD)), ReadRequest("series", (HEAD, HEAD))
CONTENTS = ReadRequest("contents", (Path("folder/study.zip"),))
SLICES, LIST = ReadRequest("slices", (HEAD,)), ReadRequest("list", (HEAD, Path("study")))


def picture(source=HEAD):
    return ReadPicture("", "", (Slice(np.ones((2, 3), np.uint8), EIGHT_BIT, source, 0, 1, ""),))


def catalogue(path=HEAD):
    return Catalogue(HEAD, (Series(path, (path,)),))


def say(messages, connection, block, limits):
    """Answer the first request so, then wait."""
    connection.send_bytes(pack(READY))
    connection.recv_bytes()
    halves = cycle(block.halves)
    for message in messages:
        connection.send_bytes(pack(message))
        if isinstance(message, ReadPicture):
            content = b"".join(pixels.tobytes() for pixels in pixels_of(message))
            next(halves)[: len(content)] = content
            connection.send_bytes(pack(Chunk(len(content))))
    time.sleep(LASTS_S)


def flood(message, connection, block, limits):
    connection.send_bytes(pack(READY))
    connection.recv_bytes()
    until, word = time.monotonic() + LASTS_S, pack(message)
    while time.monotonic() < until:
        connection.send_bytes(word)


def send_half(connection, block, limits):
    """Announce a message, and send nothing of it."""
    connection.send_bytes(pack(READY))
    connection.recv_bytes()
    os.write(connection.fileno(), struct.pack("!i", 1000))
    time.sleep(LASTS_S)


def take_nothing(connection, block, limits):
    connection.send_bytes(pack(READY))
    time.sleep(LASTS_S)


def leave(connection, block, limits):
    connection.close()


@pytest.fixture
def process():
    made = []

    def make(serve, **limits):
        found = ReaderProcess(ReadingLimits(**limits), serve)
        made.append(found)
        return found

    yield make
    for one in made:
        one.close()


FLOODS = [partial(flood, ReadingProgress(0, 0)), partial(flood, Alive())]


@pytest.mark.parametrize("serve", FLOODS)
def test_words_without_end_do_not_move_the_end(process, serve):
    with pytest.raises(ProcessLostError, match=r"reading it takes longer than 0\.5 s"):
        process(serve, total_s=0.5).ask(SLICES)


@pytest.mark.parametrize("serve", FLOODS)
def test_words_without_end_are_no_progress(process, serve):
    with pytest.raises(ProcessLostError, match=r"reading it takes longer than 0\.5 s"):
        process(serve, file_s=0.5).ask(SLICES)


@pytest.mark.parametrize("serve", FLOODS)
def test_words_without_end_can_be_given_up(process, serve):
    wanted = iter([True] * 20)
    with pytest.raises(Cancelled):
        process(serve).ask(SLICES, is_wanted=lambda: next(wanted, False))


def test_words_have_a_number_that_suffices(process):
    with pytest.raises(ProcessLostError, match="sent something that is no picture"):
        process(FLOODS[0], most_words=10_000).ask(SLICES)


@needs_sockets
def test_half_a_message_is_not_waited_for(process):
    with pytest.raises(ProcessLostError, match=r"no sign of life for 0\.5 s"):
        process(send_half, silence_s=0.5).ask(SLICES)


@needs_sockets
def test_half_a_message_can_be_given_up(process):
    until = []

    def is_wanted():
        until[:] = until or [time.monotonic() + 0.5]
        return time.monotonic() < until[0]

    with pytest.raises(Cancelled):
        process(send_half).ask(SLICES, is_wanted=is_wanted)


def test_a_process_that_takes_nothing_is_not_waited_for(process):
    with pytest.raises(ProcessLostError, match=r"reading it takes longer than 0\.5 s"):
        process(take_nothing, total_s=0.5).ask(ReadRequest("upload", most_pictures=1), bytes(10_000_000))


def test_a_process_that_does_not_start_blames_no_file(process, caplog):
    with pytest.raises(NotStartedError, match="does not start"):
        process(leave).ask(SLICES)
    assert "the process that reads files is lost: EOFError" in caplog.text


def test_a_process_that_cannot_be_made_blames_no_file(process, monkeypatch, caplog):
    def fail():
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("core.reader_process.start.SharedBlock", fail)
    with pytest.raises(NotStartedError, match="could not be started"):
        process(leave).ask(SLICES)
    assert "the process that reads files is lost: OSError" in caplog.text


@pytest.mark.parametrize(
    ("request_", "messages"),
    [
        (SLICES, [ReadingProgress(1, 1), Alive(), picture(), Finished()]),
        (LIST, [catalogue(), catalogue(Path("study/a.dcm")), Finished()]),
        # A directory of media names what is beside it.
        (LIST, [catalogue(Path("folder/IMAGES/1")), Finished()]),
        (ReadRequest("neighbours", (HEAD,)), [catalogue(Path("folder/other.png")), Finished()]),
        (ReadRequest("frames", (HEAD,)), [picture(), Finished()]),
        (ELEMENTS, [ElementTexts({"PatientID": "7"}, 1), Finished()]),
        (ELEMENTS, [Finished()]),
        (LOOKS, [ReadingProgress(0, 2), FoundLooks((UNREADABLE, UNREADABLE)), Finished()]),
        (SERIES, [FoundSeries(("", None)), Finished()]),
        (CONTENTS, [Contents((Path("folder/study.zip/a"), Path("folder/IMAGES/1"))), Finished()]),
        (ReadRequest("upload", most_pictures=2), [picture(Path("a/b")), picture(Path()), Finished((LeftOut("", ""),))]),
    ],
)
def test_what_fits_a_request_comes(process, request_, messages):
    found = process(partial(say, messages)).ask(request_)
    assert [type(one) for one in found] == [
        type(one) for one in messages if not isinstance(one, ReadingProgress | Alive)
    ]


@pytest.mark.parametrize(
    ("request_", "messages"),
    [
        (SLICES, [Finished()]),
        (SLICES, [ElementTexts({}, 1)]),
        (ELEMENTS, [ElementTexts({"PatientName": "Doe"}, 1)]),
        (ELEMENTS, [ElementTexts({}, 1)]),
        (ELEMENTS, [picture()]),
        (LOOKS, [FoundLooks((UNREADABLE,))]),
        (LOOKS, [FoundSeries(("", ""))]),
        (LOOKS, [Finished()]),
        (SERIES, [FoundSeries(("", "", ""))]),
        (SERIES, [FoundSeries(("", "")), FoundSeries(("", ""))]),
        (SERIES, [catalogue()]),
        (SERIES, [Finished()]),
        (CONTENTS, [Contents((Path("/etc/passwd"),))]),
        (CONTENTS, [Contents((Path("folder/study.zip/../../other"),))]),
        (CONTENTS, [Finished()]),
        (CONTENTS, [picture(Path("folder/study.zip/a"))]),
        (LIST, [Contents(())]),
        (SLICES, [picture(), picture()]),
        (SLICES, [catalogue()]),
        (SLICES, [READY]),
        (SLICES, [Stopped()]),
        (SLICES, [Chunk(1)]),
        (SLICES, [picture(), Finished((LeftOut("a", "b"),))]),
        (SLICES, [picture(Path("/etc/passwd"))]),
        (SLICES, [picture(Path("folder/head.png/../../other"))]),
        (SLICES, [picture(Path("folder/../other"))]),
        (LIST, [picture()]),
        (LIST, [catalogue(), catalogue(), catalogue()]),
        (LIST, [Unlocked(HEAD)]),
        (LIST, [catalogue(Path("/etc/passwd"))]),
        (ReadRequest("list", (HEAD,), password="secret"), [Unlocked(Path("other.zip"))]),
        (ReadRequest("neighbours", (HEAD,)), [Finished()]),
        (ReadRequest("neighbours", (HEAD,)), [catalogue(Path("other/head.png"))]),
        (ReadRequest("stack", (HEAD,)), [picture(Path("other/1.dcm"))]),
        (ReadRequest("upload", most_pictures=1), [picture(Path("a")), picture(Path("b"))]),
        (ReadRequest("upload", most_pictures=1), [picture(Path("../a"))]),
    ],
)
def test_what_does_not_fit_a_request_passes_for_nothing(process, caplog, request_, messages):
    with pytest.raises(ProcessLostError, match="the process that reads files sent something that is no picture"):
        process(partial(say, messages)).ask(request_)
    assert "the process that reads files is lost: InvalidMessageError" in caplog.text


def test_what_it_refuses_is_raised(process):
    with pytest.raises(NoImagesError, match="none"):
        process(partial(say, [Refusal(NoImagesError("none"))])).ask(SLICES)
