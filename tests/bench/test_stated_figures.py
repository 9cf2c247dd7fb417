"""Figures are where they are stated as they were measured."""

import json
import re

import numpy as np
import pytest

from bench.headline import QUESTIONS, format_headline
from bench.runs import FOLDS
from bench.stated_figures import (
    FIGURES,
    PROTOCOLS,
    README,
    RESULTS,
    read_novelty,
    read_results,
    state_limits,
    with_figures,
    with_headline,
)
from core.model.classifier import Classifier
from core.model.package import ModelPackage
from core.model.preprocessing import Framing
from core.model.store import shipped_package
from core.readers import read_slices
from training.dataset.manifest import read_dataset, training_rows
from training.duplicates.clusters import read_clusters
from training.reports.model_card import add_metrics, format_card, format_interval, format_origin
from training.reports.protocol_tables import COMPARISON_ONLY
from training.samples.images import load_pictures
from training.splits.splits import cut_validation
from training.statistics.figure_paths import find_figure
from training.statistics.metrics import classification_metrics, trust_metrics


def test_the_page_of_figures_states_what_was_measured():
    assert with_figures(FIGURES.read_text("utf-8"), read_results(), read_novelty()) == FIGURES.read_text("utf-8")


def test_readme_states_what_was_measured():
    assert with_headline(README.read_text("utf-8"), read_results()) == README.read_text("utf-8")


def test_a_headline_has_a_row_for_each_protocol_that_flatters_no_model():
    assert set(QUESTIONS) == set(PROTOCOLS) - set(COMPARISON_ONLY)
    figures = {"images": 1200, "any_tumour": {"balanced_accuracy": {"value": 0.75, "interval": [0.7, 0.8]}}}
    lines = format_headline({"source_shift": figures}).splitlines()
    # What was not measured yet has no row.
    assert len(lines) == 3
    assert lines[2] == f"| {QUESTIONS['source_shift']} | 1,200 | 75.0 % (70.0 to 80.0) | – | – |"


def test_shipped_card_states_what_was_measured():
    package = ModelPackage.open(shipped_package())
    about = json.loads((shipped_package() / "package.json").read_text("utf-8"))
    assert {name: about["metrics"][name] for name in read_results()} == read_results()
    assert about["limits"] == state_limits(read_results())
    assert about.get("novelty_measured") == read_novelty()
    assert package.read("MODEL_CARD.md").decode("utf-8") == format_card(about)


def test_recorded_runs_are_of_the_shipped_models_recipe():
    about = json.loads((shipped_package() / "package.json").read_text("utf-8"))
    for path in RESULTS.glob("*.run.json"):
        assert json.loads(path.read_text("utf-8"))["config"] == about["training"]["config"], path.name


def test_protocols_that_were_not_measured_are_named():
    every = {name: {} for name in PROTOCOLS}
    some = {name: {} for name in PROTOCOLS if name not in ("official", "source_shift")}
    assert not any("Not measured" in limit for limit in state_limits(every))
    assert state_limits(some)[-1].endswith("missing from the tables: source_shift, official.")


# What docs/ablations.md says fell short. Strict: who reaches it takes this away.
MISSED = pytest.mark.xfail(strict=True, reason="the recipe misses this bar, as docs/figures.md and the card state")

# What was asked of the recipe: at least so much.
BARS = [
    ("other_scanners", ("any_tumour", "balanced_accuracy"), 0.75),
    ("other_scanners", ("heat_maps", "grad-cam", "pointing"), 0.40),
    pytest.param("source_shift", ("balanced_accuracy",), 0.80, marks=MISSED),
    pytest.param("patient_proxy", ("accuracy",), 0.95, marks=MISSED),
    pytest.param("patient_proxy", ("any_tumour", "right_class"), 0.93, marks=MISSED),
    ("patient_proxy", ("heat_maps", "grad-cam", "pointing"), 0.65),
    pytest.param("patient_proxy", ("prediction_sets", "single"), 0.85, marks=MISSED),
    *(
        pytest.param("patient_proxy", ("prediction_sets", "coverage_by_class", name), 0.97, marks=MISSED)
        for name in ("glioma", "meningioma", "notumor", "pituitary")
    ),
]
# And at most so much.
CEILINGS = [("patient_proxy", ("calibration", "ece"), 0.03), ("other_scanners", ("calibration", "ece"), 0.10)]


@pytest.mark.parametrize(("protocol", "path", "bar"), BARS)
def test_the_recipe_reaches_what_was_asked_of_it(protocol, path, bar):
    assert stated(protocol, path) >= bar


@MISSED
@pytest.mark.parametrize(("protocol", "path", "ceiling"), CEILINGS)
def test_the_probabilities_err_no_more_than_was_asked(protocol, path, ceiling):
    assert stated(protocol, path) <= ceiling


def stated(protocol, path):
    results = read_results()
    if protocol not in results:
        pytest.skip(f"{protocol} has not been measured with this recipe yet")
    figure = find_figure(results[protocol], path)
    if figure.get("folds", FOLDS) < FOLDS:
        pytest.skip(
            f"{figure['folds']} of {FOLDS} folds of {protocol} are measured with this recipe; the bar is on their mean"
        )
    return figure.get("value", figure.get("mean"))


def measured():
    labels = np.arange(8) % 4
    groups = [str(index) for index in range(8)]
    refused = np.arange(8) < 2
    return {
        **classification_metrics(labels, np.eye(4, dtype=np.float32)[labels], groups, ("a", "b", "c", "d")),
        **trust_metrics(labels, np.eye(4, dtype=bool)[labels], refused, groups, 0.99),
        "nearest_neighbour": None,
    }


