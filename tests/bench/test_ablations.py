"""The tables of what was tried say what was measured."""

import json

import pytest

from bench.ablations import PAGE, TABLES, TRIED, format_table, keep, shorten, with_tables


@pytest.mark.parametrize("table", TABLES)
def test_page_states_what_was_measured(table):
    text = PAGE.read_text("utf-8")
    assert with_tables(text) == text
    assert all(f"| `{run.name}` |" in text for run in (TRIED / table).iterdir())


@pytest.fixture
def tried(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.ablations.TRIED", tmp_path)
    for name in ("first", "second"):
        (tmp_path / "longer" / name).mkdir(parents=True)
        (tmp_path / "longer" / name / "about.txt").write_text(f"{name} try\n", "utf-8")
    return tmp_path / "longer"


def test_runs_that_are_not_measured_yet_have_a_row_of_dashes(tried):
    figure = {"value": 0.875}
    keys = ("sensitivity", "right_class", "specificity", "balanced_accuracy", "roc_auc")
    metrics = {
        "dataset": "other_scanners_more",
        "fold": None,
        "accuracy": figure,
        "any_tumour": dict.fromkeys(keys, figure),
    }
    (tried / "metrics.json").write_text(json.dumps(metrics), "utf-8")
    keep(tried / "second", tried / "metrics.json")
    _, _, measured, missing = format_table("longer").splitlines()
    assert measured.startswith("| other scanners, more sources learnt | `second` | second try | 87.5 % | 87.5 % |")
    assert missing == f"| not measured yet | `first` | first try |{' – |' * 8}"


def test_undefined_figures_stay_so():
    metrics = {
        "accuracy": {"value": 0.51234567},
        "any_tumour": None,
        "heat_maps": {"grad-cam": {"pointing": {"value": None}}},
    }
    found = shorten(metrics)
    assert found["accuracy"] == 0.5123
    assert found["AUC"] is None
    assert found["Grad-CAM points"] is None
