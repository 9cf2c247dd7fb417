"""Both questions keep what they promise, each side by itself."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.calibration import softmax
from core.model.confidence_levels import LEVELS
from core.model.conformal import (
    COVERAGES,
    OneThresholdRule,
    Thresholds,
    TwoQuestionRule,
    effective_count,
    fit_thresholds,
)

FREE = 2
LEVEL = {level: COVERAGES.index(level) for level in LEVELS}


def draw(count, seed=0, classes=4, sharpness=1.5):
    """Draw images of which an imperfect network gives overconfident probabilities, (N, C), and their labels (N,)."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, count)
    logits = rng.normal(0, 1, (count, classes)) + 1.5 * np.eye(classes)[labels]
    return softmax((sharpness * logits).astype(np.float32)), labels.astype(np.int64)


def rule_of(images, labels, weights=None, free=FREE, groups=None):
    weights = np.ones(len(labels)) if weights is None else weights
    return TwoQuestionRule(fit_thresholds(images, labels, weights, free, groups), free)


def shares_held(rule, images, labels, level):
    """Tell how often each question's answers hold the truth, for tumours and for tumour-free slices apart.

    Returns:
        Of tumours that one is plausible, of tumour-free slices that none is, of tumours that their kind is among the
        plausible ones where a tumour is.
    """
    found = [set(rule.plausible(row, level)) for row in images]
    free = rule.tumour_free
    tumours = [(sets, label) for sets, label in zip(found, labels, strict=True) if label != free]
    first = np.mean([bool(sets - {free}) for sets, _ in tumours])
    second = np.mean([label in sets for sets, label in tumours if sets - {free}])
    none = np.mean([free in sets for sets, label in zip(found, labels, strict=True) if label == free] or [1])
    return first, none, second


# Of the 1,000 and more new images of each side; four standard errors, of the calibration images' too.
def least(level, count, calibrated):
    return level - 4 * np.sqrt(level * (1 - level) * (1 / count + 1 / calibrated))


@pytest.mark.parametrize("level", LEVELS)
def test_each_side_of_each_question_holds_the_truth_as_often_as_promised(level):
    rule = rule_of(*draw(4000, 1))
    images, labels = draw(6000, 2)
    first, none, second = shares_held(rule, images, labels, level)
    assert first >= least(level, 4500, 3000)
    assert none >= least(level, 1500, 1000)
    assert second >= least(level, 4500, 3000)


@pytest.mark.parametrize("side", ["tumour", "tumour_free", "kind"])
@pytest.mark.parametrize("level", LEVELS)
def test_no_more_is_held_plausible_than_the_promise_takes(side, level):
    images, labels = draw(8000, 3)
    fitted = fit_thresholds(images, labels, np.ones(len(labels)), FREE)
    tumour = 1 - images[:, FREE].astype(float)
    scores = {
        "tumour": tumour[labels != FREE],
        "tumour_free": images[labels == FREE, FREE],
        "kind": (images[np.arange(len(labels)), labels] / tumour)[labels != FREE],
    }[side]
    below = np.mean(scores < getattr(fitted, side)[LEVEL[level]])
    assert 1 - level - 2 / len(scores) <= below <= 1 - level


@pytest.mark.slow
def test_few_images_hold_the_truth_as_often_as_promised():
    images, labels = draw(2000, 4)
    held = []
    for seed in range(60):
        rule = rule_of(*draw(160, 100 + seed))
        held.append(shares_held(rule, images, labels, 0.95))
    # Over 60 draws; a draw alone may be below.
    assert (np.mean(held, axis=0) >= 0.95 - 4 * np.std(held, axis=0) / np.sqrt(60)).all()


def test_sources_of_other_difficulty_weigh_as_much_as_asked():
    """An easy source has nine in ten of the images; weighed alike, the promise holds over the two sources alike."""
    easy, hard = draw(9000, 5, sharpness=1.5), draw(1000, 6, sharpness=-0.6)
    images, labels = (np.concatenate(parts) for parts in zip(easy, hard, strict=True))
    weights = np.repeat([1 / 9000, 1 / 1000], [9000, 1000])
    new_easy, new_hard = draw(3000, 7, sharpness=1.5), draw(3000, 8, sharpness=-0.6)
    alike = rule_of(images, labels, weights)
    by_count = rule_of(images, labels)
    for place, size in enumerate((4500, 1500, 4500)):
        held = np.mean([shares_held(alike, *new, 0.95)[place] for new in (new_easy, new_hard)])
        assert held >= least(0.95, size, 250)
    # Weighed by their number, the hard source's images count for little, and what is promised is not kept on it.
    assert np.mean([shares_held(by_count, *new, 0.95)[1] for new in (new_easy, new_hard)]) < 0.9


