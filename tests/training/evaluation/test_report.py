"""The report of an evaluation, its words and its figures."""

from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.image.phantom import head_phantom
from core.model.classifier import Classifier
from core.model.conformal import OneThresholdRule, Thresholds, TwoQuestionRule
from core.model.heat_maps.known_heat_maps import GRAD_CAM
from training.dataset.manifest import Row
from training.evaluation.heat_map_scores import HeatScore, heat_metrics
from training.evaluation.mistakes import draw_mistake, tell_mistake, worst_mistakes
from training.evaluation.perturbation import STEPS, Curves, Faithfulness, perturbation_metrics
from training.evaluation.plots import draw_figures
from training.evaluation.randomisation import MapLikeness, randomisation_metrics
from training.evaluation.report import format_report
from training.evaluation.summary import summarise
from training.reports.findings_page import Severity
from training.statistics.metrics import classification_metrics, trust_metrics
from training.statistics.verdict_metrics import make_verdicts, verdict_metrics

SCORES = (HeatScore(True, 0.3, 0.4, 0.02),) * 4
CLASSES = ("glioma", "meningioma", "notumor", "pituitary")
PNG = b"\x89PNG\r\n\x1a\n"


def answers(count=80, share_right=0.8):
    rng = np.random.default_rng(0)
    labels = np.arange(count) % 4
    guessed = np.where(rng.random(count) < share_right, labels, (labels + 1) % 4)
    probabilities = (0.05 + 0.8 * np.eye(4)[guessed]).astype(np.float32)
    return labels, probabilities


ONE = OneThresholdRule(0.99, 0.5)
TWO = TwoQuestionRule(Thresholds((0.9, 0.95), (0.4, 0.2), (0.4, 0.2), (0.4, 0.1)), 2)


def measured(labels, probabilities, classes=CLASSES, scores=SCORES, rule=ONE, **changes):
    groups = [str(index) for index in range(len(labels))]
    novelty = np.zeros(len(labels))
    verdicts = {one: make_verdicts(labels, probabilities, novelty, rule, one, classes) for one in rule.levels}
    sets = probabilities == probabilities.max(axis=1, keepdims=True)
    curves = Curves(np.linspace(1, 0, STEPS + 1) ** 2, np.linspace(0, 1, STEPS + 1) ** 0.5)
    faithfulness = Faithfulness({GRAD_CAM: curves}, np.linspace(1, 0, STEPS + 1))
    methods = [GRAD_CAM]
    return {
        "model": "falx-test 1.0.0",
        "training_dataset": "collected",
        "dataset": "<data>",
        "split": "Testing",
        "fold": None,
        **classification_metrics(labels, probabilities, groups, classes),
        "level": rule.levels[-1],
        **trust_metrics(labels, sets, np.zeros(len(labels), bool), groups, rule.levels[-1], classes),
        **verdict_metrics(labels, verdicts.items(), groups, classes, rule),
        "heat_maps": heat_metrics([{GRAD_CAM: one} for one in scores], groups[: len(scores)], methods),
        **perturbation_metrics([faithfulness] * 4, groups[:4], methods),
        "randomisation": randomisation_metrics([MapLikeness(0.1, None)] * 4, groups[:4]),
        "nearest_neighbour": {"value": 0.5, "interval": [0.4, 0.6]},
        "groups_in_training": {"groups": 0, "images": 0},
        "worst": [
            {"path": "a&b/<1>.png", "true": "glioma", "predicted": "notumor", "probability": 1.0, "refused": True}
        ],
        "unreadable": ["<bad>.png: is empty"],
        **changes,
    }


@pytest.fixture(scope="module")
def metrics():
    return measured(*answers())


@pytest.fixture(scope="module")
def figures(metrics):
    return draw_figures(metrics, *answers(), CLASSES)


