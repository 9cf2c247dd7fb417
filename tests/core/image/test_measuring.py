"""Lengths, angles and regions against values reckoned by hand."""

import math

import numpy as np
import pytest

from core.image.measuring import (
    LengthUnit,
    Outline,
    Point,
    Region,
    measure_angle,
    measure_length,
    measure_region,
    region_values,
)

RAMP = np.arange(48, dtype=np.int16).reshape(6, 8)


def rectangle(left, top, right, bottom):
    return Region(Outline.RECTANGLE, Point(left, top), Point(right, bottom))


@pytest.mark.parametrize(
    ("spacing_mm", "value", "unit"),
    [(None, 5.0, LengthUnit.PIXELS), ((1.0, 1.0), 5.0, LengthUnit.MM), ((0.5, 2.0), math.hypot(6, 2), LengthUnit.MM)],
)
def test_a_length_of_three_across_and_four_down(spacing_mm, value, unit):
    length = measure_length(Point(1, 1), Point(4, 5), spacing_mm)
    assert (length.value, length.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("start", "end", "spacing_mm", "degrees"),
    [
        (Point(2, 0), Point(0, 2), None, 90),
        (Point(2, 0), Point(2, 2), None, 45),
        (Point(2, 0), Point(-2, 0), None, 180),
        (Point(2, 0), Point(5, 0), None, 0),
        (Point(2, 0), Point(0, 0), None, 0),
        # Pixels twice as high as wide: one across and one down is steeper in the patient.
        (Point(2, 0), Point(1, 1), (2.0, 1.0), math.degrees(math.atan(2))),
        (Point(0, -3), Point(3, 0), (0.4, 0.4), 90),
    ],
)
def test_an_angle_at_the_origin(start, end, spacing_mm, degrees):
    assert measure_angle(start, Point(0, 0), end, spacing_mm) == pytest.approx(degrees)
    assert measure_angle(end, Point(0, 0), start, spacing_mm) == pytest.approx(degrees)


def test_a_rectangle_holds_the_pixels_whose_centres_it_covers():
    figures = measure_region(RAMP, rectangle(1, 1, 3, 3), (0.5, 2.0))
    # 9, 10, 17 and 18.
    assert (figures.count, figures.mean, figures.deviation) == (4, 13.5, pytest.approx(math.sqrt(16.25)))
    assert (figures.area, figures.unit) == (pytest.approx(4.0), LengthUnit.MM)
    assert measure_region(RAMP, rectangle(3, 3, 1, 1), None).mean == 13.5
    # Half a pixel is not crossed on either side.
    assert region_values(RAMP, rectangle(0.6, 0.6, 2.4, 2.4)).tolist() == [9]
    assert region_values(RAMP, rectangle(0.5, 0.5, 1.5, 0.5)).tolist() == [0, 1]


def test_an_ellipse_leaves_the_corners_out():
    figures = measure_region(RAMP, Region(Outline.ELLIPSE, Point(0, 0), Point(4, 4)), None)
    # Of 4 x 4 pixels the corners are 2.12 from the middle, the others at most 1.58.
    inside = [1, 2, 8, 9, 10, 11, 16, 17, 18, 19, 25, 26]
    assert figures.count == 12
    assert figures.mean == pytest.approx(sum(inside) / 12)
    assert figures.area == pytest.approx(4 * math.pi)
    assert figures.unit is LengthUnit.PIXELS


def test_what_is_beside_the_picture_holds_no_pixels():
    assert measure_region(RAMP, rectangle(-5, -5, 1, 1), None).count == 1
    assert measure_region(RAMP, rectangle(20, 20, 30, 30), None).mean is None
    assert measure_region(RAMP, Region(Outline.ELLIPSE, Point(2, 2), Point(2, 2)), None).count == 0


def test_a_picture_in_colours_has_an_area_and_no_mean():
    figures = measure_region(np.zeros((4, 4, 3), np.uint8), rectangle(0, 0, 2, 2), (1.0, 1.0))
    assert (figures.count, figures.mean, figures.area) == (4, None, 4.0)


def test_large_values_do_not_overflow():
    pixels = np.full((300, 300), 60_000, np.uint16)
    figures = measure_region(pixels, rectangle(0, 0, 300, 300), None)
    assert (figures.mean, figures.deviation) == (60_000, 0)
