"""The table of heat maps: each line is whole, and a line is all that a new one needs."""

import numpy as np
import pytest

from core.image.sample_files import sample_files
from core.model.classifier import Classifier
from core.model.heat_maps import known_heat_maps
from core.model.heat_maps.known_heat_maps import (
    EVIDENCE,
    GRAD_CAM,
    KNOWN_HEAT_MAPS,
    default_heat_method,
    find_heat_method,
    heat_methods,
    methods_in_order,
)
from core.readers import read_slices
from tests.core.model.heat_maps.even_map import EVEN


@pytest.fixture(scope="module")
def classifier():
    return Classifier.open()


@pytest.fixture(scope="module")
def image():
    return read_slices(sample_files()[0])[0]


@pytest.fixture(scope="module")
def prediction(classifier, image):
    return classifier.predict(image)


@pytest.mark.parametrize("method", KNOWN_HEAT_MAPS, ids=lambda method: method.name)
def test_each_line_is_whole_and_draws_a_map(classifier, prediction, image, method):
    assert find_heat_method(method.name) is method
    assert method.reading.startswith(f"{method.title}: ")
    assert method.caution.endswith(".")
    if method not in heat_methods(classifier.package.has_evidence):
        pytest.skip("the shipped model has no such map")
    heat = classifier.explain(prediction, method=method, image=image)
    assert heat.shape == (prediction.placement.height, prediction.placement.width)
    assert heat.dtype == np.float32
    assert 0 <= heat.min() < heat.max() <= 1
    assert method.is_probability or heat.max() == 1


def test_no_two_share_a_name_or_words():
    for of in ("name", "words", "module"):
        assert len({getattr(method, of) for method in KNOWN_HEAT_MAPS}) == len(KNOWN_HEAT_MAPS)


def test_a_model_without_evidence_has_the_other_maps():
    assert heat_methods() == KNOWN_HEAT_MAPS
    assert EVIDENCE not in heat_methods(has_evidence=False)
    assert heat_methods(has_evidence=False)[0] is GRAD_CAM


@pytest.mark.parametrize("has_evidence", [True, False])
def test_where_none_is_chosen_the_first_that_is_offered_is_drawn(has_evidence):
    assert default_heat_method(has_evidence) is methods_in_order(has_evidence)[0]
    assert default_heat_method(has_evidence, is_of_class=True) is GRAD_CAM


def test_a_map_that_is_not_known_is_not_found():
    assert find_heat_method("magic") is None


def test_a_line_is_all_that_another_map_needs(classifier, prediction, monkeypatch):
    monkeypatch.setattr(known_heat_maps, "KNOWN_HEAT_MAPS", (*KNOWN_HEAT_MAPS, EVEN))
    assert find_heat_method("even") in heat_methods(has_evidence=False)
    assert (classifier.explain(prediction, method=EVEN) == 1).all()
