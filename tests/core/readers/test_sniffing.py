"""The bytes tell the format; whatever they are, they are read or refused, and only their own library is loaded."""

import gzip
import subprocess
import sys
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.readers import find_images, read_slices
from core.readers.source import HEAD_LENGTH, Format, sniff

ROOT = Path(__file__).resolve().parents[3]
NIFTI_HEAD = nibabel.Nifti1Header().binaryblock
MAGICS = {
    Format.PNG: b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
    Format.JPEG: b"\xff\xd8\xff",
    Format.TIFF: b"II*\0\x08\0\0\0",
    Format.BMP: b"BM" + bytes(12) + b"\x28\0\0\0",
    Format.WEBP: b"RIFF\0\0\0\0WEBPVP8 ",
    Format.DICOM: bytes(128) + b"DICM",
    Format.NIFTI: NIFTI_HEAD[:344] + b"n+1\0",
    Format.ANALYZE: nibabel.AnalyzeHeader().binaryblock,
    Format.MGH: nibabel.freesurfer.mghformat.MGHHeader().binaryblock,
    Format.META_IMAGE: b"ObjectType = Image\nNDims = 3\n",
    Format.NRRD: b"NRRD0004\ntype: short\n",
    Format.GIF: b"GIF89a",
    Format.JPEG_2000: b"\0\0\0\x0cjP  \r\n\x87\n",
    Format.PNM: b"P5\n# made by hand\n16 16\n255\n",
    Format.AVIF: b"\0\0\0\x1cftypavif",
}

PROBE = """
import sys
from pathlib import Path
from core.readers import read_slices
for name in sys.argv[1:]:
    read_slices(Path(name))
print(*{name.partition(".")[0] for name in sys.modules} & {"pydicom", "nibabel", "PIL", "openjpeg"})
"""


@pytest.mark.parametrize(("kind", "magic"), MAGICS.items())
def test_first_bytes_say_the_format(kind, magic):
    assert sniff(magic + bytes(HEAD_LENGTH)) is kind


@pytest.mark.parametrize(
    "head", [b"", b"\0", b"GIF90a", b"%PDF-1.7", b"\x1f\x8b\x08", b"PK\x03\x04", bytes(HEAD_LENGTH)]
)
def test_other_bytes_are_no_format(head):
    assert sniff(head) is None


def test_dicom_that_pretends_to_be_a_tiff_is_dicom():
    """The preamble is free (PS3.10, 7.1); dual files for microscopes put a TIFF there."""
    assert sniff(b"II*\0" + bytes(124) + b"DICM") is Format.DICOM


@pytest.mark.parametrize("head", [b"\x08\0\x05\0CS\x0a\0ISO_IR 100", b"\x08\0\x05\0\x0a\0\0\0ISO_IR 100"])
def test_dicom_without_preamble_is_dicom(head):
    assert sniff(head) is Format.DICOM


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_survived(read_or_refuse, tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    read_or_refuse(path)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(MAGICS.values())), st.binary(max_size=1000))
def test_noise_behind_a_magic_is_survived(read_or_refuse, tmp_path_factory, magic, noise):
    path = tmp_path_factory.getbasetemp() / "magic"
    path.write_bytes(magic + noise)
    read_or_refuse(path)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([".png", ".jpg", ".tif", ".bmp", ".webp"]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_changed_rasters_are_survived(read_or_refuse, tmp_path_factory, suffix, changes):
    ramp = np.arange(32 * 32, dtype=np.uint16).astype(np.uint8).reshape(32, 32)
    content = bytearray(cv2.imencode(suffix, ramp)[1].tobytes())
    for position, value in changes:
        content[position % len(content)] = value
    path = tmp_path_factory.getbasetemp() / f"changed{suffix}"
    path.write_bytes(content)
    read_or_refuse(path)


def loaded_after_reading(*paths):
    """Read files in a fresh process; give which of the slow libraries it loaded."""
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROBE, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stderr == ""
    return set(process.stdout.split())


def test_importing_the_readers_loads_no_library():
    assert loaded_after_reading() == set()


@pytest.mark.parametrize(("suffix", "libraries"), [(".png", set()), (".jpg", {"PIL"}), (".tif", set())])
def test_a_raster_loads_no_other_library(tmp_path, picture, suffix, libraries):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(cv2.imencode(suffix, picture)[1].tobytes())
    assert loaded_after_reading(path) == libraries


def test_dicom_does_not_load_nibabel(make_dicom):
    assert "nibabel" not in loaded_after_reading(make_dicom(np.zeros((16, 16), np.uint8)))


def test_a_text_that_begins_like_a_bmp_is_none(tmp_path):
    (tmp_path / "notes.txt").write_text("BMI of patients: none here, this is a text.", "utf-8")
    assert list(find_images(tmp_path)) == []


def test_a_gzip_file_may_hold_a_long_name(tmp_path):
    image = nibabel.Nifti1Image(np.random.default_rng(1).random((20, 20, 3)).astype(np.float32), np.eye(4))
    path = tmp_path / "volume.nii.gz"
    with path.open("wb") as whole, gzip.GzipFile("x" * 200, "wb", fileobj=whole) as file:
        file.write(image.to_bytes())
    assert len(read_slices(path)) == 3
