"""Figures stand where they are stated as they were measured."""

import json
import shutil

import pytest

from core.model_package import ModelPackage
from core.model_store import shipped_package
from training.evaluate import EvaluationRequest, evaluate
from training.figures import README, read_results, with_figures
from training.model_card import add_metrics, format_card, format_interval


def test_readme_states_what_was_measured():
    assert with_figures(README.read_text("utf-8"), read_results()) == README.read_text("utf-8")


def test_shipped_card_states_what_was_measured():
    package = ModelPackage.open(shipped_package())
    about = json.loads((shipped_package() / "package.json").read_text("utf-8"))
    assert {name: about["metrics"][name] for name in read_results()} == read_results()
    assert package.read("MODEL_CARD.md").decode("utf-8") == format_card(about)


def test_shipped_model_reaches_what_was_asked_of_it():
    assert read_results()["official"]["accuracy"]["value"] >= 0.985


def test_added_metrics_leave_a_sound_package(tmp_path):
    folder = tmp_path / "package"
    shutil.copytree(shipped_package(), folder)
    add_metrics(folder, {"elsewhere": read_results()["official"]})
    ModelPackage.open(folder).verify_files()
    assert "| elsewhere |" in (folder / "MODEL_CARD.md").read_text("utf-8")


def test_interval_in_words():
    assert format_interval({"value": 0.9, "interval": [0.85, 0.95]}) == "90.0 % (85.0 % to 95.0 %)"
    assert format_interval({"value": None, "interval": [None, None]}) == "not defined"


@pytest.mark.data
@pytest.mark.parametrize("protocol", ["official", "deduplicated"])
def test_stated_figures_are_reproduced(data_folder, tmp_path, protocol):
    request = EvaluationRequest(data_folder / "protocols" / f"{protocol}.csv", tmp_path, shipped_package())
    found = evaluate(request, lambda progress: None)
    stated = read_results()[protocol]
    # Float arithmetic of another processor may tip a slice that lies on the fence.
    assert found["images"] == stated["images"]
    assert found["accuracy"]["value"] == pytest.approx(stated["accuracy"]["value"], abs=2.5 / found["images"])
    assert found["nearest_neighbour"]["value"] == pytest.approx(stated["nearest_neighbour"]["value"], abs=0.005)
