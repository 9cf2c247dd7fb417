"""The check of one picture by deletion."""

import math

import cv2
import numpy as np
import pytest

from core.image.sample_files import sample_files
from core.jobs.events import Cancelled
from core.model.background import is_lit
from core.model.classifier import Classifier
from core.model.deletion_check import ORDERS, SHARES, TIE_BREAK, Blurring, DeletionCheck, check_deletion
from core.model.heat_maps.known_heat_maps import GRAD_CAM, OCCLUSION
from core.readers import read_slices


@pytest.fixture(scope="module")
def classifier():
    return Classifier.open()


@pytest.fixture(scope="module")
def image():
    return read_slices(sample_files()[0])[0]


@pytest.fixture(scope="module")
def prediction(classifier, image):
    return classifier.predict(image)


@pytest.fixture(scope="module")
def found(classifier, image, prediction):
    return check_deletion(classifier, image, prediction, GRAD_CAM, prediction.label)


def test_it_begins_with_the_whole_picture(found, prediction):
    top = float(prediction.probabilities.max())
    assert found.by_heat[0] == pytest.approx(top, abs=1e-6)
    assert found.at_random[:, 0] == pytest.approx(top, abs=1e-6)
    assert found.at_random.shape == (ORDERS, 1 + len(SHARES))
    assert found.shares.tolist() == [0, *SHARES]


def test_it_is_what_a_plain_computation_finds(classifier, image, prediction, found):
    pixels = classifier.prepare(image)[0]
    side = pixels.shape[0]
    blurring = Blurring(classifier, image, prediction)
    # Equal heat goes by the first random order.
    order = blurring.random_heat(np.random.default_rng(0)) + is_lit(pixels)
    heat = blurring.heat(GRAD_CAM) + TIE_BREAK * order
    hottest = heat.ravel().argsort()[::-1][: math.ceil(SHARES[1] * side * side)]
    changed = pixels.copy().ravel()
    changed[hottest] = cv2.GaussianBlur(pixels, (0, 0), side / 12).ravel()[hottest]
    classifier.run(changed.reshape(side, side))
    expected = classifier.package.probabilities(classifier.output("logits"))[prediction.probabilities.argmax()]
    assert found.by_heat[2] == pytest.approx(float(expected), abs=1e-3)


def test_a_share_of_the_picture_is_blurred_and_the_rest_stays(classifier, image, prediction):
    blurring = Blurring(classifier, image, prediction)
    heat = blurring.random_heat(np.random.default_rng(1))
    changed = blurring.without_hottest(heat, 0.25) == blurring.blurred
    assert changed[heat >= np.quantile(heat, 0.75)].all()
    kept = heat < np.quantile(heat, 0.75)
    assert (blurring.without_hottest(heat, 0.25)[kept] == blurring.pixels[kept]).all()


def test_the_whole_curve_is_summed_up_whatever_the_steps_between_shares():
    shares = np.array([0.0, 0.1, 0.3])
    found = DeletionCheck("glioma", shares, np.array([1.0, 0.5, 0.5]), np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 0.4]]))
    # Trapezia: 0.075 and 0.1 of 0.3; 0.1 and 0.14 of 0.3.
    assert found.mean_by_heat == pytest.approx(0.175 / 0.3)
    assert found.means_at_random == pytest.approx((1.0, 0.24 / 0.3))


def test_it_stops_when_it_is_cancelled(classifier, image, prediction):
    told = []

    def on_progress(done, total):
        told.append(done)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        check_deletion(classifier, image, prediction, GRAD_CAM, prediction.label, on_progress)
    assert told == [0, 1, 2]


def test_progress_never_goes_back(classifier, image, prediction):
    steps = []
    check_deletion(
        classifier, image, prediction, OCCLUSION, prediction.label, on_progress=lambda *step: steps.append(step)
    )
    assert steps == sorted(steps)
    assert len({total for _, total in steps}) == 1
    assert steps[-1][0] == steps[-1][1]
