"""The commands of the menus for windows, turns and measurements."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.settings import OWN_WINDOWS
from gui.viewer.tools.measurement import Kind
from gui.widgets.texts import window_words

if TYPE_CHECKING:
    from core.image.slice import Window

Add = Callable[[QMenu, str, str | None, QKeySequence.StandardKey | str | None], QAction]
AddChoice = Callable[[QMenu, str, str | None, str], QAction]

# By the names of `core.image.presets.Preset`, which is not imported before the first paint.
PRESETS = (
    ("FULL_RANGE", "F&ull range"),
    ("MOST", "&1 to 99 %"),
    ("MIDDLE", "&5 to 95 %"),
    ("HEAD", "&Head only"),
)


class TurningActions:
    """Turns and flips."""

    def __init__(self, menu: QMenu, add: Add) -> None:
        """Fill a part of a menu."""
        self.right = add(menu, "Rotate ri&ght", "rotate", "Ctrl+R")
        self.left = add(menu, "Rotate left", None, "Ctrl+Shift+R")
        self.across = add(menu, "Flip left and right", "flip", "Shift+H")
        self.down = add(menu, "Flip top and bottom", None, "Shift+V")


class PresetActions:
    """Windows on the keys 1 to 9, and what keeps the user's own on the last of them."""

    def __init__(self, menu: QMenu, add: Add) -> None:
        """Fill a menu of their own."""
        self.menu = menu
        self.file = add(menu, "Of the &file, the next one", None, "1")
        self.file_windows = menu.addMenu("All of the f&ile")
        self.found = {name: add(menu, text, None, str(number)) for number, (name, text) in enumerate(PRESETS, start=2)}
        menu.addSeparator()
        self.own = {slot: add(menu, "", None, str(slot)) for slot in OWN_WINDOWS}
        saving = menu.addMenu("&Keep this window as")
        self.keep = {slot: add(saving, f"Keep window on {slot}", None, f"Ctrl+{slot}") for slot in OWN_WINDOWS}
        menu.addSeparator()
        self.for_series = add(menu, "One window for the &series", None, None)
        self.for_series.setCheckable(True)
        self.for_series.setStatusTip("Find the window from all slices of the series, or from each slice for itself")

    def name_own(self, windows: "Mapping[int, Window]") -> None:
        """Say which windows the user keeps, by the numbers of their keys."""
        for slot, action in self.own.items():
            window = windows.get(slot)
            action.setText(f"My window: {window_words(window)}" if window else f"My window {slot} (not set)")
            action.setEnabled(window is not None)


class MeasuringActions:
    """Tools over the picture, and what undoes them."""

    def __init__(self, menu: QMenu, add: Add, add_choice: AddChoice) -> None:
        """Fill a menu of their own."""
        self.kinds = {
            Kind.RULER: add_choice(menu, "&Ruler", "ruler", "L"),
            Kind.ANGLE: add_choice(menu, "&Angle", "angle", "N"),
            Kind.RECTANGLE: add_choice(menu, "Re&ctangle", "rectangle", "B"),
            Kind.ELLIPSE: add_choice(menu, "&Ellipse", "ellipse", "E"),
        }
        self.magnifier = add_choice(menu, "&Magnifier", "magnifier", "M")
        menu.addSeparator()
        self.undo = add(menu, "&Undo", None, QKeySequence.StandardKey.Undo)
        self.redo = add(menu, "Re&do", None, "Ctrl+Shift+Z")
        menu.addSeparator()
        self.delete = add(menu, "&Delete measurement", None, QKeySequence.StandardKey.Delete)
        self.delete_all = add(menu, "Delete all of this slice", None, None)
        for action in (self.undo, self.redo, self.delete, self.delete_all):
            action.setEnabled(False)
