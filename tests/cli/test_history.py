"""`falx history`, through the front door."""

import csv

import pytest

from core.history.entry import Judgement, Opinion, SliceKey, StoredMeasurement
from core.history.history import History, history_file
from core.history.search import Search
from core.image.phantom import head_phantom
from falx import main
from tests.core.history.test_history import record
from tests.core.phantom_study import write_picture


@pytest.fixture
def picture(tmp_path):
    return write_picture(tmp_path / "a.png", [head_phantom()])


@pytest.fixture
def entries(picture):
    """Three entries, the newest on a picture that is there and that the reader sees otherwise."""
    with History() as history:
        history.keep([record(1)], "2026-01-01T00:00:00Z")
        history.set_opinions([(record(2, "notumor"), Opinion(Judgement.AGREE))], "2026-02-01T00:00:00Z")
        seen = Opinion(Judgement.OTHER, "meningioma", "dural tail")
        history.set_opinions([(record(3, path=picture), seen)], "2026-03-01T00:00:00Z")
        return history.find()


def left():
    with History() as history:
        return [entry.record.path for entry in history.find()]


def test_an_empty_history_says_how_to_keep_one(capsys):
    assert main(["history"]) == 0
    assert "Keep a history" in capsys.readouterr().out
    assert not history_file().exists()


def test_entries_are_listed_newest_first(entries, capsys, picture):
    assert main(["history"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1][:7] for line in lines[:3]] == ["2026-03", "2026-02", "2026-01"]
    assert len(lines) == 3
    assert lines[2].endswith("in/1.png")


def test_the_list_shows_what_the_reader_thinks_and_measured(entries, capsys, picture):
    with History() as history:
        place = SliceKey(entries[0].record.input_sha256, entries[0].record.frame)
        history.set_measurements(place, [StoredMeasurement("Ruler", ((0, 0), (20, 0)), "20.0 mm")])
    assert main(["history"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(f"{picture}  |  Sees another class: meningioma  |  dural tail  |  ruler 20.0 mm")
    assert lines[1].endswith("in/2.png  |  Agrees with the verdict")


def test_the_first_slice_of_a_volume_has_its_number(capsys):
    with History() as history:
        history.keep([record(1, path="in/head.nii.gz"), record(2, path="in/a.png")])
    assert main(["history"]) == 0
    out = capsys.readouterr().out
    assert "in/head.nii.gz slice 1\n" in out
    assert "in/a.png\n" in out


def test_a_note_of_several_lines_stays_on_its_line(picture, capsys):
    with History() as history:
        history.set_opinions([(record(4, path=picture), Opinion(Judgement.UNSURE, note="first\nsecond"))])
    assert main(["history"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.endswith(f"{picture}  |  Is unsure  |  first\\nsecond")


def test_the_help_shows_each_action(capsys):
    assert main(["history", "--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"falx history {action} " in out for action in ("list", "export", "delete"))


def test_the_history_itself_is_not_written_over(entries, capsys):
    assert main(["history", "export", str(history_file())]) == 1
    assert "choose another name" in capsys.readouterr().err
    assert len(left()) == 3


def test_a_table_that_is_replaced_is_reported(entries, tmp_path, capsys):
    for word in ("Wrote", "Replaced"):
        assert main(["history", "export", str(tmp_path / "all.csv")]) == 0
        assert capsys.readouterr().out == f"{word} {tmp_path / 'all.csv'}: 3 entries\n"


def test_a_search_narrows_the_list(entries, capsys):
    assert main(["history", "list", "--verdict", "notumor"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert "in/2.png" in line
    assert main(["history", "list", "--text", "nowhere"]) == 0
    assert "No entry was found." in capsys.readouterr().out


def test_entries_are_exported(entries, tmp_path):
    assert main(["history", "export", str(tmp_path / "all.csv")]) == 0
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["opinion"] for row in csv.DictReader(file)] == ["other", "agree", ""]


def test_entries_are_deleted_by_number_by_date_or_all(entries, picture):
    assert main(["history", "delete", str(entries[0].number)]) == 0
    assert left() == ["in/2.png", "in/1.png"]
    assert main(["history", "delete", "--before", "2026-01-15"]) == 0
    assert left() == ["in/2.png"]
    assert main(["history", "delete", "--all"]) == 0
    assert left() == []


@pytest.mark.parametrize(
    "words",
    [
        ["delete"],
        ["delete", "--all", "--before", "2026-01-01"],
        ["delete", "x"],
        ["delete", "100000000000000000000"],
        *(["delete", "--before", day] for day in ("yesterday", "31.12.2025", "31-12-2026", "2026-13-45", "9")),
    ],
)
def test_what_is_to_be_deleted_has_to_be_said(entries, words):
    assert main(["history", *words]) == 2
    assert len(left()) == 3


def test_a_damaged_history_is_reported(capsys):
    history_file().parent.mkdir(parents=True, exist_ok=True)
    history_file().write_bytes(b"no database" * 1000)
    assert main(["history"]) == 0
    assert "was damaged" in capsys.readouterr().out
    with History() as history:
        assert history.find(Search()) == []
