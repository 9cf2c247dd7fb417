"""What is in a folder, in words, before it is classified."""

import pytest

from core.batch.input_preview import InputPreview, kind_of, preview_inputs

CLASSES = ("glioma", "notumor")


def fill(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return str(folder)


def previewed(path, is_recursive=True, is_stopped=lambda: False):
    parts = []
    preview_inputs([path], is_recursive, CLASSES, parts.append, is_stopped)
    return parts


def test_kinds_classes_and_other_files_are_counted(tmp_path):
    names = ("Glioma/a.png", "Glioma/b.PNG", "notumor/c.jpg", "d.nii.gz", "e.dcm", "notes.txt", ".hidden.png")
    path = fill(tmp_path, *names)
    (tmp_path / "1.2.840.7").write_bytes(bytes(128) + b"DICM")
    *_, last = previewed(path)
    assert last == InputPreview(
        {"PNG": 2, "JPEG": 1, "NIfTI": 1, "DICOM": 2}, {"glioma": 2, "notumor": 1}, 1, is_whole=True
    )
    assert last.images == 6
    words, others, classes = last.in_words().split(" · ")
    assert (others, classes) == ("1 other file", "folders named after classes: glioma 2, no tumour 1")
    assert words.startswith("6 image files: 2 ")
    assert sorted(words.removeprefix("6 image files: ").split(", ")) == ["1 JPEG", "1 NIfTI", "2 DICOM", "2 PNG"]
    *_, outer = previewed(path, is_recursive=False)
    assert outer.in_words() == "3 image files: 2 DICOM, 1 NIfTI · 1 other file"


@pytest.mark.parametrize(
    ("preview", "words"),
    [
        (InputPreview(is_whole=True), "No images in it"),
        (InputPreview({"PNG": 1}, is_whole=True), "1 PNG image"),
        (InputPreview({"DICOM": 1200}, skipped=2, is_whole=True), "1,200 DICOM images · 2 other files"),
        (InputPreview({"PNG": 1}), "Looking into it: 1 image so far…"),
        (InputPreview({}, is_whole=True, problem="not all of it"), "No images in it · not all of it"),
    ],
)
def test_it_is_said_in_words(preview, words):
    assert preview.in_words() == words


def test_whoever_does_not_wait_any_more_gets_nothing(tmp_path):
    path = fill(tmp_path, "a.png", "b.png", "notes.txt")
    assert previewed(path, is_stopped=lambda: True) == []
    assert previewed(fill(tmp_path / "in", "notes.txt"), is_stopped=lambda: True) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("a.hdr.gz", "NIfTI"), ("a.b.jpe", "JPEG"), ("a.bmp", "BMP"), ("x.mha", "MetaImage")),
        *(("a.dcm.gz", "DICOM"), ("a.nii.bz2", "NIfTI"), ("a.jfif", "JPEG"), ("a.btf", "TIFF"), ("A.MGH.GZ", "MGH")),
        *(("a.raw", "MetaImage"), ("a.img.gz", "NIfTI"), ("a.xyz", "XYZ"), ("1.2.3.gz", "DICOM")),
        *(("IM0001", "DICOM"), ("1.2.3", "DICOM")),
    ],
)
def test_kinds_are_named_by_the_endings_of_names(name, kind):
    assert kind_of(f"/scans.d/{name}") == kind
