"""The audit of a dataset."""

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import InvalidDatasetError, UnwritableOutputError
from core.image.phantom import LESIONS, head_phantom
from training.audit.audit import AuditRequest, audit
from training.audit.report import format_report
from training.audit.summary import Severity, summarise

# Whole datasets are read and compared.
pytestmark = pytest.mark.slow

CLASSES = {"glioma": "glioma", "notumor": None}


def quiet(progress):
    pass


def write(path, picture, *options):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, picture, options)[1].tobytes())


def turned(picture, degrees):
    middle = (picture.shape[1] - 1) / 2, (picture.shape[0] - 1) / 2
    return cv2.warpAffine(picture, cv2.getRotationMatrix2D(middle, degrees, 1), picture.shape[::-1])


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Six different heads of each class in Training, four in Testing."""
    folder = tmp_path_factory.mktemp("clean")
    for number, (name, lesion) in enumerate(CLASSES.items()):
        for index in range(10):
            split = "Training" if index < 6 else "Testing"
            write(folder / split / name / f"{index}.png", head_phantom(20 * number + index, lesion, 192))
    return folder


@pytest.fixture
def dataset(clean, tmp_path):
    return Path(shutil.copytree(clean, tmp_path / "data"))


def findings_of(dataset, **outputs):
    return audit(AuditRequest(dataset, **outputs), quiet)


def problems(findings):
    return [remark.what for remark in summarise(findings) if remark.severity is Severity.PROBLEM]


def test_a_clean_dataset_has_no_problem(dataset):
    findings = findings_of(dataset)
    assert findings["images"] == 20
    assert findings["classes"] == {name: {"Training": 6, "Testing": 4} for name in CLASSES}
    assert findings["sizes"] == {"192x192": 20}
    assert findings["modes"] == {"grey, 8-bit": 20}
    assert findings["pairs"] == findings["two_labels"] == findings["unreadable"] == []
    assert findings["across_splits"]["images"] == 8
    assert findings["across_splits"]["any"] == 0
    assert not any("copy" in what or "label" in what for what in problems(findings))


def test_planted_copies_are_found_by_kind(dataset):
    train, test = dataset / "Training", dataset / "Testing"
    shutil.copy(train / "glioma" / "0.png", test / "glioma" / "bytes.png")
    pictures = [head_phantom(index, "glioma", 192) for index in range(6)]
    write(test / "glioma" / "recompressed.jpg", pictures[1], cv2.IMWRITE_JPEG_QUALITY, 70)
    write(test / "glioma" / "mirrored.png", np.ascontiguousarray(pictures[2][:, ::-1]))
    write(test / "glioma" / "turned.png", turned(pictures[3], 3))
    write(test / "glioma" / "quarter.png", np.ascontiguousarray(np.rot90(pictures[4])))
    findings = findings_of(dataset)
    assert {(Path(pair["b"]).name, pair["kind"]) for pair in findings["pairs"]} == {
        ("bytes.png", "byte_identical"),
        ("recompressed.jpg", "look_alike"),
        ("mirrored.png", "mirrored"),
        ("turned.png", "turned"),
        ("quarter.png", "turned"),
    }
    assert findings["across_splits"] == {
        "byte_identical": 1,
        "look_alike": 2,
        "copied_or_mirrored": 3,
        "turned": 2,
        "any": 5,
        "by_class": {"glioma": 5},
        "images": 13,
    }
    assert all(pair["across"] and pair["splits"] == ["Training", "Testing"] for pair in findings["pairs"])
    assert findings["pairs"][0]["a"] == "Training/glioma/0.png"
    assert "5 of 13 test images (38 %)" in problems(findings)[0]
    assert problems(findings)[0].endswith(
        "have a copy in the training data: for 1 the same file, for 2 the same file or a look-alike, "
        "for 3 a copy of any sharpness, upright or mirrored, for 2 a turned copy."
    )


def test_one_copied_image_is_reported_in_the_singular_and_of_its_kind_alone(dataset):
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Testing" / "glioma" / "bytes.png")
    [problem] = [text for text in problems(findings_of(dataset)) if "test image" in text]
    assert problem == "1 of 9 test images (11 %) has a copy in the training data: for 1 the same file."


def test_a_class_folder_without_an_image_is_reported(dataset, tmp_path):
    (dataset / "Training" / "meningioma").mkdir()
    findings = findings_of(dataset, html=tmp_path / "a.html")
    assert findings["empty_folders"] == ["meningioma"]
    told = "The folder meningioma holds no image that can be used."
    assert told in [remark.what for remark in summarise(findings)]
    assert told in (tmp_path / "a.html").read_text("utf-8")


def test_copies_within_a_side_do_not_count_as_leaks(dataset):
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Training" / "glioma" / "again.png")
    findings = findings_of(dataset)
    assert findings["across_splits"]["any"] == 0
    assert findings["within_splits"] == {"byte_identical": 1}


def test_an_image_under_two_labels_is_reported(dataset):
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Training" / "notumor" / "wrong.png")
    [pair] = findings_of(dataset)["two_labels"]
    assert pair["labels"] == ["glioma", "notumor"]


def test_unreadable_and_blank_images_are_named(dataset):
    (dataset / "Training" / "glioma" / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    write(dataset / "Training" / "glioma" / "black.png", np.zeros((64, 64), np.uint8))
    findings = findings_of(dataset)
    assert [entry["path"] for entry in findings["unreadable"]] == ["Training/glioma/bad.png"]
    assert findings["blank"] == ["Training/glioma/black.png"]
    assert findings["images"] == 21


def test_one_image_everywhere_is_all_copies(tmp_path):
    for split in ("Training", "Testing"):
        for name in CLASSES:
            for index in range(10):
                write(tmp_path / split / name / f"{index}.png", head_phantom(0, size=64))
    findings = findings_of(tmp_path)
    assert findings["across_splits"]["byte_identical"] == 20
    assert len(findings["two_labels"]) > 0
    assert "reason" in findings["entanglement"]["border"]


def test_nothing_but_unreadable_files_is_an_error(dataset):
    for path in dataset.rglob("*.png"):
        path.write_bytes(b"")
    reason = r"none of the 20 images could be read; the first, Training/glioma/0\.png: expected .*an empty file"
    with pytest.raises(InvalidDatasetError, match=reason):
        findings_of(dataset)


def test_a_manifest_of_files_that_are_not_there_says_so(tmp_path):
    (tmp_path / "m.csv").write_text("path,class\na/b.png,a\nb/c.png,b\n", "utf-8")
    with pytest.raises(InvalidDatasetError, match=r"the first, a/b\.png: expected a file, found nothing"):
        findings_of(tmp_path / "m.csv")


def manifest(folder, header, entries):
    """Write a manifest of different heads: name, class and what else the header names."""
    lines = [",".join(("path", "class", *header))]
    for seed, (label, *rest) in enumerate(entries):
        write(folder / f"{seed}.png", head_phantom(seed, LESIONS[seed % 3], 96))
        lines.append(",".join((f"{seed}.png", label, *map(str, rest))))
    (folder / "m.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "m.csv"


def test_a_dataset_of_one_source_is_reported(tmp_path):
    findings = findings_of(manifest(tmp_path, ("source",), [("a", "x"), ("b", "x")]))
    assert any(remark.what == "All images come from one source, x." for remark in summarise(findings))


def test_groups_on_both_sides_are_reported(tmp_path):
    entries = [("a", "p1", "Training"), ("b", "p1", "Testing"), ("a", "p2", "Training"), ("b", "p3", "Testing")]
    findings = findings_of(manifest(tmp_path, ("group", "split"), entries))
    assert findings["groups_across_splits"] == [{"source": "", "group": "p1", "images": {"Training": 1, "Testing": 1}}]


def test_folds_are_sides_but_guards_do_not_leak(tmp_path):
    entries = [("a", 0, 0, "p"), ("b", 1, 1, "p"), ("a", 1, 0, "q"), ("b", 0, 1, "r"), ("b", 1, 1, "r")]
    path = manifest(tmp_path, ("fold", "test_only", "group"), entries)
    shutil.copy(tmp_path / "0.png", tmp_path / "2.png")
    findings = findings_of(path)
    assert findings["split_by"] == "fold"
    # Images 0 and 2 leak into each other's fold; 1 is measured on by a network that knows 0, of its group.
    assert findings["across_splits"]["byte_identical"] == 2
    assert [one["group"] for one in findings["groups_across_splits"]] == ["p"]


def test_a_class_of_one_source_is_reported(tmp_path):
    entries = [("a", "x"), ("a", "y"), ("b", "y"), ("b", "y")] * 2
    findings = findings_of(manifest(tmp_path, ("source",), entries))
    sources = findings["entanglement"]["sources"]
    assert sources["classes_of_one_source"] == {"b": "y"}
    assert sources["balanced_accuracy"] == pytest.approx(0.75)
    assert "Classes that come from one source only: b (all from y)." in problems(findings)


@pytest.mark.parametrize("is_framed", [False, True])
def test_classes_distinguished_by_the_border_alone(tmp_path, is_framed):
    for index in range(40):
        name = "ab"[index % 2]
        picture = head_phantom(100 + index, size=96)
        if is_framed and name == "a":
            picture[:6] = 40
        write(tmp_path / name / f"{index}.png", picture)
    border = findings_of(tmp_path)["entanglement"]["border"]
    assert border["chance"] == 0.5
    assert border["tells"] == ("strongly" if is_framed else "no")
    assert border["interval"][0] <= border["balanced_accuracy"] <= border["interval"][1]


def test_classes_distinguished_by_brightness_alone(tmp_path):
    for index in range(40):
        picture = head_phantom(index, size=96) // (1 + index % 2)
        write(tmp_path / "ab"[index % 2] / f"{index}.png", picture)
    assert findings_of(tmp_path)["entanglement"]["size_and_intensity"]["tells"] == "strongly"


def test_what_is_written_is_what_is_reported_and_names_no_absolute_path(dataset, tmp_path):
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Testing" / "glioma" / "copy.png")
    findings = findings_of(dataset, json=tmp_path / "out" / "a.json", html=tmp_path / "out" / "a.html")
    assert json.loads((tmp_path / "out" / "a.json").read_text("utf-8")) == findings
    for name in ("a.json", "a.html"):
        assert str(tmp_path) not in (tmp_path / "out" / name).read_text("utf-8")


def test_a_manifest_elsewhere_names_its_images_by_the_way_to_them(dataset, tmp_path):
    (tmp_path / "lists").mkdir()
    lines = [f"{path},{path.parent.name}" for path in sorted((dataset / "Training").rglob("*.png"))]
    (tmp_path / "lists" / "m.csv").write_text("path,class\n" + "\n".join([*lines, lines[0]]) + "\n", "utf-8")
    [pair] = findings_of(tmp_path / "lists" / "m.csv")["pairs"]
    assert pair["a"] == pair["b"] == "../data/Training/glioma/0.png"


@pytest.mark.parametrize("option", ["json", "html"])
def test_a_place_that_cannot_be_written_to_is_reported_before_the_work(dataset, tmp_path, option):
    with pytest.raises(UnwritableOutputError):
        audit(AuditRequest(dataset, **{option: tmp_path}), lambda progress: pytest.fail("worked"))


class Page(HTMLParser):
    """Collects what a page would load, and its tags."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.loaded = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.loaded += [value for name, value in attributes if name in ("src", "href", "srcset", "onerror", "onload")]


