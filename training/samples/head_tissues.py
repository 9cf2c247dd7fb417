"""Tissues of a drawn head, and how bright each is: as in a sequence, or at random."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


class Tissue(IntEnum):
    """A part of the head of one grey level; left and right have the same."""

    AIR = 0
    WHITE = auto()
    GREY = auto()
    DEEP_GREY = auto()
    THALAMUS = auto()
    PALLIDUM = auto()
    CEREBELLUM_WHITE = auto()
    CEREBELLUM_GREY = auto()
    STEM = auto()
    VENTRICLE = auto()
    FLUID = auto()
    LESION = auto()
    ARTERY = auto()
    VEIN = auto()
    GLAND = auto()
    EYE = auto()
    MUSCLE = auto()
    FAT = auto()
    SKIN = auto()
    MUCOSA = auto()
    BONE = auto()
    MARROW = auto()
    # The surroundings of the sella turcica, where brightness is the sign of a tumour of the pituitary gland.
    SELLA_FLUID = auto()
    SELLA_VESSEL = auto()
    SELLA_MARROW = auto()


TISSUES = len(Tissue)
# Codes from here on are those of the right side: the tissue, plus this number.
RIGHT = 64
BRAIN = (
    *(Tissue.WHITE, Tissue.GREY, Tissue.DEEP_GREY, Tissue.THALAMUS, Tissue.PALLIDUM, Tissue.LESION),
    *(Tissue.CEREBELLUM_WHITE, Tissue.CEREBELLUM_GREY, Tissue.STEM),
)
_T = Tissue

# FreeSurfer's numbers of the left side with those of the right; 136, 137 and 530 have no published names.
_SIDES = {
    _T.WHITE: ((2, 41), (28, 60), (136, 163)),
    _T.GREY: ((3, 42), (17, 53), (18, 54), (137, 164)),
    _T.DEEP_GREY: ((11, 50), (12, 51), (26, 58)),
    _T.THALAMUS: ((10, 49),),
    _T.PALLIDUM: ((13, 52),),
    _T.CEREBELLUM_WHITE: ((7, 46),),
    _T.CEREBELLUM_GREY: ((8, 47),),
    _T.VENTRICLE: ((4, 43), (5, 44)),
    _T.ARTERY: ((30, 62),),
    _T.LESION: ((25, 57),),
}
_MIDDLE = {
    _T.AIR: (0,),
    _T.VENTRICLE: (14, 15, 72),
    _T.STEM: (16, 512),
    _T.FLUID: (24,),
    _T.WHITE: (85, 508),
    _T.ARTERY: (502,),
    _T.VEIN: (514,),
    _T.EYE: (506,),
    _T.MUSCLE: (507, 530),
    _T.SKIN: (511,),
    _T.MUCOSA: (509,),
    _T.BONE: (515,),
    _T.MARROW: (516,),
}
CHIASM = 85
# The code of each of FreeSurfer's numbers.
CODES: Mapping[int, int] = {
    **{number: int(tissue) for tissue, numbers in _MIDDLE.items() for number in numbers},
    **{left: int(tissue) for tissue, pairs in _SIDES.items() for left, _ in pairs},
    **{right: tissue + RIGHT for tissue, pairs in _SIDES.items() for _, right in pairs},
}

# Brightness as such sequences show it, white matter and all else against each other; 1 is bright. In this order:
_ORDER = (
    *(_T.WHITE, _T.GREY, _T.DEEP_GREY, _T.THALAMUS, _T.PALLIDUM, _T.STEM, _T.FLUID, _T.LESION, _T.ARTERY, _T.VEIN),
    *(_T.GLAND, _T.EYE, _T.MUSCLE, _T.FAT, _T.SKIN, _T.MUCOSA, _T.BONE, _T.MARROW),
)
_SEQUENCES: Mapping[str, tuple[float, ...]] = {
    "t1": (0.80, 0.60, 0.64, 0.69, 0.74, 0.72, 0.20, 0.55, 0.35, 0.40, 0.62, 0.2, 0.5, 1.2, 0.9, 0.5, 0.08, 0.9),
    "t1-contrast": (0.62, 0.5, 0.52, 0.55, 0.58, 0.57, 0.18, 0.45, 0.9, 1.1, 0.7, 0.2, 0.5, 1.2, 0.9, 0.9, 0.08, 0.8),
    "t2": (0.40, 0.58, 0.48, 0.46, 0.34, 0.42, 1.00, 0.85, 0.08, 0.25, 0.45, 1.0, 0.2, 0.6, 0.5, 0.9, 0.06, 0.4),
    "flair": (0.55, 0.68, 0.62, 0.60, 0.50, 0.56, 0.12, 1.00, 0.10, 0.30, 0.55, 0.1, 0.35, 0.6, 0.6, 0.7, 0.06, 0.4),
    "density": (0.60, 0.78, 0.72, 0.70, 0.58, 0.62, 0.75, 0.9, 0.12, 0.40, 0.65, 0.7, 0.4, 0.8, 0.7, 0.8, 0.08, 0.5),
}
SEQUENCES = tuple(_SEQUENCES)
CHANCE = "by chance"
_BY_CHANCE = 0.4
_LEAST_CONTRAST = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """How bright and how uneven each part of a head is.

    Attributes:
        sequence: whose contrast it is like, or `CHANCE`.
        levels: (128,) float32, the brightness of each code, 1 is bright.
        grains: (128,) float32, the spread of its texture.
    """

    sequence: str
    levels: FloatArray
    grains: FloatArray

    def level(self, tissue: Tissue) -> float:
        """Return the brightness of a tissue, at the left."""
        return float(self.levels[tissue])


def choose_contrast(rng: np.random.Generator) -> Contrast:
    """Choose a contrast: similar to a sequence, or random, but nothing at the sella brighter than real ones."""
    sequence = CHANCE if rng.random() < _BY_CHANCE else str(rng.choice(SEQUENCES))
    levels = _by_chance(rng) if sequence == CHANCE else _as_in(sequence, rng)
    for tissue, like in (
        (_T.VENTRICLE, _T.FLUID),
        (_T.CEREBELLUM_WHITE, _T.WHITE),
        (_T.CEREBELLUM_GREY, _T.GREY),
        (_T.SELLA_FLUID, _T.FLUID),
        (_T.SELLA_MARROW, _T.MARROW),
    ):
        levels[tissue] = levels[like] * np.exp(rng.normal(0, 0.04))
    levels[_T.SELLA_VESSEL] = max(levels[_T.ARTERY], 0.6 * levels[_T.VEIN])
    brain = float(max(levels[_T.WHITE], levels[_T.GREY]))
    caps = {_T.GLAND: 1.1, _T.SELLA_VESSEL: 1.1, _T.SELLA_MARROW: 1.1}
    # Bright fluid, as in T2, is real, and fills all cisterns alike; a random contrast does not make it shine there.
    caps |= {_T.SELLA_FLUID: 1.0, _T.FLUID: 1.25} if sequence == CHANCE else {}
    for tissue, cap in caps.items():
        levels[tissue] = min(levels[tissue], cap * brain)
    both = np.zeros(2 * RIGHT, np.float32)
    both[:TISSUES] = levels
    both[RIGHT : RIGHT + TISSUES] = levels * np.exp(rng.normal(0, 0.012, TISSUES))
    grains = both * np.float32(rng.uniform(0.01, 0.06))
    for tissue, share in ((_T.MUSCLE, 0.16), (_T.MUCOSA, 0.15), (_T.FAT, 0.1), (_T.SKIN, 0.1), (_T.MARROW, 0.15)):
        grains[tissue] = share * both[tissue]
    return Contrast(sequence, both, grains)


def _as_in(sequence: str, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    levels = np.zeros(TISSUES)
    levels[list(_ORDER)] = _SEQUENCES[sequence]
    levels *= np.exp(rng.normal(0, 0.07, TISSUES))
    # Fat is suppressed or not, vessels carry contrast agent or flow.
    for tissue in (_T.FAT, _T.MARROW, _T.SKIN, _T.MUSCLE, _T.ARTERY, _T.VEIN, _T.MUCOSA):
        levels[tissue] *= np.exp(rng.normal(0, 0.3))
    return levels


def _by_chance(rng: np.random.Generator) -> npt.NDArray[np.float64]:
    levels = np.zeros(TISSUES)
    white, grey = rng.uniform(0.25, 0.9, 2)
    if abs(white - grey) < _LEAST_CONTRAST:
        grey = white + _LEAST_CONTRAST if white < grey or white < 0.5 else white - _LEAST_CONTRAST
    levels[_T.WHITE], levels[_T.GREY] = white, grey
    for tissue, low, high in (
        (_T.DEEP_GREY, 0.5, 1.2),
        (_T.THALAMUS, 0.2, 0.9),
        (_T.PALLIDUM, -0.1, 0.6),
        (_T.STEM, 0.0, 0.5),
        (_T.GLAND, 0.5, 1.3),
    ):
        levels[tissue] = max(0.08, white + (grey - white) * rng.uniform(low, high))
    levels[_T.FLUID] = rng.uniform(0.08, 1.0)
    levels[_T.EYE] = np.clip(levels[_T.FLUID] + rng.normal(0, 0.1), 0.08, 1)
    levels[_T.LESION] = np.clip(white + rng.choice([-1, 1]) * rng.uniform(0.1, 0.4), 0.1, 1.0)
    for tissue, low, high in (
        (_T.ARTERY, 0.05, 0.9),
        (_T.VEIN, 0.1, 1.0),
        (_T.MUSCLE, 0.15, 0.7),
        (_T.FAT, 0.25, 1.2),
        (_T.SKIN, 0.2, 0.9),
        (_T.MUCOSA, 0.3, 1.0),
        (_T.BONE, 0.03, 0.15),
        (_T.MARROW, 0.15, 0.9),
    ):
        levels[tissue] = rng.uniform(low, high)
    return levels
