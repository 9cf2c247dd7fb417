"""What the network sees, and the way back."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.image.phantom import head_phantom
from core.image.slice import Slice, Window
from core.image.windowing import EIGHT_BIT
from core.model.preprocessing import Framing, Placement, find_head, preprocess


def slice_of(pixels, window=EIGHT_BIT, **changes):
    return Slice(pixels, window, Path("test"), 0, 1, "", **changes)


def test_golden_values():
    """A change here changes what every model sees: raise the preprocessing version with it."""
    seen, _ = preprocess(slice_of(np.arange(64, dtype=np.uint8).reshape(8, 8) * 4), 4)
    np.testing.assert_array_equal(
        seen, [[18, 26, 34, 42], [82, 90, 98, 106], [146, 154, 162, 170], [210, 218, 226, 234]]
    )


@given(st.integers(16, 300), st.integers(16, 300), st.floats(0.3, 5), st.floats(0.3, 5))
def test_placement_maps_the_corners(height, width, row_mm, column_mm):
    pixels = np.full((height, width), 200, np.uint8)
    seen, placement = preprocess(slice_of(pixels, spacing_mm=(row_mm, column_mm)), 96)
    rows, columns = np.nonzero(seen)
    # The outer edges of the lit area are the edges of the picture.
    assert placement.offset_x + placement.scale_x * (columns.min() - 0.5) == pytest.approx(-0.5, abs=1e-6)
    assert placement.offset_x + placement.scale_x * (columns.max() + 0.5) == pytest.approx(width - 0.5, abs=1e-6)
    assert placement.offset_y + placement.scale_y * (rows.min() - 0.5) == pytest.approx(-0.5, abs=1e-6)
    assert placement.offset_y + placement.scale_y * (rows.max() + 0.5) == pytest.approx(height - 0.5, abs=1e-6)


def test_spacing_restores_the_shape():
    """A head stored with rows three times as far apart looks as it does stored with square pixels."""
    head = head_phantom(1, size=240)
    flat = slice_of(np.ascontiguousarray(head[1::3]), spacing_mm=(3.0, 1.0))
    difference = preprocess(flat, 80)[0] - preprocess(slice_of(head), 80)[0]
    assert np.abs(difference).mean() < 8


def test_window_is_applied_before_eight_bits():
    pixels = np.linspace(0, 4000, 64 * 64).reshape(64, 64).astype(np.uint16)
    seen, _ = preprocess(slice_of(pixels, Window(200, 1000)), 64)
    assert seen[pixels < 890].max() == 0
    assert seen[pixels > 1110].min() == 255
    assert np.unique(seen).size > 150


def test_inverted_picture_is_shown_as_meant():
    head = head_phantom(2)
    inverted = slice_of(255 - head, is_inverted=True)
    np.testing.assert_array_equal(preprocess(inverted, 64)[0], preprocess(slice_of(head), 64)[0])


def test_colour_becomes_grey():
    head = head_phantom(2)
    coloured = np.repeat(head[..., None], 3, axis=2)
    np.testing.assert_allclose(preprocess(slice_of(coloured), 64)[0], preprocess(slice_of(head), 64)[0], atol=1)


@given(st.integers(16, 4000), st.integers(16, 4000))
def test_a_reduced_placement_covers_the_same_of_the_picture(height, width):
    whole = Placement(width, height, scale_x=width / 96, offset_x=-3.0, scale_y=height / 80, offset_y=5.0)
    reduced = whole.within(256)
    assert max(reduced.width, reduced.height) <= 256
    for unit in (0.0, 50.0):
        assert (whole.offset_x + whole.scale_x * unit + 0.5) / width == pytest.approx(
            (reduced.offset_x + reduced.scale_x * unit + 0.5) / reduced.width
        )
        assert (whole.offset_y + whole.scale_y * unit + 0.5) / height == pytest.approx(
            (reduced.offset_y + reduced.scale_y * unit + 0.5) / reduced.height
        )


def on_a_larger_ground(head, side=400, top=130, left=20):
    ground = np.zeros((side, side), np.uint8)
    ground[top : top + head.shape[0], left : left + head.shape[1]] = head
    return ground


def likeness(one, other):
    reduced = [cv2.resize(image, (24, 24), interpolation=cv2.INTER_AREA).ravel() for image in (one, other)]
    return np.corrcoef(*reduced)[0, 1]


def test_head_is_seen_alike_wherever_it_is():
    head = head_phantom(2, size=240)
    alone, _ = preprocess(slice_of(head), 96, framing=Framing.HEAD)
    elsewhere, _ = preprocess(slice_of(on_a_larger_ground(head)), 96, framing=Framing.HEAD)
    whole, _ = preprocess(slice_of(on_a_larger_ground(head)), 96)
    assert likeness(alone, elsewhere) > 0.9
    assert likeness(alone, whole) < 0.5


def test_head_is_seen_alike_however_bright():
    head = head_phantom(2, size=240)
    bright, _ = preprocess(slice_of(head), 96, framing=Framing.HEAD)
    dark, _ = preprocess(slice_of(head // 2), 96, framing=Framing.HEAD)
    assert np.abs(bright - dark).mean() < 3
    assert bright.max() <= 255


@pytest.mark.parametrize("number", range(8))
def test_the_brightest_hundredth_of_the_head_begins_at_the_same_level(number):
    head = head_phantom(number, size=120 + 37 * number)
    seen, _ = preprocess(slice_of((head * (0.4 + number / 16)).astype(np.uint8)), 96, framing=Framing.HEAD)
    lit = seen[seen > 0]
    assert np.percentile(lit, 99) == pytest.approx(220, abs=1e-3)


def test_placement_of_the_head_maps_back():
    """A bright dot in the head is where the placement says that its input pixel does."""
    picture = on_a_larger_ground(head_phantom(2, size=240))
    picture[250:256, 140:146] = 255
    lit = picture.copy()
    lit[250:256, 140:146] = 0
    difference = np.abs(
        preprocess(slice_of(picture), 128, framing=Framing.HEAD)[0]
        - preprocess(slice_of(lit), 128, framing=Framing.HEAD)[0]
    )
    placement = preprocess(slice_of(picture), 128, framing=Framing.HEAD)[1]
    difference[difference < difference.max() / 2] = 0
    rows, columns = np.indices(difference.shape)
    row, column = (float((axis * difference).sum() / difference.sum()) for axis in (rows, columns))
    assert placement.offset_x + placement.scale_x * column == pytest.approx(142.5, abs=1.0)
    assert placement.offset_y + placement.scale_y * row == pytest.approx(252.5, abs=1.0)


def test_letters_and_frames_are_no_head():
    picture = on_a_larger_ground(head_phantom(2, size=240))
    expected = find_head(picture)
    picture[2:4, :] = picture[:, 2:4] = 255
    cv2.putText(picture, "R 12", (300, 380), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 255, 1)
    assert find_head(picture) == expected


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((50, 60), np.uint8),
        np.full((50, 60), 200, np.uint8),
        np.random.default_rng(0).integers(60, 256, (50, 60)).astype(np.uint8),
        np.zeros((1, 1), np.uint8),
        np.eye(1, 300, dtype=np.uint8) * 255,
    ],
    ids=["black", "blank", "noise", "one pixel", "a line"],
)
def test_what_shows_no_head_on_a_dark_ground_is_seen_whole(pixels):
    height, width = pixels.shape
    box = find_head(pixels)
    assert (box.left, box.top, box.width, box.height) == (0, 0, width, height)
    seen, placement = preprocess(slice_of(pixels), 32, framing=Framing.HEAD)
    assert np.isfinite(seen).all()
    assert placement == preprocess(slice_of(pixels), 32)[1]


def test_the_head_stands_out_from_its_ground_not_from_black():
    shown = np.full((200, 200), 60, np.uint8)
    shown[40:160, 50:150] = 84
    shown[80:120, 80:120] = 200
    box = find_head(shown)
    found = (box.left, box.top, box.left + box.width, box.top + box.height)
    np.testing.assert_allclose(found, (50, 40, 150, 160), atol=10)
