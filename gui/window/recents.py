"""The recent files, in the menu and on the empty page."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.program.locations import home_folder
from gui.settings import Settings
from gui.viewer.viewer import Viewer
from gui.widgets.recent_files import name_recent
from gui.window.menus import Menus


class Recents(QObject):
    """Keeps the list and shows it in all places; `chosen` carries a path."""

    chosen = Signal(object)

    def __init__(self, settings: Settings, menus: Menus, viewer: Viewer, parent: QObject | None = None) -> None:
        """Show the list.

        Args:
            settings: hold it.
            menus: of the main window.
            viewer: its empty page shows the list, too.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings, self._menus, self._viewer = settings, menus, viewer
        self._latest: Path | None = None
        self._show()
        menus.recent_chosen.connect(self.chosen)
        viewer.recent_chosen.connect(self.chosen)

    @property
    def folder(self) -> Path:
        """The folder of the latest file, or else the home folder."""
        recent = self._settings.recent
        return recent[0].parent if recent else home_folder()

    def add(self, path: Path) -> None:
        """Move a file to the top."""
        self._settings.remember(path)
        self._latest = path
        self._show()

    @Slot()
    def begin(self) -> None:
        """Take no count for the latest file any more, because something else is opened."""
        self._latest = None

    @Slot(int, int)
    def count_tumours(self, tumours: int, slices: int) -> None:
        """Keep in how many slices of the latest file a tumour was found."""
        if self._latest:
            self._settings.remember_tumours(self._latest, tumours, slices)
            self._show()

    def remove(self, path: Path) -> None:
        """Remove a file."""
        self._settings.forget(path)
        self._show()

    def _show(self) -> None:
        kept = self._settings
        files = name_recent(kept.recent, kept.recent_times, datetime.now(), kept.recent_tumours)
        self._menus.show_recent(files)
        self._viewer.show_recent(files)
