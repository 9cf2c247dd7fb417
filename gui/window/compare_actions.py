"""The commands that compare."""

from PySide6.QtWidgets import QMenu

from core.program.translation import mark, tr
from gui.compare.layout import Layout
from gui.window.display_actions import Add, AddChoice

_KEYS = {Layout.PICTURE_AND_MAP: "C", Layout.MAPS: "Shift+C", Layout.FOUR: "Ctrl+Shift+C"}


class CompareActions:
    """Layouts of panes, their link, and the way back."""

    def __init__(self, menu: QMenu, add: Add, add_choice: AddChoice) -> None:
        """Fill a separate menu."""
        self.menu = menu
        self.layouts = {layout: add(menu, layout.value, None, _KEYS.get(layout)) for layout in Layout}
        menu.addSeparator()
        self.link = add_choice(menu, mark("&Link the panes"), None, "Ctrl+Shift+L")
        self.link.setChecked(True)
        self.link.setStatusTip(tr("Zoom, shift, turn, slice and window of all panes go together"))
        self.one = add(menu, mark("&One pane"), None, None)
        self.one.setStatusTip(tr("Escape"))
