"""What a pane shows, and how the comparison of a layout begins."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.heat_maps.known_heat_maps import GRAD_CAM, OCCLUSION, methods_in_order
from core.program.translation import tr
from gui.compare.layout import Layout

if TYPE_CHECKING:
    from core.series.entry import Series


@dataclass(frozen=True, slots=True)
class PaneContent:
    """What a pane beside the first one shows.

    Attributes:
        method: name of the heat map; "" for the picture alone.
        class_name: the class of the map; None for the predicted one.
        model: folder of another model; None for the one in use.
        series: another series; None for that of the first pane.
    """

    method: str = ""
    class_name: str | None = None
    model: Path | None = None
    series: "Series | None" = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to compare with.

    Attributes:
        method: name of the heat map of the first pane.
        has_evidence: whether the model marks the evidence of a tumour.
        models: folders of models that are not in use.
        series: that are open and not shown.
    """

    method: str
    has_evidence: bool
    models: tuple[Path | None, ...]
    series: "tuple[Series, ...]"


@dataclass(frozen=True, slots=True)
class Start:
    """How a comparison begins.

    Attributes:
        shows_heat: whether the first pane shows its heat map; None to leave it as it is.
        others: what the panes after the first one show; none if there is nothing to compare with.
        lack: what is missing then, and what to do.
    """

    shows_heat: bool | None
    others: tuple[PaneContent, ...]
    lack: str = ""


def begin_layout(layout: Layout, offer: Offer) -> Start:
    """Return how a comparison begins."""
    first = methods_in_order(offer.has_evidence)[0].name
    method = offer.method or first
    if layout is Layout.PICTURE_AND_MAP:
        return Start(False, (PaneContent(method),))
    if layout is Layout.MAPS:
        other = next((name for name in (first, GRAD_CAM.name) if name != method), OCCLUSION.name)
        return Start(True, (PaneContent(other),))
    if layout is Layout.FOUR:
        names = dict.fromkeys((first, GRAD_CAM.name, OCCLUSION.name, *(one.name for one in methods_in_order(False))))
        return Start(False, tuple(PaneContent(name) for name in [*names][:3]))
    if layout is Layout.MODELS:
        lack = tr("Only one model is installed. Drop another one on the window to install it, then compare.")
        return Start(True, tuple(PaneContent(method, model=one) for one in offer.models[:1]), lack)
    lack = tr("Only one series is open. Open another study, then compare.")
    return Start(None, tuple(PaneContent(series=one) for one in offer.series[:1]), lack)
