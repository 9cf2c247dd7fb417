"""What Falx does not read is named, with what to do, and no decoder's error ends in a traceback."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core import readers
from core.errors import FalxError, UnreadableImageError, UnsupportedImageError
from core.formats import SUFFIXES_OF, Format, file_patterns, list_formats
from core.readers import find_images, read_slices


def archive(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as whole:
        for name in names:
            whole.writestr(name, "content")
    return file.getvalue()


def tar():
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as whole:
        whole.addfile(tarfile.TarInfo("a.dcm"))
    return file.getvalue()


FOREIGN = {
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
    "b.pdf": (b"%PDF-1.4\nonly letters", "a PDF document"),
    "study.zip": (archive("DICOM/1.dcm"), "a zip archive; open the pictures in it"),
    "a.docx": (archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
    "a.xlsx": (archive("[Content_Types].xml", "xl/workbook.xml"), "an Excel document"),
    "a.rar": (b"Rar!\x1a\x07\x01\0", "a RAR archive; unpack it"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c\0\x04", "a 7z archive; unpack it"),
    "a.tar": (tar(), "a tar archive; unpack it"),
    "a.tar.gz": (gzip.compress(tar()), "a tar archive packed by gzip; unpack it"),
    "a.nii.xz": (b"\xfd7zXZ\0\0\x04", "packed by xz; unpack it"),
    "a.nii.zst": (b"\x28\xb5\x2f\xfd\x04\0", "packed by Zstandard; unpack it"),
    "1.mat": (b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + b"\x89HDF\r\n\x1a\n", "a MATLAB 7.3 file"),
    "2.mat": (b"MATLAB 5.0 MAT-file, Platform: PCWIN64".ljust(200), "a MATLAB file"),
    "a.mnc": (b"\x89HDF\r\n\x1a\n\0\0\0", "MINC 2"),
    "b.mnc": (b"CDF\x01\0\0\0\0", "MINC 1"),
    "a.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC picture"),
    "b.heic": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "a HEIC picture"),
    "a.mp4": (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", "a video"),
    "a.avi": (b"RIFF\0\0\0\0AVI LIST", "a video"),
    "a.mkv": (b"\x1a\x45\xdf\xa3\x01\0\0", "a video"),
    "a.html": (b"\n <!DOCTYPE html>\n<html>", "a web page"),
    "a.svg": (b'<?xml version="1.0"?>\n<svg width="1">', "an SVG drawing"),
    "a.xml": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<report/>', "an XML file"),
    "a.jxl": (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
    "a.psd": (b"8BPS\0\x01", "a Photoshop document"),
    "a.npy": (b"\x93NUMPY\x01\0", "a NumPy array"),
    "a.par": (b"# === DATA DESCRIPTION FILE ======\r\n", "a Philips PAR file"),
    "a.png": (b"version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_known_formats_are_named(tmp_path, name):
    content, expected = FOREIGN[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnsupportedImageError) as error:
        read_slices(tmp_path / name)
    text = str(error.value)
    assert text.startswith(f"{name}: expected an image (DICOM, NIfTI, PNG, JPEG, TIFF or another kind), got ")
    assert expected in text
    assert "damaged" not in text
    if not name.endswith(".png"):
        assert list(find_images(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"path,class\na.png,glioma\n", "a table (CSV)"),
        ("a.txt", "Größe\n".encode(), "a text file"),
        ("b.txt", "Befund\n".encode("utf-16"), "a text file"),
        ("a", b"\0" * 400, "data of an unknown format; open"),
        ("a.raw", b"\0" * 400, "data of an unknown format and no header beside it; put the header"),
    ],
)
def test_texts_and_unknown_data_are_distinguished(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableImageError) as error:
        read_slices(tmp_path / name)
    assert expected in str(error.value)


def test_each_format_is_named_and_offered_everywhere():
    assert set(SUFFIXES_OF) == set(Format)
    guide = (Path(__file__).parents[3] / "docs" / "guide.md").read_text("utf-8")
    assert list_formats("and") in " ".join(guide.split())
    for kind, suffixes in SUFFIXES_OF.items():
        assert kind.value in list_formats()
        for suffix in (*suffixes, ".img", ".raw", ".zraw"):
            assert {f"*{suffix}{packing}" for packing in ("", ".gz", ".bz2")} <= set(file_patterns().split())


@pytest.mark.parametrize("suffix", sorted({suffix for suffixes in SUFFIXES_OF.values() for suffix in suffixes}))
@pytest.mark.parametrize("packing", ["", ".gz", ".BZ2"])
def test_files_of_each_suffix_are_images(tmp_path, suffix, packing):
    (tmp_path / f"a{suffix.upper()}{packing}").write_bytes(b"text")
    assert len(list(find_images(tmp_path))) == 1


ERRORS = [
    ValueError("x"),
    MemoryError(),
    RecursionError(),
    KeyError(),
    ZeroDivisionError(),
    RuntimeError(),
    SystemError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_whatever_a_decoder_raises_costs_one_file(tmp_path, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(readers, "read_source", fail)
    with pytest.raises(UnreadableImageError, match=r"^a\.nii: expected ") as told:
        read_slices(tmp_path / "a.nii")
    assert told.value.__cause__ is error


def test_an_interruption_is_no_damage(tmp_path, monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(readers, "read_source", fail)
    with pytest.raises(KeyboardInterrupt):
        read_slices(tmp_path / "a.nii")


@pytest.mark.parametrize("name", ["a\nb\x1b[31m.mha", "a\u2028b.nii", "a\x7f.nrrd"])
@pytest.mark.parametrize("content", [b"NRRD0004\n", b"ObjectType = Image\nNDims = x\x1b[1m\n", bytes(300), b"%PDF-"])
def test_odd_names_and_contents_stay_on_one_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FalxError) as error:
        read_slices(tmp_path / name)
    assert str(error.value).isprintable()


def test_a_name_that_is_too_long_is_reported(tmp_path):
    with pytest.raises(UnreadableImageError, match="cannot be read"):
        read_slices(tmp_path / f"{'a' * 5000}.nii")


def test_a_name_with_a_null_is_refused(tmp_path):
    with pytest.raises(UnreadableImageError) as error:
        read_slices(tmp_path / "a\0b.nii")
    assert str(error.value).isprintable()


def test_shapes_are_written_in_words(tmp_path):
    header = b"NRRD0004\ntype: short\ndimension: 3\nsizes: 20 20 0\nencoding: raw\n\n"
    (tmp_path / "a.nrrd").write_bytes(header + np.zeros(400, np.int16).tobytes())
    with pytest.raises(UnreadableImageError, match="20 x 20 x 0"):
        read_slices(tmp_path / "a.nrrd")
