"""Volumes of any format: cut across their thickest axis, oriented as radiologists view them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from nibabel.orientations import apply_orientation, io_orientation

from core.formats import Format
from core.image.slice import EdgeLabels, Pixels, Slice, SlicePlace, sound_spacing
from core.image.windowing import robust_window
from core.readers.source import SMALLEST_SIDE, Source

Affine = npt.NDArray[np.float64]

# Axes if a file does not state them: columns to the left of the patient, rows to the back, slices upwards.
UNORIENTED: Affine = np.diag([-1.0, -1.0, 1.0])

_AXES = {0: "sagittal", 1: "coronal", 2: "axial"}
_EDGES = {
    0: EdgeLabels(left="A", right="P", top="H", bottom="F"),
    1: EdgeLabels(left="R", right="L", top="H", bottom="F"),
    2: EdgeLabels(left="R", right="L", top="A", bottom="P"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """A volume as stored, and its orientation in the patient.

    Attributes:
        values: (x, y, z) numbers.
        affine: (3, 3), whose columns are the steps along each axis to the patient's right, front and head, in mm.
        format: of the file.
        is_oriented: whether the file states where the axes point.
        spacing_mm: of each axis; None for the lengths of the steps. A value of 0 or less is unknown.
        notes: facts to show.
        remarks: what was wrong with the file.
        data: further bytes that belong to the file, for its fingerprint.
    """

    values: Pixels
    affine: Affine
    format: Format
    is_oriented: bool = True
    spacing_mm: tuple[float, ...] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    data: tuple[bytes, ...] = ()


def is_sound(affine: Affine) -> bool:
    """Return whether the columns of an affine span a space and are finite."""
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(affine, axis=0)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            return False
        return bool(abs(np.linalg.det(affine / lengths)) > 1e-3)


def slices_of(source: Source, volume: Volume, axis: int | None = None) -> list[Slice]:
    """Cut a volume into slices.

    Args:
        source: the file.
        volume: that it holds.
        axis: to cut across: 0 sagittal, 1 coronal, 2 axial; by default that of the largest spacing, which leaves the
            sharpest pictures, axial among equals, as far as the pictures are large enough.

    Raises:
        UnsupportedImageError: if it holds no numbers, or the pictures are too small or too large.
    """
    affine = volume.affine if is_sound(volume.affine) else UNORIENTED
    turn = io_orientation(np.block([[affine, np.zeros((3, 1))], [np.zeros((1, 3)), np.ones((1, 1))]]))
    stored_steps = volume.spacing_mm or tuple(np.linalg.norm(affine, axis=0).tolist())
    steps = [stored_steps[place] for place in np.argsort(turn[:, 0])]
    values = apply_orientation(volume.values, turn)
    spacing = [step if 0 < step < math.inf else 1.0 for step in steps]
    cut = _cut(values.shape, spacing) if axis is None else axis
    rows, columns = (number for number in (2, 1, 0) if number != cut)
    source.require_size(values.shape[columns], values.shape[rows])
    values = _sound_values(source, values)
    # Each axis runs to the right, the front or the head, so both picture axes are turned round.
    pictures = np.flip(np.transpose(values, (cut, rows, columns)), (1, 2))
    window, fingerprint = robust_window(values), source.sha256(*volume.data)
    metadata = {"Format": volume.format.value}
    if volume.is_oriented:
        metadata["Plane"] = _AXES[cut]
    if spacing == steps:
        metadata["Spacing"] = " x ".join(f"{step:.2f}" for step in steps) + " mm"
    return [
        Slice(
            pixels=np.ascontiguousarray(picture),
            window=window,
            source=source.path,
            frame=index,
            frame_count=len(pictures),
            input_sha256=fingerprint,
            spacing_mm=sound_spacing(steps[rows], steps[columns]),
            edges=_EDGES[cut] if volume.is_oriented else None,
            metadata={**metadata, **volume.notes},
            remarks=volume.remarks,
            place=_place(cut, index * steps[cut])
            if volume.is_oriented and spacing[cut] == steps[cut]
            else SlicePlace(),
        )
        for index, picture in enumerate(pictures)
    ]


def _place(cut: int, depth_mm: float) -> SlicePlace:
    """Place a slice of an axis that runs to the right, the front or the head."""
    # The first two run the other way in DICOM.
    signs = (-1.0, -1.0, 1.0)
    normal = tuple(signs[axis] if axis == cut else 0.0 for axis in range(3))
    position = tuple(part * depth_mm for part in normal)
    return SlicePlace(normal=(normal[0], normal[1], normal[2]), position_mm=(position[0], position[1], position[2]))


def _cut(shape: tuple[int, ...], spacing: list[float]) -> int:
    def is_shown(cut: int) -> bool:
        return all(length >= SMALLEST_SIDE for number, length in enumerate(shape) if number != cut)

    return max((2, 1, 0), key=lambda cut: (is_shown(cut), round(spacing[cut], 3)))


def _sound_values(source: Source, values: Pixels) -> Pixels:
    """Return numbers of the types that a slice has, 0 in place of those that are not finite."""
    if values.dtype.kind == "f":
        values = values.astype(np.float32)
        if not np.isfinite(values).any():
            raise source.unsupported("a volume of numbers", "one without any", "export it again")
        return np.nan_to_num(values, copy=False, posinf=0.0, neginf=0.0)
    if values.dtype in (np.uint8, np.uint16, np.int16, np.int32):
        # In the byte order of this computer.
        return values.astype(values.dtype.newbyteorder("="), copy=False)
    return values.astype(np.float32 if values.dtype.itemsize > 2 else np.int16)


def scaled(values: Pixels, slope: float, intercept: float) -> Pixels:
    """Apply a scale to stored values; one that is not a number, 0 or 1 changes nothing."""
    slope = slope if math.isfinite(slope) and slope else 1.0
    intercept = intercept if math.isfinite(intercept) else 0.0
    if slope == 1.0 and intercept == 0.0:
        return values
    with np.errstate(all="ignore"):
        result = np.multiply(values, np.float32(slope), dtype=np.float32, casting="unsafe")
        result += np.float32(intercept)
    return result
