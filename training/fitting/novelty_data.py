"""Images that novelty is fitted to: slices as other scanners would show them, and pictures of other things."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.model.preprocessing import Framing, preprocess
from training.not_brain.kinds import fitting_pictures
from training.samples.augmentation import vary
from training.settings.config import AugmentationConfig

Images = npt.NDArray[np.uint8]

# Of each kind of foreign picture.
FOREIGN_COUNT = 120
# The effects of another scanner, sequence or export, so that novelty does not mistake them for other kinds of picture.
_APPEARANCE = AugmentationConfig(
    rotation_deg=12.0,
    zoom=0.2,
    gamma=0.7,
    brightness=0.3,
    tone_share=0.35,
    bias=0.25,
    blur_share=0.4,
    noise=12.0,
    jpeg_share=0.25,
)


def with_appearances(images: Images, copies: int, seed: int) -> Images:
    """Append changed copies to images.

    Args:
        images: (N, S, S) uint8.
        copies: of each.
        seed: of the changes.

    Returns:
        (N * (1 + copies), S, S) uint8: the images, then the first copies of all, and so on.
    """
    rng = np.random.default_rng(seed)
    size = images.shape[1]
    nowhere = np.zeros((size, size), np.uint8)
    changed = [vary(image, nowhere, size, rng, _APPEARANCE)[0] for _ in range(copies) for image in images]
    return np.concatenate([images, np.stack(changed)]) if changed else images


def foreign_inputs(heads: Sequence[Images], size: int, framing: Framing, count: int = FOREIGN_COUNT) -> Images:
    """Draw pictures that are not brain MRI, as the network sees them: (N, size, size) uint8.

    Args:
        heads: (S, S) uint8 slices, of which some are made by destroying them.
        size: side of the network's input.
        framing: which part of a picture the network sees.
        count: of each kind.
    """
    inputs = [
        preprocess(Slice(picture, EIGHT_BIT, Path("foreign"), 0, 1, ""), size, framing=framing)[0]
        for picture in fitting_pictures(count, heads)
    ]
    return np.rint(np.stack(inputs)).astype(np.uint8)
