"""Figures and their intervals."""

import numpy as np
import pytest
from sklearn import metrics as reference

from training.statistics.metrics import Bootstrap, classification_metrics, trust_metrics


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
    assert found["prediction_sets"]["mean_size"]["value"] == 1.5
    low, high = found["prediction_sets"]["mean_size"]["interval"]
    assert 1 <= low < 1.5 < high <= 2
    assert found["refused"]["value"] == 0.25
    low, high = found["refused"]["interval"]
    assert 0 <= low < 0.25 < high <= 1


def measure(labels, predicted, classes=("glioma", "meningioma", "notumor")):
    probabilities = 0.1 + 0.7 * np.eye(len(classes), dtype=np.float32)[list(predicted)]
    groups = [str(index) for index in range(len(labels))]
    return classification_metrics(np.array(labels), probabilities, groups, classes)


def test_each_share_of_the_confusion_has_an_interval():
    found = measure([0, 0, 0, 2], [0, 0, 1, 2])["confusion"]
    assert found["shares"][0][0]["value"] == pytest.approx(2 / 3)
    low, high = found["shares"][0][1]["interval"]
    assert 0 <= low < 1 / 3 < high <= 1
    # Never called so: the interval is exact, for three images.
    assert found["shares"][0][2] == {"value": 0.0, "interval": pytest.approx([0, 1 - 0.025 ** (1 / 3)])}
    # There is no meningioma.
    assert {one["value"] for one in found["shares"][1]} == {None}


def test_balanced_accuracy_is_over_the_classes_that_occur():
    found = measure([0, 0, 0, 2], [0, 0, 1, 2])["balanced_accuracy"]
    assert found["value"] == pytest.approx((2 / 3 + 1) / 2)
    assert 0 <= found["interval"][0] < found["value"] < found["interval"][1] <= 1


def test_balanced_accuracy_equals_scikit_learn(drawn):
    labels, probabilities = drawn
    found = classification_metrics(labels, probabilities, [str(i) for i in range(300)], ("a", "b", "c"))
    expected = reference.balanced_accuracy_score(labels, probabilities.argmax(axis=1))
    assert found["balanced_accuracy"]["value"] == pytest.approx(expected)
    for index, name in enumerate("abc"):
        expected = reference.roc_auc_score(labels == index, probabilities[:, index])
        assert found["per_class"][name]["roc_auc"]["value"] == pytest.approx(expected)
    assert found["roc_auc"]["value"] == pytest.approx(
        np.mean([found["per_class"][name]["roc_auc"]["value"] for name in "abc"])
    )


def test_balanced_accuracy_of_all_right_is_not_certain():
    assert measure([0, 0, 2], [0, 0, 2])["balanced_accuracy"]["interval"][0] == pytest.approx((0.025**0.5 + 0.025) / 2)


def test_any_tumour_counts_whichever_was_called():
    found = measure([0, 0, 1, 2, 2], [1, 2, 1, 2, 0])["any_tumour"]
    assert found["sensitivity"]["value"] == pytest.approx(2 / 3)
    assert found["specificity"]["value"] == 0.5
    assert found["balanced_accuracy"]["value"] == pytest.approx((2 / 3 + 0.5) / 2)
    # Of six pairs of tumour and none, two in the right order, three equal.
    assert found["roc_auc"]["value"] == pytest.approx((2 + 3 / 2) / 6)


def test_any_tumour_where_all_are_tumours():
    found = measure([0, 1], [0, 2])["any_tumour"]
    assert found["sensitivity"]["value"] == 0.5
    for figure in ("specificity", "balanced_accuracy", "roc_auc"):
        assert found[figure]["value"] is None


def test_without_a_tumour_free_class_there_is_no_any_tumour():
    assert measure([0, 1], [0, 1], ("a", "b"))["any_tumour"] is None


def test_sensitivity_and_specificity_of_a_class():
    found = measure([0, 0, 1, 2], [0, 1, 1, 0])["per_class"]["glioma"]
    assert found["sensitivity"] == found["recall"]
    assert found["sensitivity"]["value"] == 0.5
    assert found["specificity"]["value"] == 0.5


def test_coverage_by_class_and_the_worst():
    sets = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 1, 1]], bool)
    found = trust_metrics(np.array([0, 0, 0, 2]), sets, np.zeros(4, bool), list("abcd"), 0.99, ("a", "b", "c"))
    sets = found["prediction_sets"]
    assert sets["coverage_by_class"]["a"]["value"] == pytest.approx(2 / 3)
    assert sets["coverage_by_class"]["b"]["value"] is None
    assert sets["coverage_by_class"]["c"]["value"] == 1
    assert sets["worst_class"] == "a"


def test_of_one_class_alone_what_compares_classes_is_not_defined():
    found = measure([2, 2, 2], [2, 2, 0])
    assert found["accuracy"]["value"] == pytest.approx(2 / 3)
    assert found["per_class"]["notumor"]["recall"]["value"] == pytest.approx(2 / 3)
    assert found["any_tumour"]["specificity"]["value"] == pytest.approx(2 / 3)
    undefined = {"value": None, "interval": [None, None]}
    assert found["balanced_accuracy"] == found["roc_auc"] == undefined
    assert found["any_tumour"]["balanced_accuracy"] == found["any_tumour"]["roc_auc"] == undefined
    assert found["per_class"]["notumor"]["specificity"] == undefined
