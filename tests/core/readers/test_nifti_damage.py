"""NIfTI volumes that hold no picture, or only half of one."""

import nibabel
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UnreadableImageError, UnsupportedImageError
from core.readers import read_slices

SHAPE = (18, 20, 17)
RGB = np.dtype([("R", np.uint8), ("G", np.uint8), ("B", np.uint8)])


@pytest.fixture
def save(tmp_path):
    def save(volume, name="a.nii"):
        path = tmp_path / name
        nibabel.save(nibabel.Nifti1Image(volume, np.diag([-1.0, 1.0, 2.0, 1.0])), path)
        return path

    return save


def test_some_holes_become_zero(save):
    volume = np.ones(SHAPE, np.float32)
    volume[0, 0, 0], volume[1, 0, 0], volume[2, 0, 0] = np.nan, np.inf, -np.inf
    image = read_slices(save(volume))[0]
    assert np.count_nonzero(image.pixels == 0) == 3
    assert np.count_nonzero(image.pixels == 1) == image.pixels.size - 3


def test_holes_only_are_no_picture(save):
    with pytest.raises(UnsupportedImageError, match=r"^a\.nii: .*numbers"):
        read_slices(save(np.full(SHAPE, np.nan, np.float32)))


@pytest.mark.parametrize("dtype", [np.complex64, np.complex128, RGB])
def test_complex_and_colour_are_no_grey_values(save, dtype):
    with pytest.raises(UnsupportedImageError, match=r"^a\.nii: .*grey values"):
        read_slices(save(np.zeros(SHAPE, dtype)))


def test_a_single_axis_is_no_volume(save):
    with pytest.raises(UnsupportedImageError, match=r"^a\.nii: .*three axes"):
        read_slices(save(np.zeros(20, np.uint8)))


@pytest.mark.parametrize("shape", [(4, 20, 8), (20, 8, 4), (4, 4, 20)])
def test_a_thin_volume_is_no_picture(save, shape):
    with pytest.raises(UnsupportedImageError, match="16 pixels a side"):
        read_slices(save(np.zeros(shape, np.uint8)))


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_a_cut_off_volume_is_refused(save, name, share, capfd):
    volume = np.random.default_rng(0).integers(0, 4096, SHAPE).astype(np.int16)
    path = save(volume, name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UnreadableImageError, match=rf"^{name}: "):
        read_slices(path)
    assert capfd.readouterr() == ("", "")


def test_gzip_of_something_else_is_refused(tmp_path):
    import gzip

    path = tmp_path / "a.nii.gz"
    path.write_bytes(gzip.compress(b"text" * 500))
    with pytest.raises(UnreadableImageError, match=r"^a\.nii\.gz: "):
        read_slices(path)


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_an_absurd_affine_is_survived(save, read_or_refuse, value):
    path = save(np.ones(SHAPE, np.int16))
    content = bytearray(path.read_bytes())
    content[280:328] = np.full(12, value, "<f4").tobytes()
    path.write_bytes(content)
    read_or_refuse(path)


def test_an_odd_extension_of_the_header_is_no_matter(save, capfd):
    """nibabel warns of lengths that are no multiple of 16, which some programs write."""
    path = save(np.ones(SHAPE, np.int16))
    content = bytearray(path.read_bytes())
    content[108:112] = np.float32(368).tobytes()
    content[348:352] = b"\1\0\0\0"
    content[352:352] = np.array([12, 6], "<i4").tobytes() + b"note" + bytes(4)
    path.write_bytes(content)
    assert np.all(read_slices(path)[0].pixels == 1)
    assert capfd.readouterr() == ("", "")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 351), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_changed_header_is_survived(nibabel_files, read_or_refuse, tmp_path_factory, changes):
    content = bytearray((nibabel_files / "tests" / "data" / "anatomical.nii").read_bytes())
    for position, value in changes:
        content[position] = value
    path = tmp_path_factory.getbasetemp() / "changed.nii"
    path.write_bytes(content)
    read_or_refuse(path)
