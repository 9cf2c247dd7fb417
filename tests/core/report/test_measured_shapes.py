"""Measurements of the reader in a report: what the picture shows, and what the structured report states."""

import numpy as np
import pydicom
import pytest

from core.history.entry import StoredMeasurement
from core.image.measuring import LengthUnit
from core.readers import read_slices
from core.report.dicom.source_object import read_source_object
from core.report.dicom.structured_report import write_structured_report
from core.report.measured_shapes import Quantity, ShapeFigure, draw_measurements, figure_of, outline_of
from core.report.pictures import draw_map, draw_picture
from tests.core.report.drawn_case import draw_case, draw_slice
from tests.core.report.test_dicom import write_source
from tests.system_tool import run_tool

RULER = StoredMeasurement("Ruler", ((10, 20), (50, 20)), "20.0 mm")
SHAPES = (
    RULER,
    StoredMeasurement("Angle", ((10, 60), (10, 90), (40, 90)), "90.0°"),
    StoredMeasurement("Rectangle", ((60, 60), (80, 100)), "mean 3.0 · SD 1.0 · area 200.0 mm²"),
    StoredMeasurement("Ellipse", ((90, 20), (110, 60)), "mean 3.0 · SD 1.0 · area 157.1 mm²"),
)


def test_figures_have_their_units():
    image = draw_slice(spacing_mm=(0.5, 0.5))
    assert [figure_of(shape, image) for shape in SHAPES] == [
        ShapeFigure(Quantity.LENGTH, 20.0, LengthUnit.MM),
        ShapeFigure(Quantity.ANGLE, pytest.approx(90.0), None),
        ShapeFigure(Quantity.AREA, 200.0, LengthUnit.MM),
        ShapeFigure(Quantity.AREA, pytest.approx(50 * np.pi), LengthUnit.MM),
    ]
    assert figure_of(RULER, draw_slice()) == ShapeFigure(Quantity.LENGTH, 40.0, LengthUnit.PIXELS)
    assert figure_of(StoredMeasurement("Spiral", ((0, 0), (1, 1))), image) is None


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.kind)
def test_a_shape_is_drawn_along_its_outline_with_its_label(shape):
    plain, drawn = draw_picture(draw_case()), draw_picture(draw_case(shapes=(shape,)))
    assert drawn.shape == plain.shape
    changed = np.abs(drawn.astype(int) - plain).max(axis=2) > 20
    # The picture is drawn four times as large.
    spots = np.rint(outline_of(shape) * 4 - 0.5).astype(int)
    middles = np.rint((spots[1:] + spots[:-1]) / 2).astype(int)
    for x, y in [*spots, *middles]:
        assert changed[y - 2 : y + 3, x - 2 : x + 3].any()
    # What is within the outline is seen, so its label is beside or below it.
    (left, top), (right, bottom) = spots.min(axis=0) + 5, spots.max(axis=0) - 5
    if shape.kind in ("Rectangle", "Ellipse"):
        assert not changed[(top + bottom) // 2, left:right].any()
    written = changed & (drawn.min(axis=2) > 200)
    written[top - 10 : bottom + 9, left - 10 : right + 9] = False
    assert written.any()
    # Away from the shape and its label, nothing changes.
    assert not changed[spots[:, 1].max() + 30 :].any()


def test_the_map_stays_free_of_measurements():
    assert np.array_equal(draw_map(draw_case()), draw_map(draw_case(shapes=SHAPES)))


def test_labels_at_the_border_stay_in_the_picture():
    shape = StoredMeasurement("Ruler", ((100, 127), (128, 127)), "a long label that would not fit beside the shape")
    drawn = draw_picture(draw_case(shapes=(shape,)))
    assert drawn.shape == draw_picture(draw_case()).shape


@pytest.mark.parametrize("left", [10, 80, 100])
def test_labels_of_shapes_that_lie_close_together_do_not_cover_one_another(left):
    rulers = [StoredMeasurement("Ruler", ((left, 100), (left + 20, 100 + row)), f"{row}7.5 mm") for row in range(12)]
    white = np.full((512, 512, 3), 255, np.uint8)
    drawn = draw_measurements(white, draw_slice(), rulers)
    # The ground of a label is a quarter as bright; where two cover each other, a sixteenth.
    assert (drawn == 255 // 4).all(axis=2).sum() > 12 * 500
    assert (drawn == 255 // 16).all(axis=2).sum() < 50


def test_a_label_leaves_the_letters_of_the_edges_free():
    shape = StoredMeasurement("Ruler", ((0, 68), (2, 68)), "1.0 mm")
    letter = slice(245, 267), slice(10, 42)
    plain, drawn = draw_picture(draw_case()), draw_picture(draw_case(shapes=(shape,)))
    assert np.array_equal(drawn[letter], plain[letter])


@pytest.mark.parametrize("frames", [0, 3])
def test_the_structured_report_has_lengths_and_areas_with_units(tmp_path, frames):
    write_source(tmp_path / "source.dcm", frames=frames, PixelSpacing=[0.5, 0.5])
    image = read_slices(tmp_path / "source.dcm")[-1]
    assert image.spacing_mm == (0.5, 0.5)
    path = tmp_path / "report.dcm"
    write_structured_report(draw_case(image, shapes=SHAPES), read_source_object(image), path)
    if not frames:
        # Several frames in an object of this class are wrong, however common.
        assert "Error" not in run_tool("dciodvfy", "dicom3tools", path)[1]
    status, said = run_tool("dsrdump", "dcmtk", "+Pl", "+U8", path)
    assert status == 0
    for words in (
        '"Length")="20.0" (mm,UCUM,"mm")',
        '"Area")="200.0" (mm2,UCUM,"square millimeter")',
        '"Area")="157.08" (mm2,UCUM,"square millimeter")',
        '"Angle")="90.0" (deg,UCUM,"Degree")',
        '"Falx ruler 1"',
        '"Falx ellipse 4"',
    ):
        assert words in said
    assert said.count("POLYLINE") == 3
    assert said.count("ELLIPSE") == 1


def test_without_spacing_and_without_a_dicom_source_lengths_are_in_pixels(tmp_path):
    path = tmp_path / "report.dcm"
    image = draw_slice()
    write_structured_report(draw_case(image, shapes=SHAPES), read_source_object(image), path)
    assert "Error" not in run_tool("dciodvfy", "dicom3tools", path)[1]
    said = run_tool("dsrdump", "dcmtk", "+Pl", "+U8", path)[1]
    assert '"Length")="40.0" ({pixels},UCUM,"pixels")' in said
    assert "POLYLINE" not in said
    assert pydicom.dcmread(path).Modality == "SR"
