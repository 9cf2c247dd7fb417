"""What a network learns from in a step."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Where a network is to agree with the mirror image, one of so many samples is that of another.
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
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    cover: npt.NDArray[np.float32]
    is_known: npt.NDArray[np.float32]
    is_made: npt.NDArray[np.float32]


def mirrored_count(samples: int) -> int:
    """Tell how many of so many samples are mirror images of others where the network is to agree with them."""
    return samples // _A_MIRROR_IMAGE_IN
