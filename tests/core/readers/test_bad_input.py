"""What cannot be read is refused by name, in one line, with the right code, and without a word from the libraries."""

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import UnreadableImageError, UnsupportedImageError
from core.readers import read_slices

BLAME = ("you ", "your ", "please", "wrong", "must", "invalid", "illegal", "sorry")


def monsters():
    """Give headers of 20,000 x 20,000 pixels, by suffix."""
    side = 20_000
    ihdr = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    tags = struct.pack("<HHIIHHII", 256, 4, 1, side, 257, 4, 1, side)
    return {
        ".png": b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + ihdr + bytes(64),
        ".jpg": b"\xff\xd8\xff\xc0\0\x0b\x08" + struct.pack(">HH", side, side) + b"\x01\x01\x11\0" + bytes(64),
        ".bmp": b"BM" + bytes(12) + struct.pack("<Iii", 40, side, -side) + bytes(64),
        ".tif": b"II*\0\x08\0\0\0\x02\0" + tags + bytes(64),
        ".webp": b"RIFF\0\0\0\0WEBPVP8X" + struct.pack("<II", 10, 0) + struct.pack("<I", side - 1)[:3] * 2 + bytes(64),
    }


@pytest.fixture
def refuse(tmp_path, capfd):
    """Write bytes to a file and read it, which must fail with the given class, politely and quietly."""

    def refuse(name, content, kind):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(kind) as error:
            read_slices(path)
        text = str(error.value)
        assert text.startswith(f"{name}: ")
        assert len(text.splitlines()) == 1
        assert str(tmp_path) not in text
        assert not [word for word in BLAME if word in text.lower()]
        assert capfd.readouterr() == ("", "")
        return text

    return refuse


@pytest.fixture
def noise():
    return cv2.GaussianBlur(np.random.default_rng(0).integers(0, 256, (60, 80, 3)).astype(np.uint8), (5, 5), 0)


def test_codes_are_stable():
    assert (UnreadableImageError.code, UnsupportedImageError.code) == ("unreadable-image", "unsupported-image")


def test_an_empty_file_is_reported(refuse):
    assert "empty" in refuse("a.png", b"", UnreadableImageError)


@pytest.mark.parametrize("name", ["a.png", "a.dcm", "a.nii", "a.txt", "a"])
def test_a_text_is_reported(refuse, name):
    assert "a text file" in refuse(name, b"Dear colleague,\n" * 30, UnreadableImageError)


@pytest.mark.parametrize("name", ["a.png", "a.img", "a.nii.gz"])
def test_unknown_bytes_are_reported(refuse, name):
    assert "unknown format" in refuse(name, bytes(range(256)), UnreadableImageError)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".bmp", ".webp"])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_picture_is_refused(refuse, noise, suffix, share):
    content = cv2.imencode(suffix, noise)[1].tobytes()
    refuse(f"a{suffix}", content[: max(13, int(len(content) * share))], UnreadableImageError)


@pytest.mark.parametrize("position", [20, 60, 1000, -30, -14])
def test_a_changed_png_is_refused(refuse, noise, position):
    content = bytearray(cv2.imencode(".png", noise)[1].tobytes())
    content[position] ^= 0xFF
    refuse("a.png", bytes(content), (UnreadableImageError, UnsupportedImageError))


def test_a_damaged_remark_costs_no_picture(tmp_path, picture, make_png):
    content = make_png(picture, extra=[(b"tEXt", b"Comment\0fine")]).replace(b"fine", b"gone")
    path = tmp_path / "a.png"
    path.write_bytes(content)
    np.testing.assert_array_equal(read_slices(path)[0].pixels, picture)


@pytest.mark.parametrize("shape", [(1, 1), (15, 400), (400, 15)])
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".bmp", ".webp"])
def test_a_dot_is_refused(refuse, shape, suffix):
    content = cv2.imencode(suffix, np.zeros(shape, np.uint8))[1].tobytes()
    text = refuse(f"a{suffix}", content, UnsupportedImageError)
    assert f"{shape[1]} x {shape[0]} pixels" in text


@pytest.mark.parametrize(("suffix", "content"), monsters().items())
def test_a_monster_is_refused_by_its_header(refuse, monkeypatch, suffix, content):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("decoded"))
    monkeypatch.setattr(cv2, "imdecodemulti", lambda *_: pytest.fail("decoded"))
    assert "20000 x 20000 pixels" in refuse(f"a{suffix}", content, UnsupportedImageError)


def test_a_dicom_monster_is_refused_by_its_header(make_dicom):
    with pytest.raises(UnsupportedImageError, match="20000 x 20000"):
        read_slices(make_dicom(np.zeros((16, 16), np.uint8), Rows=20_000, Columns=20_000))


def test_a_missing_file_is_reported(tmp_path):
    with pytest.raises(UnreadableImageError, match=r"^a\.png: .*nothing"):
        read_slices(tmp_path / "a.png")


@pytest.mark.parametrize("fault", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_that_may_not_be_read_is_reported(tmp_path, monkeypatch, fault):
    def fail(path):
        raise fault

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(UnreadableImageError, match=r"^a\.png: .*read") as error:
        read_slices(tmp_path / "a.png")
    assert error.value.__cause__ is fault
    assert str(tmp_path) not in str(error.value)


@pytest.mark.parametrize("name", ["MR_truncated.dcm", "rtplan.dcm", "test-SR.dcm", "JPEG-lossy.dcm"])
def test_refused_dicom_leaves_the_screen_alone(pydicom_files, refuse, name):
    content = (pydicom_files / "test_files" / name).read_bytes()
    refuse(name, content, (UnreadableImageError, UnsupportedImageError))
