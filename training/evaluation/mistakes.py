"""The worst mistakes of a model: the list and the pictures."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.image.colour_map import colorize, half_maximum_outlines
from core.image.windowing import shown_pixels
from core.model.classifier import Classifier
from core.model.heat_maps.known_heat_maps import GRAD_CAM
from training.dataset.manifest import Row, relative_path
from training.dataset.outlines import outline_mask
from training.dataset.reading import Unreadable, read_row
from training.evaluation.image_scores import ImageScore
from training.statistics.figures import Mistake

MOST_SHOWN = 12

_SIDE, _GAP, _OPACITY = 224, 4, 0.5
# Sky blue and white, BGR.
_OUTLINE, _HALF_MAXIMUM = (233, 180, 86), (255, 255, 255)


def worst_mistakes(scores: Sequence[ImageScore], classes: Sequence[str]) -> list[ImageScore]:
    """Choose the wrong predictions with the highest probability, highest first."""
    wrong = [score for score in scores if classes[int(score.probabilities.argmax())] != score.row.label]
    return sorted(wrong, key=lambda score: -float(score.probabilities.max()))[:MOST_SHOWN]


def tell_mistake(score: ImageScore, classes: Sequence[str], base: Path) -> Mistake:
    """Return plain values: `path` relative to a folder, `true`, `predicted` and its `probability`, `refused`."""
    top = int(score.probabilities.argmax())
    return {
        "path": relative_path(score.row.path, base),
        "true": score.row.label,
        "predicted": classes[top],
        "probability": float(score.probabilities[top]),
        "refused": score.is_refused,
    }


def draw_mistake(row: Row, classifier: Classifier) -> npt.NDArray[np.uint8] | None:
    """Draw an image, with the tumour's outline where it is known, beside the predicted class's heat map over it.

    Returns:
        (224, 452, 3) uint8 BGR; None if the image can no longer be read.
    """
    image = read_row(row, lambda slices: slices[0])
    if isinstance(image, Unreadable):
        return None
    shown = shown_pixels(image)
    picture = shown[..., ::-1] if shown.ndim == 3 else np.repeat(shown[..., None], 3, axis=2)
    height, width = picture.shape[:2]
    row_mm, column_mm = image.spacing_mm or (1.0, 1.0)
    share = _SIDE / max(height * row_mm, width * column_mm)
    size = max(1, round(width * column_mm * share)), max(1, round(height * row_mm * share))
    plain = cv2.resize(np.ascontiguousarray(picture), size, interpolation=cv2.INTER_AREA)
    heat = cv2.resize(
        classifier.explain(classifier.predict(image), method=GRAD_CAM), size, interpolation=cv2.INTER_LINEAR
    )
    cover = colorize(heat, _OPACITY)
    opacity = cover[..., 3:].astype(np.float32) / 255
    hot = np.rint(plain * (1 - opacity) + cover[..., 2::-1] * opacity).astype(np.uint8)
    if heat.any():
        lines = [np.rint(line).astype(np.int32) for line in half_maximum_outlines(heat)]
        cv2.polylines(hot, lines, True, _HALF_MAXIMUM, 1, cv2.LINE_AA)
    if row.outline:
        mask = cv2.resize(outline_mask(row.outline, height, width).astype(np.uint8), size)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(plain, contours, -1, _OUTLINE, 1, cv2.LINE_AA)
    return np.concatenate([_squared(plain), np.zeros((_SIDE, _GAP, 3), np.uint8), _squared(hot)], axis=1)


def _squared(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    square = np.zeros((_SIDE, _SIDE, 3), np.uint8)
    top, left = (_SIDE - picture.shape[0]) // 2, (_SIDE - picture.shape[1]) // 2
    square[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return square
