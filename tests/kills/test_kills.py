"""What `make kills` finds in what a kill leaves, and how it draws and ends processes."""

import os
import sqlite3
import sys
from collections import Counter

import pytest

from core.history.history import History
from tests.core.history.test_history import record
from tests.kills.__main__ import format_table
from tests.kills.commands import COMMANDS, argv
from tests.kills.comparison import compare, compare_begun, compare_midway, contents
from tests.kills.processes import kill, start, survivors
from tests.kills.trial import draw

LINES = {"a.csv": b"head\n1\n2\n3\n"}


def faults(differences):
    return {name: found for name in ("lost", "doubled", "torn", "left") if (found := getattr(differences, name))}


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (b"head\n1\n2\n3\n", {}),
        (b"head\n1\n3\n", {"lost": ["a.csv: 2"]}),
        (b"head\n1\n2\n2\n3\n", {"doubled": ["a.csv: 2"]}),
        (b"head\n1\n2\n3\n4", {"torn": ["a.csv: 4"]}),
        (b"head\n1\n3\n2\n", {"torn": ["a.csv: another order of its lines"]}),
    ],
)
def test_lines_are_counted(found, fault):
    assert faults(compare(LINES, {"a.csv": found})) == fault


def test_files_are_whole_and_no_other_is_there():
    whole = {"a.png": b"picture", "b.png": b"other"}
    assert faults(compare(whole, {"a.png": b"pict", ".1.part": b""})) == {
        "lost": ["b.png"],
        "torn": ["a.png"],
        "left": [".1.part"],
    }


def test_a_line_that_a_kill_cut_off_is_no_fault_and_one_that_is_there_twice_is():
    assert not compare_begun(LINES, {"a.csv": b"head\n1\n2"})
    assert faults(compare_begun(LINES, {"a.csv": b"head\n1\n1\n"})) == {"doubled": ["a.csv: 1 after the kill"]}
    assert faults(compare_begun(LINES, {"a.csv": b"head\n7\n"})) == {"torn": ["a.csv: 7 after the kill"]}


def test_after_a_kill_a_file_is_as_before_or_as_it_is_to_be_and_a_model_is_one_of_both():
    place = "home/falx/models/mine"
    before, whole = ({f"{place}/card": name, f"{place}/network": name} for name in (b"old", b"new"))
    assert not compare_midway(whole, before, {**before, ".part": b"anything"})
    assert not compare_midway(whole, before, whole)
    mixed = {f"{place}/card": b"new", f"{place}/network": b"old"}
    assert faults(compare_midway(whole, before, mixed)) == {"torn": [f"{place} after the kill"]}
    lost = {f"{place}/{name} after the kill" for name in ("card", "network")}
    assert set(compare_midway(whole, before, {}).lost) == lost


def test_the_number_of_a_result_in_the_history_does_not_count(tmp_path):
    for name, kept in (("one", (1, 2)), ("two", (1, 1, 2)), ("three", (1, 3))):
        (tmp_path / name).mkdir()
        with History(tmp_path / name / "history.sqlite3") as history:
            for number in kept:
                history.keep([record(number)])
    one, two, three = (contents(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two != three


def test_times_do_not_count_and_contents_do(tmp_path):
    for name, time, value in (("one", "2026-01-01T10:00:00Z", 1), ("two", "2026-01-02T11:30:00Z", 1), ("three", "", 2)):
        (tmp_path / name / "empty").mkdir(parents=True)
        database = sqlite3.connect(tmp_path / name / "a.sqlite3")
        database.execute("CREATE TABLE results (read_at TEXT, number INTEGER)")
        database.execute("INSERT INTO results VALUES (?, ?)", (time, value))
        database.commit()
        database.close()
        (tmp_path / name / "a.json").write_text(f'{{"at": "{time}", "seconds": {value}.5, "is": 3}}', "utf-8")
    one, two, three = (contents(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert "empty/" in one
    assert set(compare(one, three).torn) == {"a.sqlite3", "a.json"}


def test_draws_are_the_same_again_and_reach_every_command():
    assert [draw(1, number) for number in range(9)] == [draw(1, number) for number in range(9)]
    assert [draw(1, number) for number in range(9)] != [draw(2, number) for number in range(9)]
    drawn = [draw(1, number) for number in range(300)]
    assert {one.command for one in drawn} == set(COMMANDS)
    assert {(one.is_group, one.is_from_write) for one in drawn} == {
        (a, b) for a in (True, False) for b in (True, False)
    }


def test_words_name_folders(tmp_path):
    assert argv(("falx", "classify", "IN/a", "--csv", "OUT/a.csv"), tmp_path)[-4:] == [
        "classify",
        str(tmp_path / "in/a"),
        "--csv",
        str(tmp_path / "try/out/a.csv"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.slow
def test_a_child_that_outlives_its_parent_is_found_and_a_group_leaves_none(tmp_path):
    waiting = "import signal; print(1, flush=True); signal.pause()"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {waiting!r}])"
    said = tmp_path / "said.txt"
    for is_group in (False, True):
        process = start([sys.executable, "-c", program], os.environ, said, tmp_path)
        while not said.read_bytes():
            assert process.poll() is None
        assert kill(process, is_group)
        assert bool(survivors(process.pid, 20.0 if is_group else 0.0)) is not is_group
        assert survivors(process.pid, 20.0) == []


def test_the_table_counts_by_command():
    table = {"train": Counter(kills=2, midway=2, lost=1), "models-remove": Counter(kills=1, after=1)}
    assert format_table(table).splitlines()[2:] == [
        "| models-remove | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 |",
        "| train | 2 | 0 | 2 | 0 | 1 | 0 | 0 | 0 |",
        "| in all | 3 | 0 | 2 | 1 | 1 | 0 | 0 | 0 |",
    ]
