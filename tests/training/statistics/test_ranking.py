"""ROC curves, and what to leave to a person."""

import numpy as np
import pytest
from sklearn import metrics as reference

from training.statistics.bootstrap import Bootstrap
from training.statistics.ranking import macro_roc_auc, risk_coverage, roc_auc, roc_points


def singles(count):
    return Bootstrap([str(index) for index in range(count)])


@pytest.mark.parametrize("decimals", [1, 8])
def test_area_equals_scikit_learn_with_and_without_ties(decimals):
    rng = np.random.default_rng(0)
    is_positive = rng.random(300) < 0.3
    scores = np.round(rng.normal(is_positive, 1.0), decimals)
    found = roc_auc(scores, is_positive, singles(300))
    assert found.value == pytest.approx(reference.roc_auc_score(is_positive, scores))
    assert found.interval[0] < found.value < found.interval[1]


def test_macro_area_equals_scikit_learn():
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 3, 300)
    scores = rng.dirichlet(np.ones(3), 300) + np.eye(3)[labels] * 0.2
    scores /= scores.sum(axis=1, keepdims=True)
    expected = reference.roc_auc_score(labels, scores, multi_class="ovr", average="macro")
    assert macro_roc_auc(scores, np.eye(3, dtype=bool)[labels], singles(300)).value == pytest.approx(expected)


def test_interval_is_that_of_hanley_and_mcneil():
    rng = np.random.default_rng(2)
    is_positive = np.arange(600) < 300
    scores = rng.normal(is_positive, 1.0)
    found = roc_auc(scores, is_positive, singles(600))
    area = found.value
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    spread = np.sqrt((area * (1 - area) + 299 * (first - area**2) + 299 * (second - area**2)) / 300**2)
    assert found.interval[1] - found.interval[0] == pytest.approx(2 * 1.96 * spread, rel=0.15)


def test_classes_that_do_not_occur_do_not_count():
    scores = np.array([[0.9, 0.1, 0.0], [0.4, 0.6, 0.0], [0.7, 0.3, 0.0], [0.2, 0.8, 0.0]])
    is_class = np.eye(3, dtype=bool)[[0, 0, 1, 1]]
    assert macro_roc_auc(scores, is_class, singles(4)).value == pytest.approx(0.75)


def test_area_of_one_kind_is_not_defined():
    assert np.isnan(roc_auc(np.arange(4.0), np.ones(4, bool), singles(4)).value)


def test_perfect_order_of_few_is_not_certain():
    found = roc_auc(np.arange(5.0), np.arange(5) >= 3, singles(5))
    assert (found.value, *found.interval) == pytest.approx((1.0, 0.025 ** (1 / 2), 1.0))


def test_curve_goes_from_corner_to_corner_and_equals_scikit_learn():
    scores, is_positive = np.array([0.9, 0.8, 0.8, 0.3, 0.1]), np.array([True, False, True, True, False])
    false_alarms, found = roc_points(scores, is_positive)
    expected = reference.roc_curve(is_positive, scores, drop_intermediate=False)
    np.testing.assert_allclose(false_alarms, expected[0])
    np.testing.assert_allclose(found, expected[1])


def test_risk_among_the_most_certain():
    confidence = np.array([0.9, 0.8, 0.7, 0.6])
    found = risk_coverage(confidence, np.array([False, False, True, True]), singles(4))
    assert [(point["kept"], point["error"]) for point in found["points"]] == [
        (0.25, 0),
        (0.5, 0),
        (0.75, pytest.approx(1 / 3)),
        (1.0, 0.5),
    ]
    assert found["area"]["value"] == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)


def test_risk_of_many_images_has_twenty_points():
    found = risk_coverage(np.linspace(0, 1, 333), np.zeros(333, bool), singles(333))
    assert len(found["points"]) == 20
    assert found["points"][-1] == {"kept": 1.0, "error": 0.0}
