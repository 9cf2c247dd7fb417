"""`falx explain`, through the front door."""

import sys
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.image.phantom import head_phantom, phantom_volume
from falx import main


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
    assert heat.min() >= 0
    assert heat.max() == 1


def test_any_class_can_be_explained(image, tmp_path, capsys):
    maps = []
    for name in ("glioma", "pituitary"):
        target = tmp_path / f"{name}.npy"
        options = ["--out", str(tmp_path / "out.png"), "--array", str(target), "--class", name]
        assert main(["explain", image, *options]) == 0
        assert f"heat map of {name}" in capsys.readouterr().out
        maps.append(np.load(target))
    assert not np.array_equal(*maps)


def test_the_middle_slice_of_a_volume_is_explained(tmp_path, capsys):
    path = tmp_path / "head.nii"
    stack = np.transpose(phantom_volume(1, slices=5, size=64), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.diag([1.0, 1.0, 5.0, 1.0])), path)
    assert main(["explain", str(path), "--out", str(tmp_path / "out.png")]) == 0
    assert "slice 3 of 5" in capsys.readouterr().out


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


def test_a_bad_file_is_told(tmp_path, capsys):
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["explain", str(tmp_path / "bad.png"), "--out", str(tmp_path / "out.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("bad.png: ")
    assert not (tmp_path / "out.png").exists()


@pytest.mark.parametrize("option", ["--out", "--array"])
def test_a_place_that_cannot_be_written_is_told(image, tmp_path, capsys, option):
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


def test_what_was_written_is_told(image, tmp_path, capsys):
    targets = [tmp_path / "out.png", tmp_path / "heat.npy"]
    assert main(["explain", image, "--out", str(targets[0]), "--array", str(targets[1])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{image}: ")
    assert lines[1].startswith(f"Wrote {targets[0]}: heat map of ")
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
def test_a_folder_without_images_and_a_missing_file_are_told(tmp_path, capsys, name):
    assert main(["explain", str(tmp_path / name), "--out", str(tmp_path / "out.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "found no" in line
    assert not (tmp_path / "out.png").exists()


def test_an_error_that_nobody_foresaw_is_one_line(image, tmp_path, capsys, monkeypatch):
    def fail(path):
        raise AttributeError("'NoneType' object has no attribute 'affine'")

    monkeypatch.setattr("cli.explain.read_slices", fail)
    assert main(["explain", image, "--out", str(tmp_path / "out.png")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("falx: unexpected error (AttributeError: ")
