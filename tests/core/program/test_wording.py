"""Counts, shares and durations in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.program.wording import (
    count_is,
    count_of,
    describe_error,
    exact_percent,
    format_duration,
    format_percent,
    format_probability,
    format_tenths,
    unbroken,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.005, "< 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.993, "> 99 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_in_words(share, text):
    assert format_percent(share) == text


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_a_percentage_never_rounds_to_certainty(share):
    assert format_percent(share) not in ("0 %", "100 %")


def test_a_percentage_is_not_broken_and_other_text_is_as_it_was():
    assert unbroken("tumour > 99 %, at < 0.1 % or 62 %") == "tumour >\u00a099\u00a0%, at <\u00a00.1\u00a0% or 62\u00a0%"
    assert unbroken("3 of 5 slices") == "3 of 5 slices"


def test_a_measured_share_keeps_a_decimal():
    assert format_tenths(0.9518) == "95.2 %"
    assert format_tenths(1.0) == "100.0 %"
    assert format_tenths(0.0) == "0.0 %"
    assert format_tenths(0.9994) == "99.9 %"
    assert format_tenths(0.9996) == "> 99.9 %"
    assert format_tenths(0.0004) == "< 0.1 %"
    assert format_tenths(0.0005) == "0.1 %"


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_a_decimal_never_rounds_to_certainty(share):
    assert format_tenths(share) not in ("0.0 %", "100.0 %")


@pytest.mark.parametrize(("share", "number"), [(0.95, "95"), (0.975, "97.5"), (0.9999, "99.99"), (1, "100")])
def test_a_percentage_that_was_set_has_all_its_digits(share, number):
    assert exact_percent(share) == number


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "1 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (3569, "59 min"),
        (3571, "1 h"),
        (3700, "1 h"),
        (3900, "1 h 5 min"),
        (9000, "2 h 30 min"),
        (86_399, "1 day"),
        (100_000, "1.2 days"),
        (172_800, "2 days"),
    ],
)
def test_a_duration_in_words(seconds, text):
    assert format_duration(seconds) == text


def test_counts_in_words():
    assert (count_of(1, "slice"), count_of(1200, "slice")) == ("1 slice", "1,200 slices")
    assert count_of(2, "study", "studies") == "2 studies"
    assert (count_is(1, "slice"), count_is(0, "slice")) == ("1 slice is", "0 slices are")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (KeyError("x"), "KeyError: 'x'"),
        (RuntimeError("\n   An attempt\x07 failed.\n\n  Try on."), r"RuntimeError: An attempt\x07 failed. Try on."),
        (MemoryError(), "MemoryError"),
        (ValueError("x" * 1000), f"ValueError: {'x' * 300}…"),
    ],
)
def test_an_unforeseen_error_is_described_in_one_line(error, text):
    assert describe_error(error) == text


def test_a_probability_is_never_certain():
    assert format_probability(1.0) == "> 99 %"
    assert format_probability(0.62) == "62 %"
