"""The dense layers behind the feature maps: from pooled features to logits, and the gradient of a logit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


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
