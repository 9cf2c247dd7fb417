"""Datasets: folders and manifests."""

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import InvalidDatasetError
from training.dataset.manifest import Row, evaluation_rows, read_dataset, training_rows, write_manifest
from training.dataset.rows import digest_of


@pytest.fixture
def picture():
    return cv2.imencode(".png", np.zeros((32, 32), np.uint8))[1].tobytes()


@pytest.fixture
def make(tmp_path, picture):
    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture)
        return tmp_path

    return make


def test_class_folders(make):
    dataset = read_dataset(make("glioma/1.png", "glioma/2.png", "notumor/ä.png"))
    assert dataset.classes == ("glioma", "notumor")
    assert len(training_rows(dataset)) == len(evaluation_rows(dataset)) == 3


def test_split_folders(make):
    dataset = read_dataset(make("Training/a/1.png", "Training/b/2.png", "Testing/a/3.png"))
    assert [row.path.name for row in training_rows(dataset)] == ["1.png", "2.png"]
    assert [row.path.name for row in evaluation_rows(dataset)] == ["3.png"]


def test_manifest_with_folds(make):
    folder = make("1.png", "2.png", "3.png")
    (folder / "m.csv").write_text("path,class,fold,test_only,group\n1.png,a,0,0,p\n2.png,b,1,0,\n3.png,a,1,1,q\n")
    dataset = read_dataset(folder / "m.csv")
    assert [row.path.name for row in training_rows(dataset, fold=0)] == ["2.png"]
    assert [row.path.name for row in evaluation_rows(dataset, fold=1)] == ["2.png", "3.png"]
    assert [row.path.name for row in training_rows(dataset)] == ["1.png", "2.png"]
    assert dataset.rows[0].group == "p"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("path\n1.png\n", "got the columns path without class; name the columns so"),
        ("file;label\n1.png;a\n", "got the columns file, label without class, path; name the columns so"),
        ("", "got no columns; name the columns so"),
        ("path,class\nscans, old/1.png,a\n", "line 2: expected 2 columns, got 3; put quotes around"),
        ("path,class\n1.png,\n", "line 2"),
        ("path,class,fold\n1.png,a,x\n", "whole number"),
        ("path,class,test_only\n1.png,a,0\n2.png,b,yes\n", "line 3: expected 0 or 1 as test_only, got 'yes'"),
        ("path,class\n1.png,a\n", "2 to 20 classes"),
        (
            "path,class\n1.png,a\n2.png,A\n3.png,b\n",
            r"classes 'A' \(2\.png\) and 'a' \(1\.png\) differ only in case; rename one, or train in the window",
        ),
        ('path,class\n"1.png,a\n', "CSV manifest"),
    ],
)
def test_bad_manifest_is_explained(make, text, message):
    manifest = make("1.png") / "m.csv"
    manifest.write_text(text, "utf-8")
    with pytest.raises(InvalidDatasetError, match=message):
        read_dataset(manifest)


def test_folders_whose_names_differ_in_case_are_named(make):
    folder = make("Training/Cyst/1.png", "Training/b/1.png", "Testing/cyst/2.png")
    expected = r"'Cyst' \(Training/Cyst/1\.png\) and 'cyst' \(Testing/cyst/2\.png\) differ only in case"
    with pytest.raises(InvalidDatasetError, match=expected):
        read_dataset(folder)


def test_images_in_no_class_folder_are_reported_where_they_belong(make):
    expected = r"found 0 \(none\); put the images of each class into its own folder"
    with pytest.raises(InvalidDatasetError, match=expected):
        read_dataset(make("1.png", "2.png"))


def test_too_many_classes_are_not_asked_to_be_more(make):
    with pytest.raises(InvalidDatasetError, match=r"found 21 \(.*\); join classes or leave some out$"):
        read_dataset(make(*(f"{number}/1.png" for number in range(21))))


def test_unknown_fold_names_those_there_are(make):
    manifest = make("1.png") / "m.csv"
    manifest.write_text("path,class,fold\n1.png,a,0\n1.png,b,3\n")
    with pytest.raises(InvalidDatasetError, match="0, 3"):
        training_rows(read_dataset(manifest), fold=7)


def test_missing_dataset(tmp_path):
    with pytest.raises(InvalidDatasetError, match="found nothing"):
        read_dataset(tmp_path / "nowhere")


