"""Deletion, insertion and random weights."""

import dataclasses

import numpy as np
import pytest

from core.errors import InvalidPackageError
from core.image.sample_files import sample_files
from core.model.classifier import Classifier
from core.model.dense_head import DenseHead
from core.model.heat_maps.known_heat_maps import GRAD_CAM
from core.model.package import ModelPackage
from core.model.preprocessing import Framing
from core.model.store import shipped_package
from core.readers import read_slices
from training.evaluation.perturbation import STEPS, Curves, Faithfulness, perturb, perturbation_metrics
from training.evaluation.randomisation import (
    MapLikeness,
    compare_maps,
    permuted_heads,
    randomisation_metrics,
    rank_correlation,
    write_permuted_package,
)


@pytest.fixture(scope="module")
def classifier():
    package = ModelPackage.open(shipped_package())
    # Biases count in all that is a probability.
    return Classifier(dataclasses.replace(package, biases=np.array([0.4, -0.3, 0.2, -0.1], np.float32)))


@pytest.fixture(scope="module")
def image():
    return read_slices(sample_files()[0])[0]


def test_curves_begin_and_end_where_they_should(classifier, image):
    prediction = classifier.predict(image)
    found = perturb(classifier, image, prediction, 0)
    curves = found.by_heat[GRAD_CAM]
    for curve in (curves.deletion, curves.insertion, found.at_random):
        assert curve.shape == (STEPS + 1,)
        assert curve.min() >= 0
        assert curve.max() <= 1
    top = float(prediction.probabilities.max())
    assert (curves.deletion[0], curves.insertion[-1], found.at_random[0]) == pytest.approx((top, top, top), abs=1e-6)
    assert curves.insertion[0] == curves.deletion[-1] == found.at_random[-1]


@pytest.mark.slow
def test_curves_begin_at_what_a_package_sees_whatever_it_frames(classifier, image):
    logits = []
    for framing in Framing:
        framed = Classifier(dataclasses.replace(classifier.package, framing=framing))
        prediction = framed.predict(image)
        logits.append(prediction.logits)
        curve = perturb(framed, image, prediction, 0).by_heat[GRAD_CAM].deletion
        assert curve[0] == pytest.approx(float(prediction.probabilities.max()), abs=1e-6)
    assert np.abs(logits[0] - logits[1]).max() > 0.1


@pytest.mark.slow
def test_the_same_seed_gives_the_same_curves(classifier, image):
    prediction = classifier.predict(image)
    first, second, other = (perturb(classifier, image, prediction, seed).at_random for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, second)
    assert np.abs(first - other).max() > 0


def test_areas_and_advantages_by_hand():
    ones, falling = np.ones(STEPS + 1), np.linspace(1, 0, STEPS + 1)
    curves = Curves(deletion=np.zeros(STEPS + 1), insertion=ones)
    found = perturbation_metrics([Faithfulness({GRAD_CAM: curves}, falling)], ["a"], [GRAD_CAM])
    deletion, insertion = found["deletion"]["grad-cam"], found["insertion"]["grad-cam"]
    assert (deletion["area"]["value"], insertion["area"]["value"]) == pytest.approx((0, 1))
    assert (deletion["random_area"]["value"], insertion["random_area"]["value"]) == pytest.approx((0.5, 0.5))
    assert (deletion["advantage"]["value"], insertion["advantage"]["value"]) == pytest.approx((0.5, 0.5))
    assert deletion["random_curve"] == pytest.approx(falling)
    assert insertion["random_curve"] == pytest.approx(falling[::-1])


def test_nothing_measured_is_not_defined():
    found = perturbation_metrics([], [], [GRAD_CAM])["deletion"]["grad-cam"]
    assert found["images"] == 0
    assert found["area"]["value"] is None
    assert found["curve"] is None


def test_shuffled_weights_are_the_same_numbers_elsewhere(classifier):
    head = classifier.package.head
    for one in permuted_heads(head):
        for name in ("w1", "b1", "w2", "b2"):
            np.testing.assert_array_equal(
                np.sort(getattr(one, name), axis=None), np.sort(getattr(head, name), axis=None)
            )
        assert np.abs(one.w1 - head.w1).max() > 0


def test_shuffled_package_answers_otherwise_and_leaves_the_original(classifier, image, tmp_path):
    before = classifier.predict(image)
    permuted = Classifier(write_permuted_package(classifier.package, tmp_path))
    after = permuted.predict(image)
    assert np.isfinite(after.logits).all()
    assert np.abs(after.logits - before.logits).max() > 0.1
    np.testing.assert_array_equal(Classifier.open(shipped_package()).predict(image).logits, before.logits)


def test_maps_are_compared_by_rank(classifier, image, tmp_path):
    prediction = classifier.predict(image)
    same = compare_maps(classifier, classifier, [classifier.package.head], image, prediction)
    assert (same.head, same.network) == pytest.approx((1.0, 1.0))
    heads = permuted_heads(classifier.package.head)
    other = compare_maps(
        classifier, Classifier(write_permuted_package(classifier.package, tmp_path)), heads, image, prediction
    )
    assert other.head is None or -1 <= other.head < 0.9


def test_rank_correlation_by_hand():
    rising = np.array([[1, 2], [3, 4]], np.float32)
    assert rank_correlation(rising, rising**3) == pytest.approx(1)
    assert rank_correlation(rising, -rising) == pytest.approx(-1)
    assert rank_correlation(rising, np.zeros((2, 2), np.float32)) is None


def test_maps_without_heat_do_not_count():
    found = randomisation_metrics([MapLikeness(0.2, None), MapLikeness(0.4, None)], ["a", "b"])
    assert found["head"] == {"images": 2, "rank_correlation": found["head"]["rank_correlation"]}
    assert found["head"]["rank_correlation"]["value"] == pytest.approx(0.3)
    assert found["network"]["images"] == 0
    assert found["network"]["rank_correlation"]["value"] is None


def test_a_head_without_weights_draws_nothing(classifier, image):
    head = classifier.package.head
    blank = DenseHead(*(np.zeros_like(getattr(head, name)) for name in ("w1", "b1", "w2", "b2")))
    assert compare_maps(classifier, classifier, [blank], image, classifier.predict(image)).head is None


def test_shuffled_weights_that_give_no_number_do_not_count(classifier, image):
    class Broken:
        def predict(self, image, window):
            raise InvalidPackageError("no finite number")

    found = compare_maps(classifier, Broken(), [classifier.package.head], image, classifier.predict(image))
    assert found.head == pytest.approx(1.0)
    assert found.network is None
