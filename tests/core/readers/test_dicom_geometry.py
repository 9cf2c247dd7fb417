"""DICOM: how a frame is in the patient, and what each frame of an enhanced object says for itself."""

import numpy as np
import pytest
from pydicom.dataset import Dataset

from core.image.slice import EdgeLabels, VoiFunction, Window
from core.readers import read_slices

RAMP = np.arange(20 * 24, dtype=np.uint16).reshape(20, 24)
AXIAL, SAGITTAL = [1, 0, 0, 0, 1, 0], [0, 1, 0, 0, 0, -1]


def item(**elements):
    dataset = Dataset()
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def group(spacing, orientation, slope, center):
    """One item of the functional groups (PS3.3 C.7.6.16)."""
    return item(
        PixelMeasuresSequence=[item(PixelSpacing=spacing)],
        PlaneOrientationSequence=[item(ImageOrientationPatient=orientation)],
        PixelValueTransformationSequence=[item(RescaleSlope=slope, RescaleIntercept=0, RescaleType="US")],
        FrameVOILUTSequence=[item(WindowCenter=center, WindowWidth=101)],
    )


def read_one(path):
    [image] = read_slices(path)
    return image


def test_spacing_is_row_then_column(make_dicom):
    assert read_one(make_dicom(RAMP, PixelSpacing=[0.5, 0.75])).spacing_mm == (0.5, 0.75)


@pytest.mark.parametrize("spacing", [None, [0, 0], [-1, 1], [500, 500]])
def test_absurd_spacing_is_unknown(make_dicom, spacing):
    assert read_one(make_dicom(RAMP, PixelSpacing=spacing)).spacing_mm is None


@pytest.mark.parametrize(
    ("orientation", "edges"),
    [
        ([1, 0, 0, 0, 1, 0], EdgeLabels("R", "L", "A", "P")),
        ([1, 0, 0, 0, 0, -1], EdgeLabels("R", "L", "H", "F")),
        ([0, 1, 0, 0, 0, -1], EdgeLabels("A", "P", "H", "F")),
        ([-1, 0, 0, 0, -1, 0], EdgeLabels("L", "R", "P", "A")),
        ([0.8, 0.6, 0, 0, 0, -1], EdgeLabels("RA", "LP", "H", "F")),
        ([0.995, 0.1, 0, -0.1, 0.995, 0], EdgeLabels("R", "L", "A", "P")),
    ],
)
def test_edges_say_where_the_picture_is(make_dicom, orientation, edges):
    assert read_one(make_dicom(RAMP, ImageOrientationPatient=orientation)).edges == edges


@pytest.mark.parametrize("orientation", [None, [0, 0, 0, 0, 0, 0]])
def test_without_orientation_the_edges_are_unknown(make_dicom, orientation):
    assert read_one(make_dicom(RAMP, ImageOrientationPatient=orientation)).edges is None


def test_each_frame_has_its_own_functional_groups(make_dicom):
    groups = [group([1, 2], AXIAL, 2, 300.5), group([3, 4], SAGITTAL, 5, 600.5)]
    first, second = read_slices(make_dicom(np.stack([RAMP, RAMP]), PerFrameFunctionalGroupsSequence=groups))
    assert (first.spacing_mm, second.spacing_mm) == ((1, 2), (3, 4))
    assert (first.edges, second.edges) == (EdgeLabels("R", "L", "A", "P"), EdgeLabels("A", "P", "H", "F"))
    np.testing.assert_array_equal(first.pixels, 2 * RAMP)
    np.testing.assert_array_equal(second.pixels, 5 * RAMP)


def test_shared_functional_groups_hold_for_all_frames(make_dicom):
    shared = [group([1, 2], AXIAL, 2, 300.5)]
    images = read_slices(make_dicom(np.stack([RAMP, RAMP]), SharedFunctionalGroupsSequence=shared))
    assert {image.spacing_mm for image in images} == {(1, 2)}
    assert {image.window for image in images} == {Window(101, 300.5, VoiFunction.LINEAR)}


def test_a_frame_overrides_what_is_shared(make_dicom):
    own = item(PixelMeasuresSequence=[item(PixelSpacing=[3, 4])])
    elements = {
        "SharedFunctionalGroupsSequence": [group([1, 2], AXIAL, 2, 300.5)],
        "PerFrameFunctionalGroupsSequence": [own, item()],
    }
    first, second = read_slices(make_dicom(np.stack([RAMP, RAMP]), **elements))
    assert (first.spacing_mm, second.spacing_mm) == ((3, 4), (1, 2))
    assert first.edges == second.edges == EdgeLabels("R", "L", "A", "P")
