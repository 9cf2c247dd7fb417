"""`falx report`, and `falx explain` to DICOM, through the front door."""

import cv2
import nibabel
import numpy as np
import pydicom
import pytest
from pydicom.uid import ComprehensiveSRStorage, SecondaryCaptureImageStorage

from core.image.phantom import head_phantom, phantom_volume
from core.program.wording import NOTICE
from falx import main
from tests.core.phantom_study import draw_study, write_series
from tests.core.report.test_dicom import PATIENT, write_source
from tests.system_tool import run_tool


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "Doe Jane.png"
    path.write_bytes(cv2.imencode(".png", head_phantom(3, "meningioma", size=160))[1].tobytes())
    return path


def test_a_picture_gets_a_report_that_does_not_name_it(image, tmp_path, capsys):
    target = tmp_path / "out" / "report.html"
    assert main(["report", str(image), "--out", str(target)]) == 0
    out, err = capsys.readouterr()
    assert f"Wrote {target}" in out
    assert NOTICE in out
    assert err == ""
    page = target.read_text("utf-8")
    assert NOTICE in page
    assert "Doe Jane" not in page
    assert main(["report", str(image), "--out", str(target), "--file-name"]) == 0
    assert "Doe Jane.png" in target.read_text("utf-8")


def test_a_volume_gets_a_report_of_the_slice_and_the_study(tmp_path, capsys):
    path, target = tmp_path / "head.nii", tmp_path / "report.pdf"
    stack = np.transpose(phantom_volume(1, slices=5, size=64), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.diag([1.0, 1.0, 5.0, 1.0])), path)
    assert main(["report", str(path), "--out", str(target), "--slice", "2", "--level", "90"]) == 0
    out = capsys.readouterr().out
    assert "(slice 2 of 5)" in out
    assert "Study: " in out
    text = run_tool("pdftotext", "poppler-utils", "-layout", target, "-")[1]
    assert "2 of 5" in text
    assert "Study" in text


def test_the_slice_of_a_report_can_be_chosen_and_is_named(tmp_path, capsys):
    write_series(tmp_path / "series", draw_study())
    target = str(tmp_path / "report.html")
    assert main(["report", str(tmp_path / "series"), "--out", target, "--slice", "3"]) == 0
    out = capsys.readouterr().out
    assert "series (slice 3 of 12): " in out
    assert f"Wrote {target}\n" in out
    assert main(["report", str(tmp_path / "series"), "--out", target, "--slice", "peak"]) == 0
    out = capsys.readouterr().out
    assert " of 12, the one to look at first): " in out
    assert f"Replaced {target}\n" in out


def test_no_file_of_the_series_is_written_over(tmp_path, capsys):
    write_series(tmp_path / "series", draw_study())
    for victim in sorted((tmp_path / "series").iterdir())[::6]:
        before = victim.read_bytes()
        dicom = victim.rename(victim.with_suffix(".dcm"))
        assert main(["report", str(tmp_path / "series"), "--out", str(dicom), "--slice", "2"]) == 1
        assert "choose another name" in capsys.readouterr().err
        assert dicom.read_bytes() == before


def test_a_dicom_report_keeps_the_patient_only_if_asked_to(tmp_path, capsys):
    source, target = tmp_path / "source.dcm", tmp_path / "report.dcm"
    write_source(source)
    assert main(["report", str(source), "--out", str(target)]) == 0
    dataset = pydicom.dcmread(target)
    assert dataset.SOPClassUID == ComprehensiveSRStorage
    assert not any(getattr(dataset, keyword) for keyword in PATIENT)
    assert "Kept" not in capsys.readouterr().out
    assert main(["report", str(source), "--out", str(target), "--keep-patient"]) == 0
    assert str(pydicom.dcmread(target).PatientName) == PATIENT["PatientName"]
    out = capsys.readouterr().out
    assert "Kept of the patient: Patient's Name, Patient ID" in out
    assert PATIENT["PatientName"] not in out


def test_a_heat_map_is_explained_as_a_secondary_capture(tmp_path, capsys):
    source, target = tmp_path / "source.dcm", tmp_path / "map.dcm"
    write_source(source)
    assert main(["explain", str(source), "--out", str(target), "--class", "pituitary"]) == 0
    dataset = pydicom.dcmread(target)
    assert dataset.SOPClassUID == SecondaryCaptureImageStorage
    assert not dataset.PatientName
    assert dataset.DerivationDescription.endswith("Grad-CAM for pituitary tumour")
    assert f"Wrote {target}: heat map of pituitary" in capsys.readouterr().out
    assert main(["explain", str(source), "--out", str(target), "--keep-patient"]) == 0
    assert pydicom.dcmread(target).PatientID == PATIENT["PatientID"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--out", "report.txt"], "argument --out: expected a name that ends with .pdf, .html or .dcm, got .txt"),
        (["--out", "report.pdf", "--keep-patient"], "argument --keep-patient: expected --out"),
        (["--out", "report.pdf", "--slice", "0"], "expected the number of a slice, from 1, or peak or middle, got '0'"),
        (["--out", "report.pdf", "--level", "50"], "argument --level"),
        ([], "--out"),
    ],
)
def test_wrong_usage_ends_with_2(image, capsys, options, reason):
    assert main(["report", str(image), *options]) == 2
    assert reason in capsys.readouterr().err


def test_keeping_the_patient_in_a_png_is_wrong_usage(image, tmp_path, capsys):
    assert main(["explain", str(image), "--out", str(tmp_path / "a.png"), "--keep-patient"]) == 2
    assert "--keep-patient" in capsys.readouterr().err


def test_the_picture_is_not_written_over(tmp_path, capsys):
    source = tmp_path / "source.dcm"
    write_source(source)
    before = source.read_bytes()
    assert main(["report", str(source), "--out", str(source)]) == 1
    assert source.read_bytes() == before
    assert "would overwrite" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path, capsys):
    assert main(["report", str(tmp_path / "none.png"), "--out", str(tmp_path / "a.pdf")]) == 1
    assert "none.png: expected a file" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
