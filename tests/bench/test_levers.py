"""The table of levers says what was measured."""

from bench.levers import LEVERS, PAGE, shorten, with_table


def test_page_states_what_was_measured():
    text = PAGE.read_text("utf-8")
    assert with_table(text) == text
    assert all(f"| `{run.name}` |" in text for run in LEVERS.iterdir())


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
