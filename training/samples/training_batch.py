"""Training batch: what a network learns from in a step."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# If a network should agree with the mirror image, one of this many samples is that of another.
_A_MIRROR_IMAGE_IN = 4


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """N samples; with `TrainingConfig.mirror_agreement` the last ones are the first ones' mirror images.

    Attributes:
        images: (N, S, S) uint8.
        labels: (N,) int64 indices of the classes.
        cover: (N, h, w) float32 in [0, 1], the share of each feature cell inside an outline.
        is_known: (N,) float32, 1 where that is known.
        is_made: (N,) float32, 1 where an image was made from others, edited or drawn.
        soft: (N, C) float32, the teachers' probabilities for a sample that is not made, else 0; None without teachers.
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    cover: npt.NDArray[np.float32]
    is_known: npt.NDArray[np.float32]
    is_made: npt.NDArray[np.float32]
    soft: npt.NDArray[np.float32] | None = None


def mirrored_count(samples: int) -> int:
    """Return how many of a number of samples are mirror images of others if the network should agree with them."""
    return samples // _A_MIRROR_IMAGE_IN


def soft_of(soft: npt.NDArray[np.float32], pictures: Sequence[int | None]) -> npt.NDArray[np.float32]:
    """Choose the teachers' probabilities for samples, (N, C): of a picture by its index; 0 if that is None."""
    chosen = [np.zeros(soft.shape[1], np.float32) if index is None else soft[index] for index in pictures]
    return np.stack(chosen)
