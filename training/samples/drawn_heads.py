"""Drawn heads: slices of random contrast from label maps, so that brightness alone predicts no class.

After SynthSeg (Billot et al., 2023). No pituitary tumours are drawn: their sign is how bright the sella is against
its surroundings, which cannot be drawn at random.
"""

import logging
from collections.abc import Collection
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.errors import InvalidConfigError
from core.model.known_classes import GLIOMA, MENINGIOMA, TUMOUR_FREE
from core.program.wording import one_line, shown_name
from training.samples.counterfactual import Composite
from training.samples.drawn_lesions import scatter_lesions
from training.samples.drawn_tumours import grow, noise, room
from training.samples.head_labels import HeadLabels, read_head_labels
from training.samples.head_planes import Plane, cut
from training.samples.head_tissues import Contrast, Tissue, choose_contrast
from training.samples.painted_tumours import is_seen, paint
from training.settings.config import TrainingConfig

_log = logging.getLogger(__name__)

DRAWN_TUMOURS = (GLIOMA, MENINGIOMA)
DRAWN_CLASSES = (TUMOUR_FREE, *DRAWN_TUMOURS)

FloatArray = npt.NDArray[np.float32]

# As the framing of a real picture has it.
_BRIGHT_PERCENTILE, _BRIGHT_LEVEL = 99.0, 220.0
_THINNED = 3
_TRIES = 4


def require_drawable(classes: Collection[str]) -> None:
    """Check that heads can be drawn for one of these classes.

    Raises:
        InvalidConfigError: if there is none.
    """
    if not set(classes) & set(DRAWN_CLASSES):
        raise InvalidConfigError(
            subject="drawn.share",
            expected=f"a class that can be drawn ({', '.join(DRAWN_CLASSES)})",
            got=", ".join(map(one_line, classes)),
            advice="set it to 0 for this dataset",
        )


def require_head_labels(config: TrainingConfig, folder: Path | None) -> None:
    """Check that there are label maps if the settings ask for drawn heads, before long work starts.

    Raises:
        InvalidConfigError: if there are none.
    """
    if config.drawn.share and folder is None:
        raise InvalidConfigError(
            (
                f"{config.drawn.share:g} of the samples are to be drawn from label maps of "
                "heads, which Falx comes without"
            ),
            subject="drawn.share",
            advice="give their folder with falx train --head-labels DIR, or set drawn.share to 0",
        )


class HeadDrawer:
    """Draws slices of the heads of a folder."""

    def __init__(self, labels: HeadLabels) -> None:
        """Prepare to draw from these."""
        self.labels = labels

    def draw(self, name: str, side: int, rng: np.random.Generator, has_lesions: bool = False) -> Composite | None:
        """Draw a slice.

        Args:
            name: its class, of `DRAWN_CLASSES`.
            side: of the slice, in pixels.
            rng: the random generator.
            has_lesions: whether its white matter has small lesions, which are no tumour.

        Returns:
            The slice, framed and as bright as a real one; None if a tumour found no room.
        """
        for _ in range(_TRIES):
            made = self._drawn(name, side, rng, has_lesions)
            if made:
                return made
        return None

    def bed(
        self, side: int, rng: np.random.Generator, has_lesions: bool = False
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Draw a slice without a tumour, and where one may be inserted: (S, S) uint8 each, 1 for there."""
        plane = self._plane(side, rng, has_lesions)
        place = room(plane)
        return _photographed(_painted(plane.codes, choose_contrast(rng), rng), plane.pixel_mm, rng), place

    def _drawn(self, name: str, side: int, rng: np.random.Generator, has_lesions: bool) -> Composite | None:
        plane = self._plane(side, rng, has_lesions)
        contrast = choose_contrast(rng)
        tumour = grow(name, plane, rng) if name != TUMOUR_FREE else None
        if tumour is None and name != TUMOUR_FREE:
            return None
        codes = tumour.codes if tumour else plane.codes
        picture = _painted(codes, contrast, rng)
        mask = np.zeros((side, side), np.uint8)
        if tumour:
            picture, mask = paint(picture, tumour, contrast, rng)
            if not is_seen(picture, mask):
                return None
        return Composite(_photographed(picture, plane.pixel_mm, rng), mask)

    def _plane(self, side: int, rng: np.random.Generator, has_lesions: bool) -> Plane:
        heads = self.labels.heads
        plane = cut(heads[int(rng.integers(len(heads)))], side, rng)
        return scatter_lesions(plane, rng) if has_lesions else plane


def open_drawer(config: TrainingConfig, folder: Path | None) -> HeadDrawer | None:
    """Read the label maps; None if the settings ask for no drawn heads.

    Raises:
        InvalidConfigError: if there are no label maps.
        InvalidDatasetError: if they cannot be used.
    """
    require_head_labels(config, folder)
    if folder and not config.drawn.share:
        _log.warning("%s: not used, because drawn.share is 0", shown_name(folder))
    return HeadDrawer(read_head_labels(folder)) if folder and config.drawn.share else None


def _painted(codes: npt.NDArray[np.uint8], contrast: Contrast, rng: np.random.Generator) -> FloatArray:
    """Return each code its level and texture: (S, S) float32, 1 is bright."""
    side = codes.shape[0]
    texture = 0.6 * noise(rng, side, rng.uniform(2, 4)) + 0.6 * noise(rng, side, rng.uniform(6, 20))
    picture = contrast.levels[codes] + contrast.grains[codes] * texture
    picture[codes == Tissue.AIR] = 0
    return np.maximum(picture, 0)


def _photographed(picture: FloatArray, pixel_mm: float, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Add the effects of a coil, of a scanner's resolution and of its noise, and set the brightness."""
    side = picture.shape[0]
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.7, 1.3) / pixel_mm)
    if rng.random() < 0.25:
        # Pixels that are longer than wide, or coarse.
        width, height = (round(side * share) for share in rng.uniform(0.45, 1.0, 2))
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        picture = cv2.resize(small, (side, side), interpolation=cv2.INTER_CUBIC)
    picture = picture * np.exp(rng.uniform(0, 0.25) * noise(rng, side, side / 3))
    if rng.random() < 0.6:
        grain = noise(rng, side, rng.uniform(1.0, 1.6))
        # A picture shows magnitudes.
        picture = np.abs(picture + rng.uniform(0, 0.04) * grain)
    thinned = picture[::_THINNED, ::_THINNED]
    lit = thinned[thinned > 0.02]
    bright = float(np.percentile(lit, _BRIGHT_PERCENTILE)) if lit.size else 1.0
    return np.clip(np.rint(picture * (_BRIGHT_LEVEL / max(bright, 1e-3))), 0, 255).astype(np.uint8)
