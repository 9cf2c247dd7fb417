"""The heat maps that can be drawn, in one table: one is added by a file in `core.model.heat_maps` and a line here.

The command line, the window, the evaluation and its report read it. The window does so before NumPy is there: so a
method's module is named by its dotted path, and loaded where a map is drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from core.program.translation import mark, tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from core.model.heat_maps.heat_question import HeatQuestion


@dataclass(frozen=True, slots=True)
class HeatMethod:
    """All that is known of a way to draw a heat map except how it is drawn.

    Attributes:
        name: on the command line and in metrics.
        words: the name within a sentence.
        shows: what its hot regions are, within a sentence.
        caution: how it can mislead, a sentence.
        module: dotted path; there is `cells(question: HeatQuestion)`, which returns (h, w) float32, 0 or more, by
            feature cell.
        is_of_class: whether each class has its own map; otherwise one map, of any tumour, serves all of
            them.
        needs_evidence: whether only a model that marks the evidence of a tumour has it.
        is_probability: whether its values are probabilities, or their differences; otherwise the hottest point is
            made 1.
        asks_network: whether it runs the network many times, which takes seconds. Its cells are spread evenly over
            the network's input.
        is_measured: whether an evaluation measures it; too slow or the same as another one if not.
        scale: what its values are, or are a share of.
    """

    name: str
    words: str
    shows: str
    caution: str
    module: str
    is_of_class: bool = True
    needs_evidence: bool = False
    is_probability: bool = False
    asks_network: bool = False
    is_measured: bool = True
    scale: str = mark("share of the greatest heat")

    @property
    def title(self) -> str:
        """The name in words, as a sentence begins."""
        words = tr(self.words)
        return words[0].upper() + words[1:]

    @property
    def reading(self) -> str:
        """How to read the map: one or two sentences that begin with its name."""
        return f"{self.title}: {tr(self.shows)}. {tr(self.caution)}"

    def caption(self, class_in_words: str) -> str:
        """Name the map of a class, as a line below a picture begins."""
        if not self.is_of_class:
            return tr("{title} of any tumour", title=self.title)
        return tr("{title} for {class_in_words}", title=self.title, class_in_words=class_in_words)

    def cells(self, question: "HeatQuestion") -> "npt.NDArray[np.float32]":
        """Draw the map by feature cell, (h, w) float32, 0 or more."""
        draw: Callable[[HeatQuestion], npt.NDArray[np.float32]] = import_module(self.module).cells
        return draw(question)


GRAD_CAM = HeatMethod(
    "grad-cam",
    "Grad-CAM",
    mark("the regions that speak for the class"),
    mark("It may miss the tumour."),
    "core.model.heat_maps.grad_cam",
)
EVIDENCE = HeatMethod(
    "evidence",
    mark("evidence map"),
    mark("how likely each place shows a tumour of any kind"),
    mark("It may miss a tumour."),
    "core.model.heat_maps.evidence",
    is_of_class=False,
    needs_evidence=True,
    is_probability=True,
    scale=mark("probability of a tumour"),
)
HIRES_CAM = HeatMethod(
    "hires-cam",
    "HiResCAM",
    mark("the places that the score of the class comes from"),
    mark("Falx's networks average their feature maps, so it is the same as Grad-CAM."),
    "core.model.heat_maps.hires_cam",
    is_measured=False,
)
OCCLUSION = HeatMethod(
    "occlusion",
    mark("occlusion"),
    mark("the places that lower the probability of the class when they are covered in grey"),
    mark("It is coarse, and takes a few seconds."),
    "core.model.heat_maps.occlusion",
    is_probability=True,
    asks_network=True,
    is_measured=False,
    scale=mark("fall of the probability"),
)

# Read it through the functions below.
KNOWN_HEAT_MAPS = (GRAD_CAM, EVIDENCE, HIRES_CAM, OCCLUSION)


def heat_methods(has_evidence: bool = True) -> tuple[HeatMethod, ...]:
    """List the heat maps that a model can draw.

    Args:
        has_evidence: whether it marks the evidence of a tumour.
    """
    return tuple(method for method in KNOWN_HEAT_MAPS if has_evidence or not method.needs_evidence)


def methods_in_order(has_evidence: bool) -> tuple[HeatMethod, ...]:
    """List the heat maps of a model as window and page offer them: first the one that the network marks itself."""
    return tuple(sorted(heat_methods(has_evidence), key=lambda method: not method.needs_evidence))


def default_heat_method(has_evidence: bool, is_of_class: bool = False) -> HeatMethod:
    """Return the heat map that is drawn where none is chosen: the first that window and page offer.

    Args:
        has_evidence: whether the model marks the evidence of a tumour.
        is_of_class: whether the map is to explain a class that was chosen.
    """
    methods = methods_in_order(has_evidence)
    return next(method for method in methods if method.is_of_class or not is_of_class)


def measured_heat_methods(has_evidence: bool = True) -> tuple[HeatMethod, ...]:
    """List the heat maps of a model that an evaluation measures."""
    return tuple(method for method in heat_methods(has_evidence) if method.is_measured)


def find_heat_method(name: str) -> HeatMethod | None:
    """Find a heat map by its name; None if there is none of that name."""
    return next((method for method in KNOWN_HEAT_MAPS if method.name == name), None)
