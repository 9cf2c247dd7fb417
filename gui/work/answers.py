"""What the worker thread hands to the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.levels import nearest_level

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.image.slice import Slice, Window
    from core.model.prediction import Prediction


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the window needs of the model.

    Attributes:
        title: name and version.
        classes: that it knows.
        levels: that its verdicts can be asked for, ascending.
        at_level: gives a prediction of this model at another of the levels, in no time.
        has_evidence: whether it marks where a tumour is.
    """

    title: str
    classes: tuple[str, ...]
    levels: tuple[float, ...]
    at_level: "Callable[[Prediction, float], Prediction]"
    has_evidence: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the network says of a slice.

    Attributes:
        image: the slice.
        prediction: the network's.
        class_name: the class that the heat map is of; the evidence of a tumour is of none in particular.
        heat_rgba: (h, w, 4) uint8, the coloured heat map at full opacity, to be stretched over the picture.
        outlines: where the heat falls to half its maximum, each (N, 2) of x, y in pixels of the heat map.
        milliseconds: that prediction and heat map took.
        facts: of the model that answered.
        shown_window: the window that the user chose, where the slice was classified as it is displayed; else None.
    """

    image: "Slice"
    prediction: "Prediction"
    class_name: str
    heat_rgba: "npt.NDArray[np.uint8]"
    outlines: "list[npt.NDArray[np.float32]]"
    milliseconds: float
    facts: ModelFacts
    shown_window: "Window | None" = None

    def at_level(self, wanted: float) -> "Prediction":
        """Give the prediction at a level, or at the nearest that its model offers."""
        level = nearest_level(self.facts.levels, wanted)
        return self.prediction if level == self.prediction.level else self.facts.at_level(self.prediction, level)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something could not be done: the path where there is one, one line of text, a stable code.

    `is_gone` tells that nothing is at the path any more.
    """

    path: Path | None
    text: str
    code: str
    is_gone: bool = False


# The code of a `Failure` that the user asked for.
STOPPED = "stopped"
