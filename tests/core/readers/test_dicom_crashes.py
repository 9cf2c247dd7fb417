"""Damaged compressed pixels cost the file, never the process: each read runs in a process of its own."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import HTJ2K, JPEG2000Lossless, JPEGBaseline8Bit, JPEGLSLossless

from core.errors import UnreadableImageError, UnsupportedImageError
from core.readers import read_slices
from core.readers.dicom.pixels import read_frames

ROOT = Path(__file__).resolve().parents[3]
PROBE = """
import sys
from pathlib import Path
from core.errors import FalxError
from core.readers import read_slices
try:
    read_slices(Path(sys.argv[1]))
except FalxError:
    pass
"""
# Single bytes that let GDCM abort or read what is not its own.
FATAL = [
    ("SC_rgb_jpeg_dcmtk.dcm", 1697, 117),
    ("SC_rgb_dcmtk_+eb+cy+s2.dcm", 1854, 80),
    ("SC_rgb_jpeg_gdcm.dcm", 1338, 150),
    ("MR_small_jpeg_ls_lossless.dcm", 1413, 154),
    ("MR_small_jp2klossless.dcm", 1590, 87),
    ("JPEG2000.dcm", 3092, 190),
]


@pytest.fixture
def survive(tmp_path):
    def survive(content):
        path = tmp_path / "a.dcm"
        path.write_bytes(content)
        process = subprocess.run([sys.executable, "-c", PROBE, path], cwd=ROOT, capture_output=True, text=True)
        assert (process.returncode, process.stdout, process.stderr) == (0, "", "")

    return survive


@pytest.mark.slow
@pytest.mark.parametrize(("name", "position", "value"), FATAL)
def test_a_fatal_byte_is_survived_in_silence(pydicom_files, survive, name, position, value):
    content = bytearray((pydicom_files / "test_files" / name).read_bytes())
    content[position] = value
    survive(content)


def jpeg(marker, rows, columns):
    side = rows.to_bytes(2, "big") + columns.to_bytes(2, "big")
    return b"\xff\xd8\xff" + bytes([marker]) + b"\0\x0b\x08" + side + b"\x01\x01\x11\0" + bytes(64)


def jpeg_2000(rows, columns):
    size = b"".join(number.to_bytes(4, "big") for number in (columns, rows, 0, 0, columns, rows, 0, 0))
    return b"\xff\x4f\xff\x51\0\x29\0\0" + size + b"\0\x01\x07\x01\x01" + bytes(64)


@pytest.mark.parametrize(
    ("syntax", "stream"),
    [
        (JPEGBaseline8Bit, jpeg(0xC0, 60_000, 60_000)),
        (JPEGLSLossless, jpeg(0xF7, 60_000, 60_000)),
        (JPEG2000Lossless, jpeg_2000(60_000, 60_000)),
    ],
)
def test_a_monster_within_is_refused_before_it_is_decoded(make_dicom, monkeypatch, syntax, stream):
    monkeypatch.setattr(f"{read_frames.__module__}.pixel_array", lambda *_, **__: pytest.fail("decoded"))
    path = make_dicom(np.zeros((20, 24), np.uint8), syntax=syntax, PixelData=encapsulate([stream]))
    with pytest.raises(UnreadableImageError, match=r"^a\.dcm: .*pixels that can be decoded"):
        read_slices(path)


def test_a_syntax_without_a_decoder_is_refused(make_dicom):
    path = make_dicom(np.zeros((20, 24), np.uint8), syntax=HTJ2K, PixelData=encapsulate([jpeg_2000(20, 24)]))
    with pytest.raises(UnsupportedImageError, match=r"^a\.dcm: .*High-Throughput"):
        read_slices(path)


def test_missing_frames_are_reported(pydicom_files, tmp_path):
    content = bytearray((pydicom_files / "test_files" / "SC_rgb_rle_32bit_2frame.dcm").read_bytes())
    content[1301] = 128
    path = tmp_path / "a.dcm"
    path.write_bytes(content)
    with pytest.raises(UnreadableImageError, match=r"^a\.dcm: "):
        read_slices(path)