def test_a_weight_of_two_is_the_image_twice():
    images, labels = draw(400, 9)
    twice = rule_of(np.repeat(images, 2, axis=0), np.repeat(labels, 2))
    weighed = rule_of(images, labels, np.full(400, 2.0))
    once = rule_of(images, labels)
    assert weighed == once
    # But a copy tells nothing new, and more copies would promise more.
    assert twice.thresholds.coverages[-1] >= once.thresholds.coverages[-1]


@pytest.mark.parametrize(("weights", "count"), [([1, 1, 1, 1], 4), ([5, 5], 2), ([1, 0.001], 1.002), ([], 0)])
def test_the_effective_count_is_that_of_equal_weights(weights, count):
    assert effective_count(np.array(weights, float)) == pytest.approx(count, abs=1e-3)


@given(st.integers(1, 250), st.integers(0, 10))
def test_equal_weights_give_the_rank_of_split_conformal_prediction(count, seed):
    images, _ = draw(count, seed, classes=3)
    labels = np.zeros(count, np.int64)
    fitted = fit_thresholds(images, labels, np.full(count, 0.37), None)
    # Without a tumour-free class, all are kinds, and the second question is the only one.
    # Sadinle et al. (2019): the score of that rank is the least of a plausible class. Whole numbers stay whole.
    ranks = [math.floor((count + 1) * (1 - coverage) + 1e-9) for coverage in fitted.coverages]
    expected = [np.sort(images[:, 0].astype(float))[rank - 1] for rank in ranks]
    assert (fitted.tumour, fitted.tumour_free) == (None, None)
    np.testing.assert_allclose(fitted.kind, expected, rtol=1e-5)
    assert all(threshold > 0 for threshold in fitted.kind)


@pytest.mark.parametrize(
    ("tumours", "free", "levels"),
    [
        (300, 300, (0.9, 0.95, 0.98, 0.99)),
        (99, 99, (0.9, 0.95, 0.98, 0.99)),
        (98, 300, (0.9, 0.95, 0.98)),
        (300, 48, (0.9, 0.95)),
        (19, 19, (0.9, 0.95)),
        (18, 400, (0.9,)),
        (9, 9, (0.9,)),
        (8, 8, (0.85,)),
        (1, 50, (0.5,)),
    ],
)
def test_few_images_of_either_side_promise_the_levels_that_they_can(tumours, free, levels):
    images, _ = draw(tumours + free, 10)
    labels = np.repeat([0, FREE], [tumours, free])
    assert rule_of(images, labels).levels == levels


def test_a_group_counts_once_however_many_images_it_has():
    images, labels = draw(400, 11)
    groups = [f"{label == FREE}{place % 20}" for place, label in enumerate(labels)]
    assert rule_of(images, labels, groups=groups).levels == (0.9,)
    apart = [f"{place}" for place in range(400)]
    assert rule_of(images, labels, groups=apart) == rule_of(images, labels)


@pytest.mark.parametrize(("patients", "slices", "level"), [(6, 60, 0.85), (30, 20, 0.96)])
def test_new_patients_are_held_as_often_as_few_patients_promise(patients, slices, level):
    def tumour_free(count, each, rng):
        logits = rng.normal(1, 1.5, (count, 1)) + rng.normal(0, 0.5, (count, each))
        return np.repeat([f"{place}" for place in range(count)], each), (1 / (1 + np.exp(-logits))).ravel()

    rng = np.random.default_rng(19)
    _, new = tumour_free(3000, 3, rng)
    held = []
    for _ in range(200):
        groups, scores = tumour_free(patients, slices, rng)
        images = np.stack([scores, 1 - scores], axis=1).astype(np.float32)
        # The other side has enough groups.
        images = np.concatenate([images, images[:, ::-1][np.arange(400) % len(images)]])
        labels = np.repeat([0, 1], [len(scores), 400])
        names = [*groups, *(f"other {place}" for place in range(400))]
        fitted = fit_thresholds(images, labels, np.ones(len(labels)), 0, names)
        assert fitted.coverages[-1] == level
        held.append(np.mean(new >= fitted.tumour_free[-1]))
    assert np.mean(held) >= level - 4 * np.std(held) / np.sqrt(200)
    # Nor is it kept by holding everything plausible.
    assert np.mean(held) < 0.99


def test_unequal_weights_promise_less():
    images, labels = draw(400, 11)
    weights = np.where(np.arange(400) < 20, 20.0, 0.05)
    assert rule_of(images, labels, weights).levels[-1] < rule_of(images, labels).levels[-1]


