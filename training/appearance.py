"""Other appearances of a brain slice: what another scanner, sequence or export does to its grey levels and its frame.

A novelty score that is fitted to these as well does not take another scanner for another kind of picture.
"""

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]

_KNOTS = 5


def vary_appearance(picture: Picture, rng: np.random.Generator) -> Picture:
    """Change a slice's contrast, brightness, evenness, sharpness, noise, size, turn and side.

    Args:
        picture: (S, S) uint8.
        rng: the same state gives the same change.

    Returns:
        (S, S) uint8.
    """
    size = len(picture)
    varied = _moved(picture, rng).astype(np.float64) / 255
    top = max(float(np.quantile(varied, 0.995)), 0.05)
    varied = np.clip(varied / top, 0, 1)
    choice = rng.random()
    if choice < 0.5:
        varied = varied ** rng.uniform(0.5, 2.0)
    elif choice < 0.85:
        # Another sequence orders the tissues differently; air stays black.
        levels = np.concatenate([[0, rng.uniform(0, 0.25)], rng.uniform(0.1, 1, _KNOTS - 2)])
        varied = np.interp(varied, np.concatenate([[0, 0.06], np.linspace(0.25, 1, _KNOTS - 2)]), levels)
    if rng.random() < 0.5:
        bias = cv2.resize(rng.uniform(0.6, 1.3, (3, 3)), (size, size), interpolation=cv2.INTER_CUBIC)
        varied = varied * bias
    if rng.random() < 0.4:
        varied = cv2.GaussianBlur(varied, (0, 0), rng.uniform(0.4, 1.8) * size / 224)
    if rng.random() < 0.5:
        noise = rng.normal(0, rng.uniform(0.005, 0.05), (2, size, size))
        varied = np.hypot(varied + noise[0], noise[1])
    return np.clip(np.rint(255 * rng.uniform(0.5, 1.15) * varied), 0, 255).astype(np.uint8)


def _moved(picture: Picture, rng: np.random.Generator) -> Picture:
    size = len(picture)
    if rng.random() < 0.5:
        picture = np.ascontiguousarray(picture[:, ::-1])
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), rng.normal(0, 8), rng.uniform(0.7, 1.15))
    turn[:, 2] += rng.normal(0, 0.03 * size, 2)
    return cv2.warpAffine(picture, turn, (size, size), flags=cv2.INTER_LINEAR).astype(np.uint8)
