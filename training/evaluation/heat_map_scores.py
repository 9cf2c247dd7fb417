"""Heat-map scores against the outlines of tumours: pointing, overlap (IoU) and energy inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.image.colour_map import HALF_MAXIMUM
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import HeatMethod, measured_heat_methods
from core.model.prediction import Prediction
from training.dataset.outlines import outline_mask
from training.statistics.bootstrap import Bootstrap
from training.statistics.figures import HeatFigures


@dataclass(frozen=True, slots=True)
class HeatScore:
    """How well one heat map agrees with an outline.

    Attributes:
        iou: overlap of the area at half the maximum or hotter with the inside, as a share of both together.
        energy_inside: share of all heat that is inside; 0 without heat.
        area_inside: share of the picture that is inside, which is what a map of equal heat everywhere would score.
    """

    is_hit: bool
    iou: float
    energy_inside: float
    area_inside: float


def score_heat(heat: npt.NDArray[np.float32], mask: npt.NDArray[np.bool_]) -> HeatScore:
    """Compare a heat map with an outline.

    Args:
        heat: (H, W) in [0, 1]; all 0 where there is no heat.
        mask: (H, W) bool, True inside the outline.
    """
    area = float(mask.mean())
    total = float(heat.sum(dtype=np.float64))
    if total <= 0:
        return HeatScore(is_hit=False, iou=0.0, energy_inside=0.0, area_inside=area)
    is_hot = heat >= HALF_MAXIMUM * heat.max()
    return HeatScore(
        is_hit=bool(mask.flat[int(heat.argmax())]),
        iou=float((is_hot & mask).sum() / (is_hot | mask).sum()),
        energy_inside=float(heat[mask].sum(dtype=np.float64)) / total,
        area_inside=area,
    )


def score_heat_maps(
    classifier: Classifier, prediction: Prediction, class_name: str, outline: str
) -> dict[HeatMethod, HeatScore]:
    """Score all heat maps of a class, whatever was predicted, at the picture's own resolution.

    Args:
        classifier: that made the prediction.
        prediction: with its feature maps.
        class_name: the true class.
        outline: of the tumour, as `outline_mask` takes it.
    """
    mask = outline_mask(outline, prediction.placement.height, prediction.placement.width)
    return {
        method: score_heat(classifier.explain(prediction, class_name, method=method), mask)
        for method in measured_heat_methods(classifier.package.has_evidence)
    }


def heat_metrics(
    scores: Sequence[Mapping[HeatMethod, HeatScore]], groups: Sequence[str], methods: Sequence[HeatMethod]
) -> dict[str, HeatFigures]:
    """Sum up the scores of the images with an outline.

    Returns:
        Plain values for each method: `images`, `pointing` (share of hits), `iou`, `energy_inside` and `area_inside`
        (means).
    """
    bootstrap = Bootstrap(groups)
    found: dict[str, HeatFigures] = {}
    for method in methods:
        own = [score[method] for score in scores]
        found[method.name] = {
            "images": len(own),
            "pointing": bootstrap.share(np.array([one.is_hit for one in own], bool)).as_dict(),
            "iou": bootstrap.mean(np.array([one.iou for one in own], float)).as_dict(),
            "energy_inside": bootstrap.mean(np.array([one.energy_inside for one in own], float)).as_dict(),
            "area_inside": bootstrap.mean(np.array([one.area_inside for one in own], float)).as_dict(),
        }
    return found
