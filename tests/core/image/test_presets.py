"""Windows found from values."""

import numpy as np
import pytest

from core.image.measuring import Outline, Point, Region
from core.image.phantom import head_phantom
from core.image.presets import Preset, find_window, region_window


def ends(window):
    return window.center - window.width / 2, window.center + window.width / 2


def test_percentiles_of_a_hundred_and_one_values():
    pixels = np.arange(101, dtype=np.int16).reshape(1, 101) * 10
    assert ends(find_window(Preset.FULL_RANGE, [pixels])) == (0, 1000)
    assert ends(find_window(Preset.MOST, [pixels])) == pytest.approx((10, 990))
    assert ends(find_window(Preset.MIDDLE, [pixels])) == pytest.approx((50, 950))


def test_a_series_has_one_window():
    slices = [np.full((4, 4), value, np.int16) for value in (10, 30, 20)]
    assert ends(find_window(Preset.FULL_RANGE, slices)) == (10, 30)
    assert ends(find_window(Preset.MIDDLE, slices)) == (10, 30)


def test_the_window_of_the_head_leaves_the_ground_out():
    pixels = np.zeros((100, 100), np.uint16)
    pixels[30:70, 30:70] = np.linspace(500, 900, 1600).reshape(40, 40)
    low, high = ends(find_window(Preset.HEAD, [pixels]))
    assert 500 <= low < 510
    assert 890 < high <= 900
    assert ends(find_window(Preset.MOST, [pixels]))[0] == 0


def test_a_head_of_a_phantom_is_shown_brighter_than_through_all_values():
    pixels = head_phantom(0, size=128)
    assert ends(find_window(Preset.HEAD, [pixels]))[0] > ends(find_window(Preset.MOST, [pixels]))[0]


def test_a_picture_without_a_ground_counts_as_a_whole():
    pixels = np.random.default_rng(0).integers(400, 600, (50, 50)).astype(np.int16)
    pixels[10:40, 10:40] -= 300
    assert find_window(Preset.HEAD, [pixels]) == find_window(Preset.MOST, [pixels])


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("value", [0, 255, -1000, 1e30])
def test_a_blank_picture_has_a_window_too(preset, value):
    assert find_window(preset, [np.full((5, 5), value, np.float32)]).width > 0


@pytest.mark.parametrize("preset", list(Preset))
def test_colours_have_one_too(preset):
    pixels = np.random.default_rng(0).integers(0, 256, (20, 30, 3)).astype(np.uint8)
    low, high = ends(find_window(preset, [pixels, pixels[..., 0]]))
    assert 0 <= low < high <= 255


def test_thinning_out_a_large_series_hardly_moves_it():
    rng = np.random.default_rng(0)
    slices = [rng.normal(1000, 100, (256, 256)).astype(np.float32) for _ in range(130)]
    low, high = ends(find_window(Preset.MIDDLE, slices))
    assert low == pytest.approx(1000 - 164.5, abs=3)
    assert high == pytest.approx(1000 + 164.5, abs=3)


def test_a_region_is_shown_through_its_own_values():
    pixels = np.zeros((40, 40), np.int16)
    pixels[10:20, 10:20] = np.arange(100).reshape(10, 10)
    box = Region(Outline.RECTANGLE, Point(10, 10), Point(20, 20))
    assert ends(region_window(pixels, box)) == pytest.approx((0.495, 98.505))
    assert region_window(pixels, Region(Outline.RECTANGLE, Point(3, 3), Point(3, 3))) is None
