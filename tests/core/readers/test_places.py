"""Where slices are in their series and in the patient."""

import hashlib

import nibabel
import numpy as np
import pytest

from core.image.slice import SlicePlace
from core.readers import read_slices

SAGITTAL = [0, 1, 0, 0, 0, -1]


def test_a_dicom_slice_says_its_series_and_place(make_dicom, picture):
    path = make_dicom(
        picture,
        SeriesInstanceUID="1.2.3",
        SeriesNumber=4,
        InstanceNumber=5,
        ImageOrientationPatient=SAGITTAL,
        ImagePositionPatient=[1.5, 2, 3],
    )
    [image] = read_slices(path)
    fingerprint = hashlib.sha256(b"1.2.3").hexdigest()[:16]
    assert image.place == SlicePlace(fingerprint, 4, 5, (-1.0, 0.0, 0.0), (1.5, 2.0, 3.0))


def test_what_a_dicom_file_does_not_say_is_unknown(make_dicom, picture):
    [image] = read_slices(make_dicom(picture))
    assert image.place == SlicePlace()


@pytest.mark.parametrize(("axis", "normal"), [(0, (-1.0, 0.0, 0.0)), (1, (0.0, -1.0, 0.0)), (2, (0.0, 0.0, 1.0))])
def test_slices_of_a_volume_follow_the_thick_axis(tmp_path, axis, normal):
    """Volumes run to the right, the front and the head; DICOM to the left, the back and the head."""
    steps = [3.0 if number == axis else 1.0 for number in range(3)]
    nibabel.save(nibabel.Nifti1Image(np.zeros((20, 20, 20), np.uint8), np.diag([*steps, 1.0])), tmp_path / "a.nii")
    images = read_slices(tmp_path / "a.nii")
    assert {image.place.normal for image in images} == {normal}
    assert [sum(map(np.prod, zip(image.place.position_mm, normal, strict=True))) for image in images] == [
        3.0 * index for index in range(20)
    ]
    assert {image.place.series for image in images} == {""}
