"""Pictures that are no brain MRI."""

import numpy as np
import pytest

from bench import novelty
from core.image.phantom import head_phantom
from training.not_brain.kinds import FIRST_FITTING_SEED, FITTED, KINDS, UNSEEN, draw_foreign, fitting_pictures


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_drawn_the_same_from_the_same_seed(name):
    picture = draw_foreign(name, 3, size=96)
    assert picture.dtype == np.uint8
    assert picture.ndim == 2 or picture.shape[2] == 3
    # Where patches do not divide the side, a few pixels are lost.
    assert 86 <= max(picture.shape[:2]) <= 96
    np.testing.assert_array_equal(picture, draw_foreign(name, 3, size=96))


@pytest.mark.parametrize("name", [name for name in KINDS if name != "blank"])
def test_each_kind_shows_something_else_from_another_seed(name):
    one, other = draw_foreign(name, 1, size=96), draw_foreign(name, 2, size=96)
    assert np.ptp(one) > 0
    assert one.shape != other.shape or (one != other).any()


def test_no_kind_is_both_built_on_and_unseen():
    assert not set(FITTED) & set(UNSEEN)
    assert set(FITTED) | set(UNSEEN) == set(KINDS)
    assert {"text", "drawing", "chest", "abdomen", "ultrasound"} <= set(UNSEEN)


def test_what_is_built_on_is_not_what_is_measured():
    head = head_phantom(0, size=96)
    pictures = list(fitting_pictures(2, [head], size=64))
    assert len(pictures) == 2 * len(FITTED)
    np.testing.assert_array_equal(pictures[1], draw_foreign(FITTED[0], FIRST_FITTING_SEED + 1, 64, [head]))
    assert novelty.PICTURES <= FIRST_FITTING_SEED


@pytest.mark.parametrize("name", ["shuffled-head", "scrambled-head", "tiled-head", "part-of-head"])
def test_a_head_of_ones_own_is_destroyed(name):
    bright = np.full((128, 128), 201, np.uint8)
    assert abs(float(np.median(draw_foreign(name, 0, 96, [bright]))) - 201) <= 1


@pytest.mark.parametrize(("name", "size"), [("cat", 96), ("text", 63)])
def test_what_cannot_be_drawn_is_refused(name, size):
    with pytest.raises(ValueError, match="Expected"):
        draw_foreign(name, 0, size)
