"""The commands that say what a reader thinks, and their keys: the same in every window."""

from PySide6.QtGui import QKeySequence

from core.history.entry import View
from core.program.translation import mark
from gui.settings import Settings

READING_COMMANDS = {
    View.AGREE: (mark("&Agree"), "A"),
    View.OTHER: (mark("&Other class…"), "O"),
    View.NO_TUMOUR: (mark("&No tumour"), "N"),
    View.UNSURE: (mark("&Unsure"), "U"),
}
_NAMES = {View.AGREE: "agree", View.OTHER: "other-class", View.NO_TUMOUR: "no-tumour", View.UNSURE: "unsure"}


def reading_command(view: View) -> str:
    """Return the name by which the settings know a command."""
    return f"reading-{_NAMES[view]}"


def reading_key(view: View, settings: Settings) -> QKeySequence:
    """Return the key of a command: that which the user gave it, or its own."""
    return QKeySequence(settings.keys.get(reading_command(view), READING_COMMANDS[view][1]))
