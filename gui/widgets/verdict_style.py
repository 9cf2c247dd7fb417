"""Marker and colour of each kind of verdict."""

from collections.abc import Sequence

from PySide6.QtGui import QColor

from core.model.verdicts import FAILED, NOT_A_BRAIN_MRI, TUMOUR, UNLIKE_TRAINING
from core.model.verdicts import UNCERTAIN as UNCERTAIN_VERDICT
from gui.widgets.class_marker import OPEN_KIND, OUTSIDE, UNCERTAIN, UNLIKE, UNREADABLE
from gui.widgets.theme import Colours


def marker_of(verdict: str, colours: Colours, prediction_set: Sequence[str] = ()) -> tuple[str, QColor]:
    """Return the shape and the colour of a verdict.

    Args:
        verdict: a class, or a verdict that names none.
        colours: of the theme.
        prediction_set: the plausible classes; a single one means that the verdict is a class, whatever its name.
    """
    special = {
        TUMOUR: (OPEN_KIND, colours.tumour),
        UNCERTAIN_VERDICT: (UNCERTAIN, colours.uncertain),
        UNLIKE_TRAINING: (UNLIKE, colours.outside),
        NOT_A_BRAIN_MRI: (OUTSIDE, colours.outside),
        FAILED: (UNREADABLE, colours.faint),
    }
    is_class = tuple(prediction_set) == (verdict,)
    if verdict in special and not is_class:
        name, colour = special[verdict]
        return name, QColor(colour)
    return verdict, colours.of_class(verdict)
