"""What novelty is fitted to."""

import numpy as np

from core.image.phantom import head_phantom
from core.model.preprocessing import Framing
from training.fitting.novelty_data import foreign_inputs, with_appearances
from training.not_brain.kinds import FITTED

HEADS = np.stack([head_phantom(seed, size=96) for seed in range(3)])


def test_images_come_first_and_copies_differ():
    found = with_appearances(HEADS, 2, seed=1)
    assert found.shape == (9, 96, 96)
    assert found.dtype == np.uint8
    np.testing.assert_array_equal(found[:3], HEADS)
    for start in (3, 6):
        assert all((copy != head).mean() > 0.2 for copy, head in zip(found[start:], HEADS, strict=False))
    np.testing.assert_array_equal(found, with_appearances(HEADS, 2, seed=1))
    np.testing.assert_array_equal(with_appearances(HEADS, 0, seed=1), HEADS)


def test_foreign_pictures_are_as_the_network_sees_them():
    found = foreign_inputs(list(HEADS), 64, Framing.HEAD, count=2)
    assert found.shape == (2 * len(FITTED), 64, 64)
    assert found.dtype == np.uint8
    assert len({picture.tobytes() for picture in found}) > len(FITTED)
