"""The study in one sentence, and what it is worth."""

import pytest

from core.model.package import ModelPackage
from core.model.store import shipped_package
from core.program.wording import format_percent
from core.sweep.measured_performance import study_performance
from core.sweep.result import StudyVerdict
from core.sweep.sentence import study_sentence

KINDS = ("glioma", "meningioma")


@pytest.mark.parametrize(
    ("study", "words"),
    [
        (("glioma", ("glioma",), (70, 93), False), "Tumour (glioma) in slices 71 to 94; look first at 83."),
        (("tumour", KINDS, (70, 70), False), "Tumour (glioma or meningioma) in slice 71; look first at 83."),
        (("tumour", KINDS, (82, 82), False), "Tumour (glioma or meningioma) in slice 83."),
        (("notumor", ("notumor",), None, False), "No tumour found in 155 slices; look first at 83."),
        (
            ("uncertain", ("notumor", "glioma"), (70, 93), False),
            "Uncertain: tumour or not. Most suspicious: slices 71 to 94; look first at 83.",
        ),
        (("uncertain", ("notumor",), None, False), "Uncertain: tumour or not; look first at 83."),
        (("unlike-training", (), None, True), "No verdict on the study. Unlike what the model learnt from."),
        (("abscess", ("abscess",), (1, 2), False), "abscess in slices 2 to 3; look first at 83."),
    ],
)
def test_a_study_in_words(study, words):
    assert study_sentence(StudyVerdict(*study), 82, 155) == words


def test_what_could_not_be_read_is_counted():
    study = StudyVerdict("notumor", ("notumor",), None, False)
    words = study_sentence(study, 0, 9, unreadable=2)
    assert words == "No tumour found in 7 slices; look first at 1. 2 slices could not be read."
    assert study_sentence(None, None, 9, unreadable=9) == "None of the slices could be read."


def figures(sensitivity, specificity, model="recipe 1.0"):
    return {"model": model, "any_tumour": {"sensitivity": sensitivity, "specificity": specificity}}


def test_the_worst_protocol_states_what_a_verdict_is_worth():
    metrics = {
        "validation": {"accuracy": 0.9},
        "easy": figures({"value": 0.99}, {"value": 0.98}),
        "other_scanners": figures({"mean": 0.72, "folds": 5}, {"mean": 0.91, "folds": 5}),
        "kinds_alone": figures({"value": 0.1}, {"value": None}),
    }
    assert study_performance(metrics, {}, "mine 2.0") == (
        "72 % of slices with a tumour called, 9 % of those without: measured on other scanners with models of its "
        "recipe, not on whole studies."
    )
    own = {"hospital": figures({"value": 0.5}, {"value": 0.5}, "mine 2.0")}
    assert study_performance(own, {}, "mine 2.0").endswith("measured on hospital, not on whole studies.")


def test_figures_of_studies_come_first():
    counts = {"tumour_studies": 16, "found": 15, "tumour_free_studies": 8, "called": 1, "cleared": 4}
    metrics = {"any": figures({"value": 1}, {"value": 1})}
    assert study_performance(metrics, counts | {"is_unseen": True}, "") == (
        "15 of 16 studies with a tumour called, 1 of 8 without (4 cleared)."
    )
    assert study_performance(metrics, counts, "").endswith("; patients that it may have learnt from.")


@pytest.mark.parametrize("metrics", [{}, {"validation": {"accuracy": 1.0}}, {"odd": 3}, {"odd": {"any_tumour": 1}}])
def test_a_model_without_figures_says_so(metrics):
    assert study_performance(metrics, {"found": "many"}, "") == "How often its verdicts are right was not measured."


def test_the_figures_are_those_of_the_shipped_package():
    package = ModelPackage.open(shipped_package())
    protocols = [figures for figures in package.metrics.values() if "any_tumour" in figures]
    stated = [
        format_percent(figure["mean"] if "folds" in figure else figure["value"])
        for figures in protocols
        for figure in [figures["any_tumour"]["sensitivity"]]
    ]
    words = study_performance(package.metrics, {}, package.title)
    assert any(words.startswith(f"{share} of slices with a tumour called") for share in stated)
