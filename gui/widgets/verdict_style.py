"""Marker and colour of each kind of verdict."""

from collections.abc import Sequence

from PySide6.QtGui import QColor

from core.model.verdict_marks import mark_of
from gui.widgets.theme import Colours


def marker_of(verdict: str, colours: Colours, prediction_set: Sequence[str] = ()) -> tuple[str, QColor]:
    """Return the shape and the colour of a verdict.

    Args:
        verdict: a class, or a verdict that names none.
        colours: of the theme.
        prediction_set: the plausible classes; a single one means that the verdict is a class, whatever its name.
    """
    name, role = mark_of(verdict, prediction_set)
    return name, QColor(getattr(colours, role)) if role else colours.of_class(name)
