"""Folders with a DICOM series: what is the stack, what is beside it, and the one window."""

import bz2
import gzip
import shutil

import cv2
import numpy as np
import pytest
from pydicom.uid import MediaStorageDirectoryStorage

import core.readers.dicom.series as series_module
from core.errors import UnreadableImageError
from core.image.slice import VoiFunction, Window
from core.image.windowing import robust_window, shown_pixels
from core.readers import find_images, is_dicom_series, list_folder, read_slices

AXIAL, CORONAL = [1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, -1]
TILTED = [1, 0, 0, 0, 0.9998, 0.02]
RAMP = np.arange(16 * 16, dtype=np.uint16).reshape(16, 16)


@pytest.fixture
def add(make_dicom):
    """Add a file to the series; its pixels tell its depth."""

    def add(name, depth=0, orientation=AXIAL, pixels=None, **elements):
        pixels = np.full((16, 16), depth, np.uint16) if pixels is None else pixels
        place = {}
        if orientation:
            normal = np.cross(orientation[:3], orientation[3:])
            position = [round(float(x), 6) for x in normal * 5.0 * depth]
            place = {"ImageOrientationPatient": orientation, "ImagePositionPatient": position}
        return make_dicom(pixels, f"series/{name}", **{"SeriesInstanceUID": "1.2.3", **place, **elements})

    return add


@pytest.fixture
def series(add):
    """A folder of a series of four."""
    for depth in range(4):
        path = add(f"{9 - depth}.dcm", depth)
    return path.parent


def depths(folder):
    return [int(image.pixels[0, 0]) for image in read_slices(folder)]


def listed(folder):
    return [path.relative_to(folder).as_posix() for path in list_folder(folder)]


@pytest.mark.parametrize("name", ["DICOMDIR", "dicomdir", "Dicomdir", "DICOMDIR.dcm", "dicomdir.DCM", "DICOMDIR;1"])
def test_the_directory_of_a_medium_is_no_picture(series, make_dicom, name):
    make_dicom(None, f"series/{name}", SOPClassUID=MediaStorageDirectoryStorage)
    assert is_dicom_series(series)
    assert listed(series) == ["."]
    assert len(read_slices(series)) == 4
    assert name not in [path.name for path in find_images(series)]


@pytest.mark.parametrize("name", ["index", "index.dcm"])
def test_a_directory_of_another_name_is_known_by_its_content(series, make_dicom, name):
    path = make_dicom(None, f"series/{name}")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"UI\x1a\x001.2.840.10008.5.1.4.1.1.4\0", b"UI\x14\x001.2.840.10008.1.3.10"))
    assert listed(series) == ["."]
    assert len(read_slices(series)) == 4


def test_a_localizer_across_the_others_is_no_part_of_the_stack(series, add):
    add("0localizer.dcm", 7, CORONAL)
    assert depths(series) == [0, 1, 2, 3]
    assert listed(series) == [".", "0localizer.dcm"]


def test_the_larger_of_two_stacks_is_the_stack(series, add):
    for depth in range(3):
        add(f"other{depth}.dcm", depth, CORONAL)
    assert depths(series) == [0, 1, 2, 3]
    assert listed(series) == [".", "other0.dcm", "other1.dcm", "other2.dcm"]


def test_slices_that_are_tilted_a_little_are_parallel(series, add):
    add("tilted.dcm", 4, TILTED)
    assert depths(series) == [0, 1, 2, 3, 4]


def test_three_planes_of_one_slice_each_are_no_stack(add):
    for number, orientation in enumerate((AXIAL, CORONAL, [0, 1, 0, 0, 0, -1])):
        folder = add(f"{number}.dcm", number, orientation).parent
    assert not is_dicom_series(folder)
    assert listed(folder) == ["0.dcm", "1.dcm", "2.dcm"]


def test_images_of_folders_within_are_listed_too(series, add):
    add("sub/b.dcm", 5, SeriesInstanceUID="1.2.9")
    add("sub/deep/c.dcm", 6, SeriesInstanceUID="1.2.8")
    assert listed(series) == [".", "sub/b.dcm", "sub/deep/c.dcm"]
    assert len(read_slices(series)) == 4


