"""`falx explain`, through the front door."""

import os
import re
import sys
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.image.phantom import head_phantom, phantom_volume
from core.model.classifier import Classifier
from core.model.heat_maps import known_heat_maps
from core.model.package import ModelPackage
from falx import main
from tests.core.model.heat_maps.even_map import EVEN
from tests.core.phantom_study import draw_study, predict_by_brightness, write_nifti, write_series


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "head.png"
    path.write_bytes(cv2.imencode(".png", head_phantom(3, "meningioma", size=160)[:, :150])[1].tobytes())
    return str(path)


def test_a_picture_is_drawn(image, tmp_path, capsys):
    target = tmp_path / "out.png"
    assert main(["explain", image, "--out", str(target)]) == 0
    picture = cv2.imread(str(target), cv2.IMREAD_UNCHANGED)
    assert picture.dtype == np.uint8
    assert picture.ndim == 3
    assert min(picture.shape[:2]) >= 512
    out, err = capsys.readouterr()
    assert "not a medical device" in out
    assert err == ""


def test_the_map_is_the_picture_s_size_and_from_0_to_1(image, tmp_path):
    target = tmp_path / "new" / "heat.npy"
    assert main(["explain", image, "--out", str(tmp_path / "out.png"), "--array", str(target)]) == 0
    heat = np.load(target)
    assert heat.shape == (160, 150)
    assert heat.dtype == np.float32
    assert 0 <= heat.min() < heat.max() <= 1


def test_any_class_can_be_explained(image, tmp_path, capsys):
    maps = []
    for name in ("glioma", "pituitary"):
        target = tmp_path / f"{name}.npy"
        options = ["--out", str(tmp_path / "out.png"), "--array", str(target), "--class", name]
        assert main(["explain", image, *options]) == 0
        assert f"heat map of {name}" in capsys.readouterr().out
        maps.append(np.load(target))
    assert not np.array_equal(*maps)


def test_the_middle_slice_of_a_volume_can_be_chosen(tmp_path, capsys):
    path = tmp_path / "head.nii"
    stack = np.transpose(phantom_volume(1, slices=5, size=64), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.diag([1.0, 1.0, 5.0, 1.0])), path)
    assert main(["explain", str(path), "--out", str(tmp_path / "out.png"), "--slice", "middle"]) == 0
    assert "(slice 3 of 5, the one in the middle): " in capsys.readouterr().out


@pytest.fixture
def volume(tmp_path):
    """A volume of 12 slices with a tumour in slices 5 to 9, as `predict_by_brightness` sees it."""
    write_nifti(tmp_path / "volume.nii", draw_study())
    return str(tmp_path / "volume.nii")


def test_the_slice_of_a_volume_can_be_chosen(volume, tmp_path, capsys):
    maps = []
    for number in (2, 7):
        target = tmp_path / f"{number}.npy"
        options = ["--out", str(tmp_path / "out.png"), "--array", str(target), "--slice", str(number)]
        assert main(["explain", volume, *options]) == 0
        assert f"{volume} (slice {number} of 12): " in capsys.readouterr().out
        maps.append(np.load(target))
    assert not np.array_equal(*maps)


@pytest.mark.parametrize("options", [[], ["--slice", "peak"]], ids=["by-default", "chosen"])
def test_the_slice_to_look_at_first_is_explained(volume, tmp_path, capsys, monkeypatch, options):
    monkeypatch.setattr(Classifier, "predict", predict_by_brightness)
    monkeypatch.setattr(Classifier, "explain", lambda *_, **__: np.zeros((64, 64), np.float32))
    monkeypatch.setattr("cli.explain.write_explanation", lambda *_: None)
    monkeypatch.setattr("cli.explain.draw_explanation", lambda *_: None)
    assert main(["explain", volume, "--out", str(tmp_path / "out.png"), *options]) == 0
    found = re.search(r"\(slice (\d+) of 12, the one to look at first\)", capsys.readouterr().out)
    assert found
    assert int(found[1]) in range(5, 10)


@pytest.mark.parametrize(("number", "status"), [("0", 2), ("13", 1), ("-1", 2), ("first", 2), ("1.5", 2)])
def test_a_slice_that_there_is_not_is_reported(volume, tmp_path, capsys, number, status):
    assert main(["explain", volume, "--out", str(tmp_path / "out.png"), "--slice", number]) == status
    [line] = capsys.readouterr().err.splitlines()
    assert "number of a slice" in line
    assert not (tmp_path / "out.png").exists()


def test_what_was_replaced_is_reported(image, tmp_path, capsys):
    targets = ["--out", str(tmp_path / "out.png"), "--array", str(tmp_path / "heat.npy")]
    (tmp_path / "heat.npy").write_bytes(b"earlier")
    assert main(["explain", image, *targets]) == 0
    out = capsys.readouterr().out
    assert f"Wrote {tmp_path / 'out.png'}: " in out
    assert f"Replaced {tmp_path / 'heat.npy'}: " in out


