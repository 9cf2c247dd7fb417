"""The arithmetic of the benchmarks; nothing is measured here."""

import pytest

from bench.comparison import Bar, Comparison, alternate, format_table


@pytest.mark.parametrize(
    ("bar", "ratio", "is_met"),
    [
        (Bar(20, is_least=True), 20.0, True),
        (Bar(20, is_least=True), 19.9, False),
        (Bar(1.5, is_least=False), 1.5, True),
        (Bar(1.5, is_least=False), 1.6, False),
    ],
)
def test_a_bar_is_met_or_missed(bar, ratio, is_met):
    assert bar.is_met(ratio) is is_met
    assert Comparison("a", 1, 1, "ms", ratio, bar).verdict == ("met" if is_met else "MISSED")


def test_what_was_not_measured_is_not_met():
    row = Comparison("window", None, None, "ms", None, Bar(2.5, is_least=False), "no window yet")
    assert row.verdict == "not measured"
    assert "not measured, no window yet" in format_table([row])


def test_a_figure_without_a_bar_has_no_verdict():
    assert Comparison("a", 1, 2, "ms", 0.5).verdict == ""
    assert Comparison("a", 1, 2, "ms", 0.5).as_dict()["bar"] is None


def test_ways_take_turns_and_the_first_turn_does_not_count():
    turns = []

    def way(name, results):
        results = iter(results)

        def measure():
            turns.append(name)
            return next(results)

        return measure

    medians = alternate([way("a", [100, 1, 9, 2]), way("b", [100, 5, 4, 6])], rounds=3)
    assert turns == ["a", "b"] * 4
    assert medians == [2, 5]


def test_the_table_lines_up():
    rows = [Comparison("short", 1.0, 20.0, "ms", 20.0, Bar(20, is_least=True)), Comparison("longer", 1, 2, "MB", 0.5)]
    head, first, second = format_table(rows).splitlines()
    assert head.index("ratio") + len("ratio") == first.index("20.00  >=") + 5 == second.index("0.50") + 4
    assert first.endswith(">= 20  met")
