"""Slices through label maps: any plane, a little tilted, framed as the network sees a head."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from training.samples.head_labels import SPACING_MM, Codes, HeadVolume, Point

AXIAL, CORONAL, SAGITTAL = "axial", "coronal", "sagittal"
_PLANES, _PLANE_SHARES = (AXIAL, CORONAL, SAGITTAL), (0.5, 0.25, 0.25)
# Largest tilts. Axial slices follow the base of the skull or not.
_PITCH_DEG, _TILT_DEG = 22.0, 7.0
# The picture of a coronal or sagittal slice ends this far below the sella.
_NECK_MM = (35.0, 85.0)
# As the framing of a real picture has it.
_MARGIN = 0.04
_COARSE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A slice of a head.

    Attributes:
        codes: (S, S) uint8, as in `HeadVolume`.
        pixel_mm: side of a pixel.
        sella: (x, y) of the pituitary gland, in pixels, and its distance from the plane, in mm.
    """

    codes: Codes
    pixel_mm: float
    sella: Point


def cut(head: HeadVolume, side: int, rng: np.random.Generator) -> Plane:
    """Cut a head somewhere through the brain; it fills the picture up to a margin.

    Args:
        head: what to cut.
        side: of the result, in pixels.
        rng: chooses plane, place and tilt.
    """
    name = str(rng.choice(_PLANES, p=_PLANE_SHARES))
    right, down, normal = _axes(name, rng)
    axis = int(np.argmax(np.abs(normal)))
    middle = (head.low + head.high) / 2
    origin = middle.copy()
    origin[axis] = rng.uniform(head.low[axis], head.high[axis])
    floor = 0.0
    if name != AXIAL:
        floor = head.sella[2] - rng.uniform(*_NECK_MM) / SPACING_MM
    reach = float(np.linalg.norm(head.codes.shape)) / 2
    steps = np.arange(-reach, reach, _COARSE)
    count = len(steps)
    found = _sample(head.codes, origin, right * _COARSE, down * _COARSE, count, -reach / _COARSE, floor)
    is_head = cv2.morphologyEx((found > 0).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero(is_head)
    if not len(rows):
        rows, columns = np.array([0, count - 1]), np.array([0, count - 1])
    top, bottom, left, last = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    extent = _COARSE * float(max(bottom - top, last - left)) * (1 + 2 * _MARGIN)
    step = extent / side
    center = (-reach + _COARSE * ((left + last) / 2 - 0.5), -reach + _COARSE * ((top + bottom) / 2 - 0.5))
    origin = origin + right * center[0] + down * center[1]
    codes = _sample(head.codes, origin, right * step, down * step, side, -(side - 1) / 2, floor)
    away = head.sella - origin
    sella = [away @ right / step + (side - 1) / 2, away @ down / step + (side - 1) / 2, abs(away @ normal) * SPACING_MM]
    return Plane(codes, step * SPACING_MM, np.array(sella))


def _axes(name: str, rng: np.random.Generator) -> tuple[Point, Point, Point]:
    """Return the directions of columns, of rows and of the normal, in the axes of the volume."""
    right, up = np.array([1.0, 0, 0]), np.array([0, 0, 1.0])
    front = np.array([0, 1.0, 0])
    pitch = np.deg2rad(rng.uniform(-1, 1) * (_PITCH_DEG if name == AXIAL else _TILT_DEG))
    roll, yaw = np.deg2rad(rng.uniform(-1, 1, 2) * _TILT_DEG)
    turn = _turn(0, pitch) @ _turn(1, roll) @ _turn(2, yaw)
    axes = {AXIAL: (right, -front, up), CORONAL: (right, -up, front), SAGITTAL: (-front, -up, right)}[name]
    along, down, normal = (turn @ axis for axis in axes)
    return along, down, normal


def _turn(axis: int, angle: float) -> npt.NDArray[np.float64]:
    one, other = [place for place in range(3) if place != axis]
    matrix = np.eye(3)
    matrix[[one, other], [one, other]] = np.cos(angle)
    matrix[one, other], matrix[other, one] = -np.sin(angle), np.sin(angle)
    return matrix


def _sample(codes: Codes, origin: Point, along: Point, down: Point, side: int, first: float, floor: float) -> Codes:
    """Take the nearest voxel of each point of a grid; air outside the volume and below the floor.

    Args:
        codes: (X, Y, Z).
        origin: of the grid, in voxels.
        along: from column to column.
        down: from row to row.
        side: number of columns, and of rows.
        first: number of the first column and row; the origin is number 0.
        floor: lowest z that is shown.
    """
    columns = rows = np.arange(side) + first
    flat: npt.NDArray[np.int32] | None = None
    outside = np.zeros((side, side), bool)
    for axis, length in enumerate(codes.shape):
        line = (origin[axis] + 0.5 + columns * along[axis]).astype(np.float32)
        place = line[None, :] + (rows * down[axis]).astype(np.float32)[:, None]
        outside |= (place < (max(floor, 0) if axis == 2 else 0)) | (place >= length)
        whole = place.astype(np.int32)
        flat = whole if flat is None else flat * length + whole
    assert flat is not None
    flat[outside] = 0
    found = codes.reshape(-1)[flat]
    found[outside] = 0
    return found
