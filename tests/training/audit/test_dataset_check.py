"""The check before training: what it hands over, what it finds, and datasets that it must survive."""

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import InvalidDatasetError, MissingLibraryError
from core.image.phantom import LESIONS, head_phantom
from training.audit import dataset_check as check_job
from training.audit.advice import Advice, Fix
from training.audit.dataset_check import Examples, check
from training.audit.summary import Severity
from training.dataset.choice import DatasetChoice, dataset_of, gather, settle
from training.dataset.class_counts import Contents, choose_rows
from training.dataset.manifest import Dataset, Row, read_dataset, write_manifest


class FakeWire:
    """Remembers what it is told, in this process."""

    def __init__(self):
        self.parts, self.phases = [], []

    def report(self, progress):
        self.phases.append(progress.phase)

    def send_part(self, value):
        self.parts.append(value)

    def of(self, kind):
        return [part for part in self.parts if isinstance(part, kind)]


def write_heads(folder: Path, *seeds: int, lesion: str | None = None, size: int = 96) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        content = cv2.imencode(".png", head_phantom(seed, lesion, size))[1].tobytes()
        (folder / f"{seed}.png").write_bytes(content)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Three heads of each of two classes to train on, one to test."""
    for index, name in enumerate(("glioma", "notumor")):
        lesion = name if name in LESIONS else None
        write_heads(tmp_path / "data" / "Training" / name, *range(10 * index, 10 * index + 3), lesion=lesion)
        write_heads(tmp_path / "data" / "Testing" / name, 10 * index + 5, lesion=lesion)
    return tmp_path / "data"


def checked(*places: Path, **options):
    pipe = FakeWire()
    return check(DatasetChoice(places), pipe, **options), pipe


def advices_with(found, fix: Fix) -> list[Advice]:
    return [advice for advice in found.advices if advice.fix is fix]


def told(found) -> str:
    return "\n".join(advice.remark.what for advice in found.advices)


def test_counts_and_examples_come_first(dataset):
    found, pipe = checked(dataset)
    assert isinstance(pipe.parts[0], Contents)
    assert [(one.name, one.training, one.others) for one in pipe.parts[0].classes] == [
        ("glioma", 3, 1),
        ("notumor", 3, 1),
    ]
    assert [(part.name, len(part.pictures)) for part in pipe.of(Examples)] == [("glioma", 3), ("notumor", 3)]
    picture = pipe.of(Examples)[0].pictures[0]
    assert cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE).std() > 10
    assert "Reading the images" in pipe.phases
    assert {advice.remark.what for advice in pipe.of(Advice)} < {advice.remark.what for advice in found.advices}
    order = [list(Severity).index(advice.remark.severity) for advice in found.advices]
    assert order == sorted(order)


def test_unreadable_files_are_listed_and_nothing_has_to_be_done(dataset):
    (dataset / "Training" / "glioma" / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n torn")
    found, _ = checked(dataset)
    advice = next(advice for advice in found.advices if "cannot be read" in advice.remark.what)
    assert advice.lines[0].startswith("torn.png: ")
    assert "Nothing has to be done" in advice.remark.advice


def test_copies_in_the_test_can_be_left_out_of_it(dataset):
    copy = dataset / "Testing" / "glioma" / "copy.png"
    shutil.copy(dataset / "Training" / "glioma" / "0.png", copy)
    found, _ = checked(dataset)
    (advice,) = advices_with(found, Fix.LEAVE_OUT_COPIES)
    assert advice.images == (copy,)
    again = check(DatasetChoice((dataset,), frozenset(advice.images)), FakeWire())
    assert not advices_with(again, Fix.LEAVE_OUT_COPIES)
    assert copy.exists()


def test_one_image_under_two_labels_is_reported_with_both_names(dataset):
    shutil.copy(dataset / "Training" / "glioma" / "0.png", dataset / "Training" / "notumor" / "twin.png")
    (advice,) = advices_with(checked(dataset)[0], Fix.LEAVE_OUT_DISPUTED)
    assert {path.name for path in advice.images} == {"0.png", "twin.png"}
    assert advice.lines == ("0.png (glioma) – twin.png (notumor)",)


@pytest.mark.slow
def test_uneven_classes_and_small_ones_are_reported(dataset):
    write_heads(dataset / "Training" / "glioma", *range(100, 106), lesion="glioma")
    found, _ = checked(dataset)
    assert advices_with(found, Fix.BALANCE)
    assert "glioma has 3.0 times as many images as notumor" in told(found)
    assert "Few images to train on: glioma (9), notumor (3)" in told(found)
    # Of three images none can be kept, so nothing is promised of those that will be.
    assert any("none can be kept for validation" in one.remark.why for one in found.advices)
    assert "will be kept for validation" not in told(found)
    write_heads(dataset / "Training" / "notumor", *range(200, 203))
    [few] = [one.remark for one in checked(dataset)[0].advices if "kept for validation" in one.remark.what]
    assert few.what == "Of 15 images, about 2 will be kept for validation."
    assert "50 % at most, less if several images are of one patient; 99 % needs images of 99 patients with" in few.why


def test_an_empty_class_is_no_class_and_is_reported(dataset):
    (dataset / "Training" / "pituitary").mkdir()
    found, _ = checked(dataset)
    assert found.contents.empty == ("pituitary",)
    assert "The folder pituitary holds no image" in told(found)
    assert [one.name for one in found.contents.classes] == ["glioma", "notumor"]


def test_labels_that_differ_in_case_are_one_class(dataset, tmp_path):
    write_heads(tmp_path / "more" / "Glioma", 50, 51, lesion="glioma")
    found, _ = checked(dataset, tmp_path / "more")
    assert found.choice.renames == (("Glioma", "glioma"),)
    assert "Glioma and glioma differ only in capital letters" in told(found)
    assert found.contents.images == 10
    (tmp_path / "run").mkdir()
    settle(found.choice, tmp_path / "run")
    manifest = dataset_of(found.choice, tmp_path / "run")
    assert manifest.parent == tmp_path / "run"
    again = read_dataset(manifest)
    assert again.classes == ("glioma", "notumor")
    assert all(row.path.is_file() for row in again.rows)
    assert not list(dataset.glob("*.csv"))


def test_of_two_spellings_the_one_that_falx_knows_is_taken(dataset, tmp_path):
    write_heads(tmp_path / "more" / "Glioma", *range(50, 60), lesion="glioma")
    found, _ = checked(dataset, tmp_path / "more")
    assert found.choice.renames == (("Glioma", "glioma"),)


def test_what_cannot_be_read_does_not_count(dataset):
    before = {one.name: one.training for one in checked(dataset)[0].contents.classes}
    (dataset / "Training" / "glioma" / "broken.png").write_bytes(b"no picture")
    found, _ = checked(dataset)
    assert {one.name: one.training for one in found.contents.classes} == before
    assert f"Few images to train on: glioma ({before['glioma']})" in told(found)
    assert "1 file cannot be read" in told(found)


def test_one_place_as_it_stands_needs_no_manifest(dataset, tmp_path):
    choice = DatasetChoice((dataset,))
    settle(choice, tmp_path / "run")
    assert dataset_of(choice, tmp_path / "run") == dataset
    assert not (tmp_path / "run").exists()


def one_class(folder: Path) -> None:
    write_heads(folder / "glioma", 1, 2)


def one_image(folder: Path) -> None:
    write_heads(folder / "glioma", 1)


def nothing_readable(folder: Path) -> None:
    for name in ("glioma", "notumor"):
        (folder / name).mkdir(parents=True)
        (folder / name / "1.png").write_bytes(b"no picture")


def one_class_unreadable(folder: Path) -> None:
    write_heads(folder / "glioma", 1)
    (folder / "notumor").mkdir()
    (folder / "notumor" / "1.png").write_bytes(b"no picture")


def held_out_only(folder: Path) -> None:
    write_heads(folder, 1, 2)
    rows = [Row(folder / "1.png", "a", split="Testing"), Row(folder / "2.png", "b", split="Testing")]
    write_manifest(folder / "list.csv", rows)


def no_folder(folder: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (one_class, "expected images of 2 to 20 classes, found 1"),
        (one_image, "expected images of 2 to 20 classes, found 1"),
        (nothing_readable, "found none in: glioma, notumor"),
        (one_class_unreadable, "found none in: notumor"),
        (no_folder, "found nothing"),
    ],
)
def test_what_cannot_be_trained_on_is_refused_in_words(tmp_path, make: Callable[[Path], None], message):
    make(tmp_path / "bad")
    with pytest.raises(InvalidDatasetError, match=message):
        checked(tmp_path / "bad")


def test_a_manifest_with_nothing_to_train_on_is_refused(tmp_path):
    held_out_only(tmp_path / "bad")
    with pytest.raises(InvalidDatasetError, match="no images to train on"):
        checked(tmp_path / "bad" / "list.csv")


def test_of_a_large_dataset_some_are_looked_at_and_it_is_said(dataset):
    found, pipe = checked(dataset, limit=6)
    assert "of the 8 images were checked, chosen at random" in told(found)
    assert found.contents.images == 8
    assert pipe.phases


@pytest.mark.slow
def test_a_choice_by_chance_leaves_no_class_out():
    rows = [Row(Path(f"{i}.png"), "common") for i in range(100_000)] + [
        Row(Path(f"r{i}.png"), "rare") for i in range(3)
    ]
    chosen = choose_rows(Dataset("many", tuple(rows), ("common", "rare")), 2000)
    assert sum(row.label == "rare" for row in chosen) == 3
    assert len(chosen) <= 2003
    assert chosen == choose_rows(Dataset("many", tuple(rows), ("common", "rare")), 2000)


def test_without_the_full_installation_it_says_how_to_get_it(dataset, monkeypatch):
    monkeypatch.setattr(check_job, "missing_parts", lambda: ("TensorFlow",))
    with pytest.raises(MissingLibraryError, match=r'pip install -e "\.\[training\]"'):
        checked(dataset)
    monkeypatch.setattr("training.settings.installation.is_reader", lambda: True)
    with pytest.raises(MissingLibraryError, match="Training needs the full Falx, this is the reader: "):
        checked(dataset)


def test_the_same_folder_twice_counts_once(dataset):
    assert len(gather(DatasetChoice((dataset, dataset))).dataset.rows) == 8
