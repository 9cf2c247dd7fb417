"""A package calibrated anew, with the network as it is."""

import json

import numpy as np
import pytest

from bench import calibrate
from core.model.classifier import Classifier
from core.model.confidence_levels import LEVELS
from core.model.package import ModelPackage
from core.model.store import shipped_package
from training.calibration.pooled_scores import POOLED_REJECTION
from training.calibration.scores import Score, Scores, Unseen, write_scores

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")


@pytest.fixture
def scores(tmp_path):
    rng = np.random.default_rng(0)
    rows = []
    for index in range(800):
        label = CLASSES[index % 4]
        logits = rng.normal(size=4) + 3 * (np.array(CLASSES) == label)
        source = ("here", "there")[index // 4 % 2]
        rows.append(Score(f"{index}.png", label, source, "", None, Unseen.UNKNOWN, index / 600, tuple(logits)))
    write_scores(tmp_path / "scores.csv", Scores(CLASSES, tuple(rows)))
    return tmp_path / "scores.csv"


@pytest.fixture(autouse=True)
def few_pictures(monkeypatch):
    monkeypatch.setattr(calibrate, "foreign_novelties", lambda classifier: np.linspace(2, 9, 100))


def arguments_for(scores, out, *more):
    return [str(shipped_package()), "--scores", str(scores), "--out", str(out), "--version", "9.0.0", *more]


def test_the_network_stays_and_the_package_answers_at_four_levels(scores, tmp_path, capsys):
    out = tmp_path / "new"
    assert calibrate.main(arguments_for(scores, out, "--unseen", "source")) == 0
    before, after = ModelPackage.open(shipped_package()), ModelPackage.open(out)
    assert (after.name, after.version, after.levels) == (before.name, "9.0.0", LEVELS)
    assert after.checksums["classifier.tflite"] == before.checksums["classifier.tflite"]
    assert after.metrics == before.metrics
    assert after.training == before.training
    about = json.loads(after.about())
    assert about["format"] == 2
    assert not {"conformal", "study_called_from"} & set(about)
    assert np.abs(after.biases).max() > 0
    # Where the allowed share of the pooled slices lies outside.
    moved = 799 / 600 * (1 - POOLED_REJECTION)
    assert after.novelty.limit == pytest.approx(before.novelty.limit * moved, rel=0.01)
    assert after.novelty.foreign_limit > 1
    assert about["novelty"]["refused"] == pytest.approx(POOLED_REJECTION, abs=0.005)
    Classifier(after).self_check()
    card = after.read("MODEL_CARD.md").decode("utf-8")
    assert "images of sources that the network had not seen" in card
    told = capsys.readouterr().out
    assert "here (400 images, source unseen): 90 %: decided" in told


def test_what_the_networks_may_have_seen_is_refused_and_nothing_is_left(scores, tmp_path, capsys):
    out = tmp_path / "new"
    assert calibrate.main(arguments_for(scores, out)) == 2
    assert "got none of glioma, meningioma" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_holds_something_is_left_alone(scores, tmp_path, capsys):
    assert calibrate.main(arguments_for(scores, scores.parent, "--unseen", "group")) == 2
    assert "holds something already" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scores.csv"]


def test_it_takes_what_no_scores_say(scores, tmp_path, capsys):
    contrasts = ("--contrasts", "glioma=t1ce,flair", "pituitary=t1ce")
    asked = arguments_for(scores, tmp_path / "new", "--unseen", "source", *contrasts, "--study-called-from", "0.75")
    asked.append("--no-biases")
    assert calibrate.main(asked) == 0
    assert ModelPackage.open(tmp_path / "new").study_called_from == 0.75
    package = ModelPackage.open(tmp_path / "new")
    assert not package.biases.any()
    assert package.kind_contrasts == {"glioma": ("t1ce", "flair"), "pituitary": ("t1ce",)}
    assert [package.is_kind_open(contrast) for contrast in ("t1ce", "flair", None)] == [False, True, False]
    asked = arguments_for(scores, tmp_path / "other", "--unseen", "source", "--contrasts", "notumor=t1ce")
    assert calibrate.main(asked) == 2
    assert "kind_contrasts" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
