"""What `make long-run` takes for growth."""

import sys

import pytest

from tests.long_runs.many_files import Growth, link_files
from tests.long_runs.samples import Sample, children_of, faults, format_samples, growths, held_mb, take_sample


def samples(**changing):
    """Make samples of ten minutes in which some figures change, each by a function of the minute."""
    steady = {"memory_mb": 300.0, "children_mb": 120.0, "files": 40, "threads": 12, "children": 2, "temporary": 1}
    return [
        Sample(minute=float(minute), **steady | {name: figure(minute) for name, figure in changing.items()})
        for minute in range(10)
    ]


def test_what_stays_is_no_growth():
    assert faults(samples()) == []
    assert faults(samples(memory_mb=lambda minute: 300 + minute, threads=lambda minute: 12 + minute % 2)) == []


def test_what_shrinks_is_no_growth():
    assert faults(samples(files=lambda minute: 40 - minute, memory_mb=lambda minute: 300 - 20 * minute)) == []


@pytest.mark.parametrize("name", ["files", "threads", "children", "temporary"])
def test_each_count_that_grows_is_named(name):
    [fault] = faults(samples(**{name: lambda minute: 10 + minute}))
    assert fault == f"{name}: 11 at first, 18 at last; no growth"


@pytest.mark.parametrize("name", ["memory_mb", "children_mb"])
def test_memory_may_grow_up_to_its_bar(name):
    assert faults(samples(**{name: lambda minute: 300 + 4 * minute})) == []
    [fault] = faults(samples(**{name: lambda minute: 300 + 5 * minute}))
    assert fault == f"{name}: +35.0 MB, at most 30 MB"


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_samples_show_nothing(count):
    assert faults(samples()[:count]) == [f"{count} samples after the warm-up: too few to see growth; run for longer"]


def test_growth_is_that_of_the_line_through_all():
    assert growths(samples(files=lambda minute: 40 + 2 * minute))["files"] == pytest.approx(18)
    assert set(growths(samples()[:1]).values()) == {0.0}
    assert "| files | 42.0 | 56.0 | +18.0 |" in format_samples(samples(files=lambda minute: 40 + 2 * minute))


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_process_is_looked_at(tmp_path):
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / "part").touch()
    before = take_sample(0, tmp_path)
    with (tmp_path / "left" / "part").open("rb"):
        after = take_sample(1, tmp_path)
    assert after.files == before.files + 1
    assert before.temporary == 2
    assert before.memory_mb > 10
    assert before.threads >= 1
    assert held_mb(1 << 30) == 0
    assert children_of(1 << 30) == []


def test_files_are_links_to_a_few(tmp_path):
    link_files(tmp_path / "files", 40)
    files = sorted((tmp_path / "files").iterdir())
    assert len(files) == 40
    assert len({file.stat().st_ino for file in files}) == 16


def test_the_bar_of_many_files():
    assert Growth("one way", 2000, 100.0, 130.0).fault == ""
    assert Growth("one way", 2000, 100.0, 131.0).fault == "one way: +31.0 MB, at most 30 MB"
