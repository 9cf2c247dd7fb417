"""The memory of a stack's pixels."""

import numpy as np
import pytest

from core.readers.dicom.stack_memory import StackMemory


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int16, np.float32])
def test_pixels_are_kept_as_they_are(kind):
    memory = StackMemory(3)
    pictures = [np.random.default_rng(seed).integers(0, 100, (7, 9)).astype(kind) for seed in range(5)]
    pictures.append(np.zeros((4, 5, 3), kind))
    kept = [memory.keep(pixels) for pixels in pictures]
    for pixels, copy in zip(pictures, kept, strict=True):
        assert copy.dtype == pixels.dtype
        assert copy.flags.aligned
        assert np.array_equal(copy, pixels)
        assert not np.shares_memory(copy, pixels)
    kept[1][...] = 99
    assert all(np.array_equal(kept[index], pictures[index]) for index in (0, 2, 3, 4, 5))


def test_pictures_lie_side_by_side_in_no_more_memory_than_they_take():
    memory = StackMemory(4)
    pixels = np.ones((64, 64), np.uint16)
    kept = [memory.keep(pixels) for _ in range(4)]
    assert all(one.base is kept[0].base for one in kept)
    assert kept[0].base.nbytes == 4 * pixels.nbytes


def test_a_picture_that_fills_a_block_is_not_copied():
    pixels = np.zeros((5000, 7000), np.uint8)
    assert StackMemory(2).keep(pixels) is pixels
