"""Drawn lesions of the white matter, as of multiple sclerosis or of small vessels: they are no tumour."""

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from training.samples.drawn_tumours import noise
from training.samples.head_planes import Plane
from training.samples.head_tissues import RIGHT, Tissue

_COUNT = (3, 24)
_RADIUS_MM = (1.5, 6.5)
# Most of them are near the ventricles.
_NEAR_SHARE, _NEAR_MM = 0.6, 10.0

_IS_WHITE = np.isin(np.arange(256) % RIGHT, (Tissue.WHITE,)).astype(np.uint8)
_IS_VENTRICLE = np.isin(np.arange(256) % RIGHT, (Tissue.VENTRICLE,)).astype(np.uint8)

Mask = npt.NDArray[np.uint8]


def scatter_lesions(plane: Plane, rng: np.random.Generator) -> Plane:
    """Turn spots of the white matter into lesions; a slice without white matter stays as it is.

    Args:
        plane: the slice.
        rng: chooses how many there are, where, how large and of what shape.
    """
    codes = plane.codes
    white = _IS_WHITE[codes]
    everywhere = np.flatnonzero(white)
    if not len(everywhere):
        return plane
    reach = max(1, round(_NEAR_MM / plane.pixel_mm))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    near = np.flatnonzero(white & cv2.dilate(_IS_VENTRICLE[codes], disc))
    spots = np.zeros(codes.shape, np.uint8)
    low, high = np.log(_RADIUS_MM)
    for _ in range(round(float(np.exp(rng.uniform(*np.log(_COUNT)))))):
        places = near if len(near) and rng.random() < _NEAR_SHARE else everywhere
        row, column = divmod(int(rng.choice(places)), codes.shape[1])
        # An area as a circle of this radius has it, longer than wide.
        radius, stretch = np.exp(rng.uniform(low, high)) / plane.pixel_mm, np.exp(rng.uniform(0, 0.5))
        axes = (max(0.5, radius * stretch), max(0.5, radius / stretch))
        cv2.ellipse(spots, ((float(column), float(row)), (2 * axes[0], 2 * axes[1]), rng.uniform(0, 180)), 1, -1)
    # Rough edges.
    spots[noise(rng, codes.shape[0], 1.5 / plane.pixel_mm) < -1] = 0
    lesions = (spots & white) > 0
    changed = codes.copy()
    changed[lesions] = codes[lesions] - Tissue.WHITE + Tissue.LESION
    return dataclasses.replace(plane, codes=changed)
