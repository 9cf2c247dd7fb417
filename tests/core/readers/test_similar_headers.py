"""Files of a series that are read by what was learnt of the first one are what they are when read by themselves."""

import dataclasses
import hashlib

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian, RLELossless, generate_uid

from core.errors import FalxError
from core.readers.dicom import objects
from core.readers.dicom.objects import read_dicom_frames
from core.readers.dicom.similar_headers import SimilarHeaderReader
from core.readers.source import Source
from tests.core.readers.conftest import dicom_dataset

SIDE = 16


def draw(seed, kind=np.uint16, high=4000):
    return np.random.default_rng(seed).integers(0, high, (SIDE, SIDE)).astype(kind)


def make(index, pixels=None, **elements):
    """Make one of the files of a series; an element of None is left out."""
    dataset = dicom_dataset(draw(index) if pixels is None else pixels)
    dataset.SeriesInstanceUID, dataset.InstanceNumber = "1.2.3", index + 1
    dataset.ImageOrientationPatient, dataset.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [0, 0, 2.5 * index]
    dataset.PixelSpacing, dataset.WindowCenter, dataset.WindowWidth = [0.5, 0.5], 600 + index, 1200
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.EchoTime, dataset.PatientName = 0.1 * index, "Doe^Jane"
    for name, value in elements.items():
        if value is None:
            delattr(dataset, name)
        else:
            setattr(dataset, name, value)
    return dataset


@pytest.fixture
def save(tmp_path):
    def save_(datasets):
        sources = []
        for index, dataset in enumerate(datasets):
            path = tmp_path / f"{index}.dcm"
            if isinstance(dataset, bytes):
                path.write_bytes(dataset)
            else:
                dataset.save_as(path, enforce_file_format=True)
            sources.append(Source(path, path.read_bytes()))
        return sources

    return save_


@pytest.fixture
def parsed(monkeypatch):
    """List the files that pydicom parses."""
    seen, parse = [], objects.parse_dataset
    monkeypatch.setattr(objects, "parse_dataset", lambda source: (seen.append(source.path.name), parse(source))[1])
    return seen


def facts(frame):
    values = {field.name: getattr(frame.image, field.name) for field in dataclasses.fields(frame.image)}
    pixels = values.pop("pixels")
    padding = None if frame.padding is None else frame.padding.tolist()
    return values, str(pixels.dtype), pixels.tolist(), frame.window, frame.is_mapped, padding


def read(reader, source):
    try:
        return [facts(frame) for frame in reader(source, hashlib.sha256(source.content).hexdigest())]
    except FalxError as error:
        return type(error), str(error)


def assert_same(sources):
    alike = SimilarHeaderReader()
    together = [read(alike.read, source) for source in sources]
    assert together == [read(read_dicom_frames, source) for source in sources]


def test_files_that_are_alike_are_parsed_once(save, parsed):
    sources = save([make(index) for index in range(4)])
    alike = SimilarHeaderReader()
    together = [read(alike.read, source) for source in sources]
    assert parsed == ["0.dcm"]
    assert together == [read(read_dicom_frames, source) for source in sources]
    places = [facts_[0][0]["place"] for facts_ in together]
    assert [place.number for place in places] == [1, 2, 3, 4]
    assert [place.position_mm[2] for place in places] == [0, 2.5, 5, 7.5]
    assert [facts_[0][3].center for facts_ in together] == [600, 601, 602, 603]


def with_private(index):
    dataset = make(index)
    block = dataset.private_block(0x0029, "SIEMENS CSA HEADER", create=True)
    block.add_new(0x10, "OB", bytes([index]) * 40)
    return dataset


def with_sequence(index, uid="1.2.9"):
    dataset, item = make(index), Dataset()
    item.ReferencedSOPInstanceUID = uid
    dataset.ReferencedImageSequence = Sequence([item])
    return dataset


@pytest.mark.parametrize("make_one", [with_private, with_sequence], ids=["private", "sequence"])
def test_what_scanners_add_does_not_cost_a_parse(save, parsed, make_one):
    sources = save([make_one(index) for index in range(3)])
    alike = SimilarHeaderReader()
    for source in sources:
        alike.read(source, "")
    assert parsed == ["0.dcm"]
    assert_same(sources)


