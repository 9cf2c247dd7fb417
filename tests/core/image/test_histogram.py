"""Percentiles by counts are those that NumPy finds by sorting, to the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.image.histogram import count_levels, percentile_of_counts, percentiles

PERCENTS = (0.0, 0.5, 25.0, 50.0, 99.0, 99.5, 100.0)
# Farther apart, NumPy's own difference of two of them no longer fits into 16 bits.
REACHES = {np.uint8: (0, 255), np.uint16: (0, 65_535), np.int16: (-16_384, 16_383)}


@st.composite
def whole_numbers(draw):
    kind = draw(st.sampled_from(list(REACHES)))
    first, last = sorted(draw(st.tuples(*[st.integers(*REACHES[kind])] * 2)))
    shape = draw(st.tuples(st.integers(1, 12), st.integers(1, 40)))
    return draw(arrays(kind, shape, elements=st.integers(first, last)))


@given(whole_numbers())
def test_whole_numbers(values):
    assert percentiles(values, PERCENTS) == np.percentile(values, PERCENTS).tolist()


@given(arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 40))), st.sampled_from(PERCENTS))
def test_levels_as_floats(values, percent):
    found = percentile_of_counts(count_levels(values), percent, np.float32)
    assert found == np.percentile(values.astype(np.float32), percent)
    assert found.dtype == np.float32


@pytest.mark.parametrize("kind", [np.float32, np.int32, np.dtype(">u2")])
def test_other_numbers(kind):
    values = np.random.default_rng(1).integers(0, 3000, (40, 50)).astype(kind)
    assert percentiles(values, PERCENTS) == np.percentile(values, PERCENTS).tolist()


def test_parts_of_a_picture():
    values = np.random.default_rng(2).integers(-900, 3000, (64, 50), np.int16)[::3, 1::2]
    assert percentiles(values, PERCENTS) == np.percentile(values, PERCENTS).tolist()
    assert percentiles(values.T, (50.0,)) == [np.median(values)]


def test_the_ends_of_sixteen_bits():
    values = np.array([-32_768, 32_767, 32_767], np.int16)
    assert percentiles(values, (0.0, 50.0, 100.0)) == [-32_768, 32_767, 32_767]


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.float32])
def test_no_values(kind):
    with pytest.raises(IndexError):
        percentiles(np.zeros(0, kind), (50.0,))
