"""Texts of heat maps that panel, picture and menus share."""

from core.model.heat_maps.known_heat_maps import HeatMethod
from core.model.known_classes import TUMOUR_FREE
from core.program.translation import tr


def nothing_to_look_for(method: HeatMethod, class_name: str) -> str:
    """Say that a map of "no tumour" shows nothing to look for; "" of any other map."""
    return (
        tr("A map of “no tumour” shows nothing to look for.")
        if method.is_of_class and class_name == TUMOUR_FREE
        else ""
    )


def computing_words(done: int, total: int) -> str:
    """State that a map is being computed, and how much of it is done; "" for 0 of 0, when it is not."""
    if not total:
        return ""
    return tr("Computing the map, {value} %", value=100 * done // total) if done else tr("Computing the map…")