def test_the_report_needs_nothing_else_and_escapes_names(dataset, tmp_path):
    evil = '<img src=x onerror=alert(1)>&"quoted".png'
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Testing" / "glioma" / evil)
    (dataset / "Training" / "glioma" / f"bad{evil}").write_bytes(b"")
    findings_of(dataset, html=tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    page = Page(text)
    assert "script" not in page.tags
    assert "link" not in page.tags
    assert page.loaded
    assert all(value.startswith("data:image/jpeg;base64,") for value in page.loaded)
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "prefers-color-scheme: dark" in text
    assert "research" in text


def test_the_report_shows_few_of_many_pairs_and_says_how_many(dataset):
    for index in range(30):
        shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Testing" / "glioma" / f"copy{index}.png")
    findings = findings_of(dataset)
    paths = {pair[key] for pair in findings["pairs"] for key in "ab"}
    text = format_report(findings, dict.fromkeys(paths, np.zeros((96, 96), np.uint8)))
    assert "The same file on both sides of a split: 30 pairs" in text
    assert "The page shows 12 of 30. To list all of them, use --json." in text
    assert text.count("<figure>") <= 24


@pytest.mark.data
def test_the_leak_of_nickparvar_is_found(data_folder):
    found = findings_of(data_folder / "nickparvar")
    across = found["across_splits"]
    assert across["byte_identical"] == 216
    assert 470 <= across["look_alike"] <= 477 * 1.05
    assert 970 <= across["copied_or_mirrored"] <= 979 * 1.05
    assert across["images"] == 1311
    tested = {
        kinds: {
            pair["b"] if pair["splits"][1] == "Testing" else pair["a"]
            for pair in found["pairs"]
            if pair["across"] and pair["kind"] in kinds
        }
        for kinds in (("byte_identical",), ("byte_identical", "look_alike"))
    }
    assert [len(names) for names in tested.values()] == [across["byte_identical"], across["look_alike"]]
    assert found["entanglement"]["border"]["tells"] == "strongly"
