"""Which part of a network's input shows anything."""

import cv2
import numpy as np
import numpy.typing as npt

# What is darker than this, of 255, is background; its noise is smoothed first.
_LEAST_GREY, _SMOOTHING = 12, 3.0


def is_lit(pixels: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Return where an input (S, S) in [0, 255] shows more than background."""
    lit: npt.NDArray[np.bool_] = cv2.GaussianBlur(pixels, (0, 0), _SMOOTHING) > _LEAST_GREY
    return lit
