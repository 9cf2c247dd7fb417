"""Class balancing: rare classes are drawn more often, or weigh more in the loss."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


def sampling_probabilities(kinds: Sequence[Hashable], balance: float) -> npt.NDArray[np.float64]:
    """Return the probability with which each picture is drawn.

    Args:
        kinds: what each picture is balanced by, such as its source and class.
        balance: from 0, all pictures alike, to 1, all kinds alike.

    Returns:
        `(len(kinds),)`, their sum 1.
    """
    counts = Counter(kinds)
    weights = np.array([counts[kind] ** -balance for kind in kinds])
    return weights / weights.sum()


def class_weights(labels: npt.NDArray[np.int64], class_count: int) -> FloatArray:
    """Return the weight of each class in the loss, such that all classes weigh the same in sum.

    Args:
        labels: `(n,)` the number of each picture's class.
        class_count: how many classes there are.

    Returns:
        `(class_count,)`, 1 on average over the pictures.
    """
    counts = Counter(labels.tolist())
    return np.array([len(labels) / (len(counts) * max(counts[i], 1)) for i in range(class_count)], np.float32)
