"""`falx audit`, through the front door."""

import json
import shutil

import cv2
import pytest

from core.phantom import head_phantom
from falx import main


@pytest.fixture
def dataset(tmp_path):
    for number, lesion in enumerate(("glioma", "pituitary")):
        for index in range(4):
            folder = tmp_path / "data" / ("Training" if index < 2 else "Testing") / lesion
            folder.mkdir(parents=True, exist_ok=True)
            head = head_phantom(10 * number + index, lesion, 96)
            (folder / f"{index}.png").write_bytes(cv2.imencode(".png", head)[1].tobytes())
    return tmp_path / "data"


def test_the_findings_are_told_and_written(dataset, tmp_path, capsys):
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Testing" / "glioma" / "copy.png")
    outputs = ["--json", str(tmp_path / "a.json"), "--html", str(tmp_path / "a.html")]
    assert main(["audit", str(dataset), *outputs]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"Wrote {tmp_path / 'a.json'}\nWrote {tmp_path / 'a.html'}\n" in out
    assert "1 of 5 test images (20 %)" in out
    assert "Research use only" in out
    findings = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert set(findings) >= {
        "dataset",
        "images",
        "classes",
        "unreadable",
        "sizes",
        "modes",
        "across_splits",
        "pairs",
        "two_labels",
        "groups_across_splits",
        "entanglement",
    }
    assert findings["across_splits"]["byte_identical"] == 1
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_unreadable_images_are_named_and_the_others_audited(dataset, capsys):
    (dataset / "Testing" / "glioma" / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (dataset / "Training" / "pituitary" / "empty.jpg").touch()
    assert main(["audit", str(dataset)]) == 1
    out, err = capsys.readouterr()
    assert {line.partition(": ")[0] for line in err.splitlines()} == {
        "Testing/glioma/bad.png",
        "Training/pituitary/empty.jpg",
    }
    assert "data: 8 images" in out


def test_an_empty_class_folder_is_told(dataset, capsys):
    (dataset / "Testing" / "notumor").mkdir()
    assert main(["audit", str(dataset)]) == 0
    assert "note: The folder notumor holds no image that can be used.\n" in capsys.readouterr().out


def test_a_dataset_that_is_none_is_one_line(tmp_path, capsys):
    assert main(["audit", str(tmp_path / "nowhere")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "nowhere" in line


def test_a_place_that_cannot_be_written_to_is_told_before_the_work(dataset, tmp_path, capsys):
    assert main(["audit", str(dataset), "--json", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("options", [[], ["x", "y"], ["x", "--json"], ["x", "--json", "f", "--html", "f"]])
def test_wrong_usage_is_status_2_and_one_line(capsys, options):
    assert main(["audit", *options]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
