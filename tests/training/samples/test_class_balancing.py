"""Class balancing: how often a class is drawn, and how much it weighs."""

import numpy as np
import pytest

from training.samples.class_balancing import class_weights, sampling_probabilities

KINDS = ["glioma"] * 6 + ["pituitary"] * 2


@pytest.mark.parametrize(("balance", "rare"), [(0.0, 0.25), (0.5, 2**0.5 / (2**0.5 + 6**0.5)), (1.0, 0.5)])
def test_rare_kinds_are_drawn_more_often(balance, rare):
    probabilities = sampling_probabilities(KINDS, balance)
    assert probabilities.shape == (8,)
    assert probabilities.sum() == pytest.approx(1)
    assert probabilities[6:].sum() == pytest.approx(rare)
    assert probabilities[0] == probabilities[5]


def test_classes_weigh_the_same_in_sum():
    labels = np.array([0] * 6 + [1] * 2)
    weights = class_weights(labels, 3)
    assert weights[0] * 6 == pytest.approx(weights[1] * 2)
    assert weights[labels].mean() == pytest.approx(1)
    # A class without a picture has no part in it.
    assert np.isfinite(weights[2])
