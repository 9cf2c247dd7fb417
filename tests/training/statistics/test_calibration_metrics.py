"""Whether stated probabilities come true."""

import numpy as np
import pytest

from training.statistics.bootstrap import Bootstrap
from training.statistics.calibration_metrics import BINS, calibration_metrics, reliability_bins

CLASSES = ("glioma", "notumor")


def measure(labels, probabilities, classes=CLASSES):
    groups = [str(index) for index in range(len(labels))]
    return calibration_metrics(np.array(labels), np.array(probabilities, np.float32), classes, Bootstrap(groups))


def test_error_and_brier_score_by_hand():
    # Stated 0.9 twice and right once; stated 0.7 twice and right twice.
    found = measure([0, 1, 0, 1], [[0.9, 0.1], [0.9, 0.1], [0.7, 0.3], [0.3, 0.7]])
    assert found["ece"]["value"] == pytest.approx(0.5 * 0.4 + 0.5 * 0.3, abs=1e-6)
    assert found["brier"]["value"] == pytest.approx((0.02 + 1.62 + 0.18 + 0.18) / 4, abs=1e-6)


def test_error_of_any_tumour_goes_by_its_own_probability():
    # A tumour is stated at 0.1 and 0.9; both are none.
    found = measure([1, 1], [[0.1, 0.9], [0.9, 0.1]])
    assert found["any_tumour_ece"]["value"] == pytest.approx((0.1 + 0.9) / 2, abs=1e-6)


def test_without_a_tumour_free_class_there_is_none():
    assert measure([0, 1], [[0.9, 0.1], [0.2, 0.8]], ("a", "b"))["any_tumour_ece"] is None


def test_perfectly_calibrated_probabilities_have_little_error():
    rng = np.random.default_rng(0)
    stated = rng.uniform(0.5, 1, 20_000)
    labels = (rng.random(20_000) > stated).astype(int)
    found = measure(labels, np.stack([stated, 1 - stated], axis=1))
    assert found["ece"]["value"] < 0.02
    assert found["ece"]["interval"][0] <= found["ece"]["interval"][1] < 0.03


def test_bins_hold_every_image_and_certainty_is_in_the_last():
    bins = reliability_bins(np.array([0.0, 0.5, 1.0, 1.0]), np.array([False, True, True, False]))
    assert len(bins) == BINS
    assert sum(one["images"] for one in bins) == 4
    assert bins[-1] == {"low": 14 / 15, "high": 1.0, "images": 2, "confidence": 1.0, "accuracy": 0.5}
    assert bins[1]["confidence"] is None
    assert bins[1]["accuracy"] is None
