"""The settings that the window keeps between starts."""

import contextlib
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QSettings

from core.model.confidence_levels import DEFAULT_LEVEL, LEVELS
from core.private_folder import make_private_folder
from core.program.locations import data_folder, is_stand_in
from gui.language import Language
from gui.stored_value import StoredFlag, StoredGeometry, StoredLength
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
    """Typed access to the stored settings; an unreadable value falls back to its default.

    Attributes:
        is_one_window: whether presets find one window for a whole series.
        shows_squares: whether pixels are shown as squares at any zoom.
        has_toolbar: whether the toolbar is shown.
        shows_studies: whether the list of studies is to be seen where there is something to choose from.
        shows_patients: whether patients' names are shown; they are not unless the user wants them.
        reopens_studies: whether what was open comes back at the next start; it does not unless the user wants it.
        keeps_history: whether verdicts are kept in the history; they are not unless the user wants it.
        study_width: of the list of studies.
        panel_width: of the panel beside the picture.
        geometry: of the main window.
        batch_geometry: of the window that classifies folders.
        history_columns: order and widths of the columns of the history.
    """

    is_one_window = StoredFlag("window/series", is_on=True)
    shows_squares = StoredFlag("squares", is_on=False)
    has_toolbar = StoredFlag("toolbar", is_on=True)
    shows_studies = StoredFlag("studies/shown", is_on=True)
    shows_patients = StoredFlag("studies/patients", is_on=False)
    reopens_studies = StoredFlag("studies/reopen", is_on=False)
    keeps_history = StoredFlag("history", is_on=False)
    study_width = StoredLength("studies/width")
    panel_width = StoredLength("panel/width")
    play_speed = StoredLength("play/speed")
    geometry = StoredGeometry("geometry")
    batch_geometry = StoredGeometry("batch/geometry")
    history_columns = StoredGeometry("history/columns")

    def __init__(self, store: QSettings | None = None) -> None:
        """Open the settings.

        Args:
            store: where they are kept; those of the user by default.
        """
        self.store = store or _own_store()

    def sync(self) -> None:
        """Write pending changes to the disk."""
        self.store.sync()

    @property
    def theme(self) -> Theme:
        """The chosen theme; dark by default."""
        try:
            return Theme(str(self.store.value("theme", Theme.DARK.value)))
        except ValueError:
            return Theme.DARK

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self.store.setValue("theme", theme.value)

    @property
    def language(self) -> Language:
        """The chosen language; that of the system by default."""
        try:
            return Language(str(self.store.value("language", Language.SYSTEM.value)))
        except ValueError:
            return Language.SYSTEM

    @language.setter
    def language(self, language: Language) -> None:
        self.store.setValue("language", language.value)

    @property
    def opacity(self) -> float:
        """The opacity of the heat map's hottest point, in [0, 1]."""
        try:
            return min(1.0, max(0.0, float(str(self.store.value("opacity", DEFAULT_OPACITY)))))
        except ValueError:
            return DEFAULT_OPACITY

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        self.store.setValue("opacity", opacity)

    @property
    def level(self) -> float:
        """The chosen level: how often a verdict should hold the truth; a model may not offer it."""
        try:
            level = float(str(self.store.value("level", DEFAULT_LEVEL)))
        except ValueError:
            return DEFAULT_LEVEL
        return level if level in LEVELS else DEFAULT_LEVEL

    @level.setter
    def level(self, level: float) -> None:
        self.store.setValue("level", level)

    @property
    def heat_method(self) -> str:
        """The name of the way to draw heat maps that was chosen last; "" if none was."""
        return str(self.store.value("heat/method", "") or "")

    @heat_method.setter
    def heat_method(self, name: str) -> None:
        self.store.setValue("heat/method", name)

    @property
    def own_window_slots(self) -> list[int]:
        """The keys on which the user keeps a window."""
        return [slot for slot in OWN_WINDOWS if self.store.value(f"window/{slot}")]

    @property
    def own_windows(self) -> "dict[int, Window]":
        """The windows that the user keeps, by the numbers of their keys."""
        stored = {slot: self.store.value(f"window/{slot}") for slot in OWN_WINDOWS}
        return {slot: window for slot, text in stored.items() if text and (window := _window_of(str(text)))}

    def keep_window(self, slot: int, window: "Window") -> None:
        """Keep a window on a key."""
        self.store.setValue(f"window/{slot}", f"{window.width!r} {window.center!r} {window.function.value}")

    @property
    def model(self) -> Path | None:
        """The folder of the model in use; None for the one that comes with the program."""
        value = self.store.value("model")
        return Path(_path_text(value)) if isinstance(value, str) and value else None

    @model.setter
    def model(self, folder: Path | None) -> None:
        self.store.setValue("model", _storable(str(folder)) if folder else "")

    @property
    def recent(self) -> list[Path]:
        """The files opened last, newest first."""
        return self._paths("recent")[:MOST_RECENT]

    def remember(self, path: Path) -> None:
        """Put a file at the top of the recent ones."""
        whole = path.absolute()
        others = [other for other in self.recent if other != whole]
        self._keep_recent([whole, *others][:MOST_RECENT], {**self.recent_times, whole: datetime.now()})

    def remember_tumours(self, path: Path, tumours: int, slices: int) -> None:
        """Keep in how many slices of a recent file a tumour was found, while the history is on."""
        if not self.keeps_history:
            return
        self._keep_recent(self.recent, self.recent_times, {**self.recent_tumours, path.absolute(): (tumours, slices)})

    def forget(self, path: Path) -> None:
        """Remove a file from the recent ones."""
        whole = path.absolute()
        self._keep_recent([other for other in self.recent if other != whole], self.recent_times)

    @property
    def recent_times(self) -> dict[Path, datetime]:
        """When the recent files were opened, where that is known."""
        value = self.store.value("recentTimes", [])
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        times: dict[Path, datetime] = {}
        for path, text in zip(self.recent, texts, strict=False):
            with contextlib.suppress(ValueError):
                times[path] = datetime.fromisoformat(str(text))
        return times

    @property
    def recent_tumours(self) -> dict[Path, tuple[int, int]]:
        """In how many slices of the recent files a tumour was found, and of how many; while the history is on."""
        if not self.keeps_history:
            return {}
        value = self.store.value("recentTumours", [])
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        counts: dict[Path, tuple[int, int]] = {}
        for path, text in zip(self.recent, texts, strict=False):
            tumours, _, slices = str(text).partition("/")
            if tumours.isdecimal() and slices.isdecimal():
                counts[path] = int(tumours), int(slices)
        return counts

    def _keep_recent(
        self,
        paths: list[Path],
        times: Mapping[Path, datetime],
        tumours: Mapping[Path, tuple[int, int]] | None = None,
    ) -> None:
        counts = self.recent_tumours if tumours is None else tumours
        stored = ["{}/{}".format(*counts[path]) if path in counts else "-" for path in paths]
        self.store.setValue("recentTumours", stored)
        self.store.setValue("recent", [_storable(str(path)) for path in paths])
        # A list of one empty text would come back as none.
        known = [times[path].isoformat(timespec="minutes") if path in times else "-" for path in paths]
        self.store.setValue("recentTimes", known)

    @property
    def keys(self) -> dict[str, str]:
        """The keys that the user gave to commands, by the names of these; "" for none."""
        self.store.beginGroup("keys")
        names = self.store.childKeys()
        keys = {name: str(self.store.value(name) or "") for name in names}
        self.store.endGroup()
        return keys

    def keep_key(self, command: str, key: str | None) -> None:
        """Keep the key of a command; None for that which it has by default."""
        if key is None:
            self.store.remove(f"keys/{command}")
        else:
            self.store.setValue(f"keys/{command}", key)

    @property
    def session(self) -> Session:
        """What was open when the window was closed."""
        current = str(self.store.value("studies/current", "") or "")
        return Session(self._paths("studies/open"), Path(_path_text(current)) if current else None)

    def keep_session(self, paths: list[Path], current: Path | None) -> None:
        """Remember what is open."""
        self.store.setValue("studies/open", [_storable(str(path)) for path in paths])
        self.store.setValue("studies/current", _storable(str(current)) if current else "")

    @property
    def batch(self) -> BatchOptions:
        """The last options of the window that classifies folders."""
        slices = str(self.store.value("batch/slices", "all"))
        return BatchOptions(
            is_recursive=str(self.store.value("batch/recursive", "true")).lower() != "false",
            slices=slices if slices in ("all", "peak") else "all",
            folder=_path_text(str(self.store.value("batch/folder", "") or "")),
        )

    @batch.setter
    def batch(self, options: BatchOptions) -> None:
        self.store.setValue("batch/recursive", "true" if options.is_recursive else "false")
        self.store.setValue("batch/slices", options.slices)
        self.store.setValue("batch/folder", _storable(options.folder))

    def _paths(self, key: str) -> list[Path]:
        value = self.store.value(key, [])
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(_path_text(str(text))) for text in texts if text]


def _own_store() -> QSettings:
    if not is_stand_in():
        store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "falx", "falx")
        if store.isWritable():
            return _closed(store)
    return _closed(QSettings(str(data_folder() / "settings.ini"), QSettings.Format.IniFormat))


def _closed(store: QSettings) -> QSettings:
    """Close the folder of the settings to other users: the recent files may name patients."""
    with contextlib.suppress(OSError):
        make_private_folder(Path(store.fileName()).parent)
    return store


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
