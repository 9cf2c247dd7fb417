"""Folders: what counts as an image, and one DICOM series as a stack."""

import os
import sys

import cv2
import numpy as np
import pytest

from core.errors import NoImagesError, UnreadableImageError
from core.jobs.events import Cancelled
from core.readers import find_images, is_dicom_series, read_slices
from core.readers.containers import find_contents, is_container
from core.readers.folder import file_format
from core.series.catalogue import read_catalogue

AXIAL, SAGITTAL, CORONAL = [1, 0, 0, 0, 1, 0], [0, 1, 0, 0, 0, -1], [1, 0, 0, 0, 0, -1]
OBLIQUE = [0.8, 0.6, 0, 0, 0, -1]
PICTURE = np.zeros((16, 16), np.uint8)


@pytest.fixture
def make_series(make_dicom):
    """Write slices of which the pixels tell the depth; names and instance numbers run against it."""

    def make(orientation, depths=(0, 1, 2, 3), uid="1.2.3", folder="series"):
        normal = np.cross(orientation[:3], orientation[3:])
        for depth in depths:
            path = make_dicom(
                np.full((16, 16), depth, np.uint16),
                f"{folder}/{99 - depth}.dcm",
                ImageOrientationPatient=orientation,
                ImagePositionPatient=[round(float(x), 6) for x in normal * 5.0 * depth],
                InstanceNumber=100 - depth,
                SeriesInstanceUID=uid,
            )
        return path.parent

    return make


def write_png(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", PICTURE)[1].tobytes())
    return path


@pytest.mark.parametrize("orientation", [AXIAL, SAGITTAL, CORONAL, OBLIQUE])
def test_a_series_comes_in_geometric_order(make_series, orientation):
    images = read_slices(make_series(orientation))
    assert [int(image.pixels[0, 0]) for image in images] == [0, 1, 2, 3]
    assert [(image.frame, image.frame_count) for image in images] == [(number, 4) for number in range(4)]
    assert [image.source.name for image in images] == ["99.dcm", "98.dcm", "97.dcm", "96.dcm"]


def test_without_positions_the_instance_numbers_order(make_dicom):
    for name, number in (("c.dcm", 1), ("a.dcm", 2), ("b.dcm", 10)):
        path = make_dicom(np.full((16, 16), number, np.uint16), f"series/{name}", InstanceNumber=number)
    assert [int(image.pixels[0, 0]) for image in read_slices(path.parent)] == [1, 2, 10]


def test_one_series_is_reported(make_series):
    assert is_dicom_series(make_series(AXIAL))


def test_a_single_file_is_no_series(make_series):
    assert not is_dicom_series(make_series(AXIAL, depths=(0,)))


def test_two_series_are_no_series(make_series):
    make_series(AXIAL, depths=(0, 1), uid="1.2.3")
    folder = make_series(AXIAL, depths=(2, 3), uid="1.2.4")
    assert not is_dicom_series(folder)
    with pytest.raises(UnreadableImageError, match=r"^series: .*one DICOM series"):
        read_slices(folder)


def test_a_damaged_file_in_a_series_is_named(make_series):
    folder = make_series(AXIAL)
    damaged = folder / "97.dcm"
    damaged.write_bytes(damaged.read_bytes()[:-100])
    with pytest.raises(UnreadableImageError, match=r"^97\.dcm: "):
        read_slices(folder)


def test_images_come_in_the_order_of_names_and_files_before_folders(tmp_path):
    names = ["b.png", "a.png", "z/c.png", "d/b.png", "d/a.png"]
    for name in names:
        write_png(tmp_path / name)
    found = [path.relative_to(tmp_path).as_posix() for path in find_images(tmp_path)]
    assert found == ["a.png", "b.png", "d/a.png", "d/b.png", "z/c.png"]
    assert [path.name for path in find_images(tmp_path, is_recursive=False)] == ["a.png", "b.png"]


def test_suffix_or_first_bytes_make_an_image(tmp_path):
    write_png(tmp_path / "without suffix")
    for name in ("a.JPG", "b.nii.gz", "c.hdr", "d.IMA", "notes.txt", "e.gz"):
        (tmp_path / name).write_bytes(b"text")
    assert [path.name for path in find_images(tmp_path)] == ["a.JPG", "b.nii.gz", "c.hdr", "d.IMA", "without suffix"]


def test_what_systems_put_beside_a_user_s_images_is_left_out(tmp_path):
    for name in ("a.png", "@eaDir/a.png/thumb.jpg", "__MACOSX/a.png", "$RECYCLE.BIN/old.png", "#recycle/older.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert list(find_images(tmp_path)) == [tmp_path / "a.png"]


def test_hidden_files_and_dicomdir_are_left_out(tmp_path, make_dicom):
    make_dicom(PICTURE, "DICOMDIR")
    for name in (".hidden.png", ".folder/a.png", "._a.png", "b.png"):
        write_png(tmp_path / name)
    assert [path.name for path in find_images(tmp_path)] == ["b.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_only_within_the_folder(tmp_path):
    outside, inside = write_png(tmp_path / "outside/a.png"), write_png(tmp_path / "inside/b.png")
    inside.with_name("c.png").symlink_to(outside)
    inside.with_name("d.png").symlink_to(inside)
    inside.with_name("e.png").symlink_to(tmp_path / "nothing.png")
    inside.with_name("f").symlink_to(outside.parent, target_is_directory=True)
    inside.with_name("g").symlink_to(inside.parent, target_is_directory=True)
    assert [path.name for path in find_images(inside.parent)] == ["b.png", "d.png"]


def test_a_folder_that_cannot_be_listed_is_given_itself(tmp_path, monkeypatch):
    write_png(tmp_path / "a.png")
    locked = write_png(tmp_path / "locked/b.png").parent
    scandir = os.scandir

    def refuse(path):
        if path in (locked, str(locked)):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(find_images(tmp_path)) == [tmp_path / "a.png", locked]
    with pytest.raises(NoImagesError, match=r"^locked: .*cannot be listed"):
        read_slices(locked)


def test_a_folder_without_images_holds_none(tmp_path):
    (tmp_path / "notes.txt").write_text("text", encoding="utf-8")
    with pytest.raises(NoImagesError, match=rf"^{tmp_path.name}: ") as error:
        read_slices(tmp_path)
    assert error.value.code == "no-images"
    assert not is_dicom_series(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_skipped(tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "long").symlink_to("x" * 300)
    (tmp_path / "gone").symlink_to("gone.png")
    assert list(find_images(tmp_path)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(UnreadableImageError, match="pipe"):
        read_slices(tmp_path / "pipe.png")


def test_reading_a_series_says_how_far_it_is_and_can_be_stopped(make_series):
    folder = make_series(AXIAL)
    count = len(list(folder.iterdir()))
    told = []
    read_slices(folder, on_progress=lambda done, total: told.append((done, total)))
    assert [step for step in told if step[0]] == [(done, count) for done in range(1, count + 1)]
    assert told[0] == (0, 0)

    def stop(done, total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_slices(folder, on_progress=stop)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
@pytest.mark.parametrize("name", ["pipe.png", "pipe.dcm", "pipe.nii.gz", "pipe.zip", "DICOMDIR", "pipe"])
def test_a_pipe_is_no_container_and_no_picture_whatever_its_name(tmp_path, name):
    pipe = tmp_path / name
    os.mkfifo(pipe)
    assert not is_container(pipe)
    assert list(find_contents(pipe)) == [pipe]
    assert file_format(pipe) is None
    assert [series.path for series in read_catalogue(pipe).series] == [pipe]
