"""Of classes that are equally probable, the one that the model lists first comes first, everywhere alike."""

import numpy as np
import pytest

from core.image.windowing import EIGHT_BIT
from core.model.calibration import prediction_set
from core.model.conformal import OneThresholdRule, Thresholds, TwoQuestionRule
from core.model.prediction import Prediction
from core.model.preprocessing import Placement

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
FREE = 2
EVEN = np.full(4, 0.25, np.float32)
PAIRS = np.array([0.1, 0.4, 0.1, 0.4], np.float32)


@pytest.mark.parametrize(("probabilities", "label"), [(EVEN, "glioma"), (PAIRS, "meningioma")])
def test_the_label_is_the_first_of_the_most_probable(probabilities, label):
    found = Prediction(
        classes=CLASSES,
        logits=np.log(probabilities),
        probabilities=probabilities,
        level=0.95,
        prediction_set=CLASSES,
        novelty=0.5,
        foreign_limit=2.0,
        window=EIGHT_BIT,
        placement=Placement(1, 1, 1, 0, 1, 0),
        features=None,
        pooled=np.zeros(1, np.float32),
    )
    assert found.label == label


@pytest.mark.parametrize(("probabilities", "order"), [(EVEN, [0, 1, 2, 3]), (PAIRS, [1, 3, 0, 2])])
def test_plausible_classes_keep_the_model_s_order(probabilities, order):
    all_of_them = Thresholds((0.95,), (0.0,), (0.0,), (0.0,))
    assert prediction_set(probabilities, 0.0) == order
    assert OneThresholdRule(0.95, 0.0).plausible(probabilities, 0.95) == order
    assert TwoQuestionRule(all_of_them, FREE).plausible(probabilities, 0.95) == order
    assert TwoQuestionRule(all_of_them, FREE).plausible(probabilities, 0.95, is_kind_open=True) == order


def test_a_kind_that_is_added_to_reach_one_half_is_the_first_of_equals():
    # 0.4 and 0.4 given a tumour: one does not reach a half, two do, and the strict threshold leaves none by itself.
    probabilities = np.array([0.32, 0.32, 0.2, 0.16], np.float32)
    strict = Thresholds((0.95,), (0.4,), (0.4,), (0.9,))
    assert TwoQuestionRule(strict, FREE).plausible(probabilities, 0.95) == [0, 1]
    assert prediction_set(np.array([0.5, 0.0, 0.0, 0.5], np.float32), 1.0) == [0, 3]
    assert prediction_set(np.array([0.5, 0.0, 0.0, 0.5], np.float32), 0.51)[0] == 0
