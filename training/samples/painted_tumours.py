"""Appearance of drawn tumours: core, ring, necrosis and oedema, as in the slice's sequence or at random."""

import cv2
import numpy as np
import numpy.typing as npt

from core.model.known_classes import GLIOMA
from training.samples.drawn_tumours import FloatArray, Mask, Tumour
from training.samples.head_tissues import CHANCE, Contrast, Tissue

# The least difference from its surroundings that a tumour is drawn with.
_VISIBLE = 0.12
# Enough of a tumour has to be brighter or darker than its surroundings by this share.
_SEEN, _SEEN_SHARE = 0.12, 0.4
_LEAST_BRIGHT, _LEAST_MIDDLE = 0.12, 0.3
_AROUND = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))


def paint(picture: FloatArray, tumour: Tumour, contrast: Contrast, rng: np.random.Generator) -> tuple[FloatArray, Mask]:
    """Paint a tumour into a slice.

    Args:
        picture: (S, S) float32 brightness, 1 is bright; of `tumour.codes`.
        tumour: from `grow`.
        contrast: of the slice.
        rng: chooses how it looks.

    Returns:
        The picture with it, and (S, S) uint8, 1 inside its outline.
    """
    draw = _paint_glioma if tumour.name == GLIOMA else _paint_meningioma
    made, mask = picture.copy(), np.zeros(picture.shape, np.uint8)
    made[tumour.part] = draw(picture[tumour.part], tumour, contrast, rng)
    mask[tumour.part] = tumour.depth > 0
    return made, mask


def is_seen(picture: FloatArray, mask: Mask) -> bool:
    """Return whether a tumour has another brightness than its surroundings."""
    around = (cv2.dilate(mask, _AROUND) > 0) & (mask == 0) & (picture > _LEAST_BRIGHT)
    if not around.any():
        return False
    own, other = picture[mask > 0], picture[around]
    middle = float(np.median(other))
    is_other = np.abs(own - middle) > _SEEN * max(middle, _LEAST_MIDDLE)
    return bool(is_other.mean() > _SEEN_SHARE)


def _paint_glioma(picture: FloatArray, tumour: Tumour, contrast: Contrast, rng: np.random.Generator) -> FloatArray:
    depth = tumour.depth
    white, grey = contrast.level(Tissue.WHITE), contrast.level(Tissue.GREY)
    core, necrosis, swelling, is_ring = _glioma_levels(contrast, rng)
    is_infiltrating = not is_ring and rng.random() < 0.6
    core = _apart(core, white if is_infiltrating else (white + grey) / 2, rng)
    softness = rng.uniform(0.15, 0.4) if is_infiltrating else rng.uniform(0.04, 0.12)
    if rng.random() < 0.7:
        # Oedema follows the white matter.
        wide = rng.uniform(0.3, 1.0)
        spread = depth + wide + 0.25 * tumour.noise(rng, 0.5)
        swollen = np.clip(spread / (0.35 * wide), 0, 1) * np.clip(1.4 * tumour.white, 0, 1) * tumour.inside
        picture = _mixed(picture, swelling * (1 + 0.06 * tumour.noise(rng, 0.2)), rng.uniform(0.5, 1) * swollen)
    alpha = np.clip(depth / softness + 0.5, 0, 1) * tumour.inside
    rough = 1 + rng.uniform(0.04, 0.2) * tumour.noise(rng, rng.uniform(0.12, 0.5))
    kept = rng.uniform(0.1, 0.5) if is_infiltrating else rng.uniform(0, 0.15)
    own = (1 - kept) * core * rough + kept * picture
    if is_ring:
        rim = rng.uniform(0.12, 0.35)
        dead = np.clip((depth - rim * (1 + 0.5 * tumour.noise(rng, 0.4))) / 0.1, 0, 1)
        own = _mixed(own, necrosis * (1 + 0.08 * tumour.noise(rng, 0.3)), dead)
    return _mixed(picture, own, alpha)


def _glioma_levels(contrast: Contrast, rng: np.random.Generator) -> tuple[float, float, float, bool]:
    """Choose the levels of core, necrosis and oedema, and whether there is a ring."""
    white, fluid = contrast.level(Tissue.WHITE), contrast.level(Tissue.FLUID)
    lesion = contrast.level(Tissue.LESION)
    is_ring = rng.random() < 0.4
    if contrast.sequence == CHANCE:
        necrosis = rng.uniform(0.1, 1.0)
        return rng.uniform(0.15, 1.1), necrosis, _apart(lesion, white, rng, 0.06), is_ring
    if contrast.sequence == "t1-contrast" and (is_ring or rng.random() < 0.4):
        return rng.uniform(0.8, 1.15), rng.uniform(0.2, 0.45), lesion * 0.95, is_ring
    core = lesion * rng.uniform(0.75, 1.1)
    if contrast.sequence in ("t1", "t1-contrast"):
        core = white * rng.uniform(0.5, 0.8)
    necrosis = fluid * rng.uniform(0.8, 1.3) if contrast.sequence != "flair" else rng.uniform(0.3, 0.7)
    return core, necrosis, lesion * rng.uniform(0.85, 1.0), is_ring


def _paint_meningioma(picture: FloatArray, tumour: Tumour, contrast: Contrast, rng: np.random.Generator) -> FloatArray:
    depth = tumour.depth
    white, grey, fluid = (contrast.level(tissue) for tissue in (Tissue.WHITE, Tissue.GREY, Tissue.FLUID))
    if contrast.sequence == CHANCE:
        core = rng.uniform(0.2, 1.1)
    elif contrast.sequence == "t1-contrast":
        core = rng.uniform(0.85, 1.2)
    else:
        core = grey * rng.uniform(0.9, 1.25)
    core = _apart(core, (white + grey) / 2, rng)
    if rng.random() < 0.4:
        swollen = np.clip((depth + rng.uniform(0.3, 0.9) + 0.25 * tumour.noise(rng, 0.5)) / 0.3, 0, 1)
        swelling = np.full_like(picture, _apart(contrast.level(Tissue.LESION), white, rng, 0.06))
        picture = _mixed(picture, swelling, 0.8 * swollen * np.clip(1.4 * tumour.white, 0, 1) * tumour.inside)
    if rng.random() < 0.5:
        # Fluid or vessels are between it and the brain.
        width = rng.uniform(0.06, 0.14)
        cleft = np.clip(1 - np.abs(depth + width) / width, 0, 1) * tumour.inside
        picture = _mixed(picture, np.full_like(picture, fluid), 0.8 * cleft)
    alpha = np.clip(depth / rng.uniform(0.05, 0.12) + 0.5, 0, 1) * tumour.inside
    rough = 1 + rng.uniform(0.02, 0.1) * tumour.noise(rng, rng.uniform(0.1, 0.5))
    return _mixed(picture, core * rough, alpha)


def _apart(level: float, other: float, rng: np.random.Generator, least: float = _VISIBLE) -> float:
    """Move a level away from another if the two could not be distinguished."""
    if abs(level - other) >= least:
        return float(level)
    up = other + least * (1 + 0.5 * rng.random())
    down = other - least * (1 + 0.5 * rng.random())
    return float(up if (level >= other and up < 1.15) or down < 0.08 else down)


def _mixed(below: FloatArray, above: FloatArray, alpha: npt.NDArray[np.floating]) -> FloatArray:
    return np.asarray(below + (above - below) * alpha, np.float32)
