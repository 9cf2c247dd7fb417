"""The settings that the window keeps between starts."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QByteArray, QSettings

from core.model.levels import DEFAULT_LEVEL, LEVELS
from core.program.locations import data_folder, is_stand_in
from gui.widgets.theme import Theme

# The prefix of a file name that is not valid text; its bytes follow, percent-encoded.
_BYTES = "bytes:"
MOST_RECENT = 8
DEFAULT_OPACITY = 0.5


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


def _storable(path: str) -> str:
    """Write a path as text that settings can keep; they would lose bytes that are not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return _BYTES + quote(os.fsencode(path))
    return path


def _path_text(stored: str) -> str:
    return os.fsdecode(unquote_to_bytes(stored.removeprefix(_BYTES))) if stored.startswith(_BYTES) else stored
