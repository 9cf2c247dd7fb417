"""The tables of what was tried say what was measured."""

import pytest

from bench.levers import PAGE, TABLES, TRIED, shorten, with_tables


@pytest.mark.parametrize("table", TABLES)
def test_page_states_what_was_measured(table):
    text = PAGE.read_text("utf-8")
    assert with_tables(text) == text
    assert all(f"| `{run.name}` |" in text for run in (TRIED / table).iterdir())


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
