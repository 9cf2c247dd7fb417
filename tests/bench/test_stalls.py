"""Stalls: the figure that is told of many beats."""

from bench.stalls import quantile


def test_one_long_wait_in_a_thousand_is_not_what_is_reported_but_two_are():
    assert quantile([5.0] * 9_992 + [80.0] * 8) == 5.0
    assert quantile([5.0] * 9_980 + [80.0] * 20) == 80.0
    assert quantile([5.0, 7.0]) == 7.0
