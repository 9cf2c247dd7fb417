"""The settings that the window keeps between starts."""

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QByteArray, QSettings

from core.model.levels import DEFAULT_LEVEL, LEVELS
from core.program.locations import data_folder, is_stand_in
from gui.widgets.theme import Theme

if TYPE_CHECKING:
    from core.image.slice import Window

# Before the name of a file that is no text, with its bytes as in an address.
_BYTES = "bytes:"
MOST_RECENT = 8
DEFAULT_OPACITY = 0.5
# The numbers of the keys that windows of the user's own are kept on.
OWN_WINDOWS = (6, 7, 8, 9)


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """The last options of the window that classifies folders.

    Attributes:
        is_recursive: whether subfolders count.
        slices: "all", or "peak" for the most suspicious one of each volume or series.
        folder: the last chosen one; "" for none.
    """

    is_recursive: bool = True
    slices: str = "all"
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """What was open when the window was closed.

    Attributes:
        paths: that were opened.
        current: the series that was shown, by the path that it goes by; None for none.
    """

    paths: list[Path]
    current: Path | None


class Settings:
    """Typed access to the stored settings; an unreadable value falls back to its default."""

    def __init__(self, store: QSettings | None = None) -> None:
        """Open the settings.

        Args:
            store: where they are kept; those of the user by default.
        """
        self._store = store or _own_store()

    def sync(self) -> None:
        """Write pending changes to the disk."""
        self._store.sync()

    @property
    def theme(self) -> Theme:
        """The chosen theme; dark by default."""
        try:
            return Theme(str(self._store.value("theme", Theme.DARK.value)))
        except ValueError:
            return Theme.DARK

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._store.setValue("theme", theme.value)

    @property
    def opacity(self) -> float:
        """The opacity of the heat map's hottest point, in [0, 1]."""
        try:
            return min(1.0, max(0.0, float(str(self._store.value("opacity", DEFAULT_OPACITY)))))
        except ValueError:
            return DEFAULT_OPACITY

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        self._store.setValue("opacity", opacity)

    @property
    def level(self) -> float:
        """The chosen level: how often a verdict should hold the truth; a model may not offer it."""
        try:
            level = float(str(self._store.value("level", DEFAULT_LEVEL)))
        except ValueError:
            return DEFAULT_LEVEL
        return level if level in LEVELS else DEFAULT_LEVEL

    @level.setter
    def level(self, level: float) -> None:
        self._store.setValue("level", level)

    @property
    def own_window_slots(self) -> list[int]:
        """The keys on which the user keeps a window."""
        return [slot for slot in OWN_WINDOWS if self._store.value(f"window/{slot}")]

    @property
    def own_windows(self) -> "dict[int, Window]":
        """The windows that the user keeps, by the numbers of their keys."""
        stored = {slot: self._store.value(f"window/{slot}") for slot in OWN_WINDOWS}
        return {slot: window for slot, text in stored.items() if text and (window := _window_of(str(text)))}

    def keep_window(self, slot: int, window: "Window") -> None:
        """Keep a window on a key."""
        self._store.setValue(f"window/{slot}", f"{window.width!r} {window.center!r} {window.function.value}")

    @property
    def is_one_window(self) -> bool:
        """Whether presets find one window for a whole series."""
        return self._flag("window/series", is_on=True)

    @is_one_window.setter
    def is_one_window(self, is_one: bool) -> None:
        self._store.setValue("window/series", "true" if is_one else "false")

    @property
    def shows_squares(self) -> bool:
        """Whether pixels are shown as squares at any zoom."""
        return self._flag("squares", is_on=False)

    @shows_squares.setter
    def shows_squares(self, shows: bool) -> None:
        self._store.setValue("squares", "true" if shows else "false")

    @property
    def has_toolbar(self) -> bool:
        """Whether the toolbar is shown."""
        return self._flag("toolbar", is_on=True)

    @has_toolbar.setter
    def has_toolbar(self, has: bool) -> None:
        self._store.setValue("toolbar", "true" if has else "false")

    @property
    def model(self) -> Path | None:
        """The folder of the model in use; None for the one that comes with the program."""
        value = self._store.value("model")
        return Path(_path_text(value)) if isinstance(value, str) and value else None

    @model.setter
    def model(self, folder: Path | None) -> None:
        self._store.setValue("model", _storable(str(folder)) if folder else "")

    @property
    def geometry(self) -> QByteArray:
        """The geometry of the main window; empty at the first start."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    @property
    def recent(self) -> list[Path]:
        """The files opened last, newest first."""
        return self._paths("recent")[:MOST_RECENT]

    def remember(self, path: Path) -> None:
        """Put a file at the top of the recent ones."""
        whole = path.absolute()
        others = [other for other in self.recent if other != whole]
        self._keep_recent([whole, *others][:MOST_RECENT])

    def forget(self, path: Path) -> None:
        """Remove a file from the recent ones."""
        whole = path.absolute()
        self._keep_recent([other for other in self.recent if other != whole])

    def _keep_recent(self, paths: list[Path]) -> None:
        self._store.setValue("recent", [_storable(str(path)) for path in paths])

    @property
    def shows_studies(self) -> bool:
        """Whether the list of studies is to be seen where there is something to choose from."""
        return str(self._store.value("studies/shown", "true")).lower() != "false"

    @shows_studies.setter
    def shows_studies(self, is_shown: bool) -> None:
        self._store.setValue("studies/shown", "true" if is_shown else "false")

    @property
    def study_width(self) -> int:
        """Of the list of studies, in pixels; 0 where it was never changed."""
        text = str(self._store.value("studies/width", "0"))
        return int(text) if text.isascii() and text.isdigit() else 0

    @study_width.setter
    def study_width(self, width: int) -> None:
        self._store.setValue("studies/width", width)

    @property
    def reopens_studies(self) -> bool:
        """Whether what was open comes back at the next start; it does not unless the user wants it."""
        return str(self._store.value("studies/reopen", "false")).lower() == "true"

    @reopens_studies.setter
    def reopens_studies(self, is_wanted: bool) -> None:
        self._store.setValue("studies/reopen", "true" if is_wanted else "false")

    @property
    def session(self) -> Session:
        """What was open when the window was closed."""
        current = str(self._store.value("studies/current", "") or "")
        return Session(self._paths("studies/open"), Path(_path_text(current)) if current else None)

    def keep_session(self, paths: list[Path], current: Path | None) -> None:
        """Remember what is open."""
        self._store.setValue("studies/open", [_storable(str(path)) for path in paths])
        self._store.setValue("studies/current", _storable(str(current)) if current else "")

    @property
    def batch(self) -> BatchOptions:
        """The last options of the window that classifies folders."""
        slices = str(self._store.value("batch/slices", "all"))
        return BatchOptions(
            is_recursive=str(self._store.value("batch/recursive", "true")).lower() != "false",
            slices=slices if slices in ("all", "peak") else "all",
            folder=_path_text(str(self._store.value("batch/folder", "") or "")),
        )

    @batch.setter
    def batch(self, options: BatchOptions) -> None:
        self._store.setValue("batch/recursive", "true" if options.is_recursive else "false")
        self._store.setValue("batch/slices", options.slices)
        self._store.setValue("batch/folder", _storable(options.folder))

    @property
    def batch_geometry(self) -> QByteArray:
        """The geometry of the window that classifies folders; empty at the first start."""
        return self._bytes("batch/geometry")

    @batch_geometry.setter
    def batch_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("batch/geometry", geometry)

    def _flag(self, key: str, is_on: bool) -> bool:
        text = str(self._store.value(key, is_on)).lower()
        return text == "true" if text in ("true", "false") else is_on

    def _paths(self, key: str) -> list[Path]:
        value = self._store.value(key, [])
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(_path_text(str(text))) for text in texts if text]

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()


def _own_store() -> QSettings:
    if not is_stand_in():
        store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "falx", "falx")
        if store.isWritable():
            return store
    return QSettings(str(data_folder() / "settings.ini"), QSettings.Format.IniFormat)


def _window_of(text: str) -> "Window | None":
    """Read a window that was kept; None for what is none."""
    from core.image.slice import VoiFunction, Window

    try:
        width, center, function = text.split()
        window = Window(float(width), float(center), VoiFunction(function))
    except ValueError:
        return None
    least = 1.0 if window.function is VoiFunction.LINEAR else 0.0
    is_sound = math.isfinite(window.width) and math.isfinite(window.center) and window.width > least
    return window if is_sound else None


def _storable(path: str) -> str:
    """Write a path as text that settings can keep; they would lose bytes that are not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return _BYTES + quote(os.fsencode(path))
    return path


def _path_text(stored: str) -> str:
    return os.fsdecode(unquote_to_bytes(stored.removeprefix(_BYTES))) if stored.startswith(_BYTES) else stored
