"""The frame of a slice within its file, whatever it is stacked with."""

from pathlib import Path

import numpy as np

from core.image.file_frames import frame_in_file, frames_in_files
from core.image.slice import Slice, Window

WINDOW = Window(255, 127.5)


def a_slice(name, frame):
    return Slice(np.zeros((4, 4), np.uint8), WINDOW, Path(name), frame, 1, name)


def test_a_stack_of_one_file_counts_its_frames_itself():
    stack = [a_slice("a", 3), a_slice("a", 1)]
    assert frames_in_files(stack) == [3, 1]
    assert frame_in_file(stack[1], stack) == 1


def test_of_several_files_each_slice_is_counted_within_its_own():
    stack = [a_slice(name, place) for place, name in enumerate("aabbbc")]
    assert frames_in_files(stack) == [0, 1, 0, 1, 2, 0]
    assert [frame_in_file(one, stack) for one in stack] == [0, 1, 0, 1, 2, 0]
    assert frame_in_file(a_slice("b", 7), stack) == 0
