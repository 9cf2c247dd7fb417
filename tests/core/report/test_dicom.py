"""Reports as DICOM: what pydicom, dciodvfy and dsrdump make of them, and whom they name."""

import zipfile
from dataclasses import replace

import numpy as np
import pydicom
import pytest
from pydicom.uid import ComprehensiveSRStorage, SecondaryCaptureImageStorage, generate_uid

from core.history.entry import Judgement, Opinion
from core.program.wording import NOTICE
from core.readers import read_slices
from core.report.case import CaseStudy
from core.report.dicom.secondary_capture import write_secondary_capture
from core.report.dicom.source_object import KeptTag, patient_tags, read_source_object
from core.report.dicom.structured_report import write_structured_report
from tests.core.readers.conftest import dicom_dataset
from tests.core.report.drawn_case import draw_case, draw_slice
from tests.system_tool import run_tool

PATIENT = {
    "PatientName": "Müller^Zoë",
    "PatientID": "ID4711",
    "PatientBirthDate": "19700101",
    "PatientSex": "F",
    "StudyDate": "20250102",
    "StudyTime": "101112",
    "AccessionNumber": "A77",
    "StudyID": "S9",
    "ReferringPhysicianName": "Grey^Ann",
}
SECRETS = ("Zo", "ID4711", "19700101", "A77", "Grey", "Jane", "source.dcm")
FULL = {
    "opinion": Opinion(Judgement.OTHER, "meningioma", "dural tail, Σ"),
    "measurements": ("ruler 20.0 mm",),
    "study": CaseStudy("Tumour (glioma) in slices 2 to 5.", "Right in most.", 9),
}


def write_source(path, frames=0, **changes):
    """Write an MR object of a patient; returns its data set."""
    pixels = draw_slice().pixels
    dataset = dicom_dataset(np.stack([pixels] * frames) if frames else pixels)
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    for keyword, value in (PATIENT | changes).items():
        setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)
    return dataset


def write(kind, case, path, **options):
    kind(case, read_source_object(case.image), path, **options)
    return pydicom.dcmread(path)


@pytest.fixture
def source(tmp_path):
    return write_source(tmp_path / "source.dcm")


@pytest.fixture
def case(source, tmp_path):
    return draw_case(read_slices(tmp_path / "source.dcm")[0], **FULL)


KINDS = pytest.mark.parametrize("kind", [write_secondary_capture, write_structured_report])


@KINDS
@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("case_of", ["glioma", "open", "uncertain", "refused"])
def test_dciodvfy_accepts_it(kind, keeps, case_of, case, tmp_path):
    order = {
        "glioma": {},
        "open": {"plausible": ("glioma", "meningioma")},
        "uncertain": {"plausible": ("glioma", "notumor")},
        "refused": {"novelty": 3.0},
    }[case_of]
    path = tmp_path / "report.dcm"
    write(kind, draw_case(case.image, **FULL, **order), path, keeps_patient=keeps)
    _, said = run_tool("dciodvfy", "dicom3tools", path)
    assert "SCImage" in said or "ComprehensiveSR" in said
    assert "Error" not in said


@KINDS
def test_dciodvfy_accepts_it_of_a_picture_that_is_no_dicom(kind, tmp_path):
    path = tmp_path / "report.dcm"
    dataset = write(kind, draw_case(**FULL), path)
    assert "SourceImageSequence" not in dataset
    assert "CurrentRequestedProcedureEvidenceSequence" not in dataset
    assert "Error" not in run_tool("dciodvfy", "dicom3tools", path)[1]


def test_dsrdump_reads_the_report(case, tmp_path):
    path = tmp_path / "report.dcm"
    write(write_structured_report, case, path)
    status, said = run_tool("dsrdump", "dcmtk", "+Pl", "+U8", path)
    assert status == 0
    assert "error" not in said.lower()
    for words in (
        '"Imaging Measurement Report"',
        '"Finding")=(glioma,99FALX,"Glioma")',
        '"Certainty of Finding")="94.0"',
        '"Level of the verdict")="95.0"',
        '"Calibrated probability of meningioma")="3.0"',
        '"Algorithm Name")="fake"',
        '"Algorithm Version")="1.2.3"',
        '"Reader\'s opinion of the verdict")=(other,99FALX,"Sees another class: meningioma")',
        '"Reader\'s note")="dural tail, Σ"',
        '"Measured by the reader")="ruler 20.0 mm"',
        '"Verdict on the study")="Tumour (glioma) in slices 2 to 5."',
        NOTICE,
    ):
        assert words in said, said


def test_no_certainty_where_the_model_cannot_tell(case, tmp_path):
    for order in ({"plausible": ("glioma", "notumor")}, {"novelty": 3.0}):
        path = tmp_path / "report.dcm"
        write(write_structured_report, draw_case(case.image, **order), path)
        assert b"Certainty of Finding" not in path.read_bytes()


@KINDS
def test_the_patient_is_left_out_by_default(kind, case, tmp_path):
    dataset = write(kind, case, tmp_path / "report.dcm")
    assert all(not getattr(dataset, keyword) for keyword in PATIENT)
    assert dataset.PatientIdentityRemoved == "YES"
    # A picture's bytes may be those of a name by chance.
    said = "".join(str(element) for element in dataset.iterall() if element.keyword != "PixelData")
    assert not [secret for secret in SECRETS if secret in said]