class Page(HTMLParser):
    """Collects what a page would load, its tags and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.loaded, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.loaded += [value for name, value in attributes if name in ("src", "href", "srcset", "onerror", "onload")]

    def handle_data(self, data):
        self.text += data.replace("\N{NO-BREAK SPACE}", " ")


def test_the_report_needs_nothing_else_and_escapes_names(metrics, figures):
    text = format_report(metrics, figures, [np.zeros((224, 452, 3), np.uint8)])
    page = Page(text)
    assert not {"script", "link", "data", "bad", "1"} & set(page.tags)
    assert "http" not in text
    assert len(page.loaded) == 6
    assert all(value.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")) for value in page.loaded)
    assert "a&amp;b/&lt;1&gt;.png" in text


def test_the_report_says_what_it_should(metrics, figures):
    text = " ".join(Page(format_report(metrics, figures, [None])).text.split())
    for words in (
        "research and teaching only; not a medical device",
        "Summary",
        "a nearest neighbour among the dataset's training images, which learns nothing, gets 50.0 %",
        "trained on the dataset collected. Whether images measured here",
        "Coverage is the share of the images whose set contains the true class",
        "Any tumour: sensitivity",
        "called Meningioma",
        "Expected calibration error",
        "Pointing",
        "Advantage",
        "Rank correlation",
        "The worst mistakes",
        "No tumour, 100.0 %; true class Glioma; refused",
        "<bad>.png: is empty",
        "How it was measured",
    ):
        assert words in text


def test_verdicts_come_first_and_then_problems(metrics):
    first, *rest = summarise(metrics)
    assert first.what.startswith("At the level of 99 %, the verdict decides in ")
    order = [list(Severity).index(remark.severity) for remark in rest]
    assert order == sorted(order)


def texts(metrics, severity):
    return "\n".join(remark.what for remark in summarise(metrics) if remark.severity is severity)


def test_a_model_no_better_than_its_neighbour_is_a_problem():
    nearest = {"value": 0.9, "interval": [0.8, 0.95]}
    assert "nearest neighbour" in texts(measured(*answers(), nearest_neighbour=nearest), Severity.PROBLEM)
    assert "no nearest neighbour" in texts(measured(*answers(), nearest_neighbour=None), Severity.NOTE)


def test_groups_on_both_sides_are_a_problem(metrics):
    found = texts(measured(*answers(), groups_in_training={"groups": 3, "images": 40}), Severity.PROBLEM)
    assert "40 are of groups (usually a patient each; 3 in all)" in found
    for none in ({"groups": 0, "images": 0}, None):
        assert "of groups" not in texts(measured(*answers(), groups_in_training=none), Severity.PROBLEM)


def test_classes_without_a_tumour_free_one_are_reported():
    labels, probabilities = answers()
    metrics = measured(labels, probabilities, ("glioma", "meningioma", "no tumor", "pituitary"))
    assert "No class of the model is called notumor" in texts(metrics, Severity.NOTE)


def test_a_coin_is_a_problem():
    labels, probabilities = answers()
    found = texts(measured(labels, np.roll(probabilities, 1, axis=0)), Severity.PROBLEM)
    assert "tossing a coin" in found


def test_sets_that_miss_their_promise_are_a_problem(metrics):
    assert "99 %" in texts(metrics, Severity.PROBLEM)


def test_how_often_verdicts_decide_and_are_right_is_reported():
    labels, probabilities = answers(share_right=1.0)
    found = texts(measured(labels, probabilities, rule=TWO), Severity.FINE)
    assert (
        "At the level of 95 %, the verdict decides in 100.0 % of the images, and 100.0 % of those verdicts are right. "
        "It states that no tumour is found in 100.0 % of the tumour-free images and 0.0 % of those with a tumour."
    ) in found
    assert "The truth is among the plausible answers in 100.0 % of the images with a tumour" in found


def test_answers_that_hold_the_truth_too_seldom_are_a_problem():
    # How many of the verdicts that decide are wrong, no level bounds.
    metrics = measured(*answers(share_right=0.7), rule=TWO)
    assert "the verdict decides in 100.0 % of the images" in texts(metrics, Severity.FINE)
    found = texts(metrics, Severity.PROBLEM)
    assert "the model was calibrated for 95 % of each" in found


def test_verdicts_that_stay_open_are_reported():
    labels, probabilities = answers()
    found = texts(measured(labels, np.full_like(probabilities, 0.25), rule=TWO), Severity.NOTE)
    assert "the verdict decides in 0.0 % of the images. It states" in found


def test_levels_of_few_images_are_reported():
    rule = TwoQuestionRule(Thresholds((0.85,), (0.4,), (0.4,), (0.4,)), 2)
    assert "The highest level of the model is 85 %" in texts(measured(*answers(), rule=rule), Severity.NOTE)
    assert "highest level" not in texts(measured(*answers(), rule=TWO), Severity.NOTE)


def test_the_report_has_the_verdicts_at_each_level():
    page = Page(format_report(measured(*answers(), rule=TWO), {}, [None])).text
    assert page.index("Verdicts") < page.index("Accuracy")
    for words in ("at 90 %", "at 95 %", "Right when decided", "Tumour-free called a tumour", "Verdict at 95 %"):
        assert words in page


def test_what_an_earlier_program_measured_is_reported_without_verdicts(metrics):
    missing = ("level", "verdicts", "questions", "unlike_training", "not_a_brain_mri")
    old = {name: value for name, value in metrics.items() if name not in missing}
    text = Page(format_report(old, {}, [None])).text
    assert "decided" not in text
    assert "of the prediction sets hold the true class" in text


@pytest.mark.parametrize(("is_hit", "severity"), [(True, Severity.FINE), (False, Severity.PROBLEM)])
def test_where_the_map_points_is_reported(is_hit, severity):
    metrics = measured(*answers(), scores=[HeatScore(is_hit, 0.1, 0.1, 0.02)] * 5)
    assert "The hottest point" in texts(metrics, severity)


def test_without_outlines_that_is_reported():
    assert "No outlines" in texts(measured(*answers(), scores=[]), Severity.NOTE)


def test_maps_of_random_weights_that_are_alike_are_a_problem():
    likeness = randomisation_metrics([MapLikeness(0.9, 0.0)] * 4, list("abcd"))
    found = texts(measured(*answers(), randomisation=likeness), Severity.PROBLEM)
    assert "only the last layers" in found
    assert "all weights" not in found


def test_figures_are_pictures_and_the_same_again(metrics, figures):
    assert set(figures) == {"confusion", "roc", "reliability", "risk_coverage", "perturbation"}
    for content in figures.values():
        assert content.startswith(PNG)
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
        assert min(picture.shape[:2]) > 300
        assert picture[0, 0].tolist() == [255, 255, 255]
    assert draw_figures(metrics, *answers(), CLASSES) == figures


def test_classes_of_one_s_own_and_of_one_kind_can_be_drawn_and_reported():
    classes = tuple(f"class {index}" for index in range(12))
    labels = np.zeros(6, np.int64)
    metrics = measured(labels, np.full((6, 12), 1 / 12, np.float32), classes, scores=[], worst=[], unreadable=[])
    found = draw_figures(metrics, labels, np.full((6, 12), 1 / 12, np.float32), classes)
    assert "roc" not in found
    assert "None: all images are classified correctly." in format_report(metrics, found, [])


class Stub:
    """An image score, as far as mistakes go by it."""

    def __init__(self, label, probabilities):
        self.row = Row(Path("/data/x") / f"{label}.png", label)
        self.probabilities, self.is_refused = np.array(probabilities, np.float32), False


def test_the_worst_are_the_most_certain_of_the_wrong():
    scores = [Stub("a", [0.9, 0.1]), Stub("a", [0.3, 0.7]), Stub("b", [0.8, 0.2])]
    worst = worst_mistakes(scores, ("a", "b"))
    assert worst == [scores[2], scores[1]]
    assert tell_mistake(worst[0], ("a", "b"), Path("/data")) == {
        "path": "x/b.png",
        "true": "b",
        "predicted": "a",
        "probability": pytest.approx(0.8),
        "refused": False,
    }


def test_a_mistake_is_drawn_beside_its_heat_map_and_with_its_outline(tmp_path):
    path = tmp_path / "tall.png"
    path.write_bytes(cv2.imencode(".png", head_phantom(1, "glioma", 96)[:, 20:70])[1].tobytes())
    classifier = Classifier.open()
    plain = draw_mistake(Row(path, "glioma"), classifier)
    outlined = draw_mistake(Row(path, "glioma", outline="10,40 30,40 30,60 10,60"), classifier)
    assert plain.shape == outlined.shape == (224, 452, 3)
    changed = np.argwhere((plain != outlined).any(axis=2))
    assert changed.size
    assert changed[:, 1].max() < 224


def test_a_mistake_that_vanished_has_no_picture(tmp_path):
    assert draw_mistake(Row(tmp_path / "gone.png", "glioma"), Classifier.open()) is None
