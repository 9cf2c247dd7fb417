"""What was measured on a slice, a line for each measurement."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.program.translation import english
from gui.viewer.tools.labels import Labels
from gui.viewer.tools.measurement import Measurement

if TYPE_CHECKING:
    from core.history.entry import StoredMeasurement
    from core.image.slice import Slice


def measured_lines(image: "Slice", measurements: Iterable[Measurement]) -> tuple[str, ...]:
    """Write a line for each whole measurement, such as "Ruler 20.0 mm"."""
    labels = Labels(image)
    with english():
        return tuple(f"{one.kind.value} {' · '.join(labels.lines_of(one))}" for one in measurements if one.is_whole)


def measured_shapes(image: "Slice", measurements: Iterable[Measurement]) -> "tuple[StoredMeasurement, ...]":
    """Return the whole measurements as they are kept, in the order of `measured_lines`."""
    labels = Labels(image)
    return tuple(measured_shape(one, labels) for one in measurements if one.is_whole)


def measured_shape(measurement: Measurement, labels: Labels) -> "StoredMeasurement":
    """Return a whole measurement as it is kept, with its words."""
    from core.history.entry import StoredMeasurement

    points = tuple((float(point.x), float(point.y)) for point in measurement.points)
    # Other programs and reports read it.
    with english():
        return StoredMeasurement(measurement.kind.value, points, " · ".join(labels.lines_of(measurement)))
