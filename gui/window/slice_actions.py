"""The menu of slices: the way through a stack."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from core.program.translation import mark, tr
from gui.window.display_actions import WHOLE_WORDS, Add

CLASSIFY, STOP = mark("&Classify the stack again"), mark("Stop &classifying the stack")
PLAY, PAUSE = mark("P&lay"), mark("Pa&use")


class SliceActions:
    """Steps, jumps, the film, and the sweep."""

    def __init__(self, menu: QMenu, add: Add) -> None:
        """Fill a menu."""
        self.menu = menu
        self.previous = add(menu, mark("&Previous slice"), None, "Up")
        self.next = add(menu, mark("&Next slice"), None, "Down")
        self.first = add(menu, mark("&First slice"), None, "Home")
        self.last = add(menu, mark("&Last slice"), None, "End")
        self.go_to = add(menu, mark("&Go to slice…"), None, "Ctrl+G")
        menu.addSeparator()
        self.next_suspicious = add(menu, mark("Next &suspicious slice"), None, "S")
        self.previous_suspicious = add(menu, mark("Previous suspicious slice"), None, "Shift+S")
        self.look_first = add(menu, mark("Slice to look at &first"), None, "J")
        menu.addSeparator()
        self.play = add(menu, PLAY, None, "K")
        self.sweep = add(menu, CLASSIFY, None, None)
        self.play.setProperty(WHOLE_WORDS, tr("Play the stack, or pause"))
        self.sweep.setProperty(WHOLE_WORDS, tr("Classify the stack again, or stop"))

    def add_speeds(self, speeds: QMenu) -> None:
        """Offer the speeds of play behind its command."""
        self.menu.insertMenu(self.sweep, speeds)

    @property
    def of_stack(self) -> tuple[QAction, ...]:
        """The commands that a single picture has no use for."""
        steps = (self.previous, self.next, self.first, self.last, self.go_to)
        return (*steps, self.next_suspicious, self.previous_suspicious, self.look_first, self.play, self.sweep)
