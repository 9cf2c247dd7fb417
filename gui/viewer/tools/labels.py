"""What is written beside a measurement."""

from typing import TYPE_CHECKING

from core.program.translation import format_number, tr
from gui.viewer.tools.measurement import Kind, Measurement
from gui.widgets.number_texts import grouped

if TYPE_CHECKING:
    from core.image.slice import Slice

# This number is measured without a noticeable wait while the region is drawn.
_QUICK_PIXELS = 200_000


class Labels:
    """Words on the measurements of one slice; figures of regions are computed once."""

    def __init__(self, image: "Slice") -> None:
        """Take the slice that is measured."""
        self._image = image
        self._known: dict[Measurement, list[str]] = {}

    def lines_of(self, measurement: Measurement) -> list[str]:
        """Say how long, how wide or how bright it is; nothing while points are missing."""
        if not measurement.is_whole:
            return []
        if measurement not in self._known:
            self._known[measurement] = self._lines(measurement)
        return self._known[measurement]

    def lines_of_draft(self, measurement: Measurement) -> list[str]:
        """Say the same of one that is being drawn, when a large region has no figures yet."""
        if not measurement.is_whole:
            return []
        first, second = measurement.points[:2]
        is_large = abs((second.x - first.x) * (second.y - first.y)) > _QUICK_PIXELS
        return ["…"] if measurement.kind.is_region and is_large else self._lines(measurement)

    def _lines(self, measurement: Measurement) -> list[str]:
        from core.image.measuring import measure_angle, measure_length

        if measurement.kind.is_region:
            return self._region_lines(measurement)
        spacing_mm = self._image.spacing_mm
        if measurement.kind is Kind.ANGLE:
            beside = "" if spacing_mm else tr(" (taking pixels as square)")
            start, vertex, end = measurement.points
            return [f"{format_number(measure_angle(start, vertex, end, spacing_mm), '.1f')}°{beside}"]
        start, end = measurement.points
        length = measure_length(start, end, spacing_mm)
        return [f"{format_number(length.value, '.1f')} {tr(length.unit.value)}"]

    def _region_lines(self, measurement: Measurement) -> list[str]:
        from core.image.measuring import LengthUnit, measure_region
        from core.image.scale import value_unit

        region = measurement.region()
        if region is None:
            return []
        figures = measure_region(self._image.pixels, region, self._image.spacing_mm)
        unit = value_unit(self._image)
        unit = "" if unit.startswith("of") else f" {unit}"
        area = tr(
            "area {area} {unit}",
            area=_figure(figures.area),
            unit="mm²" if figures.unit is LengthUnit.MM else tr("pixels"),
        )
        if figures.mean is None or figures.deviation is None:
            return [tr("no mean of colours") if figures.count else tr("no pixel inside"), area]
        return [
            tr(
                "mean {mean} · SD {deviation}{unit}",
                mean=_figure(figures.mean),
                deviation=_figure(figures.deviation),
                unit=unit,
            ),
            area,
        ]


def _figure(value: float) -> str:
    return grouped(value) if abs(value) >= 1000 else format_number(value, ".1f").replace("-", "−")
