"""Deletion: how the network's answer changes as the places that a heat map shows are blurred away."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from core.image.slice import Slice
from core.model.background import is_lit
from core.model.classifier import Classifier
from core.model.heat_maps.heat_question import OnProgress, no_progress
from core.model.heat_maps.known_heat_maps import HeatMethod
from core.model.heat_maps.resampling import FloatArray, resample
from core.model.prediction import Prediction
from core.model.preprocessing import Placement

# The blur's standard deviation as a share of the side: a tumour blurred this much is no longer visible.
_BLUR = 1 / 12
# Less heat than anything measured: it puts the cold pixels, which are equal, in a random order.
TIE_BREAK = 1e-5
# A tumour fills a few per cent of a picture, so the first steps are small.
SHARES = (0.02, 0.05, 0.1, 0.2, 0.3)
ORDERS = 5


class Blurring:
    """The network's input of a picture beside the same blurred, and the network's answer to any mixture of both."""

    def __init__(self, classifier: Classifier, image: Slice, prediction: Prediction) -> None:
        """Prepare a picture.

        Args:
            classifier: that made the prediction.
            image: the slice.
            prediction: with its feature maps.
        """
        self._classifier, self._image, self._prediction = classifier, image, prediction
        size = classifier.package.input_size
        self._placement = Placement(size, size, 1.0, 0.0, 1.0, 0.0)
        self.pixels = classifier.prepare(image, prediction.window)[0]
        self.blurred: FloatArray = cv2.GaussianBlur(self.pixels, (0, 0), size * _BLUR)

    def probability(self, picture: FloatArray, class_name: str) -> float:
        """Return the probability of a class in an input (S, S)."""
        package = self._classifier.package
        self._classifier.run(picture)
        return float(package.probabilities(self._classifier.output("logits"))[package.classes.index(class_name)])

    def heat(
        self, method: HeatMethod, class_name: str | None = None, on_progress: OnProgress = no_progress
    ) -> FloatArray:
        """Draw a heat map over the input: (S, S) float32 in [0, 1]."""
        laid_over_input = replace(self._prediction, placement=self._placement)
        return self._classifier.explain(laid_over_input, class_name, None, method, self._image, on_progress)

    def random_heat(self, rng: np.random.Generator) -> FloatArray:
        """Draw a map of random cells, as coarse as the feature maps: (S, S) float32 in [0, 1].

        It removes patches as a heat map does, rather than scattered points.
        """
        geometry = self._classifier.package.geometry
        return resample(rng.random((geometry.cells, geometry.cells), np.float32), geometry, self._placement)

    def without_hottest(self, heat: FloatArray, share: float) -> FloatArray:
        """Blur a share of the input away, the hottest first."""
        return np.where(heat >= np.quantile(heat, 1 - share), self.blurred, self.pixels)


@dataclass(frozen=True, slots=True, eq=False)
class DeletionCheck:
    """How the probability of a class falls as more and more of one picture is blurred away.

    Attributes:
        class_name: the class.
        shares: of the network's input that are blurred, ascending from 0: (N,).
        by_heat: its probability with the hottest places blurred first: (N,) float64.
        at_random: with places of the head blurred in random orders: (ORDERS, N) float64.
    """

    class_name: str
    shares: npt.NDArray[np.float64]
    by_heat: npt.NDArray[np.float64]
    at_random: npt.NDArray[np.float64]

    @property
    def chance(self) -> npt.NDArray[np.float64]:
        """The mean of the random orders: (N,) float64."""
        mean: npt.NDArray[np.float64] = self.at_random.mean(axis=0)
        return mean

    @property
    def mean_by_heat(self) -> float:
        """The mean probability over all shares, with the hottest places blurred first: the area under its curve."""
        return _mean_height(self.shares, self.by_heat)

    @property
    def means_at_random(self) -> tuple[float, ...]:
        """The same of each random order."""
        return tuple(_mean_height(self.shares, curve) for curve in self.at_random)


def _mean_height(shares: npt.NDArray[np.float64], curve: npt.NDArray[np.float64]) -> float:
    """Return the area under a curve, divided by the length of its axis."""
    return float(np.trapezoid(curve, shares) / (shares[-1] - shares[0]))


def check_deletion(
    classifier: Classifier,
    image: Slice,
    prediction: Prediction,
    method: HeatMethod,
    class_name: str,
    on_progress: OnProgress = no_progress,
) -> DeletionCheck:
    """Blur the hottest places of one picture away, and as much of its head at random (after Petsiuk et al., 2018).

    Random orders begin with the head: the background around it, blurred, would change nothing.

    Args:
        classifier: that made the prediction.
        image: the slice.
        prediction: with its feature maps.
        method: of the heat map.
        class_name: of the heat map, whose probability is observed.
        on_progress: called with how many runs of the network are done, and of how many; it may raise to cancel.
    """
    blurring = Blurring(classifier, image, prediction)
    rng = np.random.default_rng(0)
    head = is_lit(blurring.pixels).astype(np.float32)
    orders = [blurring.random_heat(rng) + head for _ in range(ORDERS)]
    total, done = 1 + (1 + ORDERS) * len(SHARES), 0
    # A map that needs many runs counts as a part of the first one, so that the progress never goes back.
    heat = blurring.heat(method, class_name, lambda _done, _of: on_progress(0, total))
    heats = [heat + TIE_BREAK * orders[0], *orders]

    def probability(picture: FloatArray) -> float:
        nonlocal done
        on_progress(done, total)
        done += 1
        return blurring.probability(picture, class_name)

    whole = probability(blurring.pixels)
    curves = [[whole, *(probability(blurring.without_hottest(heat, share)) for share in SHARES)] for heat in heats]
    on_progress(total, total)
    return DeletionCheck(class_name, np.array([0.0, *SHARES]), np.array(curves[0]), np.array(curves[1:]))
