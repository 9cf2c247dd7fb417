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
    """The facts about the model that the window needs.

    Attributes:
        title: name and version.
        classes: of the model.
        levels: of its verdicts, ascending.
        at_level: returns a prediction of this model at another level, without running the network.
        has_evidence: whether it marks where a tumour is.
    """

    title: str
    classes: tuple[str, ...]
    levels: tuple[float, ...]
    at_level: "Callable[[Prediction, float], Prediction]"
    has_evidence: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The answer of the network about a slice.

    Attributes:
        image: the slice.
        prediction: of the network.
        class_name: the class of the heat map; the evidence of a tumour belongs to no class.
        heat_rgba: (h, w, 4) uint8, the coloured heat map at full opacity, to stretch over the picture.
        outlines: lines at half of the maximum heat, each (N, 2) of x, y in pixels of the heat map.
        milliseconds: duration of prediction and heat map.
        facts: about the model that answered.
        shown_window: the window of the display, where the slice was classified as displayed; otherwise None.
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
        """Return the prediction at a level, or at the nearest that its model offers."""
        level = nearest_level(self.facts.levels, wanted)
        return self.prediction if level == self.prediction.level else self.facts.at_level(self.prediction, level)


@dataclass(frozen=True, slots=True)
class Failure:
    """The reason of a failure: the path where there is one, one line of text, a stable code.

    `is_gone`: nothing exists at the path any more.
    """

    path: Path | None
    text: str
    code: str
    is_gone: bool = False


# The code of a `Failure` that the user caused by stopping.
STOPPED = "stopped"
