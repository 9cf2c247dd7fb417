"""Measurements of the reader in a report: drawn into its picture, and as figures with units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from core.history.entry import StoredMeasurement
from core.image.figure import Bgr
from core.image.label_placement import Box, LabelledShape, Surroundings, place_labels
from core.image.measuring import LengthUnit, Outline, Point, Region, measure_angle, measure_length, measure_region
from core.image.slice import Slice
from core.image.text_drawing import draw_line, text_width

_DARK, _LIGHT, _FAINT = (0, 0, 0), (234, 232, 230), (171, 163, 154)
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


def draw_measurements(
    picture: Bgr, image: Slice, shapes: Sequence[StoredMeasurement], texts: Sequence[Box] = ()
) -> Bgr:
    """Draw shapes with their numbers and figures into a picture of a slice.

    Args:
        picture: (h, w, 3) uint8 BGR, the whole slice at any scale; it stays as it is.
        image: the slice.
        shapes: in the order in which the report lists them.
        texts: boxes of what else is written in the picture.

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
    words = [f"{number}: {shape.words}" if shape.words else str(number) for number, shape in enumerate(shapes, 1)]
    height, width = picture.shape[:2]
    labelled = [_labelled(text, outline, width) for text, outline in zip(words, outlines, strict=True)]
    around = Surroundings(Box(0, 0, width, height), _GAP, texts=tuple(texts), away_from=(width / 2, height / 2))
    labels = place_labels(labelled, around)
    for label in labels:
        if label.leader:
            _draw_leader(drawn, *label.leader)
    for text, label in zip(words, labels, strict=True):
        _draw_label(drawn, text, label.box)
    return drawn


def _labelled(text: str, outline: npt.NDArray[np.float64], width: int) -> LabelledShape:
    corners = tuple((float(x), float(y)) for x, y in outline)
    clear = Box(*outline.min(axis=0).tolist(), *outline.max(axis=0).tolist())
    return LabelledShape(corners, clear, min(text_width(text) + 2 * _PAD, width), _LINE)


def _draw_leader(picture: Bgr, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw a thin line between a label and its shape."""
    from_, to = np.rint((np.array([start, end]) - 0.5) * 2**_SHIFT).astype(np.int32).tolist()
    for colour, width in ((_DARK, 3), (_FAINT, 1)):
        cv2.line(picture, from_, to, colour, width, cv2.LINE_AA, _SHIFT)


def _draw_label(picture: Bgr, text: str, box: Box) -> None:
    """Write a line on a dark ground."""
    top, left = int(box.top), int(box.left)
    strip = picture[top : top + _LINE, left : left + int(box.right - box.left)]
    strip[:] = strip // 4
    draw_line(strip[:, _PAD:], text, _LIGHT)
