"""How the picture is seen: puts presets, tools, toolbar, full screen and the menu of the right button together."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMainWindow

from gui.panel.prediction_panel import PredictionPanel
from gui.settings import Settings
from gui.viewer.viewer import Viewer
from gui.window.display_commands import MeasuringCommands, PresetCommands
from gui.window.full_screen import FullScreen
from gui.window.menus import Menus
from gui.window.picture_actions import connect_picture_actions
from gui.window.picture_toolbar import PictureToolbar, open_picture_menu


class PictureDisplay(QObject):
    """Connects the commands that concern the picture alone; none of them changes its verdict."""

    def __init__(
        self,
        window: QMainWindow,
        menus: Menus,
        viewer: Viewer,
        panel: PredictionPanel,
        settings: Settings,
        say: Callable[[str], None],
    ) -> None:
        """Listen to the menus.

        Args:
            window: that all of it is in.
            menus: of the window.
            viewer: that shows the picture.
            panel: beside it.
            settings: remember what is chosen.
            say: shows a text in the line at the foot.
        """
        super().__init__(window)
        self._window, self._menus, self._settings, self._view = window, menus, settings, viewer.view
        connect_picture_actions(menus, viewer, panel)
        PresetCommands(menus, viewer, settings, say, self)
        MeasuringCommands(menus, viewer, self)
        self.toolbar = PictureToolbar(window, menus, settings)
        others = [window.menuBar(), window.statusBar(), self.toolbar, panel]
        self.full_screen = FullScreen(window, menus.full_screen, others)
        menus.pixels.setChecked(settings.shows_squares)
        viewer.view.set_smooth(not settings.shows_squares)
        menus.pixels.toggled.connect(self._on_pixels_toggled)
        viewer.view.menu_asked.connect(self._on_view_menu_asked)

    @Slot(bool)
    def _on_pixels_toggled(self, is_on: bool) -> None:
        self._settings.shows_squares = is_on
        self._view.set_smooth(not is_on)

    @Slot(object)
    def _on_view_menu_asked(self, at: QPoint) -> None:
        if self._view.image is not None:
            open_picture_menu(self._menus, at, self._window)
