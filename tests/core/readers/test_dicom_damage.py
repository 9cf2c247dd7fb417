"""A damaged element of a DICOM object costs that element, or the object, but never the program."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import RawDataStorage

from core.errors import FalxError, UnsupportedImageError
from core.readers import read_slices

PICTURE = np.arange(400, dtype=np.uint16).reshape(20, 20)


@pytest.fixture
def make_damaged(make_dicom):
    """Write an object, then replace some of its bytes by others."""

    def make(pixels, old, new, **elements):
        path = make_dicom(pixels, **elements)
        content = path.read_bytes()
        assert content.count(old) == 1
        path.write_bytes(content.replace(old, new))
        return path

    return make


@pytest.mark.parametrize(
    ("keyword", "value"),
    [("EchoTime", "12.345"), ("MagneticFieldStrength", "12.345"), ("InstanceNumber", "123456")],
)
def test_a_fact_that_is_no_number_is_left_out(make_damaged, keyword, value):
    [image] = read_slices(make_damaged(PICTURE, value.encode(), b"nonsen", **{keyword: value}))
    assert dict(image.metadata) == {"Modality": "MR"}


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PixelSpacing", ["1.2345", "1"]),
        ("ImageOrientationPatient", ["1.2345", "0", "0", "0", "1", "0"]),
        ("ImagePositionPatient", ["1.2345", "0", "0"]),
    ],
)
def test_geometry_that_is_no_number_is_unknown(make_damaged, keyword, value):
    [image] = read_slices(make_damaged(PICTURE, b"1.2345", b"nonsen", **{keyword: value}))
    assert image.spacing_mm is image.edges is None


def test_an_instance_number_that_is_no_number_does_not_break_a_series(make_dicom, make_damaged):
    elements = {"SeriesInstanceUID": "1.2.3", "InstanceNumber": "123456"}
    make_dicom(PICTURE, "b.dcm", **{**elements, "InstanceNumber": "1"})
    path = make_damaged(PICTURE, b"123456", b"nonsen", **elements)
    assert [image.source.name for image in read_slices(path.parent)] == ["a.dcm", "b.dcm"]


def test_a_value_that_runs_on_into_the_patient_is_not_shown(make_damaged, read_or_refuse):
    elements = {"Modality": "MRMRMR", "PatientName": "XYZZY^A", "Manufacturer": "M"}
    path = make_damaged(PICTURE, b"CS\x06\x00MRMRMR", b"CS\x2a\x00MRMRMR", **elements)
    outcome = read_or_refuse(path)
    shown = str(outcome) if isinstance(outcome, FalxError) else str(outcome[0].metadata)
    assert "XYZZY" not in shown


def test_an_error_without_pixels_shows_no_neighbour_of_the_modality(make_damaged):
    elements = {"SOPClassUID": RawDataStorage, "Modality": "MRMRMR", "Manufacturer": "XYZZY"}
    path = make_damaged(None, b"CS\x06\x00MRMRMR", b"CS\x14\x00MRMRMR", **elements)
    with pytest.raises(UnsupportedImageError) as error:
        read_slices(path)
    assert "XYZZY" not in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_an_unknown_transfer_syntax_is_reported_in_one_line(make_damaged):
    with pytest.raises(UnsupportedImageError) as error:
        read_slices(make_damaged(PICTURE, b"1.2.840.10008.1.2.1\x00", b"1.2.840\n10008.1.2.1\x00"))
    assert re.fullmatch(r"a\.dcm: .*unknown transfer syntax.*", str(error.value))


@pytest.mark.parametrize("length", [140, 200, 400, 900, 1200])
def test_a_cut_off_object_is_refused(make_dicom, length):
    path = make_dicom(PICTURE)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(FalxError, match=r"^a\.dcm: "):
        read_slices(path)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=6))
def test_any_changed_bytes_are_survived(read_or_refuse, pydicom_files, tmp_path_factory, changes):
    content = bytearray((pydicom_files / "test_files" / "MR_small.dcm").read_bytes())
    for position, value in changes:
        content[position] = value
    path = tmp_path_factory.getbasetemp() / "changed.dcm"
    path.write_bytes(content)
    read_or_refuse(path)
