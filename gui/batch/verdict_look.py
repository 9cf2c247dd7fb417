"""Marker and colour of each kind of verdict."""

from PySide6.QtGui import QColor

from core.verdicts import FAILED, NOT_A_BRAIN_MRI
from core.verdicts import UNCERTAIN as UNCERTAIN_VERDICT
from gui.class_marker import OUTSIDE, UNCERTAIN, UNREADABLE
from gui.theme import Colours


def marker_of(verdict: str, colours: Colours) -> tuple[str, QColor]:
    """Give the shape and the colour that stand for a verdict."""
    special = {
        UNCERTAIN_VERDICT: (UNCERTAIN, colours.uncertain),
        NOT_A_BRAIN_MRI: (OUTSIDE, colours.outside),
        FAILED: (UNREADABLE, colours.faint),
    }
    if verdict in special:
        name, colour = special[verdict]
        return name, QColor(colour)
    return verdict, colours.of_class(verdict)
