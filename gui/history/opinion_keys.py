"""The commands that say what a reader thinks, and their keys: the same in every window."""

from PySide6.QtGui import QKeySequence

from core.history.entry import Judgement
from core.program.translation import mark
from gui.settings import Settings

OPINION_COMMANDS = {
    Judgement.AGREE: (mark("&Agree"), "A"),
    Judgement.OTHER: (mark("&Other class…"), "O"),
    Judgement.NO_TUMOUR: (mark("&No tumour"), "N"),
    Judgement.UNSURE: (mark("&Unsure"), "U"),
}
# The commands of the note, and that which takes an opinion back.
TAKE_BACK, NOTE = mark("&Take back"), mark("Not&e")
ASK_NOTE = mark("Not&e…")
NOTE_KEY = "Shift+N"
_NAMES = {
    Judgement.AGREE: "agree",
    Judgement.OTHER: "other-class",
    Judgement.NO_TUMOUR: "no-tumour",
    Judgement.UNSURE: "unsure",
}


def opinion_command(view: Judgement) -> str:
    """Return the name by which the settings know a command."""
    return f"reading-{_NAMES[view]}"


def note_key(settings: Settings) -> QKeySequence:
    """Return the key that leads to the note: that which the user gave it, or its own."""
    return QKeySequence(settings.keys.get("reading-note", NOTE_KEY))


def opinion_key(view: Judgement, settings: Settings) -> QKeySequence:
    """Return the key of a command: that which the user gave it, or its own."""
    return QKeySequence(settings.keys.get(opinion_command(view), OPINION_COMMANDS[view][1]))