@pytest.mark.parametrize("labels", [[], [FREE, FREE], [0, 1]])
def test_images_of_one_side_alone_promise_nothing(labels):
    images, _ = draw(len(labels), 12)
    with pytest.raises(ValueError, match="with a tumour and, where there is such a class, without one"):
        fit_thresholds(images, np.array(labels, np.int64), np.ones(len(labels)), FREE)


def test_a_model_of_one_kind_answers_the_first_question_alone():
    images, labels = draw(2000, 13, classes=2)
    rule = rule_of(images, labels, free=0)
    assert rule.thresholds.kind is None
    new, truth = draw(3000, 14, classes=2)
    first, none, _ = shares_held(rule, new, truth, 0.95)
    assert first >= least(0.95, 1500, 1000)
    assert none >= least(0.95, 1500, 1000)
    assert {tuple(rule.plausible(row, 0.95)) for row in new} <= {(0,), (1,), (0, 1), (1, 0)}


def test_a_model_without_a_tumour_free_class_answers_the_second_question_alone():
    rule = rule_of(*draw(3000, 15), free=None)
    images, labels = draw(4000, 16)
    held = np.mean([label in rule.plausible(row, 0.98) for row, label in zip(images, labels, strict=True)])
    assert held >= least(0.98, 4000, 3000)


def thresholds(tumour=0.2, tumour_free=0.2, kind=0.2):
    return Thresholds((0.95,), (tumour,), (tumour_free,), (kind,))


@pytest.mark.parametrize(
    ("probabilities", "limits", "expected"),
    [
        # Glioma, meningioma, tumour-free, pituitary.
        ([0.97, 0.01, 0.01, 0.01], thresholds(), [0]),
        ([0.60, 0.37, 0.02, 0.01], thresholds(), [0, 1]),
        ([0.01, 0.01, 0.97, 0.01], thresholds(), [2]),
        ([0.50, 0.02, 0.46, 0.02], thresholds(), [0, 2]),
        ([0.02, 0.10, 0.68, 0.20], thresholds(), [2, 3, 1]),
        # Strict thresholds leave neither side; the more probable one is added.
        ([0.55, 0.02, 0.42, 0.01], thresholds(0.9, 0.9, 0.2), [0]),
        ([0.30, 0.02, 0.67, 0.01], thresholds(0.9, 0.9, 0.2), [2]),
        # Of kinds too, as many as are together rather right than wrong.
        ([0.44, 0.30, 0.01, 0.25], thresholds(kind=0.9), [0, 1]),
        ([0.60, 0.25, 0.05, 0.10], thresholds(kind=0.9), [0]),
        # 60 % given a tumour, yet 42 % in all.
        ([0.42, 0.20, 0.30, 0.08], thresholds(0.4, 0.45, 0.5), [0, 1]),
        # Everything is plausible at no threshold.
        ([0.97, 0.01, 0.01, 0.01], thresholds(0, 0, 0), [0, 1, 2, 3]),
    ],
)
def test_the_plausible_classes_answer_both_questions(probabilities, limits, expected):
    assert TwoQuestionRule(limits, FREE).plausible(np.array(probabilities, np.float32), 0.95) == expected


shares = st.floats(0, 1)


@given(
    st.lists(st.floats(-30, 30, width=32), min_size=2, max_size=8),
    shares,
    shares,
    shares,
    st.sampled_from([None, 0, 1]),
)
def test_no_class_stands_alone_below_one_half_and_none_is_named_twice(logits, tumour, tumour_free, kind, free):
    probabilities = softmax(np.array(logits, np.float32))
    found = TwoQuestionRule(thresholds(tumour, tumour_free, kind), free).plausible(probabilities, 0.95)
    assert found
    assert len(set(found)) == len(found)
    assert list(probabilities[found]) == sorted(probabilities[found], reverse=True)
    if free not in found or len(found) == 1:
        assert probabilities[found].sum() >= 0.4999
    # Among kinds, none is left out that is more probable than one that is in.
    kinds = [index for index in found if index != free]
    others = [index for index in range(len(logits)) if index not in (*kinds, free)]
    assert not kinds or not others or probabilities[kinds].min() >= probabilities[others].max()


def test_a_higher_level_leaves_no_less_open():
    rule = rule_of(*draw(3000, 17))
    for row in draw(300, 18)[0]:
        sets = [set(rule.plausible(row, level)) for level in LEVELS]
        assert all(lower <= higher for lower, higher in itertools.pairwise(sets))


def test_one_threshold_knows_its_level_alone():
    rule = OneThresholdRule(0.888, 0.1)
    assert rule.levels == (0.888,)
    assert rule.plausible(np.array([0.85, 0.12, 0.03], np.float32), 0.888) == [0, 1]
    with pytest.raises(ValueError, match=r"expected the level 0\.888, got 0\.95"):
        rule.plausible(np.array([0.85, 0.12, 0.03], np.float32), 0.95)
