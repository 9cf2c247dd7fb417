"""Synthetic head slices: contrast-enhanced, T1-like, axial. For samples, self-checks and tests; they show no person.

Everything is drawn in frame units: x to the right and y downwards from the centre, both 1 at the edge of the picture.
Anterior is at the top.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Point = tuple[float, float]

LESIONS = ("glioma", "meningioma", "pituitary")

_CSF, _GREY, _WHITE, _BONE, _MARROW, _FAT, _ENHANCED = 26.0, 72.0, 96.0, 12.0, 88.0, 188.0, 178.0
# Depths below the skin: fat, outer table, marrow, inner table, then the fluid around the brain.
_FAT_DEPTH, _OUTER_DEPTH, _MARROW_DEPTH, _INNER_DEPTH, _CORTEX_DEPTH = 0.04, 0.055, 0.075, 0.09, 0.106
_NOISE_SIGMA = 2.6
_WAVE_COUNT = 20
# A lesion ends at this height of the cut.
_LESION_TOP = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Phantom:
    """A drawn slice and the truth about it.

    Attributes:
        pixels: (size, size) uint8.
        lesion: (size, size) bool, True on the lesion without its oedema; all False where there is none.
    """

    pixels: npt.NDArray[np.uint8]
    lesion: npt.NDArray[np.bool_]


def draw_head(seed: int = 0, lesion: str | None = None, size: int = 256, height: float = 0.0) -> Phantom:
    """Draw an axial slice; the same arguments give the same slice.

    Args:
        seed: the individual: shape, folds, place of the lesion, noise.
        lesion: one of `LESIONS`, or None; it ends at a height of 0.4. "pituitary" cuts the head at the level of the
            sella, the others at that of the ventricles.
        size: side in pixels, at least 32.
        height: of the cut above that level, in [0, 1) of the way to the vertex.

    Returns:
        The slice and the lesion's mask.

    Raises:
        ValueError: an unknown lesion, or a size or height out of range.
    """
    if lesion is not None and lesion not in LESIONS:
        raise ValueError(f"Expected a lesion among {', '.join(LESIONS)}, or None; got {lesion!r}.")
    if size < 32 or not 0.0 <= height < 1.0:
        raise ValueError(f"Expected a size of at least 32 and a height in [0, 1); got {size} and {height}.")
    rng = np.random.default_rng([seed, 1])
    canvas = _Canvas(rng, size, math.sqrt(1.0 - height * height))
    canvas.draw_layers(rng)
    if lesion == "pituitary":
        canvas.draw_skull_base()
    else:
        canvas.draw_ventricles(rng, max(0.0, 1.0 - 2.0 * height))
    canvas.draw_midline(has_falx=lesion != "pituitary")
    mask = canvas.draw_lesion(rng, lesion if height < _LESION_TOP else None)
    return Phantom(canvas.photograph(np.random.default_rng([seed, 2, round(height * 1000)])), mask > 0.5)


def head_phantom(seed: int = 0, lesion: str | None = None, size: int = 256) -> npt.NDArray[np.uint8]:
    """Draw an axial slice, as `draw_head` does, and give its pixels alone: (size, size) uint8."""
    return draw_head(seed, lesion, size).pixels


def phantom_volume(seed: int = 0, slices: int = 8, size: int = 128, lesion: str | None = None) -> npt.NDArray[np.uint8]:
    """Draw a stack from the ventricles up to the vertex: (slices, size, size) uint8; the head shrinks on the way."""
    return np.stack([draw_head(seed, lesion, size, height=0.95 * z / slices).pixels for z in range(slices)])


def stamp(pixels: npt.NDArray[np.uint8], text: str = "SYNTHETIC") -> npt.NDArray[np.uint8]:
    """Write a word into the lower left corner, which a head leaves black; gives a copy."""
    labelled = pixels.copy()
    height = labelled.shape[0]
    cv2.putText(
        labelled,
        text,
        (height // 64, height - height // 64),
        cv2.FONT_HERSHEY_SIMPLEX,
        height / 800,
        150,
        1,
        cv2.LINE_AA,
    )
    return labelled


class _Canvas:
    """A picture in the making: noiseless grey levels over the coordinates of one head."""

    def __init__(self, rng: np.random.Generator, size: int, scale: float) -> None:
        self.size = size
        axis = (np.arange(size) + 0.5) * (2.0 / size) - 1.0
        self.frame_x, self.frame_y = np.meshgrid(axis, axis)
        turn, shift_x, shift_y = rng.normal(0.0, (0.03, 0.015, 0.015))
        x, y = self.frame_x - shift_x, self.frame_y - shift_y
        x, y = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
        # No head is quite symmetric.
        self.x = x + 0.012 * _waves(rng, x, y, 3.0)
        self.y = y + 0.012 * _waves(rng, x, y, 3.0)
        half_width, half_length = scale * rng.uniform(0.62, 0.68), scale * rng.uniform(0.79, 0.84)
        self.angle = np.arctan2(self.y, self.x)
        widening = half_width * (1.0 + 0.07 * self.y / half_length)
        radius = np.hypot(self.x, self.y) + 1e-9
        self.depth = radius * (1.0 / np.hypot(self.x / widening, self.y / half_length) - 1.0)
        self.grey = np.full((size, size), 1.0)

    def fill(self, distance: FloatArray, value: float | FloatArray, softness: float = 1.5) -> FloatArray:
        """Paint where a signed distance is negative, the edge `softness` pixels wide; gives the coverage in [0, 1]."""
        coverage: FloatArray = np.clip(0.5 - distance * (0.5 * self.size / softness), 0.0, 1.0)
        self.grey += coverage * (value - self.grey)
        return coverage

    def ellipse(self, center: Point, radii: Point) -> FloatArray:
        """Measure the signed distance from an ellipse, roughly."""
        relative: FloatArray = np.hypot((self.x - center[0]) / radii[0], (self.y - center[1]) / radii[1])
        return (relative - 1.0) * min(radii)

    def stroke(self, start: Point, end: Point, start_radius: float, end_radius: float) -> FloatArray:
        """Measure the signed distance from a tapering stroke."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        along: FloatArray = np.clip(
            ((self.x - start[0]) * dx + (self.y - start[1]) * dy) / (dx * dx + dy * dy), 0.0, 1.0
        )
        away: FloatArray = np.hypot(self.x - start[0] - along * dx, self.y - start[1] - along * dy)
        return away - start_radius - along * (end_radius - start_radius)

    def draw_layers(self, rng: np.random.Generator) -> None:
        """Draw scalp, skull, fluid, folded cortex and white matter."""
        uneven = _waves(rng, np.cos(self.angle), np.sin(self.angle), 4.0)
        self.fill(-self.depth, _FAT + 22.0 * uneven)
        self.fill(_FAT_DEPTH + 0.006 * uneven - self.depth, _BONE)
        self.fill(_OUTER_DEPTH - self.depth, _MARROW + 30.0 * uneven, softness=2.0)
        self.fill(_MARROW_DEPTH + 0.004 * uneven - self.depth, _BONE)
        self.fill(_INNER_DEPTH - self.depth, _CSF + 0.5 * _GREY)  # The enhancing dura.
        self.fill(_INNER_DEPTH + 0.008 - self.depth, _CSF)
        inside = self.depth - _CORTEX_DEPTH - 0.006 * uneven
        self.fill(-inside, _GREY)
        # Sulci are the zero crossings of waves that are long inwards and short along the surface.
        bend = 0.1 * _waves(rng, self.x, self.y, 8.0)
        folds = _waves(rng, np.cos(self.angle + bend) * 17.0, np.sin(self.angle + bend) * 17.0, 1.3, 26.0 * self.depth)
        down, right = np.gradient(folds, 2.0 / self.size)
        sulcus = np.abs(folds) / (np.hypot(down, right) + 3.0)
        reach = np.clip(1.1 - inside / (0.2 + 0.04 * uneven + 0.05 * _waves(rng, self.x, self.y, 6.0)), 0.0, 1.0)
        self.fill(np.maximum(0.034 - sulcus - 0.3 * (1.0 - reach) ** 3, 0.034 - inside), _WHITE, softness=3.5)
        self.fill(np.maximum(sulcus - 0.02 * reach + 0.0105, -inside), _CSF + 12.0, softness=2.0)
        vessels = np.maximum(sulcus - 0.009, 0.1 - 0.1 * _waves(rng, self.x, self.y, 11.0) + 0.08)
        self.fill(np.maximum(vessels, -inside), _ENHANCED - 50.0, softness=2.0)
        self.grey += np.clip(inside * 40.0, 0.0, 1.0) * 2.0 * _waves(rng, self.x, self.y, 30.0)

    def draw_ventricles(self, rng: np.random.Generator, share: float) -> None:
        """Draw deep grey matter and the lateral ventricles, `share` of their full width."""
        if share == 0.0:
            return
        for side in (-1.0, 1.0):
            width = share * rng.uniform(0.026, 0.042)
            self.fill(self.ellipse((side * 0.115, -0.12), (0.04 * share, 0.1 * share)), _GREY + 3.0, softness=4.0)
            self.fill(self.ellipse((side * 0.21, -0.02), (0.05 * share, 0.13 * share)), _GREY + 4.0, softness=5.0)
            self.fill(self.ellipse((side * 0.085, 0.1), (0.07 * share, 0.1 * share)), _GREY + 4.0, softness=4.0)
            self.fill(self.stroke((side * 0.26, 0.02), (side * 0.4, -0.04), 0.004, 0.014), _CSF + 16.0)
            frontal = self.stroke((side * 0.02, -0.02), (side * 0.05, -0.14), 0.35 * width, 0.8 * width)
            frontal = np.minimum(
                frontal, self.stroke((side * 0.05, -0.14), (side * 0.1, -0.22), 0.8 * width, 0.7 * width)
            )
            occipital = self.stroke((side * 0.06, 0.17), (side * 0.13, 0.26), 0.4 * width, width)
            occipital = np.minimum(occipital, self.stroke((side * 0.13, 0.26), (side * 0.13, 0.36), width, 0.3 * width))
            self.fill(np.minimum(frontal, occipital), _CSF, softness=2.0)
            self.fill(
                self.stroke((side * 0.085, 0.21), (side * 0.115, 0.27), 0.012 * share, 0.014 * share),
                _ENHANCED - 30.0,
                softness=2.5,
            )
        self.fill(self.stroke((0.0, 0.02), (0.0, 0.14), 0.008, 0.006), _CSF + 10.0)

    def draw_skull_base(self) -> None:
        """Draw the cistern around the sella, the midbrain, the fissures and the vermis."""
        for side in (-1.0, 1.0):
            self.fill(self.stroke((0.0, -0.1), (side * 0.2, -0.17), 0.07, 0.014), _CSF, softness=3.0)
            self.fill(self.stroke((side * 0.2, -0.17), (side * 0.44, -0.09), 0.014, 0.02), _CSF + 8.0, softness=2.5)
            self.fill(self.stroke((side * 0.09, 0.0), (side * 0.17, 0.2), 0.03, 0.012), _CSF + 4.0, softness=2.5)
            self.fill(self.stroke((side * 0.17, 0.2), (side * 0.05, 0.3), 0.012, 0.02), _CSF + 4.0, softness=2.5)
            self.fill(self.stroke((side * 0.28, 0.08), (side * 0.32, 0.2), 0.01, 0.015), _CSF + 4.0, softness=2.0)
            self.fill(self.stroke((side * 0.05, -0.13), (side * 0.3, -0.14), 0.009, 0.006), _ENHANCED - 20.0)
        self.fill(self.ellipse((0.0, 0.1), (0.13, 0.13)), _WHITE - 6.0, softness=3.0)
        self.fill(self.ellipse((0.0, 0.2), (0.009, 0.012)), _CSF)
        self.fill(self.ellipse((0.0, 0.38), (0.08, 0.1)), _GREY + 6.0 + 8.0 * np.sin(self.y * 110.0), softness=4.0)

    def draw_midline(self, has_falx: bool) -> None:
        """Draw the fissure between the hemispheres, the falx in it and the sagittal sinus."""
        for start, end in ((-0.9, -0.3), (0.52, 0.9)):
            fissure = self.stroke((0.0, start), (0.0, end), 0.011, 0.011) + 0.004 * np.sin(self.y * 41.0)
            self.fill(np.maximum(fissure, _INNER_DEPTH + 0.008 - self.depth), _CSF + 12.0)
            if has_falx:
                self.fill(
                    np.maximum(np.abs(self.x) - 0.004, np.maximum(fissure, _INNER_DEPTH - self.depth)),
                    _GREY + 24.0,
                    softness=1.2,
                )
        back = self.y[(self.depth > _INNER_DEPTH) & (np.abs(self.x) < 0.05)].max(initial=0.0)
        self.fill(self.ellipse((0.0, back - 0.02), (0.026, 0.03)), _ENHANCED - 10.0, softness=2.5)

    def draw_lesion(self, rng: np.random.Generator, kind: str | None) -> FloatArray:
        """Draw a lesion where its kind grows; gives its coverage in [0, 1]."""
        side = rng.choice((-1.0, 1.0))
        coarse, ragged, texture = (_waves(rng, self.x, self.y, frequency) for frequency in (6.0, 12.0, 24.0))
        brain = _CORTEX_DEPTH - self.depth
        if kind == "glioma":
            center, radius = (side * rng.uniform(0.24, 0.3), rng.uniform(-0.25, 0.3)), rng.uniform(0.12, 0.16)
            distance = self.ellipse(center, (radius, 1.15 * radius)) + 0.022 * ragged + 0.01 * texture
            self.fill(np.maximum(distance - 0.09 + 0.03 * ragged, brain + 0.02), _GREY - 20.0, softness=9.0)
            outer = self.fill(np.maximum(distance, brain), _ENHANCED - 22.0 + 26.0 * texture, softness=2.5)
            self.fill(distance + 0.045 + 0.02 * texture + 0.012 * coarse, _CSF + 16.0 + 6.0 * texture, softness=3.0)
            return outer
        if kind == "meningioma":
            place, radius = side * rng.uniform(0.2, 0.9) + (math.pi if side < 0 else 0.0), rng.uniform(0.13, 0.17)
            ray = np.hypot(np.cos(self.angle) - math.cos(place), np.sin(self.angle) - math.sin(place))
            surface = np.unravel_index(
                np.argmin(ray + 4.0 * np.abs(self.depth - _INNER_DEPTH - 0.6 * radius)), ray.shape
            )
            distance = (
                self.ellipse((float(self.x[surface]), float(self.y[surface])), (radius, radius))
                + 0.014 * coarse
                + 0.006 * ragged
            )
            self.fill(np.maximum(distance - 0.014, brain), _CSF + 20.0, softness=3.0)
            self.fill(np.maximum(np.abs(self.depth - _INNER_DEPTH) - 0.009, ray - 0.5), _ENHANCED - 20.0)
            return self.fill(
                np.maximum(distance, _INNER_DEPTH - self.depth),
                _ENHANCED - 6.0 + 7.0 * ragged + 5.0 * texture,
                softness=2.0,
            )
        if kind == "pituitary":
            radius = rng.uniform(0.085, 0.11)
            distance = self.ellipse((0.0, -0.09), (radius, 1.1 * radius)) + 0.006 * ragged
            self.fill(distance - 0.016, _CSF, softness=3.0)
            return self.fill(distance, _ENHANCED - 6.0 + 8.0 * texture, softness=2.0)
        return np.zeros_like(self.grey)

    def photograph(self, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
        """Add what the scanner adds: uneven coils, blur, Rician noise (Gudbjartsson and Patz, 1995)."""
        coils = 1.0 + 0.05 * _waves(rng, self.frame_x, self.frame_y, 1.6)
        sharp = self.grey * coils
        blurred = cv2.GaussianBlur(sharp, (0, 0), 0.0028 * self.size, borderType=cv2.BORDER_REFLECT)
        noise = rng.normal(0.0, _NOISE_SIGMA * 1.6, (2, self.size, self.size))
        real, imaginary = (cv2.GaussianBlur(part, (0, 0), 0.6) for part in noise)
        pixels: npt.NDArray[np.uint8] = np.clip(np.rint(np.hypot(blurred + real, imaginary)), 0, 255).astype(np.uint8)
        return pixels


def _waves(
    rng: np.random.Generator, x: FloatArray, y: FloatArray, frequency: float, z: FloatArray | None = None
) -> FloatArray:
    """Sum plane waves of random directions: smooth noise of unit variance that does not depend on the resolution."""
    total = np.zeros_like(x)
    for direction, phase, stretch, lift in rng.uniform(0.0, 1.0, (_WAVE_COUNT, 4)):
        reach, angle = frequency * (0.6 + 0.8 * stretch), 2.0 * math.pi * direction
        argument = reach * (math.cos(angle) * x + math.sin(angle) * y) + 2.0 * math.pi * phase
        total += np.sin(argument if z is None else argument + (lift - 0.5) * z)
    return total * math.sqrt(2.0 / _WAVE_COUNT)
