"""Early stopping: end a training when the validation loss has not fallen for a number of epochs."""

import math
from collections.abc import Sequence


def has_stalled(losses: Sequence[float], patience: int) -> bool:
    """Return whether the least of the validation losses, oldest first, is that many epochs old; NaN is the worst."""
    comparable = [math.inf if math.isnan(loss) else loss for loss in losses]
    return bool(losses) and len(losses) - 1 - comparable.index(min(comparable)) >= patience
