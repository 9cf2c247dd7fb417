"""HiResCAM in closed form: the gradient of a class, times the activation, place by place (Draelos and Carin, 2020).

Behind global average pooling the gradient is the same at each place, so that the map is that of Grad-CAM, which
averages the gradient first; for other networks the two differ.
"""

import numpy as np
import numpy.typing as npt

from core.model.dense_head import DenseHead
from core.model.heat_maps.heat_question import HeatQuestion

FloatArray = npt.NDArray[np.float32]


def cells(question: HeatQuestion) -> FloatArray:
    """Return the HiResCAM (h, w) of the class asked for."""
    return hires_cam(question.features, question.head, question.class_index)


def hires_cam(features: FloatArray, head: DenseHead, class_index: int) -> FloatArray:
    """Multiply the feature maps by the class's gradient elementwise, add up the maps, and keep what supports it.

    Args:
        features: (h, w, K) float32.
        head: the layers behind them.
        class_index: of the class to explain.

    Returns:
        (h, w) float32, 0 or more, in units of the logit.
    """
    height, width, _ = features.shape
    gradient = head.gradient(features.mean(axis=(0, 1)), class_index) / (height * width)
    at_each_place = np.broadcast_to(gradient, features.shape)
    return np.maximum((at_each_place * features).sum(axis=2, dtype=np.float32), 0)
