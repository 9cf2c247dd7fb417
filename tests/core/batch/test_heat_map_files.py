"""Heat maps as files: a name for each, the tree of the pictures, nothing written over."""

import dataclasses
import os
import unicodedata
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.batch.heat_map_files import HeatFiles
from core.errors import UnwritableOutputError
from core.image.figure import draw_explanation, read_mark, write_explanation
from core.image.phantom import head_phantom, phantom_volume
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import EVIDENCE
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
    assert names_in(tmp_path / "maps") == ["a.png.png", "inner/b.jpg.png"]
    assert cv2.imread(str(tmp_path / "maps" / "a.png.png")).shape[1] > 512


def test_a_map_is_the_evidence_map_and_drawn_again_if_it_is_of_another_method(tmp_path, classifier):
    path = write_head(tmp_path / "in" / "a.png")
    [image] = read_slices(path)
    prediction, written = classifier.predict(image), tmp_path / "maps" / "a.png.png"
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent)], True)
    assert maps.draw(image, prediction, classifier) is None
    caption = f"Evidence map of any tumour | {classifier.package.title}"
    expected = draw_explanation(image, classifier.explain(prediction, method=EVIDENCE), caption)
    assert (cv2.imread(str(written)) == expected).all()
    mark = read_mark(written)
    assert mark.endswith(" method evidence")
    # As an earlier program did, which drew Grad-CAM alone.
    write_explanation(written, expected // 2, mark.removesuffix(" method evidence"))
    assert maps.draw(image, prediction, classifier) is None
    assert (cv2.imread(str(written)) == expected).all()


def test_folders_of_one_name_do_not_meet(tmp_path, classifier):
    paths = [write_head(tmp_path / name / "scans" / "a.png") for name in ("first", "second")]
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent) for path in paths], False)
    for path in paths:
        drawn(maps, path, classifier)
    assert names_in(tmp_path / "maps") == ["first/scans/a.png.png", "second/scans/a.png.png"]


def test_each_slice_has_its_map(tmp_path, classifier):
    path = tmp_path / "in" / "head.nii.gz"
    path.parent.mkdir()
    nibabel.save(nibabel.Nifti1Image(np.transpose(phantom_volume(1, slices=3, size=64), (2, 1, 0)), np.eye(4)), path)
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path)], False)
    assert drawn(maps, path, classifier) == [None] * 3
    assert names_in(tmp_path / "maps") == [f"head.nii.gz-frame {frame}.png" for frame in range(3)]
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
        ("v.nii-frame 1", "v.nii"),
        ("v.nii-frame 1-frame 1", "v.nii-frame 1", "v.nii"),
        ("a.png", "A.PNG", "a.PNG"),
        ("stra\u00dfe.png", "STRASSE.png"),
        ("u\u0308.png", "\u00fc.png"),
        ("n" * 251 + ".png", "n" * 251 + ".jpg", "n" * 250 + ".png"),
        ("\u00fc" * 125 + ".png", "\u00fc" * 125 + ".jpg"),
    ],
)
def test_no_two_maps_have_one_name(tmp_path, names):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    if len(list(folder.iterdir())) < len(names):
        pytest.skip("this file system does not tell these names apart")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(folder)], False)
    found = {
        unicodedata.normalize("NFC", str(maps.path_of(folder / name, frame, has_several)).casefold())
        for name in names
        for frame, has_several in ((0, False), (0, True), (1, True))
    }
    # A file that holds one slice is never held to hold several; some names are those of slices anyway.
    assert len(found) == sum(2 if name.endswith("-frame 1") else 3 for name in names)
    assert max(len(os.fsencode(Path(path).name)) for path in found) <= 255


def test_a_file_that_is_added_neither_takes_a_map_nor_loses_one(tmp_path, classifier):
    first, folder = write_head(tmp_path / "in" / "a.jpg", 1), tmp_path / "in"
    maps = HeatFiles.prepare(tmp_path / "maps", [str(folder)], True)
    drawn(maps, first, classifier)
    before = maps.path_of(first, 0, False).read_bytes()
    for name in ("a.png", "a.bmp", "a"):
        added = folder / name
        added.write_bytes(write_head(tmp_path / "drawn.png", 2).read_bytes())
        assert not maps.has_map(added, 0)
        assert maps.has_map(first, 0)
        drawn(maps, added, classifier)
        assert maps.path_of(first, 0, False).read_bytes() == before
        assert maps.path_of(added, 0, False).read_bytes() != before
    assert names_in(tmp_path / "maps") == ["a.bmp.png", "a.jpg.png", "a.png", "a.png.png"]