@pytest.mark.parametrize("option", ["--out", "--array"])
def test_no_file_of_a_series_is_written_over(tmp_path, capsys, option):
    write_series(tmp_path / "series", draw_study())
    # The first slice; that of the map is another one.
    victim = sorted((tmp_path / "series").iterdir())[0]
    before = victim.read_bytes()
    targets = {"--out": str(tmp_path / "out.png"), option: str(victim)}
    assert main(["explain", str(tmp_path / "series"), *(part for pair in targets.items() for part in pair)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "choose another name" in line
    assert victim.read_bytes() == before


@pytest.mark.parametrize("method", ["hires-cam", "occlusion"])
def test_each_method_draws_a_map_of_the_picture_s_size(image, tmp_path, capsys, method):
    target = tmp_path / "heat.npy"
    options = ["--out", str(tmp_path / "out.png"), "--array", str(target), "--method", method]
    assert main(["explain", image, *options]) == 0
    heat = np.load(target)
    assert heat.shape == (160, 150)
    assert 0 <= heat.min() < heat.max() <= 1
    assert "heat map of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "method"),
    [([], "evidence"), (["--class", "glioma"], "grad-cam")],
    ids=["as-in-a-report", "of-a-class"],
)
def test_the_map_that_comes_first_is_drawn_where_none_is_chosen(image, tmp_path, options, method):
    targets = [tmp_path / "default.npy", tmp_path / "chosen.npy"]
    for target, more in zip(targets, ([], ["--method", method]), strict=True):
        places = ["--out", str(tmp_path / "out.png"), "--array", str(target)]
        assert main(["explain", image, *places, *options, *more]) == 0
    assert np.array_equal(np.load(targets[0]), np.load(targets[1]))


def test_of_a_model_without_an_evidence_map_grad_cam_is_drawn(image, tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(ModelPackage, "has_evidence", False)
    monkeypatch.setattr(
        Classifier, "explain", lambda *_, method, **__: drawn.append(method.name) or np.zeros((160, 150), np.float32)
    )
    assert main(["explain", image, "--out", str(tmp_path / "out.png")]) == 0
    assert drawn == ["grad-cam"]


def test_a_map_that_is_added_to_the_table_is_offered_and_drawn(image, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(known_heat_maps, "KNOWN_HEAT_MAPS", (*known_heat_maps.KNOWN_HEAT_MAPS, EVEN))
    assert main(["explain", "--help"]) == 0
    assert "even: nothing" in " ".join(capsys.readouterr().out.split())
    target = tmp_path / "heat.npy"
    assert main(["explain", image, "--out", str(tmp_path / "out.png"), "--array", str(target), "--method", "even"]) == 0
    assert (np.load(target) == 1).all()


@pytest.mark.parametrize(
    "options", [["--class", "cat"], ["--method", "magic"], ["--nonsense"], ["--array"]], ids=lambda options: options[0]
)
def test_wrong_usage_is_status_2_and_one_line(image, tmp_path, capsys, options):
    assert main(["explain", image, "--out", str(tmp_path / "out.png"), *options]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("falx explain: ")
    assert not (tmp_path / "out.png").exists()


def test_a_picture_needs_a_place(image, capsys):
    assert main(["explain", image]) == 2
    assert "--out" in capsys.readouterr().err


def test_a_bad_file_is_reported(tmp_path, capsys):
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["explain", str(tmp_path / "bad.png"), "--out", str(tmp_path / "out.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{tmp_path / 'bad.png'}: ")
    assert not (tmp_path / "out.png").exists()


@pytest.mark.parametrize("option", ["--out", "--array"])
def test_a_place_that_cannot_be_written_is_reported(image, tmp_path, capsys, option):
    (tmp_path / "file").write_bytes(b"")
    places = {"--out": str(tmp_path / "out.png"), option: str(tmp_path / "file" / "inner")}
    assert main(["explain", image, *(part for pair in places.items() for part in pair)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line


@pytest.mark.parametrize("option", ["--out", "--array"])
def test_the_picture_itself_is_never_written_over(image, tmp_path, capsys, option):
    before = Path(image).read_bytes()
    targets = {"--out": str(tmp_path / "out.png"), "--array": str(tmp_path / "out.npy"), option: str(image)}
    assert main(["explain", str(image), *(part for pair in targets.items() for part in pair)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "choose another name" in line
    assert Path(image).read_bytes() == before


def test_what_was_written_is_reported(image, tmp_path, capsys):
    targets = [tmp_path / "out.png", tmp_path / "heat.npy"]
    assert main(["explain", image, "--out", str(targets[0]), "--array", str(targets[1])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{image}: ")
    assert lines[1].startswith(f"Wrote {targets[0]}: evidence map")
    assert lines[2].startswith(f"Wrote {targets[1]}: ")
    assert lines[2].endswith(" 160 x 150 float32")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_names_that_would_steer_the_terminal_are_escaped(image, tmp_path, capsys):
    odd = tmp_path / "a\n\x1b[31m.png"
    odd.write_bytes(Path(image).read_bytes())
    assert main(["explain", str(odd), "--out", str(tmp_path / "b\n\x07.png")]) == 0
    told, wrote, _ = capsys.readouterr().out.splitlines()
    assert told.startswith(f"{tmp_path}/a\\n\\x1b[31m.png: ")
    assert wrote.startswith(f"Wrote {tmp_path}/b\\n\\x07.png: ")


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_folder_without_images_and_a_missing_file_are_reported(tmp_path, capsys, name):
    assert main(["explain", str(tmp_path / name), "--out", str(tmp_path / "out.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "found no" in line
    assert not (tmp_path / "out.png").exists()


def test_an_unforeseen_error_is_one_line(image, tmp_path, capsys, monkeypatch):
    def fail(path):
        raise AttributeError("'NoneType' object has no attribute 'affine'")

    monkeypatch.setattr("core.report.subject.read_isolated", fail)
    assert main(["explain", image, "--out", str(tmp_path / "out.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("falx: unexpected error (AttributeError: ")


@pytest.mark.parametrize("command", ["explain", "report"])
def test_an_error_names_the_picture_as_it_was_given(command, tmp_path, capsys):
    (tmp_path / "empty.png").touch()
    places = [tmp_path / "missing.png", tmp_path / "empty.png"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        places.append(tmp_path / "pipe.png")
    for place in places:
        assert main([command, str(place), "--out", str(tmp_path / ("a.pdf" if command == "report" else "a.png"))]) == 1
        assert capsys.readouterr().err.startswith(f"{place}: expected ")
