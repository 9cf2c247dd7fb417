"""Lengths, angles and regions of a picture, in mm where the distance of its pixels is known.

Coordinates are those of the picture, with the edges of the pixels at whole numbers: the centre of the first pixel is
at (0.5, 0.5).
"""

import math
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from core.image.slice import Pixels

Spacing = tuple[float, float] | None


class Point(NamedTuple):
    """A place in a picture: x across, y down."""

    x: float
    y: float


class LengthUnit(Enum):
    """What lengths are measured in."""

    MM = "mm"
    PIXELS = "pixels"


@dataclass(frozen=True, slots=True)
class Length:
    """A length with its unit."""

    value: float
    unit: LengthUnit


class Outline(Enum):
    """The shape of a region."""

    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture, between two opposite corners of the box around it."""

    outline: Outline
    first: Point
    second: Point


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """What a region holds.

    Attributes:
        count: of the pixels with a centre within it.
        mean: of their values; None without pixels, and of a picture in colours.
        deviation: their standard deviation, of the pixels as the whole population; None likewise.
        area: of the shape, in the square of `unit`.
        unit: whose square the area is in.
    """

    count: int
    mean: float | None
    deviation: float | None
    area: float
    unit: LengthUnit


def measure_length(start: Point, end: Point, spacing_mm: Spacing) -> Length:
    """Measure the distance of two points.

    Args:
        start: of the line.
        end: of the line.
        spacing_mm: (row, column) distance of pixel centres, or None where unknown.
    """
    row, column = spacing_mm or (1.0, 1.0)
    value = math.hypot((end.x - start.x) * column, (end.y - start.y) * row)
    return Length(value, LengthUnit.MM if spacing_mm else LengthUnit.PIXELS)


def measure_angle(start: Point, vertex: Point, end: Point, spacing_mm: Spacing) -> float:
    """Measure the angle between two lines from a vertex.

    Args:
        start: end of the first line.
        vertex: where both begin.
        end: end of the second line.
        spacing_mm: (row, column) distance of pixel centres; None takes the pixels for squares.

    Returns:
        Degrees in [0, 180]; 0 where a line has no length.
    """
    row, column = spacing_mm or (1.0, 1.0)
    ax, ay = (start.x - vertex.x) * column, (start.y - vertex.y) * row
    bx, by = (end.x - vertex.x) * column, (end.y - vertex.y) * row
    return math.degrees(abs(math.atan2(ax * by - ay * bx, ax * bx + ay * by)))


def measure_region(pixels: Pixels, region: Region, spacing_mm: Spacing) -> RegionFigures:
    """Measure the pixels whose centres are within a region, and its area.

    Args:
        pixels: (H, W), or (H, W, 3) of which there is no mean.
        region: of the picture; a part beyond the picture holds no pixels.
        spacing_mm: (row, column) distance of pixel centres, or None where unknown.
    """
    row, column = spacing_mm or (1.0, 1.0)
    width, height = abs(region.second.x - region.first.x), abs(region.second.y - region.first.y)
    share = math.pi / 4 if region.outline is Outline.ELLIPSE else 1.0
    area = width * column * height * row * share
    values = region_values(pixels, region)
    is_measured = values.size > 0 and pixels.ndim == 2
    return RegionFigures(
        count=len(values),
        mean=float(values.mean(dtype=np.float64)) if is_measured else None,
        deviation=float(values.std(dtype=np.float64)) if is_measured else None,
        area=area,
        unit=LengthUnit.MM if spacing_mm else LengthUnit.PIXELS,
    )


def region_values(pixels: Pixels, region: Region) -> Pixels:
    """Give the values, (N,) or (N, 3), of the pixels whose centres are within a region."""
    left, right = sorted((region.first.x, region.second.x))
    top, bottom = sorted((region.first.y, region.second.y))
    rows, columns = _centres(top, bottom, pixels.shape[0]), _centres(left, right, pixels.shape[1])
    part = pixels[rows, columns]
    flat = (-1, *pixels.shape[2:])
    if region.outline is Outline.RECTANGLE or not part.size:
        return part.reshape(flat)
    # How far each row of an ellipse reaches to either side of its middle.
    away = (np.arange(rows.start, rows.stop) + 0.5 - (top + bottom) / 2) / ((bottom - top) / 2)
    reach = (right - left) / 2 * np.sqrt(np.clip(1 - away**2, 0, None))
    beside = np.abs(np.arange(columns.start, columns.stop) + 0.5 - (left + right) / 2)
    return part[beside[None] <= reach[:, None]].reshape(flat)


def _centres(low: float, high: float, count: int) -> slice:
    """Find the pixels with centres between two edges."""
    first = min(max(math.ceil(low - 0.5), 0), count)
    return slice(first, min(max(math.floor(high - 0.5) + 1, first), count))
