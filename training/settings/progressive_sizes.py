"""Progressive resizing as in EfficientNetV2 (Tan and Le, 2021): pictures grow while a network learns, which saves time.

Small pictures come first. The networks are convolutional up to their pooling, so
that the same weights serve every size; validation and the model itself always have the full one.
"""

from collections.abc import Callable
from itertools import accumulate

import numpy as np

from training.settings.config import TrainingConfig
from training.settings.limits import PYRAMID_STEP

# The share of a sample's time that does not depend on the size: drawing it, and the optimizer's step.
# From processor time of steps with `guided.toml` at 128, 160 and 192 pixels: 0.57, 0.73 and 1.
_FIXED_WORK = 0.2


def sizes_of(config: TrainingConfig) -> tuple[int, ...]:
    """List the sides of the pictures of fine-tuning in turn, in pixels; the full size is the last."""
    smaller = range(config.first_size, config.size, PYRAMID_STEP) if config.first_size else ()
    return (*smaller, config.size)


def size_in(config: TrainingConfig, number: int) -> int:
    """Return the side of the pictures of an epoch; the smaller sizes share theirs evenly, the last has the full size.

    Args:
        config: the settings.
        number: of the epoch, from 0 on.
    """
    *smaller, full = sizes_of(config)
    growing = min(round(config.growing_share * config.epochs), config.epochs - 1)
    return smaller[number * len(smaller) // growing] if smaller and number < growing else full


def work_of(config: TrainingConfig, steps: int) -> Callable[[float], float]:
    """Make a function of the work in a number of steps, in epochs of full size; `steps` are those of one epoch."""
    areas = ((size_in(config, number) / config.size) ** 2 for number in range(config.epochs))
    costs = (_FIXED_WORK + (1 - _FIXED_WORK) * area for area in areas)
    done = np.array(list(accumulate(costs, initial=0.0)))
    return lambda step: float(np.interp(step / steps, np.arange(len(done)), done))
