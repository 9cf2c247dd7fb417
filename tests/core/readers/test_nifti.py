"""NIfTI: one anatomy gives one stack of pictures, however the volume is stored."""

import itertools

import nibabel
import numpy as np
import pytest
from nibabel.orientations import apply_orientation, inv_ornt_aff

from core.errors import UnreadableImageError
from core.image.slice import EdgeLabels
from core.image.windowing import robust_window
from core.readers import read_slices
from core.readers.source import read_source
from core.readers.volumes.nifti import read_nifti

SHAPE = (18, 20, 17)
SPACING = (1.0, 2.0, 4.0)
ORIENTATIONS = [
    np.column_stack([axes, flips])
    for axes in itertools.permutations(range(3))
    for flips in itertools.product((1, -1), repeat=3)
]


@pytest.fixture(scope="module")
def anatomy():
    """(18, 20, 17) int16: x to the right, y to the front, z to the head, no two voxels alike."""
    return np.arange(np.prod(SHAPE), dtype=np.int16).reshape(SHAPE)


@pytest.fixture
def save(tmp_path):
    """Write a volume, or the image as it is, by nibabel."""

    def save(volume, name="a.nii", affine=None, kind=nibabel.Nifti1Image):
        affine = np.diag([*SPACING, 1.0]) if affine is None else affine
        path = tmp_path / name
        nibabel.save(kind(volume, affine), path)
        return path

    return save


@pytest.mark.parametrize("orientation", ORIENTATIONS, ids=lambda orientation: str(orientation.ravel()))
def test_all_48_orientations_give_the_same_slices(save, anatomy, orientation):
    affine = np.diag([*SPACING, 1.0]) @ inv_ornt_aff(orientation, SHAPE)
    images = read_slices(save(apply_orientation(anatomy, orientation), affine=affine))
    assert len(images) == 17
    for depth, image in enumerate(images):
        np.testing.assert_array_equal(image.pixels, anatomy[::-1, ::-1, depth].T)
    assert {image.spacing_mm for image in images} == {(2.0, 1.0)}
    assert {image.edges for image in images} == {EdgeLabels("R", "L", "A", "P")}


@pytest.mark.parametrize(
    ("axis", "picture", "edges", "spacing"),
    [
        (0, lambda volume: volume[0, ::-1, ::-1].T, EdgeLabels("A", "P", "H", "F"), (4.0, 2.0)),
        (1, lambda volume: volume[::-1, 0, ::-1].T, EdgeLabels("R", "L", "H", "F"), (4.0, 1.0)),
        (2, lambda volume: volume[::-1, ::-1, 0].T, EdgeLabels("R", "L", "A", "P"), (2.0, 1.0)),
    ],
)
def test_the_axis_may_be_chosen(save, anatomy, axis, picture, edges, spacing):
    images = read_nifti(read_source(save(anatomy)), axis=axis)
    assert len(images) == SHAPE[axis]
    np.testing.assert_array_equal(images[0].pixels, picture(anatomy))
    assert (images[0].edges, images[0].spacing_mm) == (edges, spacing)


@pytest.mark.parametrize(
    ("spacing", "plane"),
    [
        ((5, 1, 1), "sagittal"),
        ((1, 5, 1), "coronal"),
        ((1, 1, 5), "axial"),
        ((1, 1, 1), "axial"),
        ((5, 5, 1), "coronal"),
    ],
)
def test_the_cut_is_across_the_largest_spacing(save, anatomy, spacing, plane):
    assert read_slices(save(anatomy, affine=np.diag([*spacing, 1.0])))[0].metadata["Plane"] == plane


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz", "a.hdr", "a.img"])
@pytest.mark.parametrize("version", [1, 2])
def test_every_container_gives_the_same(save, anatomy, name, version):
    is_pair = not name.startswith("a.nii")
    kind = getattr(nibabel, f"Nifti{version}{'Pair' if is_pair else 'Image'}")
    path = save(anatomy, name, kind=kind)
    assert not is_pair or {"a.hdr", "a.img"} <= {file.name for file in path.parent.iterdir()}
    images = read_slices(path)
    np.testing.assert_array_equal(images[3].pixels, anatomy[::-1, ::-1, 3].T)


def test_a_pair_without_its_picture_is_reported(save, anatomy):
    path = save(anatomy, "a.hdr", kind=nibabel.Nifti1Pair)
    path.with_name("a.img").unlink()
    with pytest.raises(UnreadableImageError, match=r"^a\.hdr: .*put a\.img there"):
        read_slices(path)


def test_slope_and_intercept_give_the_values(save, anatomy):
    path = save(anatomy)
    content = bytearray(path.read_bytes())
    content[112:120] = np.array([0.5, -10], "<f4").tobytes()
    path.write_bytes(content)
    images = read_slices(path)
    np.testing.assert_allclose(images[0].pixels, anatomy[::-1, ::-1, 0].T * 0.5 - 10)
    assert images[0].pixels.dtype == np.float32


def test_the_window_is_of_the_whole_volume(save, anatomy):
    assert {image.window for image in read_slices(save(anatomy))} == {robust_window(anatomy)}


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.float32, np.float64, np.uint32, np.int8])
@pytest.mark.parametrize("order", ["<", ">"])
def test_every_number_type_keeps_its_values(tmp_path, anatomy, dtype, order):
    volume = (anatomy % 100).astype(np.dtype(dtype).newbyteorder(order))
    header = nibabel.Nifti1Header(endianness=order)
    header.set_data_dtype(volume.dtype)
    path = tmp_path / "a.nii"
    nibabel.save(nibabel.Nifti1Image(volume, np.diag([*SPACING, 1.0]), header), path)
    image = read_slices(path)[0]
    np.testing.assert_array_equal(image.pixels, anatomy[::-1, ::-1, 0].T % 100)
    assert image.pixels.dtype in (np.uint8, np.uint16, np.int16, np.int32, np.float32)
    assert image.pixels.dtype.isnative


def test_int64_becomes_float(save, anatomy):
    path = save(anatomy)
    nibabel.save(nibabel.Nifti1Image(anatomy.astype(np.int64), np.eye(4), dtype=np.int64), path)
    np.testing.assert_array_equal(read_slices(path)[0].pixels, anatomy[::-1, ::-1, 0].T)


@pytest.mark.parametrize("extra", [(3,), (1, 2)])
def test_the_first_of_several_volumes_is_shown_and_reported(save, anatomy, extra):
    several = np.stack([anatomy, *[anatomy * 0] * (int(np.prod(extra)) - 1)], axis=-1).reshape(*SHAPE, *extra)
    images = read_slices(save(several))
    np.testing.assert_array_equal(images[0].pixels, anatomy[::-1, ::-1, 0].T)
    assert images[0].metadata["Volume"] == f"first of {np.prod(extra)}"


def test_a_single_volume_says_nothing_of_others(save, anatomy):
    assert "Volume" not in read_slices(save(anatomy[..., None]))[0].metadata
