"""Where the cells of a heat map are in the picture, and how hot they are."""

import numpy as np
import numpy.typing as npt

from core.model.geometry import FeatureGeometry
from core.model.preprocessing import Placement

FloatArray = npt.NDArray[np.float32]


def resample(cells: FloatArray, geometry: FeatureGeometry, placement: Placement) -> FloatArray:
    """Lay a map of feature cells over the picture, linearly between the true centres of the cells.

    Args:
        cells: (h, w) float32.
        geometry: where in the network's input the centres are.
        placement: where that input is in the picture.

    Returns:
        (H, W) float32 of the picture's size, in the range of the cells.
    """
    rows = _interpolation(cells.shape[0], placement.height, placement.scale_y, placement.offset_y, geometry)
    columns = _interpolation(cells.shape[1], placement.width, placement.scale_x, placement.offset_x, geometry)
    return np.asarray(rows @ cells @ columns.T, np.float32)


def normalise(heat: FloatArray) -> FloatArray:
    """Scale a map so that its hottest point is 1; a map without heat stays 0."""
    highest = float(heat.max(initial=0.0))
    return heat / np.float32(highest) if highest > 0 else np.zeros_like(heat)


def _interpolation(count: int, length: int, scale: float, offset: float, geometry: FeatureGeometry) -> FloatArray:
    """Weigh the cells (length, count) for each picture pixel along an axis; beyond the outer centres theirs apply."""
    inputs = (np.arange(length) - offset) / scale
    position = np.clip((inputs - geometry.offset) / geometry.stride, 0, count - 1)
    left = np.minimum(position.astype(int), max(count - 2, 0))
    share = (position - left).astype(np.float32)
    weights = np.zeros((length, count), np.float32)
    index = np.arange(length)
    weights[index, left] = 1 - share
    if count > 1:
        weights[index, left + 1] = share
    return weights
