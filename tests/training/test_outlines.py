"""Outlines and the pixels inside."""

import numpy as np
import pytest

from core.errors import InvalidDatasetError
from core.preprocessing import Placement
from training.outlines import input_mask, outline_mask, read_outline

SQUARE = "2,3 6,3 6,5 2,5"


def test_pixels_inside():
    mask = outline_mask(SQUARE, 8, 10)
    assert mask.shape == (8, 10)
    assert np.argwhere(mask).min(axis=0).tolist() == [3, 2]
    assert np.argwhere(mask).max(axis=0).tolist() == [5, 6]
    assert mask.sum() == 15


def test_several_outlines():
    mask = outline_mask(f"{SQUARE}; 8,0 9,0 9,1 8,1", 8, 10)
    assert mask.sum() == 19
    assert mask[0, 8]


def test_input_is_where_the_placement_says():
    """Picture pixel 2 u + 1 is shown by input pixel u."""
    placement = Placement(width=20, height=20, scale_x=2.0, offset_x=1.0, scale_y=2.0, offset_y=1.0)
    mask = input_mask("5,7 13,7 13,11 5,11", placement, 10, "a.png")
    assert np.argwhere(mask).min(axis=0).tolist() == [3, 2]
    assert np.argwhere(mask).max(axis=0).tolist() == [5, 6]


def test_outline_beyond_the_picture_is_cut():
    assert outline_mask("-5,-5 3,-5 3,3 -5,3", 8, 8).sum() == 16


@pytest.mark.parametrize("text", ["1,2 3", "a,b", "1,2,3", "1,2 nan,4", "1;2"])
def test_malformed_outline_is_named(text):
    with pytest.raises(InvalidDatasetError, match=r"a\.png: expected an outline"):
        read_outline(text, "a.png")
