"""Texts of heat maps that panel, picture and menus share."""

from core.model.heat_maps.known_heat_maps import HeatMethod
from core.model.known_classes import TUMOUR_FREE
from core.program.translation import tr
from core.program.wording import format_percent

# Below these, colours of a map by the fall of the probability can hardly, or not at all, be seen.
_FAINT, _HARDLY = 0.1, 0.01


def nothing_to_look_for(method: HeatMethod, class_name: str) -> str:
    """Say that a map of "no tumour" shows nothing to look for; "" of any other map."""
    return (
        tr("A map of “no tumour” shows nothing to look for.")
        if method.is_of_class and class_name == TUMOUR_FREE
        else ""
    )


def map_note(method: HeatMethod, class_name: str, highest: float = 1.0) -> str:
    """Say why a map shows little or nothing; "" where it shows something.

    Args:
        method: of the map.
        class_name: that it is of.
        highest: its highest value, in [0, 1].
    """
    if method.asks_network and highest < _FAINT:
        if highest < _HARDLY:
            return tr("Covering any one place lowers the probability by less than 1 %.")
        return tr("Covering any one place lowers the probability by at most {fall}.", fall=format_percent(highest))
    return nothing_to_look_for(method, class_name)


def computing_words(done: int, total: int) -> str:
    """State that a map is being computed, and how much of it is done; "" for 0 of 0, when it is not."""
    if not total:
        return ""
    return tr("Computing the map, {value} %", value=100 * done // total) if done else tr("Computing the map…")