def test_added_metrics_and_limits_leave_a_sound_package(package_copy):
    add_metrics(package_copy, {"elsewhere": measured()}, ["It was drawn by a program."])
    ModelPackage.open(package_copy).verify_files()
    card = (package_copy / "MODEL_CARD.md").read_text("utf-8")
    assert "| elsewhere | 8 | 100.0 % (63.1 to 100.0) |" in card
    assert "- It was drawn by a program.\n" in card
    [_, note] = " ".join(card.split()).split("Coverage and sets of ")
    names, _, rest = note.partition(" were measured with one threshold for all classes, at a nominal coverage of ")
    assert "elsewhere" in names.split(", ")
    assert re.match(r"(\d+ or )?99 %,", rest)


def test_card_states_how_well_what_is_no_brain_mri_is_recognised(package_copy):
    kinds = [
        {"kind": "noise", "is_unseen": False, "pictures": 9, "auroc": 0.5, "refused": 0.1, "refused_at_2_percent": 0.1},
        {"kind": "text", "is_unseen": True, "pictures": 4, "auroc": 0.9, "refused": 0.5, "refused_at_2_percent": 0.75},
        {"kind": "hand", "is_unseen": True, "pictures": 6, "auroc": 1.0, "refused": 1.0, "refused_at_2_percent": 1.0},
        {
            "kind": "all",
            "is_unseen": True,
            "pictures": 10,
            "auroc": 0.95,
            "refused": 0.75,
            "refused_at_2_percent": 0.875,
        },
    ]
    refused = {"value": 0.02, "interval": [0.01, 0.03]}
    novelty = {"dataset": "lgg", "brain_slices": 50, "brain_slices_refused": refused, "head_phantoms_refused": 0.0}
    add_metrics(package_copy, {"elsewhere": measured()}, novelty={**novelty, "kinds": kinds})
    card = (package_copy / "MODEL_CARD.md").read_text("utf-8")
    for row in (
        "| brain slices of lgg | 50 | – | 2.0 % (1.0 to 3.0) | – |",
        "| unseen kinds | 10 | 0.950 | 75.0 % | 87.5 % |",
        "| the worst of them, text | 4 | 0.900 | 50.0 % | 75.0 % |",
    ):
        assert row in card
    assert "fitted to (text, hand)" in card
    # What is added later leaves it.
    add_metrics(package_copy, {"elsewhere": measured()})
    assert "unseen kinds" in (package_copy / "MODEL_CARD.md").read_text("utf-8")


def test_added_metrics_leave_the_limits_that_there_are(package_copy):
    add_metrics(package_copy, {}, ["It was drawn by a program."])
    add_metrics(package_copy, {"elsewhere": measured()})
    assert "It was drawn by a program." in (package_copy / "MODEL_CARD.md").read_text("utf-8")


def test_card_of_any_model_asserts_nothing_of_the_shipped_one(package_copy):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    about.pop("limits", None)
    about["metrics"] = {"validation": about["metrics"]["validation"]}
    card = format_card(about)
    assert "no theorem covers it" in card
    for word in ("tumour-free", "official split", "other_scanners", "known to fail"):
        assert word not in card


def test_card_states_a_start_from_another_model(package_copy):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    assert "started from another model" not in format_card(about)
    about["training"] |= {"start": "older 1.0.0", "start_data_sha256": "0123456789abcdef0123"}
    card = format_card(about)
    assert "| Start | older 1.0.0, a model trained on the data `0123456789abcdef` |" in card
    assert "started from another model" in card


def test_interval_in_words():
    assert format_interval({"value": 0.9, "interval": [0.85, 0.95]}) == "90.0 % (85.0 % to 95.0 %)"
    assert format_interval({"value": None, "interval": [None, None]}) == "not defined"


def test_card_distinguishes_its_own_figures_from_those_of_its_recipe(package_copy):
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    title = f"{about['name']} {about['version']}"
    both = {"here": {"model": title}, "there": {"model": "recipe-official 1.0.0"}, "folds": {"summary": {}}}
    text = " ".join(format_origin(about, both).split())
    assert "Measured on this very model: here." in text
    assert "Figures of its recipe: there, folds." in text
    assert "recipe" not in format_origin(about, {"here": {"model": title}})


def test_protocols_stand_in_the_order_in_which_they_are_added(package_copy):
    add_metrics(package_copy, dict.fromkeys(reversed(PROTOCOLS), measured()))
    about = json.loads((package_copy / "package.json").read_text("utf-8"))
    assert [name for name in about["metrics"] if name in PROTOCOLS] == list(reversed(PROTOCOLS))


@pytest.mark.data
def test_stated_validation_figures_are_reproduced(data_folder):
    package = ModelPackage.open(shipped_package())
    config, stated = package.training["config"], package.metrics["validation"]
    dataset = read_dataset(data_folder / "protocols" / f"{package.training['dataset']}.csv")
    rows = load_pictures(training_rows(dataset), config["size"], print, Framing(config["framing"]), False).rows
    clusters = read_clusters(rows, print)
    _, held_out = cut_validation(rows, clusters, config["validation_share"], config["seed"])
    classifier = Classifier.open()
    right = [classifier.predict(read_slices(rows[i].path)[0]).label == rows[i].label for i in held_out]
    assert len(right) == stated["images"]
    # Float arithmetic of another processor may tip a slice that is on the fence.
    assert np.mean(right) == pytest.approx(stated["accuracy"], abs=2.5 / len(right))
