"""What the worker thread hands to the window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.model.confidence_levels import nearest_level
from core.model.heat_maps.known_heat_maps import GRAD_CAM, HeatMethod
from core.program.translation import tr
from core.program.wording import describe_error

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.image.slice import Slice, Window
    from core.model.deletion_check import DeletionCheck
    from core.model.network_input import NetworkInput
    from core.model.prediction import Prediction


# A heat map is smooth: more pixels would show nothing more.
HEAT_SIDE = 1024


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The facts about the model that the window needs.

    Attributes:
        title: name and version.
        classes: of the model.
        levels: of its verdicts, ascending.
        at_level: returns a prediction of this model at another level, without running the network.
        has_evidence: whether it marks where a tumour is.
        metrics: figures of the model by protocol, as its package states them.
    """

    title: str
    classes: tuple[str, ...]
    levels: tuple[float, ...]
    at_level: "Callable[[Prediction, float], Prediction]"
    has_evidence: bool = False
    metrics: "Mapping[str, Any]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The answer of the network about a slice.

    Attributes:
        image: the slice.
        prediction: of the network.
        class_name: the class of the heat map; the evidence of a tumour belongs to no class.
        heat_rgba: (h, w, 4) uint8, the coloured heat map at full opacity, to stretch over the picture;
            None if the map takes seconds and follows by itself.
        outlines: lines at half of the maximum heat, each (N, 2) of x, y in pixels of the heat map.
        milliseconds: duration of prediction and heat map.
        facts: about the model that answered.
        shown_window: the window of the display, where the slice was classified as displayed; otherwise None.
        method: the way to draw the heat map.
    """

    image: "Slice"
    prediction: "Prediction"
    class_name: str
    heat_rgba: "npt.NDArray[np.uint8] | None"
    outlines: "list[npt.NDArray[np.float32]]"
    milliseconds: float
    facts: ModelFacts
    shown_window: "Window | None" = None
    method: HeatMethod = GRAD_CAM

    @property
    def highest(self) -> float:
        """The highest value of its map, which follows by itself where that may be low."""
        return 1.0

    def at_level(self, wanted: float) -> "Prediction":
        """Return the prediction at a level, or at the nearest that its model offers."""
        level = nearest_level(self.facts.levels, wanted)
        return self.prediction if level == self.prediction.level else self.facts.at_level(self.prediction, level)


@dataclass(frozen=True, slots=True, eq=False)
class HeatMapRequest:
    """A heat map that is asked for.

    Attributes:
        image: the slice.
        window: to see it through; None for its own.
        method: the way to draw the map.
        class_name: the class of the map; None for the predicted one.
    """

    image: "Slice"
    window: "Window | None"
    method: HeatMethod
    class_name: str | None


@dataclass(frozen=True, slots=True, eq=False)
class HeatMapAnswer:
    """A heat map, drawn.

    Attributes:
        image: the slice.
        class_name: the class of the map.
        method: the way it was drawn.
        heat_rgba: (h, w, 4) uint8, the coloured heat map at full opacity, to stretch over the picture.
        outlines: lines at half of the maximum heat, each (N, 2) of x, y in pixels of the heat map.
        highest: the highest value of the map, in [0, 1].
    """

    image: "Slice"
    class_name: str
    method: HeatMethod
    heat_rgba: "npt.NDArray[np.uint8]"
    outlines: "list[npt.NDArray[np.float32]]"
    highest: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class InputAnswer:
    """What the network sees of a slice."""

    image: "Slice"
    seen: "NetworkInput"


@dataclass(frozen=True, slots=True, eq=False)
class CheckAnswer:
    """A check of a heat map by deletion.

    Attributes:
        image: the slice.
        method: of the map.
        found: how the probability of the class fell.
    """

    image: "Slice"
    method: HeatMethod
    found: "DeletionCheck"


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


def unforeseen(error: Exception) -> Failure:
    """Make the failure of an error that is a fault of Falx."""
    advice = tr("a report was kept: see Help > Show log")
    return Failure(
        None,
        tr("Something went wrong in Falx ({what}); {advice}", what=describe_error(error), advice=advice),
        "unexpected",
    )
