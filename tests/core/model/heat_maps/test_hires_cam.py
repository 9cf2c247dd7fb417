"""HiResCAM in closed form, against the gradient at each place by finite differences."""

import numpy as np
import pytest

from core.model.dense_head import DenseHead
from core.model.heat_maps.grad_cam import grad_cam
from core.model.heat_maps.hires_cam import hires_cam


@pytest.fixture
def head():
    rng = np.random.default_rng(3)
    shapes = ((5, 4), (4,), (4, 3), (3,))
    return DenseHead(*(rng.normal(size=shape).astype(np.float64) for shape in shapes))


@pytest.fixture
def features():
    return np.random.default_rng(4).random((3, 4, 5)).astype(np.float64)


def by_differences(features, head, index, step=1e-5):
    """Weigh each activation by how much the logit changes with it."""
    found = np.zeros(features.shape[:2])
    for place in np.ndindex(features.shape):
        more, less = features.copy(), features.copy()
        more[place] += step
        less[place] -= step
        change = head.logits(more.mean(axis=(0, 1)))[index] - head.logits(less.mean(axis=(0, 1)))[index]
        found[place[:2]] += change / (2 * step) * features[place]
    return np.maximum(found, 0)


@pytest.mark.parametrize("index", range(3))
def test_it_is_the_gradient_times_the_activation_at_each_place(features, head, index):
    assert hires_cam(features, head, index) == pytest.approx(by_differences(features, head, index), abs=1e-6)


@pytest.mark.parametrize("index", range(3))
def test_behind_global_average_pooling_it_is_grad_cam(features, head, index):
    assert hires_cam(features, head, index) == pytest.approx(grad_cam(features, head, index), abs=1e-6)
