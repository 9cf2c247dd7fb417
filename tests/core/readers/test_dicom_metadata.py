"""Nothing that a DICOM object says of its patient leaves the reader."""

from dataclasses import fields

import numpy as np
import pydicom
import pytest
from pydicom.datadict import DicomDictionary, keyword_for_tag
from pydicom.dataset import Dataset

from core.errors import FalxError
from core.readers import read_slices

MARKER = "XYZZY"
TEXT = {"AE", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"}
SHOWN = {"Manufacturer", "ManufacturerModelName"}
PICTURE = np.arange(400, dtype=np.uint16).reshape(20, 20)


def text_elements():
    """Fill each text element that the dictionary of DICOM knows."""
    for tag, (kind, *_, is_retired, keyword) in DicomDictionary.items():
        if kind in TEXT and keyword and not is_retired and tag >> 16 not in (0, 2, 4) and keyword not in SHOWN:
            yield keyword_for_tag(tag), MARKER


@pytest.fixture
def elements():
    private = Dataset()
    private.PatientName = MARKER
    return {
        **dict(text_elements()),
        "PatientBirthDate": "19010203",
        "StudyDate": "19010203",
        "AcquisitionTime": "010203",
        "PatientAge": "099Y",
        "RequestAttributesSequence": [private],
    }


def texts(image):
    """All that a slice can show, but its own file name and pixels."""
    kept = {field.name: getattr(image, field.name) for field in fields(image)}
    return repr({name: value for name, value in kept.items() if name not in ("pixels", "source", "input_sha256")})


def test_the_marker_stands_in_many_elements(elements):
    assert sum(value == MARKER for value in elements.values()) > 500
    assert {"PatientName", "PatientID", "InstitutionName", "ReferringPhysicianName"} <= set(elements)


def test_no_text_of_the_patient_is_in_a_slice(make_dicom, elements):
    [image] = read_slices(make_dicom(PICTURE, **elements))
    for secret in (MARKER, "19010203", "010203", "099Y"):
        assert secret not in texts(image)


def test_no_private_element_is_in_a_slice(make_private):
    [image] = read_slices(make_private())
    assert MARKER not in texts(image)


def test_no_text_of_the_patient_is_in_an_error(make_dicom, elements, caplog, capfd):
    for damage in ({"Rows": 300}, {"BitsAllocated": 24}, {"Rows": 4}, {"SamplesPerPixel": 4}):
        with pytest.raises(FalxError) as error:
            read_slices(make_dicom(PICTURE, **{**elements, **damage}))
        assert MARKER not in str(error.value)
    with pytest.raises(FalxError) as error:
        read_slices(make_dicom(None, **elements))
    assert MARKER not in str(error.value)
    assert MARKER not in caplog.text + "".join(capfd.readouterr())


def test_facts_come_in_reading_order_with_their_units(make_dicom):
    facts = {
        "EchoTime": "90.5",
        "RepetitionTime": "4000",
        "MagneticFieldStrength": 3,
        "ScanningSequence": ["SE", "IR"],
        "Manufacturer": "Maker",
        "FlipAngle": "90",
    }
    [image] = read_slices(make_dicom(PICTURE, **facts))
    assert list(image.metadata.items()) == [
        ("Modality", "MR"),
        ("Manufacturer", "Maker"),
        ("Field strength", "3.0 T"),
        ("Sequence", "SE/IR"),
        ("Echo time", "90.5 ms"),
        ("Repetition time", "4000 ms"),
        ("Flip angle", "90°"),
    ]


def test_a_long_fact_is_cut(make_dicom):
    [image] = read_slices(make_dicom(PICTURE, Manufacturer="M" * 64, ScanningSequence=["SE"] * 50))
    assert len(image.metadata["Manufacturer"]) == len(image.metadata["Sequence"]) == 64


@pytest.fixture
def make_private(make_dicom, tmp_path):
    """Write an object with marked private elements."""

    def make():
        path = make_dicom(PICTURE)
        dataset = pydicom.dcmread(path)
        block = dataset.private_block(0x0029, f"{MARKER} HEADER", create=True)
        block.add_new(0x01, "LO", MARKER)
        block.add_new(0x02, "OB", MARKER.encode() * 2)
        dataset.save_as(path)
        return path

    return make
