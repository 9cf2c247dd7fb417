"""Notices that models were installed, replaced or removed: by this window, another one, or the command line."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from gui.settings import Settings

# An installation makes several changes one after the other.
_PAUSE_MS = 200


class ModelWatch(QObject):
    """Looks when the folder of the models changes, when the program comes to the front, and when it is asked to.

    `changed` tells that others are installed than before; `replaced`, with its folder, that another model stands in the
    place of the one in use; `removed`, with its title, that there is none any more; `returned` that such a one is
    installed again. The folders are watched where the system can do that; where it cannot, as on some file servers,
    coming to the front is enough.
    """

    changed = Signal()
    replaced = Signal(object)
    removed = Signal(str)
    returned = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        """Watch nothing before `start`, as the first paint needs nothing of it.

        Args:
            settings: remember the model in use.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings = settings
        self._files: QFileSystemWatcher | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        # The folder of the model in use and its fingerprint, and those of all that are installed.
        self._used: tuple[Path | None, str | None] = (None, None)
        # As it cannot be read any more when it is gone.
        self._title = ""
        # The folder of a model that was in use until it was removed.
        self._lost: Path | None = None
        self._installed: dict[Path, str | None] | None = None

    @Slot()
    def start(self) -> None:
        """Watch from now on; what happened to the model in use while the program did not run is told soon."""
        if self._files is None:
            self._files = QFileSystemWatcher(self)
            self._files.directoryChanged.connect(self._on_files_directory_changed)
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.applicationStateChanged.connect(self._on_application_state_changed)
        self._pause.start()

    @Slot(object)
    def note(self, folder: Path | None) -> None:
        """Take note of which model is in use from now on; None for the one that comes with the program."""
        from core.model.arrival import identity_of, title_of

        self._used = (folder, identity_of(folder) if folder else None)
        self._title = title_of(folder) if folder else ""
        if folder:
            self._lost = None

    def is_in_use(self, folder: Path) -> bool:
        """Tell whether the model of a folder is the one in use."""
        return self._settings.model == folder

    @Slot()
    def look(self) -> bool:
        """Look whether anything changed; tells whether the model in use is not what it was."""
        from core.model.arrival import identity_of
        from core.model.store import installed_packages, is_being_changed, is_there, tidy_store

        tidy_store()
        self._watch_folders()
        before = self._installed
        self._installed = {folder: identity_of(folder) for folder in installed_packages()[1:]}
        if before is not None and before != self._installed:
            self.changed.emit()
        if self._lost and is_there(self._lost):
            self._lost = None
            self.returned.emit()
        chosen = self._settings.model
        if chosen is None:
            return False
        if self._used[0] != chosen:
            self.note(chosen)
        if not is_there(chosen):
            # As one is replaced there is none for a moment.
            if is_being_changed():
                self._pause.start()
                return False
            if not is_there(chosen):
                self._lost = chosen
                self.removed.emit(self._title)
                return True
        found = identity_of(chosen)
        is_other = self._used[1] != found
        self._used = (chosen, found)
        if is_other:
            self.replaced.emit(chosen)
        return is_other

    def _watch_folders(self) -> None:
        """Watch the folder of the models, or what it will be made in, and that of the model in use."""
        if self._files is None:
            return
        from core.model.store import models_folder

        store = models_folder()
        nearest = next((folder for folder in (store, *store.parents) if folder.is_dir()), None)
        wanted = {str(folder) for folder in (nearest, self._settings.model) if folder and folder.is_dir()}
        watched = set(self._files.directories())
        if gone := watched - wanted:
            self._files.removePaths(sorted(gone))
        # A folder that was removed and made again is watched anew.
        if new := wanted - set(self._files.directories()):
            self._files.addPaths(sorted(new))

    @Slot(str)
    def _on_files_directory_changed(self, folder: str) -> None:
        self._pause.start()

    @Slot(Qt.ApplicationState)
    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._pause.start()