@KINDS
def test_the_patient_is_kept_if_asked_for(kind, case, tmp_path):
    dataset = write(kind, case, tmp_path / "report.dcm", keeps_patient=True)
    assert {keyword: str(getattr(dataset, keyword)) for keyword in PATIENT} == PATIENT
    assert "PatientIdentityRemoved" not in dataset


def test_what_would_be_kept_is_listed(case):
    tags = patient_tags(read_source_object(case.image))
    assert tags[0] == KeptTag("Patient's Name", "Müller^Zoë")
    assert [tag.value for tag in tags] == list(PATIENT.values())
    assert patient_tags(read_source_object(draw_slice())) == ()


def test_a_value_that_breaks_the_rules_is_not_copied(tmp_path):
    content = tmp_path / "source.dcm"
    write_source(content)
    content.write_bytes(content.read_bytes().replace(b"19700101", b"1970-1-1"))
    kept = [tag.value for tag in patient_tags(read_source_object(read_slices(content)[0]))]
    assert "1970-1-1" not in kept
    assert "ID4711" in kept


def test_a_capture_shows_picture_map_and_legend_and_refers_to_its_source(case, source, tmp_path):
    dataset = write(write_secondary_capture, case, tmp_path / "map.dcm")
    assert dataset.SOPClassUID == SecondaryCaptureImageStorage
    assert dataset.StudyInstanceUID == source.StudyInstanceUID
    assert dataset.SeriesInstanceUID != source.SeriesInstanceUID
    assert dataset.SourceImageSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID
    series = dataset.ReferencedSeriesSequence[0]
    assert series.SeriesInstanceUID == source.SeriesInstanceUID
    assert series.ReferencedInstanceSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID
    pixels = dataset.pixel_array
    assert pixels.shape[2] == 3
    left, right = pixels[:512, :512].astype(int), pixels[:512, 522:1034]
    changed = np.abs(left - right).max(axis=2) > 20
    assert changed[100:140, 100:140].all()
    assert not changed[200:, 200:].any()
    # The colour bar, from dark to bright, and the lines of text below.
    bar = pixels[:512, 1048].astype(int).sum(axis=1)
    assert bar[480] < bar[256] < bar[20]
    assert (pixels[522:] > 100).any()


def test_a_report_refers_to_its_source(case, source, tmp_path):
    dataset = write(write_structured_report, case, tmp_path / "report.dcm")
    assert dataset.SOPClassUID == ComprehensiveSRStorage
    study = dataset.CurrentRequestedProcedureEvidenceSequence[0]
    assert study.StudyInstanceUID == dataset.StudyInstanceUID == source.StudyInstanceUID
    series = study.ReferencedSeriesSequence[0]
    assert series.SeriesInstanceUID == source.SeriesInstanceUID
    assert series.ReferencedSOPSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID
    assert dataset.VerificationFlag == "UNVERIFIED"
    assert dataset.PreliminaryFlag == "PRELIMINARY"
    assert dataset.CodingSchemeIdentificationSequence[0].CodingSchemeDesignator == "99FALX"


def test_a_frame_of_several_is_named(tmp_path):
    path = tmp_path / "frames.dcm"
    write_source(path, frames=3)
    image = read_slices(path)[1]
    dataset = write(write_secondary_capture, draw_case(image), tmp_path / "map.dcm")
    assert dataset.SourceImageSequence[0].ReferencedFrameNumber == 2
    write(write_structured_report, draw_case(image), tmp_path / "report.dcm")
    said = run_tool("dsrdump", "dcmtk", "+Pl", tmp_path / "report.dcm")[1]
    assert "Source of Measurement" in said
    assert "2" in said.partition("Source of Measurement")[2].splitlines()[0]


def test_a_source_in_an_archive_is_referred_to(source, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "source.dcm", "source.dcm")
    image = read_slices(tmp_path / "a.zip" / "source.dcm")[0]
    dataset = write(write_secondary_capture, draw_case(image), tmp_path / "map.dcm")
    assert dataset.SourceImageSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID


def test_a_source_that_is_gone_or_has_no_identifiers_is_not_referred_to(case, tmp_path):
    write_source(tmp_path / "source.dcm", StudyInstanceUID="")
    assert not read_source_object(case.image).is_dicom
    (tmp_path / "source.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\xff" * 64)
    assert not read_source_object(case.image).is_dicom
    (tmp_path / "source.dcm").unlink()
    assert not read_source_object(case.image).is_dicom


def test_a_class_of_any_name_has_a_code(case, tmp_path):
    names = ("Ω mega\\class of a very long name, longer than any code may be, " * 2, "meningioma", "notumor", "x")
    prediction = replace(case.prediction, classes=names, prediction_set=names[:1])
    path = tmp_path / "report.dcm"
    write(write_structured_report, replace(case, prediction=prediction), path)
    assert "Error" not in run_tool("dciodvfy", "dicom3tools", path)[1]
