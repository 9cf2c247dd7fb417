"""One anatomy gives one stack of pictures, in whatever format a volume is stored."""

import bz2
import itertools

import nibabel
import numpy as np
import pytest
from nibabel.orientations import apply_orientation, inv_ornt_aff

from core.errors import UnreadableImageError, UnsupportedImageError
from core.image.phantom import phantom_volume
from core.image.slice import EdgeLabels
from core.image.windowing import robust_window
from core.readers import find_images, read_slices
from tests.core.readers.volumes import meta_header, nrrd_header, stored, write_volume

SPACING = (1.0, 1.5, 4.0)
NAMES = [
    "a.nii",
    "a.nii.gz",
    "a.nii.bz2",
    "a.hdr",
    "a.mgh",
    "a.mgz",
    "a.mha",
    "a.packed.mha",
    "a.mhd",
    "a.nrrd",
    "a.packed.nrrd",
    "a.bz2.nrrd",
    "a.nhdr",
]
DATA_NAMES = {"a.hdr": "a.img", "a.mhd": "a.raw", "a.nhdr": "a.raw"}
SOME_ORIENTATIONS = [
    np.column_stack([axes, flips])
    for axes in itertools.permutations(range(3))
    for flips in ((1, 1, 1), (-1, 1, -1), (1, -1, 1))
]


