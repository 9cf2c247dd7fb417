"""Temperature scaling and conformal sets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.calibration import (
    fit_bias,
    fit_temperature,
    images_to_promise,
    log_loss,
    prediction_set,
    promised_coverage,
    softmax,
)


def _draw(temperature: float, count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Labels drawn from softmax(logits / temperature), so that this temperature is the true one."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 3, (count, 4)).astype(np.float32)
    shares = softmax(logits, temperature).cumsum(axis=1)
    labels = (rng.random((count, 1)) > shares[:, :3]).sum(axis=1).astype(np.int64)
    return logits, labels


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_temperature_is_recovered(temperature):
    assert fit_temperature(*_draw(temperature, 20_000)) == pytest.approx(temperature, rel=0.05)


def test_fitted_temperature_is_no_worse_than_none():
    logits, labels = _draw(3.0, 500)
    assert log_loss(logits, labels, fit_temperature(logits, labels)) <= log_loss(logits, labels)


@pytest.mark.parametrize("temperature", [0.5, 2.5])
def test_bias_is_recovered(temperature):
    logits, labels = _draw(temperature, 20_000)
    favour = np.array([1.5, -0.5, 0.0, -1.0], np.float32)
    np.testing.assert_allclose(fit_bias(logits + favour, labels), -favour, atol=0.25)


def test_few_examples_move_little():
    logits, labels = _draw(1.0, 8)
    assert np.abs(fit_bias(logits, labels)).max() < 6
    assert fit_bias(logits, labels).sum() == pytest.approx(0, abs=1e-4)


def test_logits_that_say_nothing_or_the_opposite_are_left_alone():
    logits, labels = _draw(1.0, 500)
    assert not fit_bias(-logits, labels).any()
    assert np.isfinite(fit_bias(np.zeros_like(logits), labels)).all()


@pytest.mark.parametrize(("images", "promised"), [(1, 0.5), (6, 0.857), (98, 0.989), (99, 0.99), (5000, 0.99)])
def test_few_images_promise_what_they_can(images, promised):
    assert promised_coverage(images) == promised
    assert (images < images_to_promise(0.99)) == (promised < 0.99)


def test_no_threshold_leaves_all_plausible():
    probabilities = softmax(np.eye(4, dtype=np.float32))
    assert len(prediction_set(probabilities[0], 0.0)) == 4


@pytest.mark.parametrize(
    ("probabilities", "threshold", "count"),
    [
        ([0.47, 0.30, 0.23], 0.6, 2),
        ([0.47, 0.30, 0.23], 0.4, 2),
        ([0.40, 0.08, 0.27, 0.25], 0.9, 3),
        ([0.51, 0.30, 0.19], 0.4, 1),
        ([0.51, 0.30, 0.19], 0.2, 2),
        ([0.97, 0.02, 0.01], 0.015, 2),
        ([0.97, 0.02, 0.01], 0.1, 1),
        ([0.5, 0.5], 0.9, 2),
    ],
)
def test_a_class_that_is_rather_wrong_than_right_never_stands_alone(probabilities, threshold, count):
    assert len(prediction_set(np.array(probabilities, np.float32), threshold)) == count


@given(st.lists(st.floats(-50, 50, width=32), min_size=2, max_size=20), st.floats(0, 1))
def test_set_holds_the_top_class_first(logits, threshold):
    probabilities = softmax(np.array(logits, np.float32))
    members = prediction_set(probabilities, threshold)
    assert members[0] == probabilities.argmax()
    assert len(set(members)) == len(members)
    assert set(members) >= {i for i, p in enumerate(probabilities) if p >= threshold}
    assert len(members) > 1 or probabilities.max() >= 0.499
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)
