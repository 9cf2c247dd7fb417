"""Figures of the verdicts: how often they decide, and how often they are right when they do."""

import numpy as np
import pytest

from core.model.conformal import OneThresholdRule, Thresholds, TwoQuestionRule
from core.model.verdicts import NOT_A_BRAIN_MRI, TUMOUR, UNCERTAIN, UNLIKE_TRAINING
from training.statistics.verdict_metrics import figures_at, make_verdicts, verdict_metrics

CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
RULE = TwoQuestionRule(Thresholds((0.9, 0.95), (0.4, 0.2), (0.4, 0.2), (0.4, 0.1)), 2)

# True class, probabilities, novelty; and the verdict at 95 %.
IMAGES = [
    (0, (0.97, 0.01, 0.01, 0.01), 0.5, "glioma"),
    (0, (0.60, 0.30, 0.05, 0.05), 0.5, TUMOUR),
    (1, (0.97, 0.01, 0.01, 0.01), 0.5, "glioma"),
    (1, (0.01, 0.02, 0.95, 0.02), 0.5, "notumor"),
    (3, (0.40, 0.05, 0.50, 0.05), 0.5, UNCERTAIN),
    (2, (0.01, 0.02, 0.95, 0.02), 0.5, "notumor"),
    (2, (0.60, 0.30, 0.05, 0.05), 0.5, TUMOUR),
    (2, (0.01, 0.02, 0.95, 0.02), 1.5, UNLIKE_TRAINING),
    (2, (0.01, 0.02, 0.95, 0.02), 3.0, NOT_A_BRAIN_MRI),
    (2, (0.01, 0.02, 0.95, 0.02), 1.0, "notumor"),
]
LABELS = np.array([label for label, *_ in IMAGES])
GROUPS = [str(number) for number in range(len(IMAGES))]


def verdicts_at(level, rule=RULE, classes=CLASSES, foreign_limit=2.0):
    probabilities = np.array([one for _, one, *_ in IMAGES], np.float32)
    novelty = np.array([novelty for *_, novelty, _ in IMAGES])
    return make_verdicts(LABELS, probabilities, novelty, rule, level, classes, foreign_limit)


def measured(rule=RULE, classes=CLASSES):
    found = [(level, verdicts_at(level, rule, classes)) for level in rule.levels]
    return {"level": rule.levels[-1], **verdict_metrics(LABELS, found, GROUPS, classes, rule)}


def test_verdicts_are_those_of_the_classifier():
    assert verdicts_at(0.95).words.tolist() == [verdict for *_, verdict in IMAGES]


def test_figures_at_a_level():
    found = measured()["verdicts"]["95"]
    shares = {
        "decided": 7 / 10,
        # The second is right in that there is a tumour.
        "right_when_decided": 4 / 7,
        "decided_tumour": 3 / 5,
        "decided_tumour_free": 2 / 5,
        "tumour_called_tumour_free": 1 / 5,
        "tumour_free_called_tumour": 1 / 5,
        "coverage_tumour": 4 / 5,
        # Refused or not.
        "coverage_tumour_free": 4 / 5,
        # The glioma for certain is a meningioma.
        "coverage_kind": 3 / 4,
    }
    for name, value in shares.items():
        assert found[name]["value"] == pytest.approx(value), name
        low, high = found[name]["interval"]
        assert 0 <= low < value < high <= 1, name
    assert found["level"] == 0.95


def test_share_of_each_verdict():
    found = measured()
    shares = {word: share["value"] for word, share in found["verdicts"]["95"]["shares"].items()}
    assert shares == pytest.approx(
        {
            "glioma": 0.2,
            "meningioma": 0,
            "notumor": 0.3,
            "pituitary": 0,
            TUMOUR: 0.2,
            UNCERTAIN: 0.1,
            UNLIKE_TRAINING: 0.1,
            NOT_A_BRAIN_MRI: 0.1,
        }
    )
    assert found["unlike_training"]["value"] == found["not_a_brain_mri"]["value"] == 0.1


def test_every_level_is_measured_and_a_lower_one_decides_more_often():
    found = measured()
    assert list(found["verdicts"]) == ["90", "95"]
    low, high = (found["verdicts"][key]["shares"][TUMOUR]["value"] for key in ("90", "95"))
    assert low < high
    assert found["questions"] == 2


def test_figures_are_found_by_level_whichever_program_measured():
    found = measured()
    assert figures_at(found) is found["verdicts"]["95"]
    assert figures_at(found, 0.9) is found["verdicts"]["90"]
    assert figures_at(found, 0.99) is None
    assert figures_at({"prediction_sets": {"nominal": 0.99}}) is None
    assert figures_at({"verdicts": None, "level": 0.95}) is None


def test_without_a_tumour_free_class_one_class_alone_decides():
    rule = TwoQuestionRule(Thresholds((0.95,), None, None, (0.25,)), None)
    found = measured(rule, ("a", "b", "c", "d"))["verdicts"]["95"]
    assert found["decided"]["value"] == pytest.approx(0.5)
    assert "decided_tumour_free" not in found


def test_a_class_may_have_the_name_of_a_verdict():
    rule = TwoQuestionRule(Thresholds((0.95,), (0.2,), (0.2,), (0.9,)), 2)
    verdicts = verdicts_at(0.95, rule, ("tumour", "other", "notumor", "third"))
    assert verdicts.words[0] == verdicts.words[1] == "tumour"
    # The third is not of that class, and nothing else was said.
    assert verdicts.is_right[:3].tolist() == [True, True, False]


def test_none_decided_leaves_what_is_right_undefined():
    rule = OneThresholdRule(0.99, 0.001)
    found = measured(rule)
    assert found["questions"] == 1
    assert found["verdicts"]["99"]["decided"]["value"] == 0
    assert found["verdicts"]["99"]["right_when_decided"] == {"value": None, "interval": [None, None]}
