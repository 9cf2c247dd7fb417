"""Figures and their intervals."""

import numpy as np
import pytest
from sklearn import metrics as reference

from training.metrics import Bootstrap, classification_metrics


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
    hits = (np.arange(400) < 300).astype(float)
    low, high = Bootstrap([str(i) for i in range(400)]).metric(lambda w: float(np.average(hits, weights=w))).interval
    assert low == pytest.approx(0.75 - 1.96 * np.sqrt(0.75 * 0.25 / 400), abs=0.01)
    assert high == pytest.approx(0.75 + 1.96 * np.sqrt(0.75 * 0.25 / 400), abs=0.01)


def test_interval_of_few_patients_is_wider():
    hits = np.repeat(np.arange(8) < 6, 50).astype(float)
    alone = Bootstrap([str(i) for i in range(400)]).metric(lambda w: float(np.average(hits, weights=w)))
    grouped = Bootstrap([str(i // 50) for i in range(400)]).metric(lambda w: float(np.average(hits, weights=w)))
    assert grouped.value == alone.value
    assert grouped.interval[1] - grouped.interval[0] > 3 * (alone.interval[1] - alone.interval[0])


def test_class_that_is_never_called_has_no_precision():
    probabilities = np.tile(np.array([0.8, 0.2], np.float32), (10, 1))
    found = classification_metrics(np.arange(10) % 2, probabilities, [str(i) for i in range(10)], ("a", "b"))
    assert found["per_class"]["b"]["precision"]["value"] is None
    assert found["per_class"]["b"]["recall"]["value"] == 0
