"""From stored values to grey levels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.image.slice import VoiFunction, Window
from core.image.windowing import EIGHT_BIT, apply_window, robust_window

DTYPES = [np.uint8, np.uint16, np.int16, np.int32, np.float32]


@pytest.mark.parametrize("dtype", DTYPES)
def test_edges_and_middle_of_the_window(dtype):
    pixels = np.array([[10, 20, 70, 120, 125]], dtype)
    shown = apply_window(pixels, Window(width=100, center=70))
    np.testing.assert_array_equal(shown, [[0, 0, 128, 255, 255]])


@given(st.sampled_from(DTYPES), st.floats(1, 500), st.floats(-100, 300), st.booleans())
def test_every_type_is_shown_alike(dtype, width, center, is_inverted):
    values = np.arange(0, 128, dtype=np.int32).reshape(8, 16)
    expected = apply_window(values, Window(width, center), is_inverted)
    np.testing.assert_array_equal(apply_window(values.astype(dtype), Window(width, center), is_inverted), expected)


def test_linear_is_half_a_unit_off_exact():
    """PS3.3 C.11.2.1.2.1 against C.11.2.1.3.2."""
    values = np.arange(-50, 300, dtype=np.int16)[None]
    linear = apply_window(values, Window(101, 120.5, VoiFunction.LINEAR))
    np.testing.assert_array_equal(linear, apply_window(values, Window(100, 120)))


@pytest.mark.parametrize("dtype", DTYPES)
def test_sigmoid_is_what_the_standard_says(dtype):
    """PS3.3 C.11.2.1.3.1."""
    values = np.arange(0, 200).reshape(10, 20)
    shown = apply_window(values.astype(dtype), Window(60, 100, VoiFunction.SIGMOID))
    np.testing.assert_allclose(shown, 255 / (1 + np.exp(-4 * (values - 100) / 60)), atol=0.51)
    inverted = apply_window(values.astype(dtype), Window(60, 100, VoiFunction.SIGMOID), is_inverted=True)
    np.testing.assert_allclose(inverted, 255 - shown.astype(int), atol=1)


def test_negative_values_keep_their_order():
    shown = apply_window(np.array([[-1000, -500, 0, 500]], np.int16), Window(1500, -250))
    assert np.all(np.diff(shown.astype(int)) > 0)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16])
@pytest.mark.parametrize("function", list(VoiFunction))
def test_each_value_that_a_table_holds_is_shown_as_it_is_computed(dtype, function):
    info = np.iinfo(dtype)
    values = np.arange(info.min, info.max + 1).reshape(16, -1)
    window = Window(info.max * 0.7, info.max * 0.1, function)
    for is_inverted in (False, True):
        computed = apply_window(values.astype(np.int32), window, is_inverted)
        np.testing.assert_array_equal(apply_window(values.astype(dtype), window, is_inverted), computed)


def test_eight_bits_pass_untouched():
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    np.testing.assert_array_equal(apply_window(pixels, EIGHT_BIT), pixels)
    np.testing.assert_array_equal(apply_window(pixels, EIGHT_BIT, is_inverted=True), 255 - pixels)


def test_robust_window_ignores_outliers():
    pixels = np.random.default_rng(0).normal(1000, 50, (200, 200)).astype(np.float32)
    pixels[0, 0] = 1e6
    window = robust_window(pixels)
    assert window.center == pytest.approx(1000, abs=10)
    assert window.width < 400


@pytest.mark.parametrize(("value", "dtype"), [(0, np.uint16), (7, np.uint16), (1e30, np.float32), (-3e38, np.float32)])
def test_blank_picture_has_a_window(value, dtype):
    pixels = np.full((16, 16), value, dtype)
    window = robust_window(pixels)
    assert window.width > 0
    assert apply_window(pixels, window).shape == (16, 16)
