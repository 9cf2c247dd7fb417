"""Heat maps as files: a name for each, the tree of the pictures, nothing written over."""

import dataclasses

import cv2
import nibabel
import numpy as np
import pytest

from core.classifier import Classifier
from core.errors import UnwritableOutputError
from core.heat_files import HeatFiles
from core.phantom import head_phantom, phantom_volume
from core.readers import read_slices


@pytest.fixture(scope="module")
def classifier():
    return Classifier.open(threads=1)


def write_head(path, seed=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, head_phantom(seed, size=64))[1].tobytes())
    return path


def drawn(maps, path, classifier):
    """Draw all slices of a file; gives the problems."""
    answers = [(image, classifier.predict(image)) for image in read_slices(path)]
    return [maps.draw(image, found, classifier) for image, found in answers]


def names_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_maps_mirror_the_tree(tmp_path, classifier):
    paths = [write_head(tmp_path / "in" / name) for name in ("a.png", "inner/b.jpg")]
    maps = HeatFiles.prepare(tmp_path / "maps", [str(tmp_path / "in")], False)
    for path in paths:
        assert drawn(maps, path, classifier) == [None]
        assert maps.has_map(path, 0)
    assert names_in(tmp_path / "maps") == ["a.png", "inner/b.png"]
    assert cv2.imread(str(tmp_path / "maps" / "a.png")).shape[1] > 512


def test_folders_of_one_name_do_not_meet(tmp_path, classifier):
    paths = [write_head(tmp_path / name / "scans" / "a.png") for name in ("first", "second")]
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent) for path in paths], False)
    for path in paths:
        drawn(maps, path, classifier)
    assert names_in(tmp_path / "maps") == ["first/scans/a.png", "second/scans/a.png"]


def test_each_slice_has_its_map(tmp_path, classifier):
    path = tmp_path / "in" / "head.nii.gz"
    path.parent.mkdir()
    nibabel.save(nibabel.Nifti1Image(np.transpose(phantom_volume(1, slices=3, size=64), (2, 1, 0)), np.eye(4)), path)
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path)], False)
    assert drawn(maps, path, classifier) == [None] * 3
    assert names_in(tmp_path / "maps") == [f"head-frame {frame}.png" for frame in range(3)]
    assert [maps.has_map(path, frame) for frame in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(
    "names",
    [
        ("a.jpg", "a.png"),
        ("A.jpg", "a.png"),
        ("a.jpg", "a.jpg.jpg"),
        ("a", "a.png"),
        ("a.nii.gz", "a.nii"),
        ("v-frame 1.png", "v.nii"),
    ],
)
def test_no_two_maps_have_one_name(tmp_path, names):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    maps = HeatFiles.prepare(tmp_path / "maps", [str(folder)], False)
    found = {
        str(maps.path_of(folder / name, frame, has_several)).casefold()
        for name in names
        for frame, has_several in ((0, False), (0, True), (1, True))
    }
    assert len(found) == 3 * len(names)


@pytest.mark.parametrize("inside", ["in", "in/maps"])
def test_maps_do_not_go_among_the_images(tmp_path, inside):
    write_head(tmp_path / "in" / "a.png")
    with pytest.raises(UnwritableOutputError, match="outside"):
        HeatFiles.prepare(tmp_path / inside, [str(tmp_path / "in")], False)


def test_an_image_is_not_written_over(tmp_path, classifier):
    path = write_head(tmp_path / "a.png")
    before = path.read_bytes()
    [problem] = drawn(HeatFiles.prepare(tmp_path, [str(path)], False), path, classifier)
    assert "written over a.png" in problem
    assert path.read_bytes() == before


@pytest.mark.parametrize("is_kept", [True, False])
def test_maps_that_are_there_stay_on_demand(tmp_path, classifier, monkeypatch, is_kept):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path)], is_kept)
    assert drawn(maps, path, classifier) == [None]
    drawings = []
    monkeypatch.setattr("core.heat_files.write_explanation", lambda *arguments: drawings.append(arguments))
    assert drawn(maps, path, classifier) == [None]
    assert len(drawings) == (0 if is_kept else 1)


def test_maps_of_another_picture_a_torn_one_and_others_do_not_stay(tmp_path, classifier):
    path, other = (write_head(tmp_path / name / "a.png", seed) for seed, name in enumerate(("in", "other")))
    maps, others = (HeatFiles.prepare(tmp_path / "maps", [str(one.parent)], True) for one in (path, other))
    drawn(maps, path, classifier)
    right = maps.path_of(path, 0, False).read_bytes()
    drawn(others, other, classifier)
    assert maps.path_of(path, 0, False).read_bytes() != right
    for left in (None, b"older", right[:-1], right[:-40], cv2.imencode(".png", head_phantom(3, size=64))[1].tobytes()):
        if left is not None:
            maps.path_of(path, 0, False).write_bytes(left)
        assert drawn(maps, path, classifier) == [None]
        assert maps.path_of(path, 0, False).read_bytes() == right


def test_maps_of_another_model_do_not_stay(tmp_path, classifier):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path)], True)
    drawn(maps, path, classifier)
    before = maps.path_of(path, 0, False).read_bytes()
    package = dataclasses.replace(classifier.package, checksums={**classifier.package.checksums, "head.npz": "0"})
    drawn(maps, path, Classifier(package, threads=1))
    assert maps.path_of(path, 0, False).read_bytes() != before


def test_a_map_that_cannot_be_written_is_told(tmp_path, classifier):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent)], False)
    (tmp_path / "maps" / "a.png").mkdir()
    [problem] = drawn(maps, path, classifier)
    assert problem.startswith("no heat map: ")


def test_a_map_that_fails_unforeseen_is_told(tmp_path, classifier, monkeypatch):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent)], False)

    def fail(*arguments):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("core.heat_files.draw_explanation", fail)
    [problem] = drawn(maps, path, classifier)
    assert "ZeroDivisionError" in problem


def test_no_heat_map_is_written_over_another_image_of_the_folder(tmp_path, classifier):
    folder = tmp_path / "in" / "a"
    inner, outer = write_head(folder / "a" / "x.png", 1), write_head(folder / "x.png", 2)
    before = outer.read_bytes()
    maps = HeatFiles.prepare(tmp_path / "in", [str(folder)], False)
    [told] = drawn(maps, inner, classifier)
    assert "would be written over x.png" in told
    assert outer.read_bytes() == before
