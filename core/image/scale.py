"""How long a scale bar is, and what the values of a picture are measured in."""

import math
from dataclasses import dataclass

import numpy as np

from core.image.slice import Slice
from core.program.translation import mark


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a round length.

    Attributes:
        length_mm: 1, 2 or 5 times a power of ten.
        share: how much of the room it takes, in (0, 1].
    """

    length_mm: float
    share: float


def scale_bar(room_mm: float) -> ScaleBar:
    """Find the longest round bar that fits.

    Args:
        room_mm: the length that there is room for, greater than 0.
    """
    power = 10.0 ** math.floor(math.log10(room_mm))
    length = max(step * power for step in (1.0, 2.0, 5.0) if step * power <= room_mm * (1 + 1e-9))
    return ScaleBar(length, length / room_mm)


def value_unit(image: Slice) -> str:
    """Name what the values of a picture are measured in.

    Returns:
        "HU" for CT (DICOM PS3.3 C.11.1.1.2, the default of that modality), "of 255" for 8 bits, else "a.u.": arbitrary
        units, since the signal of MRI has none.
    """
    if image.metadata.get("Modality") == "CT":
        return "HU"
    return mark("of 255") if image.pixels.dtype == np.uint8 else "a.u."
