"""Shares in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.program.percent import format_percent, format_tenths


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
