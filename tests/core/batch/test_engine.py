"""Many files: in order, a few ahead, one failure never in the way of the others."""

import dataclasses
import hashlib
import threading
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pytest

from core.batch.engine import Failure, attempt, classify_file, classify_files
from core.image.phantom import head_phantom, phantom_volume
from core.image.windowing import EIGHT_BIT
from core.model.classifier import Classifier
from core.model.package import ModelPackage
from core.model.prediction import Prediction
from core.model.preprocessing import Placement
from core.model.store import shipped_package
from core.readers import read_slices
from core.records.slice_choice import SliceChoice
from core.study.study_slice import suspicion


@pytest.fixture(scope="module")
def package():
    return ModelPackage.open(shipped_package())


@pytest.fixture(scope="module")
def heads(tmp_path_factory):
    """Sixteen pictures, the first of them by far the slowest to read."""
    folder = tmp_path_factory.mktemp("heads")
    for index in range(16):
        picture = cv2.resize(head_phantom(index, size=64), (2500, 2500)) if index == 0 else head_phantom(index, size=64)
        cv2.imwrite(str(folder / f"{index:02d}.png"), picture)
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    path = tmp_path_factory.mktemp("volume") / "head.nii.gz"
    stack = np.transpose(phantom_volume(1, slices=6, size=64, lesion="glioma"), (2, 1, 0))
    nibabel.save(nibabel.Nifti1Image(stack, np.diag([1.0, 1.0, 5.0, 1.0])), path)
    return str(path)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 7])
def test_answers_come_in_the_order_of_the_files(package, heads, workers):
    groups = list(classify_files(iter(heads), package, workers=workers))
    assert [group.path for group in groups] == heads
    assert all(len(group.records) == 1 and group.records[0].error is None for group in groups)


def test_workers_do_not_change_the_answers(package, heads):
    classifier = Classifier(package, threads=1)
    for outcome in classify_files(iter(heads), package, workers=3):
        [image] = read_slices(Path(outcome.path))
        expected = classifier.predict(image)
        found = outcome.records[0].finding
        np.testing.assert_allclose(list(found.probabilities.values()), expected.probabilities, atol=1e-5)
        assert found.novelty == pytest.approx(expected.novelty, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_only_a_few_files_are_looked_at_ahead(package, heads, workers):
    taken = 0

    def many():
        nonlocal taken
        for taken in range(1, 1_000):
            yield heads[taken % len(heads)]

    groups = classify_files(many(), package, workers=workers)
    for told in range(1, 30):
        next(groups)
        assert taken <= told + 4 * workers
    groups.close()


def test_who_stops_early_leaves_no_thread_behind(package, heads):
    before = set(threading.enumerate())
    groups = classify_files(iter(heads), package, workers=2)
    next(groups)
    groups.close()
    assert set(threading.enumerate()) == before


def test_a_file_that_cannot_be_read_is_one_record_among_the_others(package, heads, tmp_path):
    (tmp_path / "cut.png").write_bytes(Path(heads[1]).read_bytes()[:100])
    files = [heads[1], str(tmp_path / "cut.png"), str(tmp_path / "missing.png"), heads[2]]
    good, cut, missing, last = [group.records[0] for group in classify_files(files, package)]
    assert good.finding is not None
    assert last.finding is not None
    for bad, path in ((cut, files[1]), (missing, files[2])):
        assert bad.finding is None
        assert bad.path == path
        assert bad.error
        assert not bad.error.startswith(Path(path).name)


def test_every_slice_of_a_volume_is_reported(package, volume):
    [outcome] = classify_files([volume], package)
    assert [found.frame for found in outcome.records] == list(range(6))
    assert {found.input_sha256 for found in outcome.records} == {hashlib.sha256(Path(volume).read_bytes()).hexdigest()}


def test_the_peak_is_one_of_the_slices(package, volume):
    """Which one, `test_study.py` tells."""
    [outcome] = classify_files([volume], package)
    [peak] = classify_files([volume], package, SliceChoice.PEAK)
    [record] = peak.records
    assert record in outcome.records


def test_the_peak_is_within_the_brain(package, volume, monkeypatch):
    """Air may look most suspicious of all; it is outside what the network knows."""
    answers = [(0.9, 2.0), (0.4, 0.5), (0.6, 0.5), (0.1, 0.5), (0.2, 0.5), (0.99, 3.0)]

    def told(self, image, with_features=True):
        tumour, novelty = answers[image.frame]
        return dataclasses.replace(prediction_of(("glioma", "notumor"), (tumour, 1 - tumour)), novelty=novelty)

    monkeypatch.setattr(Classifier, "predict", told)
    [peak] = classify_files([volume], package, SliceChoice.PEAK, workers=1)
    assert peak.records[0].frame == 2


def test_a_volume_that_is_no_longer_awaited_is_left(package, volume):
    classifier, asked = Classifier(package, threads=1), 0

    def is_stopped():
        nonlocal asked
        asked += 1
        return asked > 2

    for choice in SliceChoice:
        asked = 0
        outcome = attempt(
            lambda choice=choice: classify_file(
                volume, classifier, choice, is_stopped=is_stopped, read=lambda path, is_wanted: read_slices(path)
            ),
            volume,
        )
        assert isinstance(outcome, Failure)
        assert asked == 3


def test_a_file_that_fails_unforeseen_is_one_record_among_the_others(package, heads):
    def break_one(path, is_wanted):
        if str(path) == heads[1]:
            raise ZeroDivisionError("float division by zero")
        return read_slices(path)

    outcomes = classify_files([heads[2], heads[1], heads[3]], package, read=break_one)
    good, bad, last = [outcome.records[0] for outcome in outcomes]
    assert "ZeroDivisionError" in bad.error
    assert good.error is last.error is None


def prediction_of(classes, probabilities):
    logits = np.log(np.array(probabilities, np.float32))
    pooled = np.zeros(1, np.float32)
    return Prediction(
        classes=classes,
        logits=logits,
        probabilities=np.exp(logits),
        level=0.95,
        prediction_set=classes[:1],
        novelty=0.0,
        foreign_limit=1.0,
        window=EIGHT_BIT,
        placement=Placement(1, 1, 1, 0, 1, 0),
        features=None,
        pooled=pooled,
    )


def test_suspicion_is_the_probability_of_any_tumour():
    assert suspicion(prediction_of(("glioma", "notumor"), (0.3, 0.7))) == pytest.approx(0.3)
    assert suspicion(prediction_of(("a", "b"), (0.2, 0.8))) == pytest.approx(0.8)