SIGNED = [draw(index, np.int16, 4000) - np.int16(2000) for index in range(3)]
ODD = {
    "another place": [make(index, EchoTime=30) for index in range(4)],
    "another place, then another plane": [
        make(0, EchoTime=30),
        make(1, EchoTime=30),
        make(2, EchoTime=30, ImageOrientationPatient=[0, 1, 0, 0, 0, -1]),
        make(3, EchoTime=30, ImageOrientationPatient=[0, 1, 0, 0, 0, -1]),
    ],
    "another place, then another weighting": [
        *(make(index, EchoTime=10, RepetitionTime=500, Modality="MR") for index in range(2)),
        *(make(index, EchoTime=90, RepetitionTime=5000, Modality="MR") for index in range(2, 4)),
    ],
    "another place, then a damaged one": [
        make(0, EchoTime=30),
        make(1, EchoTime=30, ImagePositionPatient=[0, 0, 1, 5]),
        make(2, EchoTime=30),
    ],
    "another size": [make(0), make(1, draw(1)[:8].copy()), make(2)],
    "rescaled": [make(index, RescaleSlope=2.5, RescaleIntercept=-3) for index in range(3)],
    "rescaled each": [make(index, RescaleSlope=1 + index, RescaleIntercept=0) for index in range(3)],
    "padded": [make(index, np.where(draw(index) < 900, 0, draw(index)), PixelPaddingValue=0) for index in range(3)],
    "inverted": [make(0), make(1, PhotometricInterpretation="MONOCHROME1"), make(2)],
    "signed": [make(index, pixels) for index, pixels in enumerate(SIGNED)],
    "more bits": [make(0, BitsStored=12, HighBit=11), make(1, draw(1, high=65000), BitsStored=12, HighBit=11)],
    "shifted": [make(index, draw(index) << 4, BitsStored=12, HighBit=15) for index in range(3)],
    "no number": [make(0), make(1, InstanceNumber=None), make(2, InstanceNumber="")],
    "no place": [make(0), make(1, ImagePositionPatient=None), make(2)],
    "no window": [make(0, WindowCenter=None, WindowWidth=None), make(1), make(2, WindowWidth=0)],
    "another series": [make(0), make(1, SeriesInstanceUID="1.2.4"), make(2)],
    "other letters": [make(0), make(1, SpecificCharacterSet="ISO_IR 192", PatientName="Müller"), make(2)],
    "other items": [with_sequence(0), with_sequence(1, "1.2.8"), with_sequence(2)],
    "eight bits": [make(index, draw(index, np.uint8, 250)) for index in range(3)],
    "colours": [make(index, np.stack([draw(index, np.uint8, 250)] * 3, -1)) for index in range(2)],
}


@pytest.mark.parametrize("datasets", ODD.values(), ids=ODD)
def test_files_that_differ_in_more_are_read_as_by_themselves(save, datasets):
    sources = save(datasets)
    assert_same(sources)
    assert_same(sources[::-1])


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless])
def test_other_transfer_syntaxes_are_read_as_by_themselves(save, tmp_path, syntax):
    other = make(1)
    if syntax is RLELossless:
        other.compress(RLELossless)
    else:
        other.file_meta.TransferSyntaxUID = syntax
        if syntax is ExplicitVRBigEndian:
            other.PixelData = draw(1).byteswap().tobytes()
    path = tmp_path / "other.dcm"
    encoding = (
        {}
        if syntax is RLELossless
        else {
            "implicit_vr": syntax is ImplicitVRLittleEndian,
            "little_endian": syntax is not ExplicitVRBigEndian,
        }
    )
    pydicom.dcmwrite(path, other, enforce_file_format=True, **encoding)
    assert_same(save([make(0), path.read_bytes(), make(2)]))


def test_damaged_files_are_refused_as_by_themselves(save):
    whole = save([make(0), make(1), make(2)])
    for cut in (1, 200, 700, len(whole[1].content) - 140):
        assert_same([whole[0], Source(whole[1].path, whole[1].content[:-cut]), whole[2]])
    assert_same([whole[0], Source(whole[1].path, whole[1].content + b"\xfc\xff\xfc\xffOB\0\0\4\0\0\0abcd"), whole[2]])
    for at in range(140, len(whole[1].content) - 2 * SIDE * SIDE, 7):
        broken = bytearray(whole[1].content)
        broken[at] ^= 0x5A
        assert_same([whole[0], Source(whole[1].path, bytes(broken)), whole[2]])
