"""`falx audit`, through the front door."""

import json
import shutil
from pathlib import Path

import cv2
import pytest

from core.image.phantom import head_phantom
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


def test_the_findings_are_reported_and_written(dataset, tmp_path, capsys):
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


def test_an_empty_class_folder_is_reported(dataset, capsys):
    (dataset / "Testing" / "notumor").mkdir()
    assert main(["audit", str(dataset)]) == 0
    assert "note: The folder notumor holds no image that can be used.\n" in capsys.readouterr().out


def test_a_dataset_that_is_none_is_one_line(tmp_path, capsys):
    assert main(["audit", str(tmp_path / "nowhere")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "nowhere" in line


def test_a_place_that_cannot_be_written_to_is_reported_before_the_work(dataset, tmp_path, capsys):
    assert main(["audit", str(dataset), "--json", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("options", [[], ["x", "y"], ["x", "--json"], ["x", "--json", "f", "--html", "f"]])
def test_wrong_usage_is_status_2_and_one_line(capsys, options):
    assert main(["audit", *options]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_was_understood_is_said_first_and_written(dataset, tmp_path, capsys):
    for old, new in (("Training", "train"), ("Testing", "Valid")):
        (dataset / old).rename(dataset / new)
    (dataset / "train" / "glioma").rename(dataset / "train" / "glioma_tumor")
    (dataset / "@eaDir").mkdir()
    assert main(["audit", str(dataset), "--json", str(tmp_path / "a.json"), "--html", str(tmp_path / "a.html")]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert first == (
        "Understood: Training 4 (train), Validation 4 (Valid); classes glioma (from glioma_tumor), pituitary"
    )
    assert "None of the 4 test or validation images has a copy" in "".join(others)
    findings = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert findings["classes"] == {name: {"Training": 2, "Validation": 2} for name in ("glioma", "pituitary")}
    assert findings["split_by"] == "split"
    understood = findings["understood"]
    assert understood["told"] == first
    assert understood["images"] == {"Training": 4, "Validation": 4}
    assert understood["splits"] == {"train": "Training", "Valid": "Validation"}
    assert understood["classes"] == {"glioma_tumor": "glioma"}
    assert understood["skipped"] == ["@eaDir"]
    assert first in (tmp_path / "a.html").read_text("utf-8")


def test_names_of_classes_are_kept_where_that_is_asked_for(dataset, capsys):
    (dataset / "Training" / "glioma").rename(dataset / "Training" / "glioma_tumor")
    assert main(["audit", str(dataset), "--keep-names"]) == 0
    assert "classes glioma, glioma_tumor, pituitary" in capsys.readouterr().out


def test_names_that_would_break_a_line_are_written_as_escapes(dataset, tmp_path, capsys):
    odd = "x\n\x1b[2Jy"
    folder = dataset.rename(tmp_path / f"data{odd}")
    (folder / "Training" / "glioma" / f"{odd}.png").write_bytes(b"no picture")
    shutil.copy(folder / "Training" / "glioma" / "0.png", folder / "Testing" / "glioma" / f"copy{odd}.png")
    outputs = [str(tmp_path / f"{odd}.json"), str(tmp_path / f"{odd}.html")]
    assert main(["audit", str(folder), "--json", outputs[0], "--html", outputs[1]]) == 1
    out, err = capsys.readouterr()
    for text in (out, err, *(Path(name).read_text("utf-8") for name in outputs)):
        assert "\x1b" not in text
        assert "x\n" not in text
    [line] = err.splitlines()
    assert line.startswith(r"Training/glioma/x\n\x1b[2Jy.png: ")
    assert r"copyx\n\x1b[2Jy.png" in Path(outputs[1]).read_text("utf-8")


def test_an_unforeseen_file_is_one_line_and_the_others_are_audited(dataset, capsys):
    # NIfTI-2, cut within its header.
    cut = (540).to_bytes(4, "little") + b"n+2\0\r\n\x1a\n" + bytes(100)
    (dataset / "Training" / "glioma" / "cut.nii").write_bytes(cut)
    assert main(["audit", str(dataset)]) == 1
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert line.startswith("Training/glioma/cut.nii: ")
    assert ": 8 images" in out


def test_findings_are_written_over_neither_the_manifest_nor_an_image(tmp_path, capsys):
    image = tmp_path / "a.png"
    cv2.imwrite(str(image), head_phantom(1, size=64))
    manifest = tmp_path / "all.csv"
    manifest.write_text("path,class\na.png,a\n", "utf-8")
    for target in (manifest, image):
        before = target.read_bytes()
        assert main(["audit", str(manifest), "--json", str(target)]) == 1
        [line] = capsys.readouterr().err.splitlines()
        assert str(target) in line
        assert target.read_bytes() == before
