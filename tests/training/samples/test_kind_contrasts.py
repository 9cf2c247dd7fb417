"""The weightings that a package states for each kind of tumour come from its training images."""

import dataclasses
from pathlib import Path

import pytest

from core.image.phantom import head_phantom
from core.model.package import ModelPackage
from core.model.preprocessing import Framing
from core.model.store import shipped_package
from tests.core.readers.conftest import dicom_dataset
from training.dataset.manifest import read_dataset, write_manifest
from training.samples.images import read_training_images
from training.samples.kind_contrasts import contrasts_of_kinds

SEEN = (("glioma", "flair"), ("glioma", "t1ce"), ("glioma", "t1ce"), ("notumor", ""), ("pituitary", "t1ce"))


def test_only_kinds_whose_weightings_are_all_known_are_stated() -> None:
    assert contrasts_of_kinds(SEEN) == {"glioma": ("t1ce", "flair"), "pituitary": ("t1ce",)}
    assert contrasts_of_kinds((*SEEN, ("pituitary", ""))) == {"glioma": ("t1ce", "flair")}
    # A model of other classes, such as one that recognises the weighting itself, has nothing to leave open.
    assert contrasts_of_kinds([("t1", "t1"), ("t2", "t2")]) == {}


def test_what_a_model_that_it_starts_from_has_seen_counts_too() -> None:
    other = dataclasses.replace(ModelPackage.open(shipped_package()), kind_contrasts={"pituitary": ("t2",)})
    # The other model knows nothing of the weightings of its gliomas.
    assert contrasts_of_kinds(SEEN, [other]) == {"pituitary": ("t1ce", "t2")}


@pytest.mark.parametrize("column", [True, False])
def test_the_weighting_comes_from_the_manifest_or_else_from_the_file(tmp_path: Path, column: bool) -> None:
    lines = ["path,class,contrast" if column else "path,class"]
    for index, name in enumerate(("glioma", "notumor")):
        path = tmp_path / f"{index}.dcm"
        dataset = dicom_dataset(head_phantom(index, size=64))
        dataset.ScanningSequence, dataset.EchoTime, dataset.RepetitionTime = "SE", 100, 4000
        dataset.save_as(path, enforce_file_format=True)
        lines.append(f"{path.name},{name}" + (",FLAIR" if column and name == "glioma" else "," if column else ""))
    manifest = tmp_path / "m.csv"
    manifest.write_text("\n".join(lines) + "\n", "utf-8")
    rows = read_dataset(manifest).rows
    found = read_training_images(rows, 64, 80, Framing.WHOLE, lambda progress: None)
    assert found.contrasts == (["flair", "t2"] if column else ["t2", "t2"])
    write_manifest(tmp_path / "again.csv", rows)
    assert read_dataset(tmp_path / "again.csv").rows == rows


def test_words_of_other_meaning_are_no_weighting(tmp_path: Path) -> None:
    manifest = tmp_path / "m.csv"
    manifest.write_text("path,class,contrast\na.png,a,high\nb.png,b,T1ce\n", "utf-8")
    assert [row.contrast for row in read_dataset(manifest).rows] == ["", "t1ce"]
