"""How often a model's heat maps point into the tumour, as its package states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.program.translation import mark, tr
from core.program.wording import count_of, format_percent

# The images of the protocols that the recipes of Falx are measured by; another protocol has its own name.
_IMAGES_OF = {
    "other_scanners": mark("of other scanners"),
    "source_shift": mark("of other collections"),
    "patient_proxy": mark("of the same scanners"),
    "official": mark("of the training collection"),
    "deduplicated": mark("of the training collection"),
    "validation": mark("of the validation data"),
}


@dataclass(frozen=True, slots=True)
class PointingGameResult:
    """How often the hottest point of a heat map was inside the tumour.

    Attributes:
        protocol: that it was measured by.
        images: with an outline of the tumour.
        share: of them, in [0, 1].
        low: of the 95 % interval.
        high: of the 95 % interval.
    """

    protocol: str
    images: int
    share: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """State the figure in one sentence, with what it was measured on."""
        images = count_of(self.images, "image")
        origin = tr(_IMAGES_OF.get(self.protocol, "")) or tr("of {test}", test=self.protocol.replace("_", " "))
        return tr(
            "Its hottest point was inside the tumour in {share} of {images} {origin} ({low} to {high}).",
            share=format_percent(self.share),
            images=images,
            origin=origin,
            low=format_percent(self.low),
            high=format_percent(self.high),
        )


def measured_pointing(metrics: Mapping[str, Any], method: str) -> PointingGameResult | None:
    """Find the first protocol of a package by which a heat map was measured; None if there is none.

    Args:
        metrics: of the package, by protocol.
        method: the name of the heat map.
    """
    for protocol, figures in metrics.items():
        found: Any = figures
        for key in ("heat_maps", method):
            found = found.get(key) if isinstance(found, Mapping) else None
        if isinstance(found, Mapping) and (pointing := _pointing_of(protocol, found)):
            return pointing
    return None


def _pointing_of(protocol: str, figures: Mapping[str, Any]) -> PointingGameResult | None:
    """Take the figures if they are whole: those of a package may be anything."""
    images, stated = figures.get("images"), figures.get("pointing")
    if not isinstance(images, int) or images < 1 or not isinstance(stated, Mapping):
        return None
    interval = stated.get("interval")
    values = [stated.get("value"), *(interval if isinstance(interval, list) and len(interval) == 2 else [None, None])]
    if not all(isinstance(value, int | float) and 0 <= value <= 1 for value in values):
        return None
    share, low, high = map(float, values)
    return PointingGameResult(protocol, images, share, low, high)
