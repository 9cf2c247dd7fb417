"""What a heat map is drawn from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model.dense_head import DenseHead

FloatArray = npt.NDArray[np.float32]

# Called with how many runs of the network are done, and of how many; it may raise to cancel.
OnProgress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class HeatQuestion:
    """Which class's heat map is asked for, and what the network answered for the picture.

    Attributes:
        class_index: of the class to explain, in the model's order.
        features: (h, w, K) float32 feature maps.
        head: the layers behind them.
        evidence: (h, w) float32 in [0, 1], how likely each cell shows a tumour; None if the network does not mark it.
        pixels: the network's input, (S, S) float32 in [0, 255]; None if no method asks the network again.
        probabilities: runs the network on such an input and returns the probability of each class, (C,) float32.
        on_progress: of methods that do.
    """

    class_index: int
    features: FloatArray
    head: DenseHead
    evidence: FloatArray | None
    pixels: FloatArray | None = None
    probabilities: Callable[[FloatArray], FloatArray] | None = None
    on_progress: OnProgress = no_progress
