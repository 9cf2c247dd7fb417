"""Options of the menus that concern all panes of a comparison alike: squares, magnifier, one window for a series."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from gui.compare.side_pane import SidePane
from gui.window.menus import Menus


class PaneOptions(QObject):
    """Lets panes show what the menus say; the first pane is shown so by the window."""

    def __init__(self, menus: Menus, panes: Callable[[], Sequence[SidePane]], parent: QObject) -> None:
        """Listen to the menus.

        Args:
            menus: of the window.
            panes: lists the panes after the first one.
            parent: of the object.
        """
        super().__init__(parent)
        self._panes = panes
        self._squares, self._magnifier = menus.pixels, menus.measuring.magnifier
        self._one_window = menus.presets.for_series
        for action in (self._squares, self._magnifier, self._one_window):
            action.toggled.connect(self._on_option_toggled)

    def apply(self, pane: SidePane) -> None:
        """Let a pane show what the menus say now."""
        pane.view.set_smooth(not self._squares.isChecked())
        pane.view.set_magnifier(self._magnifier.isChecked())
        pane.presets.set_for_series(self._one_window.isChecked())

    @Slot(bool)
    def _on_option_toggled(self, is_on: bool) -> None:
        for pane in self._panes():
            self.apply(pane)
