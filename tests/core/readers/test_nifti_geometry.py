"""Damaged or missing geometry costs the letters at most; single slices are shown whichever axis they are across."""

import nibabel
import numpy as np
import pytest

from core.image.phantom import head_phantom, phantom_volume
from core.image.slice import EdgeLabels
from core.readers import read_slices

SROWS, QUATERNION, PIXDIM, QFORM_CODE = slice(280, 328), slice(256, 268), slice(76, 92), slice(252, 254)
AXIAL = EdgeLabels("R", "L", "A", "P")
# The first axis to the front, the second to the right.
TURNED = np.array([[0.0, 2.0, 0, 0], [1.0, 0, 0, 0], [0, 0, 5.0, 0], [0, 0, 0, 1]])


@pytest.fixture(scope="module")
def anatomy():
    """(32, 32, 5) uint8."""
    return np.ascontiguousarray(np.transpose(phantom_volume(3, slices=5, size=32)[:, ::-1, ::-1], (2, 1, 0)))


@pytest.fixture
def write(tmp_path):
    """Write a volume, then change bytes of its header."""

    def write(volume, affine, **changes):
        image = nibabel.Nifti1Image(volume, affine)
        image.set_qform(affine, code=changes.pop("qform", 1))
        image.set_sform(affine, code=changes.pop("sform", 1))
        content = bytearray(image.to_bytes())
        for place, values in changes.values():
            content[place] = np.asarray(values, "<f4").tobytes()
        path = tmp_path / "a.nii"
        path.write_bytes(content)
        return path

    return write


BROKEN_SFORMS = {
    "not numbers": np.full(12, np.nan),
    "infinite": np.full(12, np.inf),
    "zero": np.zeros(12),
    "one row zero": np.array([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 5, 0]),
    "singular": np.tile([1.0, 1, 1, 0], 3),
}


@pytest.mark.parametrize("qform", [1, 0])
@pytest.mark.parametrize("broken", BROKEN_SFORMS)
def test_a_broken_sform_gives_way_to_the_qform(write, anatomy, broken, qform):
    sound = read_slices(write(anatomy, TURNED))
    images = read_slices(write(anatomy, TURNED, srows=(SROWS, BROKEN_SFORMS[broken]), qform=qform))
    assert len(images) == 5
    for one, other in zip(sound, images, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)
    assert (images[0].edges, images[0].spacing_mm) == (AXIAL, sound[0].spacing_mm)
    assert "qform" in images[0].remarks[0]
    assert sound[0].remarks == ()


@pytest.mark.parametrize("quaternion", [[np.nan] * 3, [np.inf, 0, 0], [1e30, 1e30, 0]])
def test_where_both_are_broken_the_spacing_is_left(write, anatomy, quaternion):
    path = write(anatomy, np.diag([1.0, 2, 5, 1]), srows=(SROWS, [np.nan] * 12), quaternion=(QUATERNION, quaternion))
    images = read_slices(path)
    assert len(images) == 5
    assert images[0].spacing_mm == (2.0, 1.0)
    assert len(images[0].remarks) == 1


def test_a_volume_without_orientation_claims_none(write, anatomy):
    images = read_slices(write(anatomy, np.diag([-1.0, 1, 5, 1]), qform=0, sform=0))
    assert (len(images), images[0].edges, images[0].remarks) == (5, None, ())


@pytest.mark.parametrize("step", [0.0, -1.0, np.nan, np.inf])
@pytest.mark.parametrize("codes", [(0, 0), (1, 0), (0, 1)])
def test_absurd_spacing_is_survived(write, anatomy, step, codes):
    path = write(anatomy, np.eye(4), pixdim=(PIXDIM, [step] * 4), qform=codes[0], sform=codes[1])
    images = read_slices(path)
    assert len(images) == 5
    assert images[0].spacing_mm in (None, (1.0, 1.0))


@pytest.mark.parametrize("qfac", [0.0, 1.0, np.nan, 7.0])
def test_only_a_negative_qfac_turns_the_third_axis(write, anatomy, qfac):
    affine = np.diag([1.0, 1, 5, 1])
    images = read_slices(write(anatomy, affine, sform=0, qfac=(slice(76, 80), [qfac])))
    np.testing.assert_array_equal(images[0].pixels, anatomy[::-1, ::-1, 0].T)
    turned = read_slices(write(anatomy, affine, sform=0, qfac=(slice(76, 80), [-1.0])))
    np.testing.assert_array_equal(turned[4].pixels, images[0].pixels)


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("spacing", [(1, 1, 1), (1, 1, 5), (5, 1, 1)])
def test_a_single_slice_is_shown_whichever_axis_it_is_across(tmp_path, axis, spacing):
    head = head_phantom(4, "glioma", 48)
    path = tmp_path / "a.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.expand_dims(head, axis), np.diag([*spacing, 1])), path)
    [image] = read_slices(path)
    np.testing.assert_array_equal(image.pixels, head[::-1, ::-1].T)
    assert image.metadata["Plane"] == ("sagittal", "coronal", "axial")[axis]


@pytest.mark.parametrize("shape", [(48, 48), (48, 48, 1, 1), (48, 48, 1, 1, 1), (48, 1, 48, 1), (1, 48, 48, 1, 1, 1)])
@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
def test_a_picture_of_any_number_of_axes_is_shown(tmp_path, shape, kind):
    head = head_phantom(4, "glioma", 48)
    path = tmp_path / "a.nii"
    nibabel.save(kind(head.reshape(shape), np.eye(4)), path)
    [image] = read_slices(path)
    np.testing.assert_array_equal(image.pixels, head[::-1, ::-1].T)


def test_few_slices_are_cut_along_the_axis_that_is_short(tmp_path):
    few = np.stack([head_phantom(4, None, 48)] * 3)
    nibabel.save(nibabel.Nifti1Image(few, np.eye(4)), tmp_path / "a.nii")
    assert [image.pixels.shape for image in read_slices(tmp_path / "a.nii")] == [(48, 48)] * 3


@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
def test_a_file_that_ends_within_its_header_is_reported(tmp_path, kind, read_or_refuse):
    content = kind(head_phantom(4, None, 48), np.eye(4)).to_bytes()
    for length in (8, 100, 348, 400, 539):
        (tmp_path / "a.nii").write_bytes(content[:length])
        assert "a.nii: expected " in str(read_or_refuse(tmp_path / "a.nii"))


@pytest.mark.parametrize(("slope", "intercept"), [(2.0, -5.0), (0.5, np.nan), (np.nan, 3.0), (0.0, 1.0), (np.inf, 0.0)])
def test_a_scale_is_applied_where_it_is_one(write, anatomy, slope, intercept):
    path = write(anatomy, np.diag([1.0, 1, 5, 1]), scale=(slice(112, 120), [slope, intercept]))
    factor = slope if np.isfinite(slope) and slope else 1.0
    offset = intercept if np.isfinite(intercept) else 0.0
    np.testing.assert_allclose(read_slices(path)[1].pixels, anatomy[::-1, ::-1, 1].T * factor + offset)
