"""`falx classify --studies`, through the front door."""

import csv
import json

import pytest

from falx import main
from tests.core.phantom_study import draw_study, write_nifti, write_picture, write_series


@pytest.fixture
def folder(tmp_path):
    """A volume, a series and a picture, all of one head."""
    stack = draw_study((), count=3)
    write_nifti(tmp_path / "in" / "head.nii", stack)
    write_series(tmp_path / "in" / "series", stack)
    write_picture(tmp_path / "in" / "single.png", stack)
    return tmp_path / "in"


@pytest.mark.parametrize("name", ["studies.csv", "studies.jsonl", "studies.json", "studies.txt"])
def test_a_record_of_each_study_is_written(folder, tmp_path, capsys, name):
    place = tmp_path / name
    assert main(["classify", str(folder), "--studies", str(place)]) == 0
    if "json" in name:
        studies = [json.loads(line) for line in place.read_text("utf-8").splitlines()]
    else:
        with place.open(encoding="utf-8-sig", newline="") as file:
            studies = list(csv.DictReader(file))
    assert [study["path"] for study in studies] == [str(folder / "head.nii"), str(folder / "series")]
    assert [int(study["slices"]) for study in studies] == [3, 3]
    out, err = capsys.readouterr()
    assert f"Wrote 2 studies to {place}. Not included: 1 single picture, which belongs to no study" in out.splitlines()
    assert err == ""


def test_studies_go_on(folder, tmp_path, capsys):
    place, command = tmp_path / "studies.csv", ["classify", str(folder), "--slices", "peak"]
    command += ["--studies", str(place), "--jsonl", str(tmp_path / "records.jsonl")]
    assert main(command) == 0
    written = place.read_bytes()
    assert main(command) == 1
    assert "--resume" in capsys.readouterr().err
    assert main([*command, "--resume"]) == 0
    assert place.read_bytes() == written
    out = capsys.readouterr().out
    assert (
        f"Wrote 0 studies to {place}, beside 2 studies from an earlier run. Not included: 1 single picture, which"
        in out
    )
    assert len((tmp_path / "records.jsonl").read_text("utf-8").splitlines()) == 3


def test_studies_need_a_file_of_their_own(folder, tmp_path, capsys):
    place = str(tmp_path / "all.csv")
    assert main(["classify", str(folder), "--csv", place, "--studies", place]) == 2
    assert "--studies" in capsys.readouterr().err


def test_studies_may_go_to_the_screen(folder, capfd):
    assert main(["classify", str(folder), "--studies", "/dev/stdout"]) == 0
    out, err = capfd.readouterr()
    assert [row["slices"] for row in csv.DictReader(out.splitlines())] == ["3", "3"]
    assert "Wrote 2 studies" in err
