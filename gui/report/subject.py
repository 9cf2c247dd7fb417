"""What the window hands over for a report."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.heat_maps.known_heat_maps import HeatMethod

if TYPE_CHECKING:
    from core.history.entry import Opinion, StoredMeasurement
    from core.image.slice import Slice, Window
    from core.report.case import CaseStudy


@dataclass(frozen=True, slots=True, eq=False)
class ReportSubject:
    """The picture that is shown, its verdict as it was asked for, and what the user added.

    Attributes:
        image: the slice.
        level: of the verdict.
        window: of the display, where the slice was classified as displayed; None for its own.
        class_name: that the heat map explains.
        method: of the heat map.
        study: the verdict on the study; None where there is none.
        measurements: lines on what was measured.
        shapes: the same as they were drawn.
        opinion: of the reader; None for none.
        folder: to save in at first.
    """

    image: "Slice"
    level: float
    window: "Window | None"
    class_name: str
    method: HeatMethod
    folder: Path
    study: "CaseStudy | None" = None
    measurements: tuple[str, ...] = ()
    shapes: "tuple[StoredMeasurement, ...]" = ()
    opinion: "Opinion | None" = None
