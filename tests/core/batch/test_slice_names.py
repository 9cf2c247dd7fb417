"""The names that slices are shown under."""

import pytest

from core.batch.slice_names import slice_name


@pytest.mark.parametrize(
    ("path", "frame", "is_of_several", "name"),
    [
        ("in/a.png", 0, False, "a.png"),
        ("in/head.nii.gz", 0, False, "head.nii.gz · slice 1"),
        ("in/head.mgz", 4, False, "head.mgz · slice 5"),
        ("in/cine.dcm", 0, False, "cine.dcm"),
        ("in/cine.dcm", 0, True, "cine.dcm · slice 1"),
        ("in/cine.dcm", 1154, True, "cine.dcm · slice 1,155"),
    ],
)
def test_each_slice_of_several_has_its_number(path, frame, is_of_several, name):
    assert slice_name(path, frame, "in/", is_of_several) == name
