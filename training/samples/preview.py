"""Preview of augmentation: what training makes of an image, before it starts."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.model.preprocessing import Framing, preprocess
from core.reader_process.exchange import IsWanted
from training.dataset.reading import Unreadable, read_row
from training.dataset.rows import Row
from training.samples.augmentation import vary
from training.settings.config import AugmentationConfig

Images = npt.NDArray[np.uint8]

# As in training, images are augmented somewhat larger than they are shown.
_LARGER = 1.25


def read_samples(
    paths: Sequence[Path], size: int, framing: Framing = Framing.WHOLE, is_wanted: IsWanted = lambda: True
) -> list[Images]:
    """Read images to augment, each (S, S) uint8 with S 1.25 times `size`; those that cannot be read are left out.

    Raises:
        ReaderNotStartedError: if there is no process to read them in.
        Cancelled: if they are no longer wanted.
    """
    side = round(size * _LARGER)
    samples = []
    for path in paths:
        pixels = read_row(Row(path, ""), lambda slices: preprocess(slices[0], side, framing=framing)[0], is_wanted)
        if not isinstance(pixels, Unreadable):
            samples.append(np.rint(pixels).astype(np.uint8))
    return samples


def vary_samples(
    samples: Sequence[Images], config: AugmentationConfig, size: int, count: int, seed: int = 0
) -> list[Images]:
    """Augment samples in turn until there are `count`, each (size, size) uint8; none if there are no samples.

    The random numbers are the same each time, so that a change of a setting shows its effect.
    """
    varied = []
    for index in range(count if samples else 0):
        image = samples[index % len(samples)]
        rng = np.random.default_rng((seed, index))
        varied.append(vary(image, np.zeros_like(image), size, rng, config)[0])
    return varied
