"""The names that slices are shown under."""

import os
from pathlib import Path

import pytest

from core.batch.slice_names import common_folder, folder_of, slice_name


@pytest.mark.parametrize(
    ("path", "frame", "is_of_several", "name"),
    [
        ("in/a.png", 0, False, "a.png"),
        ("in/head.nii.gz", 0, False, "head.nii.gz · slice 1"),
        ("in/head.mgz", 4, False, "head.mgz · slice 5"),
        ("in/cine.dcm", 0, False, "cine.dcm"),
        ("in/cine.dcm", 0, True, "cine.dcm · slice 1"),
        ("in/cine.dcm", 1154, True, "cine.dcm · slice 1,155"),
    ],
)
def test_each_slice_of_several_has_its_number(path, frame, is_of_several, name):
    assert slice_name(path, frame, "in/", is_of_several) == name


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["/in/scans"], "/in/scans"),
        (["/in/scans/a.png"], "/in/scans"),
        (["/in/scans/IM01", "/in/scans/IM02"], "/in/scans"),
        (["/in/scans", "/in/more/b.nii.gz"], "/in"),
        (["/in/study.zip"], "/in"),
        (["/cd/DICOMDIR"], "/cd"),
        (["/cd/dicomdir;1"], "/cd"),
        (["/in/pair.img"], "/in"),
    ],
)
def test_what_was_chosen_is_in_one_folder(paths, folder):
    assert common_folder([str(Path(path)) for path in paths]) == f"{Path(folder)}{os.sep}"


def test_nothing_is_asked_of_the_disk(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError

    monkeypatch.setattr(Path, "stat", refuse)
    assert folder_of("/share/scans") == "/share/scans"
    assert common_folder(["/share/scans/a.dcm"]) == f"{Path('/share/scans')}{os.sep}"


def test_a_single_file_without_a_suffix_goes_by_its_name():
    path = str(Path("in", "IM0001"))
    assert slice_name(path, 0, common_folder([path])) == "IM0001"
