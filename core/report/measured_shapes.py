"""Measurements of the reader in a report: drawn into its picture, and as figures with units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from core.history.entry import StoredMeasurement
from core.image.figure import Bgr
from core.image.measuring import LengthUnit, Outline, Point, Region, measure_angle, measure_length, measure_region
from core.image.slice import Slice
from core.image.text_drawing import draw_line, text_width

_DARK, _LIGHT = (0, 0, 0), (234, 232, 230)
_LINE, _GAP, _PAD = 22, 8, 4
# OpenCV draws with this share of a pixel: 2 to the power of it.
_SHIFT = 4
_ELLIPSE_CORNERS = 96


class Quantity(Enum):
    """What a figure states."""

    LENGTH = "length"
    AREA = "area"
    ANGLE = "angle"


@dataclass(frozen=True, slots=True)
class ShapeFigure:
    """The figure of a measurement.

    Attributes:
        quantity: what it states.
        value: in `unit`, or its square for an area; an angle in degrees.
        unit: of a length or an area; None of an angle.
    """

    quantity: Quantity
    value: float
    unit: LengthUnit | None


def figure_of(shape: StoredMeasurement, image: Slice) -> ShapeFigure | None:
    """Measure a shape again on its slice; None for a kind that this Falx does not know."""
    points = [Point(*point) for point in shape.points]
    match shape.kind, points:
        case "Ruler", [start, end]:
            length = measure_length(start, end, image.spacing_mm)
            return ShapeFigure(Quantity.LENGTH, length.value, length.unit)
        case "Angle", [start, vertex, end]:
            return ShapeFigure(Quantity.ANGLE, measure_angle(start, vertex, end, image.spacing_mm), None)
        case (("Rectangle" | "Ellipse"), [first, second]):
            outline = Outline.ELLIPSE if shape.kind == "Ellipse" else Outline.RECTANGLE
            figures = measure_region(image.pixels, Region(outline, first, second), image.spacing_mm)
            return ShapeFigure(Quantity.AREA, figures.area, figures.unit)
    return None


def outline_of(shape: StoredMeasurement) -> npt.NDArray[np.float64]:
    """Return the line of a shape as points (N, 2), x and y in pixels of the picture; regions end where they begin."""
    points = np.asarray(shape.points, np.float64).reshape(-1, 2)
    if shape.kind not in ("Rectangle", "Ellipse") or len(points) != 2:
        return points
    (left, top), (right, bottom) = points
    if shape.kind == "Rectangle":
        return np.array([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)])
    turn = np.linspace(0, 2 * np.pi, _ELLIPSE_CORNERS + 1)
    middle, reach = points.mean(axis=0), (points[1] - points[0]) / 2
    return np.asarray(middle + reach * np.stack([np.cos(turn), np.sin(turn)], axis=1), np.float64)


def draw_measurements(picture: Bgr, image: Slice, shapes: Sequence[StoredMeasurement]) -> Bgr:
    """Draw shapes with their numbers and figures into a picture of a slice.

    Args:
        picture: (h, w, 3) uint8 BGR, the whole slice at any scale; it stays as it is.
        image: the slice.
        shapes: in the order in which the report lists them.

    Returns:
        A picture of the same size.
    """
    drawn = picture.copy()
    scale = np.array(picture.shape[1::-1]) / np.array(image.pixels.shape[1::-1])
    outlines = [outline_of(shape) * scale for shape in shapes]
    for colour, width in ((_DARK, 3), (_LIGHT, 1)):
        for outline in outlines:
            # A pixel's centre is a whole number to OpenCV.
            corners = np.rint((outline - 0.5) * 2**_SHIFT).astype(np.int32)
            cv2.polylines(drawn, [corners], False, colour, width, cv2.LINE_AA, _SHIFT)
    taken: list[tuple[int, int, int]] = []
    for number, (shape, outline) in enumerate(zip(shapes, outlines, strict=True), 1):
        _label(drawn, f"{number}: {shape.words}" if shape.words else str(number), outline, taken)
    return drawn


def _label(picture: Bgr, text: str, outline: npt.NDArray[np.float64], taken: list[tuple[int, int, int]]) -> None:
    """Write a line beside a shape, on a dark ground, below the labels that it would cover."""
    height, width = picture.shape[:2]
    room = min(text_width(text) + 2 * _PAD, width)
    x, y = float(outline[:, 0].max()) + _GAP, float(outline[:, 1].mean()) - _LINE / 2
    if x + room > width:
        # Below it, so that what is measured is seen.
        x, y = float(outline[:, 0].min()), float(outline[:, 1].max()) + _GAP / 2
    left, top = int(min(max(x, 0), width - room)), int(min(max(y, 0), max(0, height - _LINE)))
    for other_top, other_left, other_right in sorted(taken):
        if abs(top - other_top) < _LINE and left < other_right and other_left < left + room:
            top = min(other_top + _LINE, max(0, height - _LINE))
    taken.append((top, left, left + room))
    strip = picture[top : top + _LINE, left : left + room]
    strip[:] = strip // 4
    draw_line(strip[:, _PAD:], text, _LIGHT)
