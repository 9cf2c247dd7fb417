"""The arithmetic of `python -m bench.novelty`, and that it runs."""

import json

import cv2
import numpy as np
import pytest

from bench import novelty
from bench.foreign_files import dicom_pictures, photographs
from bench.novelty import auroc, compare, limit_for
from core.image.phantom import head_phantom


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ([1, 2, 3], [4, 5], 1.0),
        ([4, 5], [1, 2, 3], 0.0),
        ([1, 1], [1, 1, 1], 0.5),
        ([1, 3], [2], 0.5),
        ([0, 1, 2, 3], [2], 0.625),
    ],
)
def test_auroc(inside, outside, expected):
    assert auroc(np.array(inside, float), np.array(outside, float)) == pytest.approx(expected)


def test_the_limit_refuses_no_more_than_agreed():
    values = np.random.default_rng(0).normal(size=895)
    assert 0.015 < np.mean(values > limit_for(values, 0.02)) <= 0.02
    assert np.mean(np.ones(10) > limit_for(np.ones(10), 0.02)) == 0


def test_each_unseen_kind_weighs_the_same():
    brains = np.linspace(0, 1, 101)
    kinds = {"text": np.full(10, 2.0), "knee": np.full(1000, 0.5), "blank": np.full(10, 0.0)}
    *each, together = compare(brains, kinds, ["text", "knee"])
    assert [one.kind for one in each] == list(kinds)
    assert [one.is_unseen for one in each] == [True, True, False]
    assert together.pictures == 1010
    assert together.auroc == pytest.approx(0.75)
    assert together.refused == together.refused_at_2_percent == 0.5
    assert each[2].refused == 0


def test_pictures_come_from_installed_packages():
    assert len(list(photographs())) >= 24
    assert len(list(dicom_pictures())) >= 12


@pytest.mark.slow
def test_it_measures_a_dataset_and_writes_what_it_found(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(novelty, "PICTURES", 2)
    monkeypatch.setattr(novelty, "_PHANTOMS", 2)
    lines = ["path,class"]
    for seed, label in enumerate(("glioma", "notumor")):
        cv2.imwrite(str(tmp_path / f"{seed}.png"), head_phantom(seed, size=96))
        lines.append(f"{seed}.png,{label}")
    (tmp_path / "heads.csv").write_text("\n".join(lines), "utf-8")
    arguments = ["--dataset", str(tmp_path / "heads.csv"), "--json", str(tmp_path / "found.json")]
    assert novelty.main(arguments) == 0
    assert "all unseen kinds, each alike" in capsys.readouterr().out
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert found["brain_slices"] == found["groups"] == 2
    assert {"chest", "photographs", "dicom-files"} <= {one["kind"] for one in found["kinds"] if one["is_unseen"]}


def test_a_dataset_that_is_none_is_reported(tmp_path, capsys):
    assert novelty.main(["--dataset", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err
