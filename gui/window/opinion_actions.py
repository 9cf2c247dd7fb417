"""The commands with which a reader says what they think of a verdict."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from core.history.entry import Judgement
from core.program.translation import lowered, tr
from gui.history.opinion_keys import NOTE, NOTE_KEY, OPINION_COMMANDS, TAKE_BACK, opinion_command
from gui.window.display_actions import WHOLE_WORDS, Add


class OpinionActions:
    """One command for each answer, one that takes it back, and one that leads to the note."""

    def __init__(self, menu: QMenu, add: Add) -> None:
        """Fill a separate menu."""
        self.views: dict[Judgement, QAction] = {
            view: add(menu, text, None, key) for view, (text, key) in OPINION_COMMANDS.items()
        }
        menu.addSeparator()
        self.take_back = add(menu, TAKE_BACK, None, None)
        self.note = add(menu, NOTE, None, NOTE_KEY)
        for action in (*self.views.values(), self.take_back, self.note):
            text = action.text().replace("&", "").rstrip("… ")
            action.setProperty(WHOLE_WORDS, tr("My opinion: {answer}", answer=lowered(text)))
            action.setObjectName(f"reading-{action.objectName()}")
        for view, action in self.views.items():
            action.setObjectName(opinion_command(view))
