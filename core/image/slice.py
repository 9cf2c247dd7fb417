"""One picture of a study, whatever file it came from."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import numpy.typing as npt

Pixels = npt.NDArray[Any]


class VoiFunction(Enum):
    """How a window maps values to grey levels (VOI LUT Function, DICOM PS3.3 C.11.2.1.3)."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True)
class Window:
    """Grey-scale window in the units of the pixels.

    Attributes:
        width: full width, greater than 0; with LINEAR greater than 1.
        center: the value shown as mid-grey; with LINEAR half a unit above it.
        function: how it maps what is within.
    """

    width: float
    center: float
    function: VoiFunction = VoiFunction.LINEAR_EXACT


def sound_spacing(row_mm: float, column_mm: float) -> tuple[float, float] | None:
    """Return a spacing (row, column) that pictures can have; None for what a damaged or careless file states."""
    low, high = sorted((row_mm, column_mm))
    is_sound = math.isfinite(low) and math.isfinite(high) and low > 0 and high < 100 and high / low <= 20
    return (row_mm, column_mm) if is_sound else None


@dataclass(frozen=True, slots=True)
class EdgeLabels:
    """Where the four edges of a picture point in the patient: R, L, A, P, H, F, or combinations such as "RA"."""

    left: str
    right: str
    top: str
    bottom: str


@dataclass(frozen=True, slots=True)
class SlicePlace:
    """Which series a slice is of, and where it is in the patient.

    Directions and positions are those of DICOM: x runs to the patient's left, y to the back, z to the head.

    Attributes:
        series: a fingerprint of the identifier of its DICOM series; "" for none.
        series_number: the scanner's number of the series, 0 for none.
        number: of the DICOM instance, 0 for none.
        normal: of its plane, of length 1; None where unknown.
        position_mm: of its first pixel; None where unknown.
    """

    series: str = ""
    series_number: int = 0
    number: int = 0
    normal: tuple[float, float, float] | None = None
    position_mm: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A picture as stored, and how to show it.

    Attributes:
        pixels: (H, W) of uint8, uint16, int16, int32 or float32 after the modality LUT, or (H, W, 3) uint8 RGB. Finite.
        window: the default window; for 8-bit pictures the identity (width 255, center 127.5).
        source: the file that it came from.
        frame: its index within that file, from 0; within a folder's series, the index in geometric order.
        frame_count: how many slices the source holds.
        input_sha256: of the bytes of the file; of a pair, of both files.
        is_inverted: True where low values are shown bright (MONOCHROME1, DICOM PS3.3 C.7.6.3.1.2).
        spacing_mm: (row, column) distance of pixel centres, or None where unknown.
        edges: the anatomical directions of the edges, or None where unknown.
        metadata: de-identified facts to show, in reading order, such as {"Modality": "MR"}.
        remarks: what had to be left out or corrected in the file to show it, each a sentence for the user.
        contrast: how it is weighted, of `core.image.mr_contrast.CONTRASTS`; None if the file does not state it.
        place: in its series and in the patient.
    """

    pixels: Pixels
    window: Window
    source: Path
    frame: int
    frame_count: int
    input_sha256: str
    is_inverted: bool = False
    spacing_mm: tuple[float, float] | None = None
    edges: EdgeLabels | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    contrast: str | None = None
    place: SlicePlace = SlicePlace()
