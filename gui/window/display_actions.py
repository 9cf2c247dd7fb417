"""The commands of the menus for windows, turns and measurements."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.program.translation import mark, tr
from gui.settings import OWN_WINDOWS
from gui.viewer.tools.measurement import Kind
from gui.widgets.number_texts import window_words

if TYPE_CHECKING:
    from core.image.slice import Window

Add = Callable[[QMenu, str, str | None, QKeySequence.StandardKey | str | None], QAction]
AddChoice = Callable[[QMenu, str, str | None, str], QAction]

# The property with the words for a command in the list of keys, where those of its menu need their menu to be clear.
WHOLE_WORDS = "whole_words"
# By the names of `core.image.presets.Preset`, which is not imported before the first paint.
PRESETS = (
    ("FULL_RANGE", mark("F&ull range")),
    ("MOST", mark("&1 to 99 %")),
    ("MIDDLE", mark("&5 to 95 %")),
    ("HEAD", mark("&Head only")),
)


class TurningActions:
    """Turns and flips."""

    def __init__(self, menu: QMenu, add: Add) -> None:
        """Fill a part of a menu."""
        self.right = add(menu, mark("Rotate ri&ght"), "rotate", "Ctrl+R")
        self.left = add(menu, mark("Rotate left"), None, "Ctrl+Shift+R")
        self.across = add(menu, mark("Flip left and right"), "flip", "Shift+H")
        self.down = add(menu, mark("Flip top and bottom"), None, "Shift+V")


class PresetActions:
    """Windows on the keys 1 to 9, and what keeps the user's own on the last of them."""

    def __init__(self, menu: QMenu, add: Add) -> None:
        """Fill a separate menu."""
        self.menu = menu
        self.file = add(menu, mark("From the &file"), None, "1")
        self.file.setStatusTip(tr("The window that the file states; pressed again, the next one that it states"))
        self.file.setProperty(WHOLE_WORDS, tr("Window: from the file"))
        self.file_windows = menu.addMenu(tr("All from the f&ile"))
        self.found = {name: add(menu, text, None, str(number)) for number, (name, text) in enumerate(PRESETS, start=2)}
        for action in self.found.values():
            words = action.text().replace("&", "")
            action.setProperty(WHOLE_WORDS, tr("Window: {words}", words=f"{words[0].lower()}{words[1:]}"))
        menu.addSeparator()
        self.own = {slot: add(menu, "", None, str(slot)) for slot in OWN_WINDOWS}
        saving = menu.addMenu(tr("&Keep this window as"))
        self.keep = {slot: add(saving, f"Keep window on {slot}", None, f"Ctrl+{slot}") for slot in OWN_WINDOWS}
        for slot in OWN_WINDOWS:
            self.own[slot].setObjectName(f"own-window-{slot}")
            self.own[slot].setProperty(WHOLE_WORDS, tr("Window: my own {slot}", slot=slot))
            self.keep[slot].setText(tr("Keep window on {slot}", slot=slot))
            self.keep[slot].setProperty(WHOLE_WORDS, tr("Keep this window as my own {slot}", slot=slot))
        menu.addSeparator()
        self.for_series = add(menu, mark("One window for the &series"), None, None)
        self.for_series.setCheckable(True)
        self.for_series.setStatusTip(tr("Find the window from all slices of the series, or from each slice for itself"))

    def enable_own(self, slots: Collection[int]) -> None:
        """Say which of the user's windows there are, by the numbers of their keys."""
        for slot, action in self.own.items():
            action.setEnabled(slot in slots)
            action.setText(
                tr("My window {slot}", slot=slot) if slot in slots else tr("My window {slot} (not set)", slot=slot)
            )

    def name_own(self, windows: "Mapping[int, Window]") -> None:
        """Write the figures of the user's windows into the menu."""
        self.enable_own(windows)
        for slot, window in windows.items():
            self.own[slot].setText(tr("My window: {window}", window=window_words(window)))


class MeasuringActions:
    """Tools over the picture, and what undoes them."""

    def __init__(self, menu: QMenu, add: Add, add_choice: AddChoice) -> None:
        """Fill a separate menu."""
        self.menu = menu
        self.kinds = {
            Kind.RULER: add_choice(menu, mark("&Ruler"), "ruler", "L"),
            Kind.ANGLE: add_choice(menu, mark("&Angle"), "angle", "G"),
            Kind.RECTANGLE: add_choice(menu, mark("Re&ctangle"), "rectangle", "B"),
            Kind.ELLIPSE: add_choice(menu, mark("&Ellipse"), "ellipse", "E"),
        }
        self.magnifier = add_choice(menu, mark("&Magnifier"), "magnifier", "M")
        menu.addSeparator()
        self.undo = add(menu, mark("&Undo"), None, QKeySequence.StandardKey.Undo)
        self.redo = add(menu, mark("Re&do"), None, "Ctrl+Shift+Z")
        menu.addSeparator()
        self.delete = add(menu, mark("&Delete measurement"), None, QKeySequence.StandardKey.Delete)
        self.delete_all = add(menu, mark("Delete all of this slice"), None, None)
        for action in (self.undo, self.redo, self.delete, self.delete_all):
            action.setEnabled(False)
