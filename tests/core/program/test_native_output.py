"""What native libraries write to the screen: the noise is dropped, all else comes through."""

import os
import re
import threading

import pytest

from core.program.native_output import without_lines

NOISE = re.compile(rb"noise")


def write(text):
    os.write(2, text)


def test_noise_alone_is_dropped(capfd):
    with without_lines(NOISE):
        write(b"noise of a library\nwhat another thread says, noise or not\n")
        write(b"half a line")
    assert capfd.readouterr().err == "what another thread says, noise or not\nhalf a line"


def test_what_goes_wrong_within_leaves_the_stream_as_it_was(capfd):
    def fail():
        with without_lines(NOISE):
            write(b"said before\n")
            raise ValueError("within")

    with pytest.raises(ValueError, match="within"):
        fail()
    write(b"noise afterwards\n")
    assert capfd.readouterr().err == "said before\nnoise afterwards\n"


def test_blocks_on_several_threads_leave_the_stream_as_it_was(capfd):
    """A second block begins while the first is open, and would end after it."""
    is_open, may_end = threading.Event(), threading.Event()

    def first():
        with without_lines(NOISE):
            is_open.set()
            may_end.wait(20)
            write(b"first\n")

    def second():
        with without_lines(re.compile(b"other noise")):
            write(b"second\n")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert is_open.wait(20)
    threads[1].start()
    may_end.set()
    for thread in threads:
        thread.join()
    write(b"afterwards\n")
    assert capfd.readouterr().err == "first\nsecond\nafterwards\n"


def test_the_decoder_and_the_network_share_one_lock():
    """Both turn the same stream off, so that both have to wait for each other."""
    from core.model import classifier
    from core.readers.raster import tiff

    assert classifier.without_lines is tiff.without_lines is without_lines


def test_without_a_stream_nothing_is_caught(monkeypatch):
    def refuse(descriptor):
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", refuse)
    with without_lines(NOISE):
        pass
