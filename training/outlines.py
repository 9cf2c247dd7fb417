"""Outlines of tumours, as a manifest gives them, and the pixels inside."""

import cv2
import numpy as np
import numpy.typing as npt

from core.errors import InvalidDatasetError
from core.preprocessing import Placement

# OpenCV takes whole numbers with so many bits behind the point.
_SHIFT = 4

Mask = npt.NDArray[np.uint8]


def read_outline(outline: str, name: str) -> list[npt.NDArray[np.float32]]:
    """Read outlines: `x,y` pixel pairs, several outlines separated by `;`.

    Args:
        outline: the text of a manifest.
        name: of the image, for the error.

    Returns:
        (P, 2) float32 for each outline: x and y, pixel centres at whole numbers.

    Raises:
        InvalidDatasetError: if it is none.
    """
    try:
        found = [
            np.array([[float(value) for value in pair.split(",")] for pair in part.split()], np.float32)
            for part in outline.split(";")
            if part.strip()
        ]
    except ValueError as error:
        raise InvalidDatasetError(f"{name}: expected an outline of x,y pairs, got {outline[:40]!r}") from error
    if any(points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all() for points in found):
        raise InvalidDatasetError(f"{name}: expected an outline of x,y pairs, got {outline[:40]!r}")
    return found


def fill_outlines(outlines: list[npt.NDArray[np.float32]], height: int, width: int) -> Mask:
    """Fill outlines: (height, width) uint8, 1 inside."""
    mask = np.zeros((height, width), np.uint8)
    for points in outlines:
        fixed = np.rint(points * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 1, shift=_SHIFT)
    return mask


def outline_mask(outline: str, height: int, width: int, name: str = "outline") -> npt.NDArray[np.bool_]:
    """Tell which pixels of a picture lie inside its outlines: (height, width) bool."""
    return fill_outlines(read_outline(outline, name), height, width).astype(bool)


def input_mask(outline: str, placement: Placement, size: int, name: str) -> Mask:
    """Tell which pixels of the network's input lie inside: (size, size) uint8, 1 inside."""
    scale = np.array([placement.scale_x, placement.scale_y], np.float32)
    offset = np.array([placement.offset_x, placement.offset_y], np.float32)
    return fill_outlines([(points - offset) / scale for points in read_outline(outline, name)], size, size)
