"""Grad-CAM in closed form, without a second pass.

Own code: libraries for Grad-CAM let TensorFlow or PyTorch differentiate, and LiteRT does not. Behind global average
pooling and two dense layers the gradient is two matrix products.
"""

import numpy as np
import numpy.typing as npt

from core.model.dense_head import DenseHead
from core.model.heat_maps.heat_question import HeatQuestion

FloatArray = npt.NDArray[np.float32]


def cells(question: HeatQuestion) -> FloatArray:
    """Return the Grad-CAM (h, w) of the class asked for."""
    return grad_cam(question.features, question.head, question.class_index)


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
