"""Evaluation of a package on a dataset."""

import dataclasses
import json
import shutil

import cv2
import numpy as np
import pytest

from core.errors import InvalidDatasetError, MissingLibraryError, UnknownLevelError
from core.image.phantom import head_phantom
from core.model.classifier import Classifier
from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.readers import read_slices
from training.dataset.manifest import evaluation_rows, read_dataset, write_manifest
from training.duplicates.thumbnails import thumbnails
from training.evaluation.evaluate import evaluate, nearest_neighbour_hits
from training.evaluation.image_scores import score_images
from training.evaluation.request import EvaluationRequest

# A whole dataset is classified.
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("few_perturbed")]


@pytest.fixture
def dataset(tmp_path):
    for number, name in enumerate(("glioma", "meningioma", "notumor", "pituitary")):
        for split in ("Training", "Testing"):
            folder = tmp_path / "data" / split / name
            folder.mkdir(parents=True)
            for index in range(2):
                lesion = None if name == "notumor" else name
                cv2.imwrite(str(folder / f"{index}.png"), head_phantom(10 * number + index, lesion, size=96))
    return tmp_path / "data"


def request(dataset, tmp_path, **changes):
    return EvaluationRequest(dataset, tmp_path / "out", **{"package": shipped_package()} | changes)


def test_figures_are_written(dataset, tmp_path):
    metrics = evaluate(request(dataset, tmp_path), lambda progress: None)
    assert json.loads((tmp_path / "out" / "metrics.json").read_text("utf-8")) == metrics
    assert metrics["images"] == 8
    assert sum(map(sum, metrics["confusion"]["counts"])) == 8
    # The Testing phantoms are copies of the Training ones, which is what a nearest neighbour lives on.
    assert metrics["nearest_neighbour"]["value"] == 1.0
    assert metrics["nearest_neighbour"]["interval"][0] == pytest.approx(0.025 ** (1 / 8))


def test_prediction_sets_and_refusals_are_those_of_the_classifier(dataset, tmp_path):
    metrics = evaluate(request(dataset, tmp_path), lambda progress: None)
    classifier = Classifier.open(shipped_package())
    files = sorted((dataset / "Testing").rglob("*.png"))
    found = [classifier.predict(read_slices(path)[0]) for path in files]
    holds = [path.parent.name in one.prediction_set for path, one in zip(files, found, strict=True)]
    sets = metrics["prediction_sets"]
    assert sets["nominal"] == metrics["level"] == classifier.level
    assert sets["coverage"]["value"] == np.mean(holds)
    assert sets["mean_size"]["value"] == np.mean([len(one.prediction_set) for one in found])
    assert sets["single"]["value"] == np.mean([len(one.prediction_set) == 1 for one in found])
    assert metrics["refused"]["value"] == np.mean([one.novelty > 1 for one in found])


def test_verdicts_are_those_of_the_classifier_at_each_level(dataset, tmp_path, two_questions):
    metrics = evaluate(request(dataset, tmp_path, package=two_questions), lambda progress: None)
    assert metrics["level"] == 0.95
    assert list(metrics["verdicts"]) == ["90", "95", "98"]
    classifier = Classifier.open(two_questions)
    files = sorted((dataset / "Testing").rglob("*.png"))
    found = [classifier.predict(read_slices(path)[0]) for path in files]
    for level in classifier.package.levels:
        verdicts = [classifier.at_level(one, level).verdict for one in found]
        shares = metrics["verdicts"][f"{100 * level:g}"]["shares"]
        assert {word: share["value"] for word, share in shares.items()} == {
            word: verdicts.count(word) / len(verdicts) for word in shares
        }
    assert metrics["refused"]["value"] == pytest.approx(
        metrics["unlike_training"]["value"] + metrics["not_a_brain_mri"]["value"]
    )