def test_the_digest_follows_bytes_and_classes():
    rows, sums = [Row(Path("1.png"), "a"), Row(Path("2.png"), "b")], ["00" * 32, "01" * 32]
    digest = digest_of(rows, sums)
    assert digest_of([dataclasses.replace(row, path=Path("moved")) for row in rows], sums) == digest
    assert digest_of(rows, sums[::-1]) != digest
    assert digest_of([dataclasses.replace(rows[0], label="c"), rows[1]], sums) != digest


def test_a_written_manifest_is_read_back_to_the_same(make, tmp_path):
    folder = make("data/a/1, the ä.png", "data/b/2.png")
    rows = (
        Row(folder / "data" / "a" / "1, the ä.png", "a", "x", "p", "Training", 0, False, "1,2 3,4 5,6;7,8"),
        Row(folder / "data" / "b" / "2.png", "b", is_test_only=True, fold=12),
        Row(folder / "data" / "b" / "2.png", 'the "b"'),
    )
    write_manifest(folder / "lists" / "m.csv", rows)
    found = read_dataset(folder / "lists" / "m.csv").rows
    assert all(row.path.is_file() for row in found)
    assert [dataclasses.replace(row, path=row.path.resolve()) for row in found] == list(rows)
    assert str(tmp_path) not in (folder / "lists" / "m.csv").read_text("utf-8")


@pytest.mark.parametrize("name", ["=1.png", "-2.png", "@3.png", "'=4.png"])
def test_no_path_of_a_written_manifest_is_a_formula(make, name):
    folder = make(name)
    write_manifest(folder / "m.csv", [Row(folder / name, "a"), Row(folder / name, "b")])
    text = (folder / "m.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[1].startswith(f"./{name},")
    assert (folder / "m.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row.path.resolve() for row in read_dataset(folder / "m.csv").rows] == [folder / name] * 2


def test_a_name_that_is_no_unicode_is_reported_and_nothing_is_written(tmp_path):
    with pytest.raises(InvalidDatasetError, match="Unicode"):
        write_manifest(tmp_path / "m.csv", [Row(tmp_path / "\udcff.png", "a")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "trained", "measured"),
    [
        ("official", 5708, 1311),
        ("deduplicated", 5708, 312),
        ("source_shift", 4564, 327),
        ("other_scanners", 4564, 895),
        # Of its 5,786 images, 240 are marked as never to be trained on.
        ("everything", 5546, 5786),
        # The same and the tumour-free slices of two more sources among the training rows.
        ("other_scanners_more", 4884, 895),
        ("source_shift_more", 4884, 327),
        ("everything_more", 5866, 6106),
    ],
)
def test_protocols_are_read_as_they_are(data_folder, name, trained, measured):
    dataset = read_dataset(data_folder / "protocols" / f"{name}.csv")
    assert (len(training_rows(dataset)), len(evaluation_rows(dataset))) == (trained, measured)
    assert all(row.path.is_file() for row in dataset.rows)


@pytest.mark.data
def test_the_folds_of_the_patient_proxy_are_read_as_they_are(data_folder):
    proxy = read_dataset(data_folder / "protocols" / "patient_proxy.csv")
    measured = [row for fold in range(5) for row in evaluation_rows(proxy, fold=fold)]
    assert sorted(row.path for row in measured) == sorted(row.path for row in proxy.rows)
    assert len(measured) == 4564
    for fold in range(5):
        trained = training_rows(proxy, fold)
        assert {row.path for row in trained}.isdisjoint(row.path for row in evaluation_rows(proxy, fold=fold))
        assert not any(row.is_test_only for row in trained)


@pytest.mark.data
def test_every_protocol_is_tested(data_folder):
    assert {path.stem for path in (data_folder / "protocols").glob("*.csv")} == {
        "official",
        "deduplicated",
        "patient_proxy",
        "source_shift",
        "other_scanners",
        "everything",
        "other_scanners_more",
        "source_shift_more",
        "everything_more",
    }


def test_a_dataset_of_one_class_says_how_many_images_it_has_and_how_to_go_on(tmp_path):
    (tmp_path / "one.csv").write_text("path,class\n1.png,meningioma\n2.png,meningioma\n", "utf-8")
    with pytest.raises(
        InvalidDatasetError, match=r"found 1 \(meningioma, 2 images\).*add a dataset with images of anot"
    ):
        read_dataset(tmp_path / "one.csv")
