"""Deletion and insertion: does the network use the regions that its heat map shows?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Slice
from core.model.classifier import Classifier
from core.model.grad_cam import FloatArray, HeatMethod, resample
from core.model.prediction import Prediction
from core.model.preprocessing import Placement
from training.evaluation.heat_map_scores import heat_methods
from training.statistics.bootstrap import Bootstrap
from training.statistics.figures import PerturbationFigures

STEPS = 10

# The blur's standard deviation as a share of the side: a tumour blurred this much is no longer visible.
_BLUR = 1 / 12
# Less heat than anything measured: it puts the cold pixels, which are equal, in a random order.
_TIE_BREAK = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The predicted class's probability, (STEPS + 1,) float64 each, as a growing share of the picture changes.

    Attributes:
        deletion: as pixels are blurred away, the first in the order first.
        insertion: as pixels are brought back to the blurred picture, likewise.
    """

    deletion: npt.NDArray[np.float64]
    insertion: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Faithfulness:
    """The curves of one image.

    Attributes:
        by_heat: in the order of each heat map.
        at_random: of deletion in a random order, (STEPS + 1,). Backwards it is that of insertion in the reverse order,
            which is as random.
    """

    by_heat: Mapping[HeatMethod, Curves]
    at_random: npt.NDArray[np.float64]


def perturb(classifier: Classifier, image: Slice, prediction: Prediction, seed: int) -> Faithfulness:
    """Blur the hottest pixels away, and bring them back (Petsiuk et al., 2018).

    The random order is that of a map of random cells, as coarse as the feature maps, so that it removes patches as
    a heat map does, rather than scattered points.

    Args:
        classifier: that made the prediction.
        image: the slice.
        prediction: with its feature maps.
        seed: of the random order.
    """
    package = classifier.package
    size = package.input_size
    placement = Placement(size, size, 1.0, 0.0, 1.0, 0.0)
    cells = np.random.default_rng(seed).random((package.geometry.cells, package.geometry.cells), np.float32)
    chance = resample(cells, package.geometry, placement)
    pixels = classifier.prepare(image, prediction.window)[0]
    blurred = cv2.GaussianBlur(pixels, (0, 0), size * _BLUR)
    index = package.classes.index(prediction.label)

    def probability(picture: FloatArray) -> float:
        classifier.run(picture)
        return float(package.probabilities(classifier.output("logits"))[index])

    ends = probability(pixels), probability(blurred)

    def curve(heat: FloatArray, before: FloatArray, after: FloatArray) -> npt.NDArray[np.float64]:
        """Change the hottest pixels of a picture first, from before to after."""
        least = np.quantile(heat, 1 - np.arange(1, STEPS) / STEPS)
        between = [probability(np.where(heat >= threshold, after, before)) for threshold in least]
        return np.array([ends[before is blurred], *between, ends[after is blurred]])

    laid_over_input = replace(prediction, placement=placement)
    heats = {
        method: classifier.explain(laid_over_input, method=method) + _TIE_BREAK * chance
        for method in heat_methods(package)
    }
    return Faithfulness(
        by_heat={
            method: Curves(deletion=curve(heat, pixels, blurred), insertion=curve(heat, blurred, pixels))
            for method, heat in heats.items()
        },
        at_random=curve(chance, pixels, blurred),
    )


def perturbation_metrics(
    found: Sequence[Faithfulness], groups: Sequence[str], methods: Sequence[HeatMethod]
) -> dict[str, dict[str, PerturbationFigures]]:
    """Sum up the curves of some images.

    Returns:
        Plain values under `deletion` and `insertion`, each by method: `images`, `area` (under the mean curve, in
        [0, 1]), `random_area`, `advantage` (by how much it is better than at random: lower in deletion, higher in
        insertion), `curve` and `random_curve` (mean probabilities).
    """
    bootstrap = Bootstrap(groups)

    def summary(kind: str, sign: int, method: HeatMethod) -> PerturbationFigures:
        shape = (len(found), STEPS + 1)
        own = np.array([getattr(one.by_heat[method], kind) for one in found]).reshape(shape)
        chance = np.array([one.at_random[::-sign] for one in found]).reshape(shape)
        area, random_area = (np.trapezoid(curves, dx=1 / STEPS, axis=1) for curves in (own, chance))
        return {
            "images": len(found),
            "area": bootstrap.mean(area).as_dict(),
            "random_area": bootstrap.mean(random_area).as_dict(),
            "advantage": bootstrap.mean(sign * (area - random_area)).as_dict(),
            "curve": own.mean(axis=0).tolist() if found else None,
            "random_curve": chance.mean(axis=0).tolist() if found else None,
        }

    return {
        kind: {method.value: summary(kind, sign, method) for method in methods}
        for kind, sign in (("deletion", -1), ("insertion", 1))
    }
