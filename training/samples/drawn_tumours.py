"""Drawn tumours: where they grow, what shape they have, and what they displace."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.model.known_classes import GLIOMA
from training.samples.head_labels import Codes, Point
from training.samples.head_planes import Plane
from training.samples.head_tissues import BRAIN, RIGHT, Tissue

_TRIES = 6
_GLIOMA_MM, _MENINGIOMA_MM = (9.0, 28.0), (7.0, 24.0)
# Nothing is drawn this near to the pituitary gland, where a tumour would be of another kind.
_FROM_SELLA_MM = 28.0
_AROUND_BRAIN_MM = 6.0
# At least this share of its disc is within the skull and in one piece.
_LEAST_SHARE = 0.4
# The effects of a tumour end within this many radiuses.
_REACH = 3.0
# Most gliomas grow above the tentorium.
_ABOVE = 0.85

FloatArray = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint8]

_IS_BRAIN = np.isin(np.arange(256) % RIGHT, BRAIN).astype(np.uint8)
_IN_SKULL = np.isin(
    np.arange(256) % RIGHT,
    (*BRAIN, Tissue.VENTRICLE, Tissue.FLUID, Tissue.VEIN, Tissue.ARTERY, Tissue.SELLA_FLUID, Tissue.SELLA_VESSEL),
).astype(np.uint8)
_IS_WHITE_OF = [np.isin(np.arange(256), (code, code + 1)).astype(np.uint8) for code in (1, 1 + RIGHT)]
_IS_WHITE = np.isin(np.arange(256) % RIGHT, (Tissue.WHITE,)).astype(np.float32)
_CEREBRUM = (Tissue.WHITE, Tissue.GREY, Tissue.DEEP_GREY, Tissue.THALAMUS, Tissue.PALLIDUM)
_IS_CEREBRUM = np.isin(np.arange(256) % RIGHT, _CEREBRUM).astype(np.uint8)
_SIDED = (*_CEREBRUM, Tissue.CEREBELLUM_WHITE, Tissue.CEREBELLUM_GREY)
_IS_HALF = [np.isin(np.arange(256), np.array(_SIDED) + half * RIGHT).astype(np.uint8) for half in (0, 1)]


@dataclass(frozen=True, slots=True, eq=False)
class Tumour:
    """A tumour in a slice of S x S pixels; all that it changes is in a part of h x w pixels.

    Attributes:
        name: its class.
        codes: (S, S) uint8, the slice with all that it pushes aside.
        part: rows and columns of the part.
        depth: (h, w) float32, 0 at its edge, growing inwards to about 1, negative outside.
        radius: in pixels.
        inside: (h, w) float32, 1 within skull and meninges.
        white: (h, w) float32 in [0, 1], how much white matter there is.
    """

    name: str
    codes: Codes
    part: tuple[slice, slice]
    depth: FloatArray
    radius: float
    inside: FloatArray
    white: FloatArray

    def noise(self, rng: np.random.Generator, share: float) -> FloatArray:
        """Draw smooth noise over the part, (h, w), with hills this many radiuses apart."""
        height, width = self.depth.shape
        return noise(rng, max(height, width), share * self.radius)[:height, :width]


def room(plane: Plane) -> Mask:
    """Find where a tumour may be: within the skull, not at the pituitary gland; (S, S) uint8, 1 there."""
    place = _inside(plane)
    x, y, away_mm = plane.sella
    if away_mm < _FROM_SELLA_MM:
        radius = np.sqrt(_FROM_SELLA_MM**2 - away_mm**2) / plane.pixel_mm
        cv2.circle(place, (round(x), round(y)), round(radius), 0, -1)
    return place


def grow(name: str, plane: Plane, rng: np.random.Generator) -> Tumour | None:
    """Choose place and shape of a tumour, and displace what is there; None if there is no room.

    Args:
        name: `GLIOMA` or `MENINGIOMA`.
        plane: the slice.
        rng: the random generator.
    """
    codes = plane.codes
    brain, inside = _IS_BRAIN[codes], _inside(plane)
    depths = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    most = 0.42 * float(depths.max())
    low, high = _GLIOMA_MM if name == GLIOMA else _MENINGIOMA_MM
    for _ in range(_TRIES):
        radius = min(rng.uniform(low, high) / plane.pixel_mm, most)
        center = _in_brain(codes, brain, rng) if name == GLIOMA else _at_dura(codes, inside, depths, radius, rng)
        if center is None or radius * plane.pixel_mm < 0.7 * low or _is_at_sella(center, radius, plane):
            continue
        part, own = _around(center, _REACH * radius, codes.shape[0])
        depth = _depth(own, radius, codes[part].shape, rng, 0.45 if name == GLIOMA else 0.1)
        depth[inside[part] == 0] = -1
        if rng.random() < 0.85:
            _keep_to_side(depth, codes[part])
        depth = _in_one_piece(depth)
        if int((depth > 0).sum()) >= _LEAST_SHARE * np.pi * radius**2:
            push = rng.uniform(0.1, 0.6) if name == GLIOMA else rng.uniform(0.4, 0.9)
            pushed = codes.copy()
            pushed[part] = _pushed(codes[part], own, radius, push, depths[part])
            white = cv2.GaussianBlur(_IS_WHITE[pushed[part]], (0, 0), 1.5)
            return Tumour(name, pushed, part, depth, radius, inside[part].astype(np.float32), white)
    return None


def noise(rng: np.random.Generator, side: int, scale: float) -> FloatArray:
    """Draw smooth noise of about unit variance, (side, side) float32, with hills about `pixels` apart."""
    cells = max(2, min(side, round(side / max(scale, 1.0))))
    small = rng.standard_normal((cells, cells), dtype=np.float32)
    # In fine noise, the interpolation does not show.
    way = cv2.INTER_LINEAR if cells > side / 4 else cv2.INTER_CUBIC
    return cv2.resize(small, (side, side), interpolation=way)


def _inside(plane: Plane) -> Mask:
    """Find what is within the skull: the brain, and fluid and vessels around it."""
    reach = round(_AROUND_BRAIN_MM / plane.pixel_mm)
    inside = cv2.dilate(_IS_BRAIN[plane.codes], _disc(reach)) & _IN_SKULL[plane.codes]
    return np.asarray(cv2.morphologyEx(inside, cv2.MORPH_CLOSE, _disc(2)), np.uint8)


def _in_brain(codes: Codes, brain: Mask, rng: np.random.Generator) -> Point | None:
    within = cv2.erode(brain, _disc(2))
    if rng.random() < _ABOVE:
        within &= _IS_CEREBRUM[codes]
    places = np.flatnonzero(within)
    return _point(int(rng.choice(places)), brain.shape[1]) if len(places) else None


def _at_dura(codes: Codes, inside: Mask, depths: FloatArray, radius: float, rng: np.random.Generator) -> Point | None:
    """Choose where the middle of a meningioma is: inward from the skull, or beside the falx."""
    if rng.random() < 0.25:
        left, right = (_IS_WHITE_OF[half][codes] for half in (0, 1))
        # Seen from the side there is none.
        is_from_side = min(left.sum(), right.sum()) < 0.5 * max(left.sum(), right.sum())
        near = cv2.dilate(left, _disc(6)) & cv2.dilate(right, _disc(6)) & (codes == Tissue.FLUID)
        places = np.flatnonzero(near)
        if len(places) > 2 * radius and not is_from_side:
            sideways = rng.choice([-1.0, 1.0]) * rng.uniform(0.3, 0.9) * radius
            return _point(int(rng.choice(places)), codes.shape[1]) + np.array([sideways, 0])
    places = np.flatnonzero((depths > 0.5) & (depths < 2.5))
    if not len(places):
        return None
    point = _point(int(rng.choice(places)), codes.shape[1])
    part, own = _around(point, radius, codes.shape[0])
    height, width = inside[part].shape
    x, y = _lines(own, (height, width))
    # From the border to where most of the skull's inside is.
    inward = np.array([float((inside[part] * x).sum()), float((inside[part] * y).sum())])
    length = float(np.linalg.norm(inward))
    return point + inward / length * rng.uniform(0.35, 0.85) * radius if length > 0 else None


def _point(place: int, width: int) -> Point:
    return np.array([place % width, place // width], np.float64)


def _is_at_sella(center: Point, radius: float, plane: Plane) -> bool:
    x, y, away_mm = plane.sella
    in_plane_mm = max(0.0, float(np.hypot(center[0] - x, center[1] - y)) - radius) * plane.pixel_mm
    return bool(np.hypot(in_plane_mm, away_mm) < _FROM_SELLA_MM)


def _around(center: Point, reach: float, side: int) -> tuple[tuple[slice, slice], Point]:
    """Return the part of a picture around a point, rows and columns, and where in it the point is, (x, y)."""
    first = np.clip(np.floor(center - reach).astype(int), 0, side - 1)
    last = np.clip(np.ceil(center + reach).astype(int) + 1, first + 1, side)
    return (slice(int(first[1]), int(last[1])), slice(int(first[0]), int(last[0]))), center - first


def _lines(center: Point, shape: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
    """Return how far each column is to the right of a point, (1, w), and each row below it, (h, 1)."""
    x = np.arange(shape[1], dtype=np.float32) - np.float32(center[0])
    y = np.arange(shape[0], dtype=np.float32) - np.float32(center[1])
    return x[None, :], y[:, None]


def _depth(
    center: Point, radius: float, shape: tuple[int, ...], rng: np.random.Generator, roughness: float
) -> FloatArray:
    turn, ratio = rng.uniform(0, np.pi), np.exp(rng.uniform(-0.25, 0.25))
    x, y = _lines(center, shape)
    along, across = np.cos(turn) * x + np.sin(turn) * y, -np.sin(turn) * x + np.cos(turn) * y
    distance = np.sqrt((along * ratio) ** 2 + (across / ratio) ** 2) / radius
    side = max(shape)
    rough = noise(rng, side, 0.8 * radius) + 0.4 * noise(rng, side, 0.3 * radius)
    return np.asarray(1 - distance + 0.5 * roughness * rough[: shape[0], : shape[1]], np.float32)


def _keep_to_side(depth: FloatArray, codes: Codes) -> None:
    """Leave out the half of the brain that it is less in."""
    halves = [is_half[codes] > 0 for is_half in _IS_HALF]
    shares = [int((half & (depth > 0)).sum()) for half in halves]
    depth[halves[int(shares[0] > shares[1])]] = -1


def _in_one_piece(depth: FloatArray) -> FloatArray:
    _, pieces, stats, _ = cv2.connectedComponentsWithStats((depth > 0).astype(np.uint8))
    if len(stats) <= 2:
        return depth
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return np.where((pieces == best) | (depth <= 0), depth, np.float32(-0.3)).astype(np.float32)


def _pushed(codes: Codes, center: Point, radius: float, push: float, depths: FloatArray) -> Codes:
    """Warp a part of a slice away from a tumour, the less the farther, and not at all at the skull."""
    x, y = _lines(center, codes.shape)
    squares = x**2 + y**2 + 1
    fading = np.exp(-((squares / (2.2 * radius) ** 2) ** 2))
    # The content of a ring has come from one of less area, by that of the tumour.
    back = np.sqrt(np.maximum(1 - push * radius**2 / squares * fading, 0.02)) - 1
    back *= np.clip(depths / (0.8 * radius), 0, 1)
    columns, rows = x + np.float32(center[0]), y + np.float32(center[1])
    moved = cv2.remap(
        np.ascontiguousarray(codes),
        (columns + back * x).astype(np.float32),
        (rows + back * y).astype(np.float32),
        cv2.INTER_NEAREST,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(moved, np.uint8)


def _disc(radius: int) -> Mask:
    radius = max(1, radius)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)
