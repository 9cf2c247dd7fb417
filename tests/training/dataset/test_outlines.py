"""Outlines as masks."""

import numpy as np
import pytest

from core.errors import InvalidDatasetError
from core.model.preprocessing import Placement
from training.dataset.manifest import Row
from training.dataset.outlines import input_mask, outline_mask, require_sound_outlines


def test_a_square_holds_its_edges_and_its_inside():
    mask = outline_mask("2,3 5,3 5,6 2,6", 10, 12)
    expected = np.zeros((10, 12), bool)
    expected[3:7, 2:6] = True
    np.testing.assert_array_equal(mask, expected)


def test_x_comes_first():
    mask = outline_mask("8,1 9,1 9,2 8,2", 4, 12)
    assert mask[1, 8]
    assert mask.sum() == 4


def test_several_outlines_are_joined_even_where_they_overlap():
    mask = outline_mask("0,0 4,0 4,4 0,4; 2,2 6,2 6,6 2,6", 10, 10)
    assert mask[0, 0]
    assert mask[3, 3]
    assert mask[6, 6]
    assert mask.sum() == 25 + 25 - 9


def test_fractions_of_a_pixel_and_points_outside_are_fine():
    mask = outline_mask("-3.5,-3.5 2.4,-3.5 2.4,2.4 -3.5,2.4", 6, 6)
    assert mask.shape == (6, 6)
    assert mask[:3, :3].all()
    assert not mask[4:].any()


@pytest.mark.parametrize(
    "outline", ["1,2 3", "a,b c,d", "1;2", "1,2 3,4;", "nan,1 2,2 3,3", "1e300,1 2,2 3,3", "1,2,3"]
)
def test_what_is_no_outline_is_reported(outline):
    with pytest.raises(InvalidDatasetError, match="outline_xy"):
        outline_mask(outline, 8, 8)


def test_the_file_of_a_bad_outline_is_named(tmp_path):
    rows = [
        Row(tmp_path / "good.png", "glioma", outline="1,1 2,1 2,2"),
        Row(tmp_path / "bad.png", "glioma", outline="?"),
    ]
    with pytest.raises(InvalidDatasetError, match=r"^bad\.png: expected an outline"):
        require_sound_outlines(rows)


def test_input_is_where_the_placement_says():
    """Picture pixel 2 u + 1 is shown by input pixel u."""
    placement = Placement(width=20, height=20, scale_x=2.0, offset_x=1.0, scale_y=2.0, offset_y=1.0)
    mask = input_mask("5,7 13,7 13,11 5,11", placement, 10)
    assert np.argwhere(mask).min(axis=0).tolist() == [3, 2]
    assert np.argwhere(mask).max(axis=0).tolist() == [5, 6]