def test_maps_of_earlier_programs_are_taken_over_where_they_are_of_the_slice(tmp_path, classifier, monkeypatch):
    pictures = [write_head(tmp_path / "in" / name, seed) for seed, name in enumerate(("a.jpg", "a.png", "b.png"))]
    volume = tmp_path / "in" / "v.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.transpose(phantom_volume(1, slices=2, size=64), (2, 1, 0)), np.eye(4)), volume)
    maps = HeatFiles.prepare(tmp_path / "maps", [str(tmp_path / "in")], True)
    for picture in (*pictures, volume):
        drawn(maps, picture, classifier)
    whole = {path.name: path.read_bytes() for path in (tmp_path / "maps").iterdir()}
    # As they were called when only `a.jpg` and `b.png` were there.
    for old, new in (
        ("a", "a.jpg"),
        ("b", "b.png"),
        ("v-frame 0", "v.nii.gz-frame 0"),
        ("v-frame 1", "v.nii.gz-frame 1"),
    ):
        (tmp_path / "maps" / f"{new}.png").rename(tmp_path / "maps" / f"{old}.png")
    drawings = []
    monkeypatch.setattr("core.batch.heat_map_files.draw_explanation", lambda *arguments: drawings.append(arguments))
    assert not maps.has_map(pictures[0], 0)
    for picture in (*pictures, volume):
        assert drawn(maps, picture, classifier) == [None] * (2 if picture == volume else 1)
    assert drawings == []
    assert {path.name: path.read_bytes() for path in (tmp_path / "maps").iterdir()} == whole


@pytest.mark.parametrize("inside", ["in", "in/maps"])
def test_maps_do_not_go_among_the_images(tmp_path, inside):
    write_head(tmp_path / "in" / "a.png")
    with pytest.raises(UnwritableOutputError, match="outside"):
        HeatFiles.prepare(tmp_path / inside, [str(tmp_path / "in")], False)


def test_an_image_is_not_written_over(tmp_path, classifier):
    path, other = write_head(tmp_path / "a.png"), write_head(tmp_path / "a.png.png", 1)
    before = other.read_bytes()
    [problem] = drawn(HeatFiles.prepare(tmp_path, [str(path), str(other)], False), path, classifier)
    assert "overwrite a.png.png" in problem
    assert other.read_bytes() == before


@pytest.mark.parametrize("is_kept", [True, False])
def test_maps_that_are_there_stay_on_demand(tmp_path, classifier, monkeypatch, is_kept):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path)], is_kept)
    assert drawn(maps, path, classifier) == [None]
    drawings = []
    monkeypatch.setattr("core.batch.heat_map_files.write_explanation", lambda *arguments: drawings.append(arguments))
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


def test_a_map_that_cannot_be_written_is_reported(tmp_path, classifier):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent)], False)
    (tmp_path / "maps" / "a.png.png").mkdir()
    [problem] = drawn(maps, path, classifier)
    assert problem.startswith("no heat map: ")


def test_a_map_that_fails_unforeseen_is_reported(tmp_path, classifier, monkeypatch):
    path = write_head(tmp_path / "in" / "a.png")
    maps = HeatFiles.prepare(tmp_path / "maps", [str(path.parent)], False)

    def fail(*arguments):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("core.batch.heat_map_files.draw_explanation", fail)
    [problem] = drawn(maps, path, classifier)
    assert "ZeroDivisionError" in problem


def test_no_heat_map_is_written_over_another_image_of_the_folder(tmp_path, classifier):
    folder = tmp_path / "in" / "a"
    inner, outer = write_head(folder / "a" / "x.png", 1), write_head(folder / "x.png.png", 2)
    before = outer.read_bytes()
    maps = HeatFiles.prepare(tmp_path / "in", [str(folder)], False)
    [told] = drawn(maps, inner, classifier)
    assert "would overwrite x.png.png" in told
    assert outer.read_bytes() == before
