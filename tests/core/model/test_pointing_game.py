"""What a package states of where its heat maps point."""

import pytest

from core.model.package import ModelPackage
from core.model.pointing_game import PointingGameResult, measured_pointing
from core.model.store import shipped_package

GOOD = {"images": 40, "pointing": {"value": 0.75, "interval": [0.6, 0.85]}}


def metrics(figures, protocol="other_scanners"):
    return {"validation": {"accuracy": 1}, protocol: {"heat_maps": {"grad-cam": figures}}}


def test_the_first_protocol_that_measured_it_counts():
    found = measured_pointing(metrics(GOOD), "grad-cam")
    assert found == PointingGameResult("other_scanners", 40, 0.75, 0.6, 0.85)
    assert found.words == (
        "Its hottest point was inside the tumour in 75 % of 40 images of other scanners (60 % to 85 %)."
    )


def test_a_protocol_that_is_not_known_is_named():
    assert "of 40 images of my clinic (" in measured_pointing(metrics(GOOD, "my_clinic"), "grad-cam").words


@pytest.mark.parametrize(
    "figures",
    [
        {"images": 0, "pointing": {"value": None, "interval": [None, None]}},
        {"images": 40, "pointing": {"value": 7, "interval": [0.6, 0.85]}},
        {"images": 40, "pointing": {"value": 0.7}},
        {"images": "many", "pointing": {"value": 0.7, "interval": [0.6, 0.85]}},
        {"images": 40},
        [],
        None,
    ],
)
def test_figures_that_are_not_whole_are_no_measurement(figures):
    assert measured_pointing(metrics(figures), "grad-cam") is None


def test_a_method_that_was_not_measured_has_no_figure():
    assert measured_pointing(metrics(GOOD), "occlusion") is None
    assert measured_pointing({}, "grad-cam") is None


def test_the_shipped_model_states_where_its_maps_point():
    package = ModelPackage.open(shipped_package())
    for method in ("grad-cam", "evidence"):
        found = measured_pointing(package.metrics, method)
        assert found is not None
        assert found.low <= found.share <= found.high
