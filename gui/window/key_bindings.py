"""The keys of the commands: what each has by default, and what the user gave it instead."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from gui.settings import Settings
from gui.window.display_actions import WHOLE_WORDS
from gui.window.fixed_keys import fixed_use

_DEFAULT = "default_key"


def command_name(text: str) -> str:
    """Name a command for the settings, by its text in the menu: `Fit &width` as `fit-width`."""
    return "-".join(re.findall(r"[a-z0-9]+", text.replace("&", "").lower()))


def plain_text(action: QAction) -> str:
    """Return the words for a command, without the marks of a menu."""
    return str(action.property(WHOLE_WORDS) or action.text().replace("&", "").rstrip("… "))


class KeyBindings(QObject):
    """Gives commands the keys that the user chose. No two commands have the same key."""

    def __init__(self, actions: list[QAction], settings: Settings, parent: QMainWindow) -> None:
        """Remember the default keys, and apply those that are stored.

        Args:
            actions: the commands of a window, whose object names are unique.
            settings: store what the user changes.
            parent: the window.
        """
        super().__init__(parent)
        self._settings = settings
        self._menus = [action.text() for action in parent.menuBar().actions()]
        self.actions = [action for action in actions if action.objectName()]
        for action in self.actions:
            action.setProperty(_DEFAULT, action.shortcut().toString())
        self._apply(settings.keys)

    def fixed_use(self, action: QAction, key: QKeySequence) -> str:
        """Return why a command cannot be given a key, "" where it can; its default key is always its own."""
        return "" if key == self.default_of(action) else fixed_use(key, self._menus)

    def owner_of(self, key: QKeySequence, other_than: QAction) -> QAction | None:
        """Return the other command that a key belongs to; None for none."""
        owners = (action for action in self.actions if action is not other_than and action.shortcut() == key)
        return None if key.isEmpty() else next(owners, None)

    def bind(self, action: QAction, key: QKeySequence) -> QAction | None:
        """Give a command a key; returns the one that loses it, None for none.

        Args:
            action: of the command.
            key: empty for none.
        """
        loser = self.owner_of(key, action)
        if loser is not None:
            self._keep(loser, QKeySequence())
        self._keep(action, key)
        return loser

    def reset(self) -> None:
        """Give all commands the keys that they have by default."""
        for action in self.actions:
            self._keep(action, QKeySequence(str(action.property(_DEFAULT))))

    def default_of(self, action: QAction) -> QKeySequence:
        """Return the key that a command has by default."""
        return QKeySequence(str(action.property(_DEFAULT)))

    @property
    def is_changed(self) -> bool:
        """Whether any command has another key than by default."""
        return any(action.shortcut() != self.default_of(action) for action in self.actions)

    def _apply(self, chosen: Mapping[str, str]) -> None:
        """Give commands the stored keys; a command that has one of them by default loses it."""
        stored = {
            action: QKeySequence(chosen[name]) for action in self.actions if (name := action.objectName()) in chosen
        }
        taken = []
        for action, key in stored.items():
            if key in taken or self.fixed_use(action, key):
                continue
            action.setShortcut(key)
            if not key.isEmpty():
                taken.append(key)
        for action in self.actions:
            if action not in stored and action.shortcut() in taken:
                action.setShortcut(QKeySequence())

    def _keep(self, action: QAction, key: QKeySequence) -> None:
        action.setShortcut(key)
        self._settings.keep_key(action.objectName(), None if key == self.default_of(action) else key.toString())
