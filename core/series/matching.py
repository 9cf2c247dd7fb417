"""Which slice of another series shows the same place."""

import math
from collections.abc import Sequence

import numpy as np

from core.image.slice import Slice

# Cosine of the angle between planes that still count as parallel: 1 degree. Positions are those of the first pixels, so
# a tilt would be measured at the corner of the picture: 1 degree is 2 mm there, for a picture of 240 mm.
_PARALLEL = math.cos(math.radians(1))


def matching_index(image: Slice, share: float, others: Sequence[Slice], is_same_study: bool = True) -> int:
    """Find the slice of another series that is nearest to one along its normal; without geometry, by its share.

    Args:
        image: the slice to find the place of.
        share: of its series that is before it, in [0, 1]; used where the planes are not known or not parallel.
        others: the slices of the other series, in order; at least one.
        is_same_study: whether both are of one study; positions of different studies cannot be compared.
    """
    positions = _positions(image, others) if is_same_study else None
    if positions is None:
        return round(min(max(share, 0.0), 1.0) * (len(others) - 1))
    return int(np.argmin(np.abs(positions)))


def _positions(image: Slice, others: Sequence[Slice]) -> "np.ndarray[tuple[int], np.dtype[np.float64]] | None":
    """Measure how far the others are from a slice along its normal, in mm; None where that is not known."""
    normal, own = image.place.normal, image.place.position_mm
    if normal is None or own is None:
        return None
    across = np.asarray(normal, np.float64)
    found = []
    for other in others:
        if other.place.normal is None or other.place.position_mm is None:
            return None
        if abs(float(across @ np.asarray(other.place.normal, np.float64))) < _PARALLEL:
            return None
        found.append(float(across @ (np.asarray(other.place.position_mm, np.float64) - np.asarray(own, np.float64))))
    return np.asarray(found, np.float64)
