"""The slice of another series at the same place."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.image.slice import Slice, SlicePlace
from core.image.windowing import EIGHT_BIT
from core.series.matching import matching_index

UP, ASIDE, TILTED = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.015, float(np.sqrt(1 - 0.015**2)))


def slice_at(z, normal=UP):
    place = SlicePlace(normal=normal, position_mm=None if z is None else (3.0, -7.0, z))
    return Slice(np.zeros((4, 4), np.uint8), EIGHT_BIT, Path("a"), 0, 1, "", place=place)


OTHERS = [slice_at(z) for z in (0.0, 5.0, 10.0, 15.0)]


@pytest.mark.parametrize(("z", "index"), [(-40.0, 0), (2.0, 0), (3.0, 1), (9.0, 2), (99.0, 3)])
def test_the_nearest_along_the_normal_is_found(z, index):
    assert matching_index(slice_at(z), 0.0, OTHERS) == index


def test_a_stack_that_runs_the_other_way_is_matched_by_place():
    assert matching_index(slice_at(14.0), 0.0, OTHERS[::-1]) == 0
    flipped = [replace(one, place=replace(one.place, normal=(0.0, 0.0, -1.0))) for one in OTHERS]
    assert matching_index(slice_at(14.0), 0.0, flipped) == 3


def test_planes_that_are_a_little_tilted_are_matched_by_place():
    assert matching_index(slice_at(10.0, TILTED), 0.0, OTHERS) == 2


def test_planes_that_are_tilted_against_each_other_are_matched_by_their_share():
    tilted = (0.0, 0.1, float(np.sqrt(0.99)))
    assert matching_index(slice_at(10.0, tilted), 0.0, OTHERS) == 0


def test_series_of_different_studies_are_matched_by_their_share():
    assert matching_index(slice_at(10.0), 0.0, OTHERS, is_same_study=False) == 0


@pytest.mark.parametrize("image", [slice_at(None), slice_at(10.0, ASIDE), slice_at(10.0, None)])
def test_without_a_common_geometry_the_share_of_the_stack_counts(image):
    assert [matching_index(image, share, OTHERS) for share in (0.0, 0.5, 1.0, 1.7)] == [0, 2, 3, 3]


def test_one_slice_without_a_position_leaves_the_share():
    assert matching_index(slice_at(1.0), 1.0, [*OTHERS, slice_at(None)]) == 4
