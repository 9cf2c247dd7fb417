"""Geometry of a DICOM frame: its spacing, edges and position in the patient."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.image.slice import EdgeLabels, sound_spacing
from core.readers.dicom.element import element_numbers, functional_groups, items

# PS3.3 C.7.6.2.1.1: x runs to the patient's left, y to the back, z to the head.
_POSITIVE, _NEGATIVE = "LPH", "RAF"
# A direction counts where it is at least sin(20 degrees) of the whole.
_SHARE_THAT_COUNTS = 0.342


@dataclass(frozen=True, slots=True)
class FrameGeometry:
    """Spacing, edges and place of a frame, None if the file does not state them.

    Attributes:
        spacing_mm: (row, column) distance of pixel centres.
        edges: the anatomical directions.
        normal: of its plane, of length 1.
        position_mm: of its first pixel in the patient.
    """

    spacing_mm: tuple[float, float] | None
    edges: EdgeLabels | None
    normal: tuple[float, float, float] | None
    position_mm: tuple[float, float, float] | None


def frame_geometry(dataset: Any, index: int) -> FrameGeometry:
    """Read the geometry of a frame, from its functional groups or the data set itself."""
    measures = _item(dataset, index, "PixelMeasuresSequence")
    orientation = _numbers(_item(dataset, index, "PlaneOrientationSequence"), "ImageOrientationPatient", 6)
    spacing = _numbers(measures, "PixelSpacing", 2) or _numbers(dataset, "ImagerPixelSpacing", 2)
    return FrameGeometry(
        spacing_mm=sound_spacing(*spacing) if spacing else None,
        edges=_edges(orientation) if orientation else None,
        normal=plane_normal(orientation) if orientation else None,
        position_mm=frame_position(dataset, index),
    )


def frame_position(dataset: Any, index: int) -> tuple[float, float, float] | None:
    """Read where the first pixel of a frame is in the patient, in mm; None if the file does not state it."""
    position = _numbers(_item(dataset, index, "PlanePositionSequence"), "ImagePositionPatient", 3)
    return (position[0], position[1], position[2]) if position else None


def _item(dataset: Any, index: int, sequence: str) -> Any:
    for group in functional_groups(dataset, index):
        for item in items(group, sequence)[:1]:
            return item
    return dataset


def _numbers(dataset: Any, keyword: str, count: int) -> list[float] | None:
    numbers = element_numbers(dataset, keyword)
    return numbers if len(numbers) == count and all(map(math.isfinite, numbers)) else None


def plane_normal(orientation: Sequence[float]) -> tuple[float, float, float] | None:
    """Give the normal of a plane by the six numbers of its directions, of length 1; None where they are damaged."""
    (a, b, c), (d, e, f) = orientation[:3], orientation[3:]
    # A hundred times as fast as NumPy's for so few numbers, of which each file of a study has some.
    across = (b * f - c * e, c * d - a * f, a * e - b * d)
    length = math.hypot(*across)
    # The two directions have length 1 and are at right angles, but for what was rounded.
    if not 0.5 < length < 2:
        return None
    x, y, z = across
    return x / length, y / length, z / length


def _edges(orientation: Sequence[float]) -> EdgeLabels | None:
    right, bottom = orientation[:3], orientation[3:]
    if not any(right) or not any(bottom):
        return None
    return EdgeLabels(
        left=_direction([-x for x in right]),
        right=_direction(right),
        top=_direction([-x for x in bottom]),
        bottom=_direction(bottom),
    )


def _direction(vector: Sequence[float]) -> str:
    length = math.hypot(*vector)
    order = sorted(range(3), key=lambda axis: -abs(vector[axis]))[:2]
    return "".join(
        (_POSITIVE if vector[axis] > 0 else _NEGATIVE)[axis]
        for axis in order
        if abs(vector[axis]) >= _SHARE_THAT_COUNTS * length
    )