def test_a_logo_beside_a_series_is_listed_beside_it(series):
    for name in ("logo.jpg", "a.png"):
        (series / name).write_bytes(cv2.imencode(name[-4:], np.zeros((32, 32), np.uint8))[1].tobytes())
    (series / "notes.txt").write_text("text", "utf-8")
    assert listed(series) == [".", "a.png", "logo.jpg"]
    assert depths(series) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "elements",
    [
        {"Modality": "SR", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.33"},
        {"Modality": "KO", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.59"},
        {"Modality": "PR", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.11.1"},
        {"Modality": "DOC", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.104.1"},
    ],
)
def test_a_note_beside_a_series_does_not_break_it(series, make_dicom, elements):
    make_dicom(None, "series/note.dcm", SeriesInstanceUID="1.2.4", **elements)
    assert listed(series) == ["."]
    assert depths(series) == [0, 1, 2, 3]


@pytest.mark.parametrize("kept", [0.3, 0.6, 1])
def test_files_cut_off_before_their_pixels_are_listed_and_reported(series, kept):
    for count, name in enumerate(("8.dcm", "6.dcm"), 1):
        content = (series / name).read_bytes()
        (series / name).write_bytes(content[: int(kept * content.index(b"\xe0\x7f\x10\x00"))])
        assert listed(series) == [".", "6.dcm", "8.dcm"][:: 2 if count == 1 else 1]
        files = (
            "1 file of this series is damaged and was" if count == 1 else "2 files of this series are damaged and were"
        )
        images = read_slices(series)
        assert [image.remarks for image in images] == [(f"{files} left out",)] * (4 - count)
        with pytest.raises(UnreadableImageError, match=rf"^{name}: .*save or copy it again"):
            read_slices(series / name)


def test_a_damaged_file_of_another_series_is_only_listed(series, make_dicom):
    make_dicom(None, "series/cut.dcm", SeriesInstanceUID="1.2.4")
    assert listed(series) == [".", "cut.dcm"]
    assert [image.remarks for image in read_slices(series)] == [()] * 4


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_a_series_may_be_packed_file_by_file(add, suffix, pack):
    for depth in range(3):
        noise = np.random.default_rng(depth).integers(0, 4000, (128, 128)).astype(np.uint16)
        noise[0, 0] = depth
        path = add(f"{9 - depth}.dcm", depth, pixels=noise)
        path.with_name(path.name + suffix).write_bytes(pack(path.read_bytes()))
        path.unlink()
    assert listed(path.parent) == ["."]
    assert depths(path.parent) == [0, 1, 2]


def test_the_work_grows_with_the_files_and_not_with_their_square(add, monkeypatch):
    """Of a series with as many files across it as along it, no two are compared as a whole."""
    for number in range(6):
        add(f"a{number}.dcm", number)
        folder = add(f"b{number}.dcm", number, CORONAL).parent
    compared = []
    monkeypatch.setattr(series_module.SeriesMember, "__eq__", lambda one, other: compared.append(1) or one is other)
    assert len(listed(folder)) == 7
    assert compared == []


def test_a_folder_of_pictures_with_a_dicom_file_is_no_series(series):
    for number in range(40):
        (series / f"{number}.png").write_bytes(cv2.imencode(".png", np.zeros((32, 32), np.uint8))[1].tobytes())
    assert not is_dicom_series(series)
    assert len(listed(series)) == 44
    with pytest.raises(UnreadableImageError, match=r"^series: .*one DICOM series"):
        read_slices(series)


def test_a_copy_of_a_file_counts_once(series):
    shutil.copy(series / "9.dcm", series / "9 (1).dcm")
    assert depths(series) == [0, 1, 2, 3]


def test_two_pictures_of_one_place_are_both_kept(series, add):
    add("echo.dcm", 2, pixels=np.full((16, 16), 20, np.uint16), InstanceNumber=9)
    assert depths(series) == [0, 1, 2, 20, 3]


def test_a_file_without_place_is_sorted_by_its_number(add):
    for depth in (3, 2, 1, 0):
        folder = add(f"{9 - depth}.dcm", depth, None if depth == 2 else AXIAL, InstanceNumber=depth + 1).parent
    assert depths(folder) == [0, 1, 2, 3]


def test_a_screenshot_without_place_is_listed_beside(series, add):
    add("shot.dcm", 9, None, pixels=np.zeros((32, 32), np.uint16))
    assert depths(series) == [0, 1, 2, 3]
    assert listed(series) == [".", "shot.dcm"]


@pytest.mark.parametrize("orientation", [[0] * 6, [1, 0, 0, 1, 0, 0]])
def test_planes_that_cannot_be_are_sorted_by_number(add, orientation):
    for number in (3, 1, 2):
        folder = add(f"{9 - number}.dcm", number, orientation, InstanceNumber=number).parent
    assert depths(folder) == [1, 2, 3]


def test_files_without_a_window_share_one(add):
    for depth in range(3):
        folder = add(f"{depth}.dcm", depth, pixels=RAMP * (depth + 1)).parent
    images = read_slices(folder)
    assert {image.window for image in images} == {robust_window(np.stack([RAMP, RAMP * 2, RAMP * 3]))}
    assert read_slices(folder / "0.dcm")[0].window == robust_window(RAMP)


def test_files_with_a_window_each_share_the_middle_one(add):
    for depth, (center, width) in enumerate([(10, 100), (500, 300), (20, 200)]):
        folder = add(f"{depth}.dcm", depth, WindowCenter=center, WindowWidth=width).parent
    assert {image.window for image in read_slices(folder)} == {Window(200, 20, VoiFunction.LINEAR)}


def test_a_file_without_a_window_takes_that_of_the_others(add):
    for depth, elements in enumerate([{}, {"WindowCenter": 40, "WindowWidth": 80}]):
        folder = add(f"{depth}.dcm", depth, **elements).parent
    assert {image.window for image in read_slices(folder)} == {Window(80, 40, VoiFunction.LINEAR)}


def test_a_window_counts_as_showing_something_by_all_frames_together(add):
    """Each frame has one grey level; between those of the two the window shows something."""
    for depth, level in enumerate([100, 300, 300]):
        folder = add(f"{depth}.dcm", depth, pixels=np.full_like(RAMP, level), WindowCenter=200, WindowWidth=50).parent
    images = read_slices(folder)
    assert {image.window for image in images} == {Window(50, 200, VoiFunction.LINEAR)}
    assert not any(image.remarks for image in images)


def test_a_window_beside_all_values_is_reported(add):
    for depth in range(3):
        folder = add(f"{depth}.dcm", depth, pixels=RAMP, WindowCenter=9000, WindowWidth=50).parent
    images = read_slices(folder)
    assert {image.window for image in images} == {robust_window(np.stack([RAMP] * 3))}
    assert all("shows nothing of the picture" in image.remarks[-1] for image in images)


@pytest.mark.parametrize(("side", "most"), [(32, 65), (2000, 5)])
def test_large_files_are_not_read_far_ahead(add, monkeypatch, side, most):
    path = add("0.dcm", 0, pixels=np.zeros((side, side), np.uint16))
    read, opened, ahead = series_module.read_source, [], []
    monkeypatch.setattr(series_module, "read_source", lambda file: (opened.append(file), read(file))[1])
    series_module.read_stack([path] * 90, on_progress=lambda done, of: ahead.append(len(opened) - done))
    assert len(opened) == 90
    assert 2 < max(ahead) <= most


@pytest.mark.parametrize("sides", [(400, 1200), (1200, 400)])
def test_files_of_different_sizes_are_read(add, sides):
    paths = [add(f"{side}.dcm", 0, pixels=np.zeros((side, side), np.uint16)) for side in sides]
    files = [path for path in paths for _ in range(70)] * 2
    assert len(series_module.read_stack(files)) == 2


def test_values_that_are_rescaled_each_in_their_way_share_a_window(add):
    """As in PET, where each slice has a slope of its own."""
    for depth, slope in enumerate(["0.5", "4"]):
        folder = add(f"{depth}.dcm", depth, pixels=RAMP, RescaleSlope=slope, RescaleIntercept="0").parent
    first, second = read_slices(folder)
    assert first.window == second.window == robust_window(np.stack([RAMP * 0.5, RAMP * 4.0]))
    assert int(shown_pixels(second).max()) == 255
    assert int(shown_pixels(first).max()) < 64


def test_padding_counts_in_no_window_of_a_stack(add):
    for depth in range(2):
        pixels = RAMP * (depth + 1)
        pixels[:4] = 65535
        folder = add(f"{depth}.dcm", depth, pixels=pixels, PixelPaddingValue=65535).parent
    images = read_slices(folder)
    assert {image.window for image in images} == {robust_window(np.stack([RAMP[4:], RAMP[4:] * 2]))}
    assert all(int(shown_pixels(image)[:4].max()) == 0 for image in images)


def test_frames_of_an_object_share_a_window(make_dicom):
    images = read_slices(make_dicom(np.stack([RAMP, RAMP * 4])))
    assert {image.window for image in images} == {robust_window(np.stack([RAMP, RAMP * 4]))}
