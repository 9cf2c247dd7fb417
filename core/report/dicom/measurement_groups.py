"""The reader's measurements in a structured report: a group for each (TID 1501), with units of UCUM."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from highdicom.sr import (
    CodedConcept,
    CoordinatesForMeasurement,
    FindingSite,
    GraphicTypeValues,
    Measurement,
    MeasurementsAndQualitativeEvaluations,
    SourceImageForMeasurementGroup,
    SourceImageForRegion,
    TrackingIdentifier,
)
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from core.history.entry import StoredMeasurement
from core.image.measuring import LengthUnit
from core.program.product import NAME
from core.report.case import Case
from core.report.dicom.codes import BRAIN
from core.report.dicom.source_object import SourceObject
from core.report.measured_shapes import Quantity, ShapeFigure, figure_of, outline_of

_NAMES = {
    Quantity.LENGTH: CodedConcept("410668003", "SCT", "Length"),
    Quantity.AREA: CodedConcept("42798000", "SCT", "Area"),
    Quantity.ANGLE: CodedConcept("1483009", "SCT", "Angle"),
}
_UNITS = {
    (Quantity.LENGTH, LengthUnit.MM): CodedConcept("mm", "UCUM", "mm"),
    (Quantity.AREA, LengthUnit.MM): CodedConcept("mm2", "UCUM", "square millimeter"),
    (Quantity.LENGTH, LengthUnit.PIXELS): CodedConcept("{pixels}", "UCUM", "pixels"),
    (Quantity.AREA, LengthUnit.PIXELS): CodedConcept("{pixels}", "UCUM", "pixels"),
    (Quantity.ANGLE, None): CodedConcept("deg", "UCUM", "Degree"),
}


def measurement_groups(
    case: Case, context: Dataset, source: SourceObject
) -> Iterator[MeasurementsAndQualitativeEvaluations]:
    """Make a group of each length, area and angle; with coordinates where the picture is a DICOM object.

    Args:
        case: with the shapes.
        context: names the study, the series and the object of the picture.
        source: the object that the picture is from.
    """
    frames = [source.frame] if source.frame else None
    for number, shape in enumerate(case.order.shapes, 1):
        figure = figure_of(shape, case.image)
        if figure is None:
            continue
        images, coordinates = None, None
        if source.is_dicom:
            images = [SourceImageForMeasurementGroup(context.SOPClassUID, context.SOPInstanceUID, frames)]
            region = SourceImageForRegion(context.SOPClassUID, context.SOPInstanceUID, frames)
            kind, points = _graphic(shape)
            coordinates = [CoordinatesForMeasurement(kind, points, region)]
        yield MeasurementsAndQualitativeEvaluations(
            tracking_identifier=TrackingIdentifier(generate_uid(prefix=None), f"{NAME} {shape.kind.lower()} {number}"),
            finding_sites=[FindingSite(BRAIN)],
            measurements=[_measurement(figure, coordinates)],
            source_images=images,
        )


def _measurement(figure: ShapeFigure, coordinates: list[CoordinatesForMeasurement] | None) -> Measurement:
    return Measurement(
        name=_NAMES[figure.quantity],
        value=round(figure.value, 2),
        unit=_UNITS[figure.quantity, figure.unit],
        referenced_coordinates=coordinates,
    )


def _graphic(shape: StoredMeasurement) -> tuple[GraphicTypeValues, npt.NDArray[np.float64]]:
    """Return the graphic of a shape: column and row, the corner of the first pixel at 0, 0 (PS3.3 C.18.6.1.2)."""
    if shape.kind != "Ellipse":
        return GraphicTypeValues.POLYLINE, outline_of(shape)
    (left, top), (right, bottom) = shape.points
    across = [(left, (top + bottom) / 2), (right, (top + bottom) / 2)]
    down = [((left + right) / 2, top), ((left + right) / 2, bottom)]
    # The ends of the longer axis come first.
    is_wide = abs(right - left) >= abs(bottom - top)
    return GraphicTypeValues.ELLIPSE, np.array([*across, *down] if is_wide else [*down, *across])
