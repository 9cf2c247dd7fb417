"""The evidence map: how likely each cell shows a tumour, as the network itself marks it."""

import numpy as np
import numpy.typing as npt

from core.model.heat_maps.heat_question import HeatQuestion


def cells(question: HeatQuestion) -> npt.NDArray[np.float32]:
    """Return the evidence (h, w) float32 in [0, 1].

    Raises:
        ValueError: if the model marks none.
    """
    if question.evidence is None:
        raise ValueError("expected a model that marks evidence")
    return question.evidence