def test_a_level_may_be_chosen_and_has_to_be_known(dataset, tmp_path, two_questions):
    metrics = evaluate(request(dataset, tmp_path, package=two_questions, level=0.98), lambda progress: None)
    assert metrics["level"] == metrics["prediction_sets"]["nominal"] == 0.98
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(UnknownLevelError, match=r"90, 95 or 98 %.*got 99 %"):
        evaluate(request(dataset, tmp_path, package=two_questions, level=0.99), lambda progress: None)
    assert not (tmp_path / "out").exists()


def test_report_and_figures_are_written_and_name_no_absolute_path(dataset, tmp_path):
    metrics = evaluate(request(dataset, tmp_path), lambda progress: None)
    out = tmp_path / "out"
    texts = [(out / name).read_text("utf-8") for name in ("metrics.json", "report.html")]
    assert not any(str(tmp_path) in text for text in texts)
    assert all((dataset / one["path"]).is_file() for one in metrics["worst"])
    assert all(one["true"] == one["path"].split("/")[1] != one["predicted"] for one in metrics["worst"])
    stated = [one["probability"] for one in metrics["worst"]]
    assert stated == sorted(stated, reverse=True)
    names = {path.stem for path in (out / "figures").iterdir()}
    assert names == {"confusion", "roc", "reliability", "risk_coverage", "perturbation"}


def test_what_is_measured_again_is_the_same(dataset, tmp_path):
    first, second = (evaluate(request(dataset, tmp_path), lambda progress: None) for _ in range(2))
    assert first == second


def test_feature_maps_are_kept_only_where_they_are_scored(dataset, tmp_path, monkeypatch):
    asked, predict = [], Classifier.predict
    monkeypatch.setattr("training.evaluation.image_scores.PERTURBED_IMAGES", 3)

    def watched(self, image, window=None, with_features=True):
        asked.append(with_features)
        return predict(self, image, window, with_features)

    monkeypatch.setattr(Classifier, "predict", watched)
    package = ModelPackage.open(shipped_package())
    scores = [
        score for _, score in score_images(evaluation_rows(read_dataset(dataset)), package, lambda progress: None)
    ]
    assert sum(score.faithfulness is not None for score in scores) == 3
    # Each of the sample is seen by the model and by the one of random weights.
    assert sorted(asked) == [False] * 5 + [True] * 6


def test_unreadable_image_is_named_and_the_rest_measured(dataset, tmp_path):
    (dataset / "Testing" / "glioma" / "0.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    metrics = evaluate(request(dataset, tmp_path), lambda progress: None)
    assert metrics["images"] == 7
    assert metrics["unreadable"][0].startswith("0.png: ")


def test_a_missing_library_is_reported_before_anything_is_measured(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingLibraryError, match=r'An evaluation needs the full .* pip install -e "\.\[training\]"'):
        evaluate(request(dataset, tmp_path), lambda progress: None)
    assert not (tmp_path / "out").exists()


def test_unknown_classes_are_refused(dataset, tmp_path):
    (dataset / "Testing" / "glioma").rename(dataset / "Testing" / "astrocytoma")
    with pytest.raises(InvalidDatasetError, match="astrocytoma"):
        evaluate(request(dataset, tmp_path), lambda progress: None)


def test_split_may_be_chosen(dataset, tmp_path):
    assert evaluate(request(dataset, tmp_path, split="Training"), lambda progress: None)["images"] == 8


def test_groups_that_were_trained_on_too_are_counted(dataset, tmp_path):
    rows = [dataclasses.replace(row, group="p" if row.path.stem == "1" else "") for row in read_dataset(dataset).rows]
    write_manifest(dataset / "m.csv", rows)
    metrics = evaluate(request(dataset / "m.csv", tmp_path), lambda progress: None)
    assert metrics["groups_in_training"] == {"groups": 1, "images": 4}


def test_nearest_neighbour_knows_mirrored_copies():
    heads = np.stack([head_phantom(seed, size=64) for seed in range(6)])
    labels = np.array(list("abcabc"))
    flat = thumbnails(heads)
    assert nearest_neighbour_hits(thumbnails(heads[:, :, ::-1]), labels, flat, labels).all()
    assert not nearest_neighbour_hits(flat[:3], labels[:3], flat[1:3], labels[1:3])[0]