@pytest.fixture(scope="module")
def anatomy():
    """(32, 40, 6) int16: x to the right, y to the front, z to the head."""
    pictures = phantom_volume(5, slices=6, size=40)[:, :, :32].astype(np.int16) * 7 - 300
    return np.ascontiguousarray(np.transpose(pictures[:, ::-1, ::-1], (2, 1, 0)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("orientation", SOME_ORIENTATIONS, ids=lambda orientation: str(orientation.ravel()))
def test_each_format_gives_the_same_slices(tmp_path, anatomy, name, orientation):
    affine = np.diag([*SPACING, 1.0]) @ inv_ornt_aff(orientation, anatomy.shape)
    images = read_slices(write_volume(tmp_path, name, apply_orientation(anatomy, orientation), affine))
    assert len(images) == 6
    for depth, image in enumerate(images):
        np.testing.assert_array_equal(image.pixels, anatomy[::-1, ::-1, depth].T)
    assert {image.spacing_mm for image in images} == {(1.5, 1.0)}
    assert {image.edges for image in images} == {EdgeLabels("R", "L", "A", "P")}
    assert {(image.window.width, image.window.center) for image in images} == {
        (robust_window(anatomy).width, robust_window(anatomy).center)
    }


@pytest.mark.parametrize("dtype", ["u1", "i2", ">i2", "u2", "f4", ">f4", "f8"])
@pytest.mark.parametrize("name", ["a.mha", "a.nrrd"])
def test_each_type_of_values_is_read(tmp_path, anatomy, name, dtype):
    volume = np.abs(anatomy).astype(dtype) if dtype != "u1" else (np.abs(anatomy) // 8).astype(dtype)
    images = read_slices(write_volume(tmp_path, name, volume, np.diag([*SPACING, 1.0])))
    np.testing.assert_array_equal(images[2].pixels, volume[::-1, ::-1, 2].T)


@pytest.mark.parametrize("name", DATA_NAMES)
def test_the_data_file_of_a_pair_is_no_picture_of_its_own(tmp_path, anatomy, name):
    write_volume(tmp_path, name, anatomy, np.eye(4))
    (tmp_path / "lone.raw").write_bytes(bytes(100))
    skipped = []
    assert [path.name for path in find_images(tmp_path, on_skipped=skipped.append)] == [name]
    assert [path.name for path in skipped] == ["lone.raw"]


@pytest.mark.parametrize(("header", "data"), DATA_NAMES.items())
def test_the_data_file_of_a_pair_opens_by_its_header(tmp_path, anatomy, header, data):
    by_header = read_slices(write_volume(tmp_path, header, anatomy, np.eye(4)))
    by_data = read_slices(tmp_path / data)
    np.testing.assert_array_equal(by_data[3].pixels, by_header[3].pixels)


@pytest.mark.parametrize(("header", "data"), DATA_NAMES.items())
def test_both_files_of_a_pair_make_its_fingerprint(tmp_path, anatomy, header, data):
    path = write_volume(tmp_path, header, anatomy, np.eye(4))
    before = read_slices(path)[0].input_sha256
    content = (tmp_path / data).read_bytes()
    (tmp_path / data).write_bytes(content[:-1] + b"\x01")
    assert read_slices(path)[0].input_sha256 != before


@pytest.mark.parametrize("header", DATA_NAMES)
def test_a_header_without_its_data_says_so(tmp_path, anatomy, header):
    path = write_volume(tmp_path, header, anatomy, np.eye(4))
    (tmp_path / DATA_NAMES[header]).unlink()
    with pytest.raises(UnreadableImageError, match=rf"^{header}: .*beside it.*{DATA_NAMES[header]}"):
        read_slices(path)


@pytest.mark.parametrize("header", [meta_header, nrrd_header])
@pytest.mark.parametrize("place", ["../secret.raw", "/etc/passwd", "..\\secret.raw"])
def test_a_header_leads_to_no_file_elsewhere(tmp_path, anatomy, header, place):
    (tmp_path / "secret.raw").write_bytes(stored(anatomy))
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.mhd"
    path.write_bytes(header(anatomy, np.eye(4), data=place))
    with pytest.raises(UnsupportedImageError, match="another folder"):
        read_slices(path)


def test_analyze_is_read_without_claiming_left_or_right(tmp_path, anatomy):
    nibabel.save(nibabel.AnalyzeImage(anatomy, np.diag([-1.0, 1.5, 4.0, 1.0])), tmp_path / "a.hdr")
    images = read_slices(tmp_path / "a.hdr")
    np.testing.assert_array_equal(images[1].pixels, anatomy[:, ::-1, 1].T)
    assert images[0].edges is None
    assert images[0].metadata["Format"] == "Analyze"


def test_the_first_of_several_volumes_is_shown_and_reported(tmp_path, anatomy):
    several = np.stack([anatomy, anatomy * 0], axis=-1)
    content = nrrd_header(several, np.eye(4)).replace(b"(0.0,0.0,1.0)", b"(0.0,0.0,1.0) none") + stored(several)
    (tmp_path / "a.nrrd").write_bytes(content)
    nibabel.save(nibabel.freesurfer.MGHImage(several, np.eye(4)), tmp_path / "a.mgz")
    (tmp_path / "a.nii.bz2").write_bytes(bz2.compress(nibabel.Nifti1Image(several, np.eye(4)).to_bytes()))
    for name in ("a.nrrd", "a.mgz", "a.nii.bz2"):
        images = read_slices(tmp_path / name)
        np.testing.assert_array_equal(images[4].pixels, anatomy[::-1, ::-1, 4].T)
        assert images[0].metadata["Volume"] == "first of 2"


@pytest.mark.parametrize("name", ["a.mha", "a.packed.mha", "a.nrrd", "a.packed.nrrd", "a.bz2.nrrd", "a.mgh", "a.mgz"])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.97])
def test_a_cut_off_volume_is_refused(tmp_path, anatomy, name, share, capfd):
    path = write_volume(tmp_path, name, anatomy, np.eye(4))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableImageError, match=rf"^{name}: "):
        read_slices(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "old", "new", "text"),
    [
        ("a.mha", b"ElementType", b"ElementNumberOfChannels = 3\nElementType", "3 values each"),
        ("a.mha", b"LOCAL", b"LIST", "list of files"),
        ("a.mha", b"ElementType", b"BinaryData = False\nElementType", "as text"),
        ("a.mha", b"MET_SHORT", b"MET_STRANGE", "STRANGE"),
        ("a.nrrd", b"encoding: raw", b"encoding: hex", "data as hex"),
        ("a.nrrd", b"type: short", b"type: block", "block"),
        ("a.nrrd", b"endian", b"kinds: RGB-color domain domain\nendian", "colours"),
    ],
)
def test_what_is_stored_otherwise_is_named(tmp_path, anatomy, name, old, new, text):
    path = write_volume(tmp_path, name, anatomy, np.eye(4))
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(UnsupportedImageError, match=rf"^{name}: .*{text}"):
        read_slices(path)
