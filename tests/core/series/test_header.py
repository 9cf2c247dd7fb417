"""Headers of files: what is read element by element is what pydicom reads."""

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian, RLELossless

from core.errors import FalxError
from core.series.header import HEAD_LENGTH, parse_header
from tests.core.readers.conftest import dicom_dataset

PIXELS = np.arange(400, dtype=np.uint16).reshape(20, 20)


def make(**elements):
    dataset = dicom_dataset(PIXELS)
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.SOPInstanceUID = "1.2", "1.2.3", "1.2.3.4"
    dataset.SeriesNumber, dataset.InstanceNumber, dataset.SeriesDescription = 4, 17, "t1 mprage"
    dataset.ImageOrientationPatient, dataset.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [-3.5, 2, 40.25]
    dataset.PixelSpacing, dataset.ImageType = [0.5, 0.75], ["ORIGINAL", "PRIMARY", "LOCALIZER"]
    dataset.PatientName = "Doe^Jane"
    for name, value in elements.items():
        setattr(dataset, name, value)
    return dataset


def of_frames():
    plane, measures, group = Dataset(), Dataset(), Dataset()
    plane.ImagePositionPatient, measures.PixelSpacing = [1, 2, 3], [2, 2]
    group.PlanePositionSequence, group.PixelMeasuresSequence = Sequence([plane]), Sequence([measures])
    return make(NumberOfFrames=1, PerFrameFunctionalGroupsSequence=Sequence([group]))


def with_items():
    item = Dataset()
    # Of the item, not of the file.
    item.SeriesNumber, item.SeriesInstanceUID = 99, "9.9"
    return make(ReferencedImageSequence=Sequence([item]))


def compressed():
    dataset = make()
    dataset.compress(RLELossless)
    return dataset


KINDS = {
    "plain": make,
    "no numbers": lambda: make(SeriesNumber=None, InstanceNumber=None, ImagePositionPatient=None),
    "one number of two": lambda: make(PixelSpacing=0.5),
    "Japanese": lambda: make(SpecificCharacterSet=["", "ISO 2022 IR 87"], PatientName="Yamada^Tarou=山田^太郎"),
    "Latin": lambda: make(SpecificCharacterSet="ISO_IR 100", PatientName="Müller^Jörg"),
    "long": lambda: make(ImageComments="a" * 9000, PatientComments="b" * 9000),
    "frames": of_frames,
    "items": with_items,
    "compressed": compressed,
}
SYNTAXES = {
    "implicit": ImplicitVRLittleEndian,
    "big-endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}


def written(path, dataset, syntax=None):
    if syntax:
        dataset.file_meta.TransferSyntaxUID = syntax
        little, implicit = syntax != ExplicitVRBigEndian, syntax == ImplicitVRLittleEndian
        pydicom.dcmwrite(path, dataset, enforce_file_format=True, little_endian=little, implicit_vr=implicit)
    else:
        dataset.save_as(path, enforce_file_format=True)
    return path


def header_of(path):
    try:
        return parse_header(path, path.read_bytes()[:HEAD_LENGTH])
    except FalxError as error:
        return type(error), str(error)


@pytest.fixture
def by_pydicom(monkeypatch):
    """Read a header with no list of its elements."""

    def read(path):
        with monkeypatch.context() as patched:
            patched.setattr("core.series.header.list_elements", lambda _: ())
            return header_of(path)

    return read


@pytest.mark.parametrize("kind", KINDS)
def test_a_header_is_what_pydicom_reads(tmp_path, by_pydicom, kind):
    path = written(tmp_path / "a.dcm", KINDS[kind]())
    header = header_of(path)
    assert header == by_pydicom(path)
    assert (header.series, header.size, header.is_picture, header.is_localizer) == ("1.2.3", (20, 20), True, True)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_so_it_is_in_other_transfer_syntaxes(tmp_path, by_pydicom, syntax):
    path = written(tmp_path / "a.dcm", make(), SYNTAXES[syntax])
    assert header_of(path) == by_pydicom(path)
    assert (header_of(path).number, header_of(path).size) == (17, (20, 20))


def test_a_plain_header_is_read_without_pydicom(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError

    path = written(tmp_path / "a.dcm", with_items())
    monkeypatch.setattr(pydicom, "dcmread", refuse)
    header = header_of(path)
    assert (header.series, header.series_number, header.number, header.frames) == ("1.2.3", 4, 17, 1)
    assert (header.normal, header.position_mm, header.spacing_mm) == ((0, 0, 1), (-3.5, 2, 40.25), (0.5, 0.75))
    assert (header.instance, header.description.strip(), header.patient) == ("1.2.3.4", "t1 mprage", "Doe^Jane")


def test_damaged_headers_are_read_as_by_pydicom(tmp_path, by_pydicom):
    path = written(tmp_path / "a.dcm", make())
    whole = path.read_bytes()
    for at in range(132, len(whole) - PIXELS.nbytes):
        broken = bytearray(whole)
        broken[at] ^= 0x5A
        path.write_bytes(broken)
        assert header_of(path) == by_pydicom(path), at
    for length in range(132, len(whole), 5):
        path.write_bytes(whole[:length])
        assert header_of(path) == by_pydicom(path), length
