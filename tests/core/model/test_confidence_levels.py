"""The levels that a user chooses among."""

import json

import pytest

from core.model.confidence_levels import (
    DEFAULT_LEVEL,
    LEVELS,
    format_level,
    format_levels,
    is_same_level,
    list_levels,
    nearest_level,
)


@pytest.mark.parametrize(
    ("levels", "wanted", "expected"),
    [
        (LEVELS, DEFAULT_LEVEL, 0.95),
        (LEVELS, 0.99, 0.99),
        ((0.9,), 0.95, 0.9),
        ((0.9, 0.98), 0.95, 0.9),
        ((0.98, 0.99), 0.95, 0.98),
        ((0.99,), 0.95, 0.99),
        ((0.5,), 0.95, 0.5),
    ],
)
def test_the_nearest_is_the_highest_that_asks_no_more_else_the_lowest(levels, wanted, expected):
    assert nearest_level(levels, wanted) == expected


@pytest.mark.parametrize(
    ("level", "text"),
    [(0.9, "90 %"), (0.95, "95 %"), (0.888, "88.8 %"), (0.57, "57 %"), (0.9995, "99.95 %"), (1 - 1e-6, "99.9999 %")],
)
def test_a_level_is_written_as_it_is(level, text):
    assert format_level(level) == text


def test_levels_are_listed():
    assert format_levels(LEVELS) == "90, 95, 98 or 99 %"
    assert format_levels((0.9, 0.95)) == "90 or 95 %"
    assert format_levels((0.888,)) == list_levels((0.888,)) == "88.8 %"
    assert list_levels(LEVELS) == "90, 95, 98, 99 %"


def test_a_level_of_a_file_is_the_one_that_was_written():
    assert all(json.loads(json.dumps(level)) == level == float(str(level)) for level in (*LEVELS, 0.888))
    assert is_same_level(1 - 0.05, 0.95)
    assert is_same_level(0.1 + 0.8, 0.9)
    assert not is_same_level(0.999, 0.9995)
