"""Colours of a heat map, and the line around its hot part."""

import numpy as np
import pytest

from core.image.colour_map import colorize, colour_table, half_maximum_outlines


def a_ramp():
    return np.linspace(0, 1, 256, dtype=np.float32)[None]


def test_hotter_is_brighter_and_ends_in_yellow():
    table = colour_table().astype(float)
    brightness = table @ (0.2126, 0.7152, 0.0722)
    assert (np.diff(brightness) > -1).all()
    assert brightness[0] < 5
    assert brightness[-1] > 230
    # RGB: where it is orange, red leads and blue is least.
    assert (table[128:232, 0] > table[128:232, 1]).all()
    assert table[200, 0] > 200 > 100 > table[200, 2]


def test_cold_lets_the_picture_through_and_hot_covers_it_as_far_as_wanted():
    cover = colorize(a_ramp(), 0.5)[0]
    assert cover[0, 3] == 0
    assert cover[-1, 3] == 128
    assert (np.diff(cover[:, 3].astype(int)) >= 0).all()
    assert np.array_equal(cover[:, :3], colour_table())


@pytest.mark.parametrize("shape", [(64, 64), (40, 90), (300, 200)])
def test_the_outline_is_where_the_heat_is_half(shape):
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    at_row, at_column, radius = shape[0] * 0.4, shape[1] * 0.6, 12.0
    away = np.hypot(rows - at_row, columns - at_column)
    heat = np.clip(1 - away / (2 * radius), 0, 1).astype(np.float32)
    [outline] = half_maximum_outlines(heat)
    # Half of the peak is `radius` away from it, on every side.
    x, y = outline[:, 0] - at_column, outline[:, 1] - at_row
    np.testing.assert_allclose(np.hypot(x, y), radius, atol=0.6)
    for sides in (x, y):
        assert sides.max() == pytest.approx(-sides.min(), abs=0.25)


def test_two_hot_places_have_two_outlines_and_a_cold_map_none():
    heat = np.zeros((60, 60), np.float32)
    heat[10:20, 10:20] = heat[40:50, 30:55] = 1
    assert len(half_maximum_outlines(heat)) == 2
    assert half_maximum_outlines(np.full((20, 20), 0.49, np.float32)) == []


def test_each_level_has_its_own_colour():
    heat = (np.arange(256, dtype=np.float32) / 255)[None]
    np.testing.assert_array_equal(colorize(heat, 1.0)[0, :, :3], colour_table())
    np.testing.assert_array_equal(colorize(heat, 0.5)[0, [0, 100, 254], 3], [0, 50, 127])
