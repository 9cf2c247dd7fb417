"""Switches the theme: the chosen one, or that of the desktop as it changes."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.settings import Settings
from gui.widgets.theme import Theme, apply_theme


class ThemeSwitch(QObject):
    """Applies a theme to the application; `changed` carries its `Colours`."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        """Follow the desktop.

        Args:
            settings: store the theme.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings = settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_hints_color_scheme_changed)

    @Slot(object)
    def choose(self, theme: Theme) -> None:
        """Apply a theme, and store it."""
        self._settings.theme = theme
        self._put_on()

    def _put_on(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.changed.emit(apply_theme(app, self._settings.theme))

    @Slot()
    def _on_hints_color_scheme_changed(self) -> None:
        if self._settings.theme is Theme.SYSTEM:
            self._put_on()
