"""An error names its file in one line, whatever the name."""

import os
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import FalxError, NoImagesError, UnreadableImageError, UnsupportedImageError
from core.program.wording import shown_name
from core.readers import find_images, read_slices

STRANGE = [
    ("a\nb.png", r"a\nb.png"),
    ("a\r\tb.png", r"a\r\tb.png"),
    ("\x1b[31mred.png", r"\x1b[31mred.png"),
    ("a\x85b\u2028c.png", r"a\x85b\u2028c.png"),
]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


@pytest.fixture(params=STRANGE, ids=[shown for _, shown in STRANGE])
def strange(request, tmp_path):
    name, shown = request.param
    return tmp_path / name, shown


def assert_named(error, shown):
    assert str(error.value).startswith(f"{shown}: ")
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"a text", bytes(range(256)), b"\x89PNG\r\n\x1a\n", bytes(128) + b"DICM"])
def test_a_damaged_file_is_named_in_one_line(strange, content):
    path, shown = strange
    path.write_bytes(content)
    with pytest.raises(FalxError) as error:
        read_slices(path)
    assert_named(error, shown)


def test_a_dot_is_named_in_one_line(strange):
    path, shown = strange
    path.write_bytes(cv2.imencode(".png", np.zeros((2, 2), np.uint8))[1].tobytes())
    with pytest.raises(UnsupportedImageError) as error:
        read_slices(path)
    assert_named(error, shown)


def test_a_missing_file_is_named_in_one_line(strange):
    path, shown = strange
    with pytest.raises(UnreadableImageError) as error:
        read_slices(path)
    assert_named(error, shown)


@pytest.mark.parametrize("fault", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_that_may_not_be_read_is_named_in_one_line(strange, monkeypatch, fault):
    def fail(path):
        raise fault

    path, shown = strange
    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(UnreadableImageError) as error:
        read_slices(path)
    assert_named(error, shown)


def test_an_empty_folder_is_named_in_one_line(strange):
    path, shown = strange
    path.mkdir()
    with pytest.raises(NoImagesError) as error:
        read_slices(path)
    assert_named(error, shown)


def test_a_folder_that_is_no_series_is_named_in_one_line(strange, make_dicom):
    path, shown = strange
    path.mkdir()
    (path / "a.png").write_bytes(cv2.imencode(".png", np.zeros((20, 20), np.uint8))[1].tobytes())
    with pytest.raises(UnreadableImageError) as error:
        read_slices(path)
    assert_named(error, shown)


def test_a_folder_that_cannot_be_listed_is_named_in_one_line(strange, monkeypatch):
    def fail(folder):
        raise PermissionError(13, "Permission denied")

    path, shown = strange
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", fail)
        with pytest.raises(NoImagesError) as error:
            list(find_images(path))
    assert_named(error, shown)


def test_a_nifti_header_without_its_picture_is_named_in_one_line(strange, nibabel_files):
    path, shown = strange
    path.write_bytes((nibabel_files / "tests" / "data" / "nifti1.hdr").read_bytes())
    with pytest.raises(UnreadableImageError) as error:
        read_slices(path)
    assert_named(error, shown)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_bytes_that_are_no_text_are_shown_as_escapes(tmp_path):
    path = tmp_path / os.fsdecode(b"a\xffb.png")
    with pytest.raises(UnreadableImageError, match=r"^a\\udcffb\.png: "):
        read_slices(path)


@pytest.mark.parametrize("name", ["脑部 扫描.png", "🧠\u200d.png", "at 1.23.45\u202fPM.png", "a\u00a0b\u3000c.png"])
def test_other_names_are_shown_as_they_are(name):
    assert shown_name(Path(name)) == name


def test_a_folder_given_as_a_dot_is_shown_by_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown_name(Path()) == tmp_path.name


def test_what_has_no_name_is_shown_by_its_path():
    assert shown_name(Path(Path.cwd().anchor)) == Path.cwd().anchor
