"""Whether a history is kept: one switch for all windows."""

from PySide6.QtCore import QObject, Signal

from core.program.translation import mark
from gui.settings import Settings

# What the first opinion says, which turns the history on.
BEGUN = mark("The history is on now: it keeps verdicts and opinions on this computer.")


class HistorySwitch(QObject):
    """Remembers whether verdicts are kept. `changed` carries it."""

    changed = Signal(bool)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        """Start as the user left it.

        Args:
            settings: remember it.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings = settings

    @property
    def is_on(self) -> bool:
        """Whether verdicts are kept."""
        return self._settings.keeps_history

    def turn(self, is_on: bool) -> None:
        """Keep verdicts from now on, or no longer."""
        if is_on != self.is_on:
            self._settings.keeps_history = is_on
            self.changed.emit(is_on)
