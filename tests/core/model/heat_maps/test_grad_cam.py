"""Grad-CAM in closed form, and where it is laid over the picture."""

import numpy as np
import pytest

from core.model.dense_head import DenseHead
from core.model.geometry import FeatureGeometry
from core.model.heat_maps.grad_cam import grad_cam
from core.model.heat_maps.resampling import normalise, resample
from core.model.preprocessing import Placement

GEOMETRY = FeatureGeometry(stride=32, offset=31, cells=7)
SAME_SIZE = Placement(width=224, height=224, scale_x=1, offset_x=0, scale_y=1, offset_y=0)


def _head(channels=16, hidden=8, classes=3):
    rng = np.random.default_rng(0)
    shapes = ((channels, hidden), (hidden,), (hidden, classes), (classes,))
    return DenseHead(*(rng.normal(size=shape).astype(np.float32) for shape in shapes))


def test_gradient_agrees_with_differences():
    head = _head()
    pooled = np.random.default_rng(1).random(16).astype(np.float32)
    for index in range(3):
        numeric = [
            (head.logits(pooled + step)[index] - head.logits(pooled - step)[index]) / 2e-3
            for step in np.eye(16, dtype=np.float32) * np.float32(1e-3)
        ]
        np.testing.assert_allclose(head.gradient(pooled, index), numeric, atol=2e-2)


def test_cells_are_never_negative():
    features = np.random.default_rng(2).normal(size=(7, 7, 16)).astype(np.float32)
    assert grad_cam(features, _head(), 1).min() >= 0


@pytest.mark.parametrize(("row", "column"), [(0, 0), (3, 3), (2, 5), (6, 6)])
def test_hottest_pixel_is_the_centre_of_the_hottest_cell(row, column):
    cells = np.zeros((7, 7), np.float32)
    cells[row, column] = 1
    heat = resample(cells, GEOMETRY, SAME_SIZE)
    y, x = np.unravel_index(heat.argmax(), heat.shape)
    assert heat[32 * row + 31 if row < 6 else 223, 32 * column + 31 if column < 6 else 223] == pytest.approx(1)
    if row < 6 and column < 6 and row and column:
        assert (y, x) == (32 * row + 31, 32 * column + 31)


def test_placement_is_undone():
    """A picture twice as large as the input, shifted, as a tall picture is on its black square."""
    cells = np.zeros((7, 7), np.float32)
    cells[3, 2] = 1
    placement = Placement(width=224, height=448, scale_x=2, offset_x=-111.5, scale_y=2, offset_y=0.5)
    heat = resample(cells, GEOMETRY, placement)
    assert heat.shape == (448, 224)
    y, x = np.unravel_index(heat.argmax(), heat.shape)
    assert abs(y - (2 * (32 * 3 + 31) + 0.5)) <= 0.5
    assert abs(x - (2 * (32 * 2 + 31) - 111.5)) <= 0.5


def test_single_cell_covers_everything():
    heat = resample(np.full((1, 1), 2, np.float32), FeatureGeometry(32, 15, 1), SAME_SIZE)
    assert np.all(heat == 2)


def test_normalised_range():
    assert normalise(np.array([[0, 2], [4, 1]], np.float32)).max() == 1
    assert normalise(np.zeros((2, 2), np.float32)).max() == 0
