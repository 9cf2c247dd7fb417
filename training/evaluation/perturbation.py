"""Deletion and insertion: does the network use the regions that its heat map shows?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.image.slice import Slice
from core.model.classifier import Classifier
from core.model.deletion_check import TIE_BREAK, Blurring
from core.model.heat_maps.known_heat_maps import HeatMethod, measured_heat_methods
from core.model.heat_maps.resampling import FloatArray
from core.model.prediction import Prediction
from training.statistics.bootstrap import Bootstrap
from training.statistics.figures import PerturbationFigures

STEPS = 10


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
    blurring = Blurring(classifier, image, prediction)
    pixels, blurred = blurring.pixels, blurring.blurred
    chance = blurring.random_heat(np.random.default_rng(seed))

    def probability(picture: FloatArray) -> float:
        return blurring.probability(picture, prediction.label)

    ends = probability(pixels), probability(blurred)

    def curve(heat: FloatArray, before: FloatArray, after: FloatArray) -> npt.NDArray[np.float64]:
        """Change the hottest pixels of a picture first, from before to after."""
        least = np.quantile(heat, 1 - np.arange(1, STEPS) / STEPS)
        between = [probability(np.where(heat >= threshold, after, before)) for threshold in least]
        return np.array([ends[before is blurred], *between, ends[after is blurred]])

    heats = {
        method: blurring.heat(method) + TIE_BREAK * chance
        for method in measured_heat_methods(classifier.package.has_evidence)
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
        kind: {method.name: summary(kind, sign, method) for method in methods}
        for kind, sign in (("deletion", -1), ("insertion", 1))
    }
