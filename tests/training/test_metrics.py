"""Figures and their intervals."""

import numpy as np
import pytest
from sklearn import metrics as reference

from training.metrics import Bootstrap, classification_metrics, trust_metrics


@pytest.fixture(scope="module")
def drawn():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 300)
    probabilities = rng.dirichlet(np.ones(3), 300) + 0.8 * np.eye(3)[labels]
    return labels, (probabilities / probabilities.sum(axis=1, keepdims=True)).astype(np.float32)


def test_figures_equal_scikit_learn(drawn):
    labels, probabilities = drawn
    found = classification_metrics(labels, probabilities, [str(i) for i in range(300)], ("a", "b", "c"))
    predicted = probabilities.argmax(axis=1)
    assert found["accuracy"]["value"] == pytest.approx(reference.accuracy_score(labels, predicted))
    assert found["log_loss"]["value"] == pytest.approx(reference.log_loss(labels, probabilities), rel=1e-4)
    expected = reference.precision_recall_fscore_support(labels, predicted)
    for index, name in enumerate("abc"):
        for row, figure in enumerate(("precision", "recall", "f1")):
            assert found["per_class"][name][figure]["value"] == pytest.approx(expected[row][index])
    assert found["confusion"]["counts"] == reference.confusion_matrix(labels, predicted).tolist()


def test_interval_of_independent_images_is_that_of_the_binomial():
    low, high = Bootstrap([str(i) for i in range(400)]).share(np.arange(400) < 300).interval
    assert low == pytest.approx(0.75 - 1.96 * np.sqrt(0.75 * 0.25 / 400), abs=0.01)
    assert high == pytest.approx(0.75 + 1.96 * np.sqrt(0.75 * 0.25 / 400), abs=0.01)


def test_interval_of_few_patients_is_wider():
    hits = np.repeat(np.arange(8) < 6, 50)
    alone = Bootstrap([str(i) for i in range(400)]).share(hits)
    grouped = Bootstrap([str(i // 50) for i in range(400)]).share(hits)
    assert grouped.value == alone.value
    assert grouped.interval[1] - grouped.interval[0] > 3 * (alone.interval[1] - alone.interval[0])


def test_class_that_is_never_called_has_no_precision():
    probabilities = np.tile(np.array([0.8, 0.2], np.float32), (10, 1))
    found = classification_metrics(np.arange(10) % 2, probabilities, [str(i) for i in range(10)], ("a", "b"))
    assert found["per_class"]["b"]["precision"]["value"] is None
    assert found["per_class"]["b"]["recall"]["value"] == 0


def test_all_right_of_few_is_not_certain():
    # Clopper and Pearson for 5 of 5: 47.8 % to 100 %.
    metric = Bootstrap(list("abcde")).share(np.ones(5, bool))
    assert (metric.value, *metric.interval) == pytest.approx((1.0, 0.4782, 1.0), abs=1e-4)
    metric = Bootstrap(list("abcde")).share(np.zeros(5, bool))
    assert (metric.value, *metric.interval) == pytest.approx((0.0, 0.0, 0.5218), abs=1e-4)


def test_exact_interval_counts_the_groups_that_contribute():
    groups = ["a", "a", "a", "b", "c", "d"]
    among = np.array([True, True, True, True, False, False])
    assert Bootstrap(groups).share(among, among).interval == pytest.approx((0.025**0.5, 1.0))


def test_exact_intervals_stand_where_shares_are_stated():
    labels = np.array([0, 0, 1, 1])
    probabilities = np.eye(2, dtype=np.float32)[labels]
    found = classification_metrics(labels, probabilities, list("abcd"), ("a", "b"))
    assert found["accuracy"]["interval"] == pytest.approx([0.025**0.25, 1.0])
    for figure in ("precision", "recall"):
        assert found["per_class"]["a"][figure]["interval"] == pytest.approx([0.025**0.5, 1.0])
    assert found["per_class"]["a"]["f1"]["interval"][0] < 0.5


def test_share_of_none_is_not_defined():
    assert Bootstrap(list("ab")).share(np.ones(2, bool), np.zeros(2, bool)).as_dict() == {
        "value": None,
        "interval": [None, None],
    }


def test_prediction_sets_and_refusals_are_measured():
    sets = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 1, 1]], bool)
    refused = np.array([True, False, False, False])
    found = trust_metrics(np.array([0, 0, 0, 2]), sets, refused, list("abcd"), 0.99)
    assert found["prediction_sets"]["nominal"] == 0.99
    assert found["prediction_sets"]["coverage"]["value"] == 0.75
    assert found["prediction_sets"]["single"]["value"] == 0.5
    assert found["prediction_sets"]["mean_size"] == 1.5
    assert found["refused"]["value"] == 0.25
    low, high = found["refused"]["interval"]
    assert 0 <= low < 0.25 < high <= 1
