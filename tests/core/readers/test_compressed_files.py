"""Packed files: gzip of one or several members, and bzip2, around any format."""

import bz2
import gzip

import cv2
import nibabel
import numpy as np
import pytest

from core.errors import UnreadableImageError, UnsupportedImageError
from core.image.phantom import head_phantom
from core.readers import find_images, read_slices

HEAD = head_phantom(2, "glioma", 64)


@pytest.fixture(scope="module")
def volume():
    """The bytes of a NIfTI file of 64 x 64 x 3."""
    return nibabel.Nifti1Image(np.dstack([HEAD, HEAD // 2, HEAD // 3]), np.eye(4)).to_bytes()


def members(content, size=4000):
    """Pack by gzip in members, as bgzip does, which ends with an empty one."""
    parts = [content[at : at + size] for at in range(0, len(content), size)]
    return b"".join(map(gzip.compress, [*parts, b""]))


PACKINGS = {
    "one member": gzip.compress,
    "several members": members,
    "padded by zeros": lambda content: gzip.compress(content) + bytes(512),
    "followed by other bytes": lambda content: gzip.compress(content) + b"other",
    "bzip2": bz2.compress,
    "several streams of bzip2": lambda content: bz2.compress(content[:5000]) + bz2.compress(content[5000:]),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_packed_volume_is_read(tmp_path, volume, packing):
    (tmp_path / "a.nii").write_bytes(volume)
    (tmp_path / "a.nii.gz").write_bytes(PACKINGS[packing](volume))
    plain, unpacked = read_slices(tmp_path / "a.nii"), read_slices(tmp_path / "a.nii.gz")
    assert len(unpacked) == 3
    for one, other in zip(plain, unpacked, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_packed_picture_is_read(tmp_path, packing):
    path = tmp_path / "a.png.gz"
    path.write_bytes(PACKINGS[packing](cv2.imencode(".png", HEAD)[1].tobytes()))
    [image] = read_slices(path)
    np.testing.assert_array_equal(image.pixels, HEAD)


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_packed_dicom_is_read_and_found(tmp_path, make_dicom, suffix, pack):
    path = make_dicom(HEAD.astype(np.uint16))
    packed = tmp_path / "in" / f"a.dcm{suffix}"
    packed.parent.mkdir()
    packed.write_bytes(pack(path.read_bytes()))
    assert list(find_images(packed.parent)) == [packed]
    [image] = read_slices(packed)
    np.testing.assert_array_equal(image.pixels, HEAD)


@pytest.mark.parametrize("pack", [gzip.compress, members, bz2.compress])
@pytest.mark.parametrize("lost", [1, 9, 200, 2000])
def test_a_cut_off_stream_is_refused(tmp_path, volume, pack, lost):
    path = tmp_path / "a.nii.gz"
    path.write_bytes(pack(volume)[:-lost] if pack is not members else pack(volume)[: -lost - 30])
    with pytest.raises(UnreadableImageError, match=r"^a\.nii\.gz: "):
        read_slices(path)


def test_a_wrong_checksum_is_refused(tmp_path, volume):
    content = bytearray(gzip.compress(volume))
    content[-6] ^= 1
    (tmp_path / "a.nii.gz").write_bytes(content)
    with pytest.raises(UnreadableImageError, match=r"^a\.nii\.gz: .*damaged"):
        read_slices(tmp_path / "a.nii.gz")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_what_is_packed_is_named(tmp_path, pack):
    path = tmp_path / "study.gz"
    path.write_bytes(pack(b"x".ljust(257, b"\0") + b"ustar\x0000".ljust(2000, b"\0")))
    with pytest.raises(UnsupportedImageError, match="a tar archive packed by"):
        read_slices(path)
