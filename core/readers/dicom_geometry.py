"""How a DICOM frame lies in the patient."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.readers.dicom_element import element_value
from core.slice import EdgeLabels, sound_spacing

# PS3.3 C.7.6.2.1.1: x runs to the patient's left, y to the back, z to the head.
_POSITIVE, _NEGATIVE = "LPH", "RAF"
# A direction counts where it is at least sin(20 degrees) of the whole.
_SHARE_THAT_COUNTS = 0.342


@dataclass(frozen=True, slots=True)
class FrameGeometry:
    """Spacing, edges and depth of a frame, None where the file does not tell.

    Attributes:
        spacing_mm: (row, column) distance of pixel centres.
        edges: the anatomical directions.
        depth_mm: of the frame along the normal of its plane.
    """

    spacing_mm: tuple[float, float] | None
    edges: EdgeLabels | None
    depth_mm: float | None


def frame_geometry(dataset: Any, index: int) -> FrameGeometry:
    """Read the geometry of a frame, from its functional groups or the data set itself."""
    measures = _item(dataset, index, "PixelMeasuresSequence")
    orientation = _numbers(
        element_value(_item(dataset, index, "PlaneOrientationSequence"), "ImageOrientationPatient"), 6
    )
    position = _numbers(element_value(_item(dataset, index, "PlanePositionSequence"), "ImagePositionPatient"), 3)
    spacing = _numbers(element_value(measures, "PixelSpacing"), 2) or _numbers(
        element_value(dataset, "ImagerPixelSpacing"), 2
    )
    return FrameGeometry(
        spacing_mm=sound_spacing(*spacing) if spacing else None,
        edges=_edges(orientation) if orientation else None,
        depth_mm=float(np.dot(np.cross(orientation[:3], orientation[3:]), position))
        if orientation and position
        else None,
    )


def _item(dataset: Any, index: int, sequence: str) -> Any:
    per_frame = element_value(dataset, "PerFrameFunctionalGroupsSequence") or []
    shared = element_value(dataset, "SharedFunctionalGroupsSequence") or []
    for group in [*per_frame[index : index + 1], *shared[:1]]:
        if group.get(sequence):
            return group[sequence].value[0]
    return dataset


def _numbers(value: Any, count: int) -> list[float] | None:
    try:
        numbers = [float(number) for number in value]
    except (TypeError, ValueError):
        return None
    return numbers if len(numbers) == count and np.isfinite(numbers).all() else None


def _edges(orientation: Sequence[float]) -> EdgeLabels | None:
    right, bottom = orientation[:3], orientation[3:]
    if not np.any(right) or not np.any(bottom):
        return None
    return EdgeLabels(
        left=_direction([-x for x in right]),
        right=_direction(right),
        top=_direction([-x for x in bottom]),
        bottom=_direction(bottom),
    )


def _direction(vector: Sequence[float]) -> str:
    unit = np.asarray(vector) / np.linalg.norm(vector)
    order = np.argsort(-np.abs(unit))[:2]
    return "".join(
        (_POSITIVE if unit[axis] > 0 else _NEGATIVE)[axis] for axis in order if abs(unit[axis]) >= _SHARE_THAT_COUNTS
    )
