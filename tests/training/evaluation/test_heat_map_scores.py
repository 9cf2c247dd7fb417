"""Heat maps against outlines, on maps made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from core.image.sample_files import sample_files
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import EVIDENCE, GRAD_CAM, measured_heat_methods
from core.readers import read_slices
from training.dataset.outlines import outline_mask
from training.evaluation.heat_map_scores import HeatScore, heat_metrics, score_heat, score_heat_maps


def mask_of(rows, columns, size=10):
    mask = np.zeros((size, size), bool)
    mask[rows, columns] = True
    return mask


def test_a_map_that_is_the_outline_scores_all():
    mask = mask_of(slice(2, 5), slice(3, 7))
    score = score_heat(mask.astype(np.float32), mask)
    assert score == HeatScore(True, 1.0, 1.0, pytest.approx(0.12))


def test_figures_by_hand():
    heat = np.zeros((10, 10), np.float32)
    heat[4, 4], heat[4, 5], heat[4, 6], heat[9, 9] = 1.0, 0.5, 0.49, 0.01
    score = score_heat(heat, mask_of(4, slice(5, 8)))
    assert not score.is_hit
    # At half the maximum or hotter: (4, 4) and (4, 5); inside: (4, 5), (4, 6), (4, 7).
    assert score.iou == pytest.approx(1 / 4)
    assert score.energy_inside == pytest.approx(0.99 / 2.0)


def test_the_hottest_point_has_no_tolerance():
    heat = np.zeros((10, 10), np.float32)
    heat[4, 4] = 1
    assert score_heat(heat, mask_of(4, 4)).is_hit
    assert not score_heat(heat, mask_of(4, 5)).is_hit


def test_of_equally_hot_points_the_first_counts():
    heat = np.zeros((10, 10), np.float32)
    heat[2, 2] = heat[7, 7] = 1
    assert score_heat(heat, mask_of(2, 2)).is_hit
    assert not score_heat(heat, mask_of(7, 7)).is_hit


def test_a_map_without_heat_misses():
    assert score_heat(np.zeros((10, 10), np.float32), np.ones((10, 10), bool)) == HeatScore(False, 0.0, 0.0, 1.0)


def test_it_is_the_true_class_s_map_at_the_picture_s_size_whatever_was_predicted():
    classifier = Classifier.open()
    prediction = classifier.predict(read_slices(sample_files()[0])[0])
    outline = "60,60 200,60 200,200 60,200"
    placement = prediction.placement
    mask = outline_mask(outline, placement.height, placement.width)
    for name in prediction.classes:
        found = score_heat_maps(classifier, prediction, name, outline)
        heat = {
            method: classifier.explain(prediction, name, method=method)
            for method in measured_heat_methods(classifier.package.has_evidence)
        }
        assert found == {method: score_heat(one, mask) for method, one in heat.items()}


def test_an_evidence_map_of_a_package_without_one_is_refused():
    classifier = Classifier.open()
    prediction = replace(classifier.predict(read_slices(sample_files()[0])[0]), evidence=None)
    with pytest.raises(ValueError, match="evidence"):
        classifier.explain(prediction, method=EVIDENCE)


def test_scores_are_summed_up_by_method():
    both = [
        {GRAD_CAM: HeatScore(True, 0.5, 0.6, 0.1), EVIDENCE: HeatScore(True, 0.8, 0.9, 0.1)},
        {GRAD_CAM: HeatScore(False, 0.1, 0.2, 0.3), EVIDENCE: HeatScore(True, 0.6, 0.7, 0.3)},
    ]
    found = heat_metrics(both, ["a", "b"], measured_heat_methods())
    assert list(found) == ["grad-cam", "evidence"]
    assert found["grad-cam"]["images"] == 2
    assert found["grad-cam"]["pointing"]["value"] == 0.5
    assert found["grad-cam"]["iou"]["value"] == pytest.approx(0.3)
    assert found["evidence"]["pointing"]["interval"] == pytest.approx([0.025**0.5, 1.0])
    assert found["evidence"]["energy_inside"]["value"] == pytest.approx(0.8)


def test_without_outlines_nothing_is_defined():
    found = heat_metrics([], [], [GRAD_CAM])["grad-cam"]
    assert found["images"] == 0
    assert found["pointing"] == {"value": None, "interval": [None, None]}
