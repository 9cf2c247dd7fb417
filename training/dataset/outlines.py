"""Outlines of tumours, as datasets state them, turned into masks."""

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

from core.errors import InvalidDatasetError
from core.model.geometry import FeatureGeometry
from core.model.preprocessing import Placement
from training.dataset.manifest import Row

# cv2 takes points in fractions of a pixel, as whole numbers of 1/16.
_SHIFT = 4
_FARTHEST = 1e5


def outline_mask(outline: str, height: int, width: int) -> npt.NDArray[np.bool_]:
    """Fill an outline.

    Args:
        outline: `x,y` pairs with spaces between them, in pixels of the picture, pixel centres at whole numbers; several
            outlines are separated by `;` and what is in any of them counts.
        height: of the picture, in pixels.
        width: of the picture, in pixels.

    Returns:
        (height, width) bool, True on and inside the outline.

    Raises:
        InvalidDatasetError: if the outline is not of that form.
    """
    return _filled(_polygons(outline), height, width).astype(bool)


def input_mask(outline: str, placement: Placement, size: int) -> npt.NDArray[np.uint8]:
    """Fill an outline in the network's input: (size, size) uint8, 1 on and inside it.

    Args:
        outline: as for `outline_mask`.
        placement: where the input is in the picture.
        size: side of the input, in pixels.

    Raises:
        InvalidDatasetError: if the outline is not of that form.
    """
    scale = np.array([placement.scale_x, placement.scale_y])
    offset = np.array([placement.offset_x, placement.offset_y])
    return _filled([(points - offset) / scale for points in _polygons(outline)], size, size)


def cell_cover(mask: npt.NDArray[np.uint8], geometry: FeatureGeometry) -> npt.NDArray[np.float32]:
    """Measure which share of the square around each feature cell's centre is inside an outline.

    Args:
        mask: (S, S) uint8, 1 inside.
        geometry: of the h x w cells.

    Returns:
        (h, w) float32 in [0, 1].
    """
    step, first = round(geometry.stride), round(geometry.offset)
    if not mask.any():
        return np.zeros((geometry.cells, geometry.cells), np.float32)
    around = cv2.blur(mask.astype(np.float32), (step, step), borderType=cv2.BORDER_CONSTANT)
    places = np.minimum(first + step * np.arange(geometry.cells), mask.shape[0] - 1)
    return around[np.ix_(places, places)]


def _filled(polygons: Iterable[npt.NDArray[np.float64]], height: int, width: int) -> npt.NDArray[np.uint8]:
    mask = np.zeros((height, width), np.uint8)
    for points in polygons:
        # One by one, since where two overlap in one call the inside would count as outside.
        cv2.fillPoly(mask, [np.rint(points * (1 << _SHIFT)).astype(np.int32)], 1, cv2.LINE_8, _SHIFT)
    return mask


def require_sound_outlines(rows: Iterable[Row]) -> None:
    """Check that all outlines can be read, before long work starts.

    Raises:
        InvalidDatasetError: naming the file of the first that cannot.
    """
    for row in rows:
        if row.outline:
            try:
                _polygons(row.outline)
            except InvalidDatasetError as error:
                raise InvalidDatasetError(str(error), subject=row.path) from error


def _polygons(outline: str) -> list[npt.NDArray[np.float64]]:
    try:
        found = [np.array([pair.split(",") for pair in part.split()], float) for part in outline.split(";")]
        is_sound = all(one.ndim == 2 and one.shape[1] == 2 and np.abs(one).max() <= _FARTHEST for one in found)
    except ValueError:
        is_sound = False
    if not is_sound:
        shown = outline if len(outline) <= 40 else f"{outline[:40]}..."
        raise InvalidDatasetError(
            expected="an outline as x,y pairs in pixels", got=repr(shown), advice="correct column outline_xy"
        )
    return found
