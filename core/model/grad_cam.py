"""Heat maps: Grad-CAM in closed form, without a second pass.

Own code: libraries for Grad-CAM let TensorFlow or PyTorch differentiate, and LiteRT does not. Behind global average
pooling and two dense layers the gradient is two matrix products.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from core.model.geometry import FeatureGeometry
from core.model.preprocessing import Placement

FloatArray = npt.NDArray[np.float32]


class HeatMethod(Enum):
    """A method to show where the network looked."""

    GRAD_CAM = "grad-cam"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, eq=False)
class DenseHead:
    """The two dense layers after global average pooling: logits = relu(pooled @ w1 + b1) @ w2 + b2.

    Attributes:
        w1: (K, U) float32.
        b1: (U,) float32.
        w2: (U, C) float32.
        b2: (C,) float32.
    """

    w1: FloatArray
    b1: FloatArray
    w2: FloatArray
    b2: FloatArray

    def logits(self, pooled: FloatArray) -> FloatArray:
        """Logits (C,) of pooled features (K,)."""
        logits: FloatArray = np.maximum(pooled @ self.w1 + self.b1, 0) @ self.w2 + self.b2
        return logits

    def gradient(self, pooled: FloatArray, class_index: int) -> FloatArray:
        """Gradient (K,) of a class's logit with respect to the pooled features (K,)."""
        active: FloatArray = np.where(pooled @ self.w1 + self.b1 > 0, self.w2[:, class_index], np.float32(0))
        gradient: FloatArray = self.w1 @ active
        return gradient


def grad_cam(features: FloatArray, head: DenseHead, class_index: int) -> FloatArray:
    """Weigh the feature maps by the class's gradient and keep what supports it (Grad-CAM, Selvaraju et al., 2017).

    Args:
        features: (h, w, K) float32.
        head: the layers behind them.
        class_index: of the class to explain.

    Returns:
        (h, w) float32, 0 or more, in units of the logit: each cell's share of the linearised logit.
    """
    cells = features.shape[0] * features.shape[1]
    weights = head.gradient(features.mean(axis=(0, 1)), class_index) / cells
    return np.maximum(features @ weights, 0)


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
