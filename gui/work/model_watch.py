"""Watches for installed, replaced or removed models: by this window, another one, or the command line."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from gui.settings import Settings

# An installation makes several changes in sequence.
_PAUSE_MS = 200


class ModelWatch(QObject):
    """Checks when the folder of the models changes, when the program comes to the front, and on request.

    `changed` signals that the installed models differ; `replaced` carries the folder of the model in use, which holds
    another model now; `removed` the title of the model in use, which is gone; `returned` signals that it is installed
    again. The folders are watched where the system can do that; where it cannot, as on some file servers,
    the check at coming to the front has to do.
    """

    changed = Signal()
    replaced = Signal(object)
    removed = Signal(str)
    returned = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        """Wait for `start`, because the first paint does not need the models.

        Args:
            settings: hold the model in use.
            parent: of the object.
        """
        super().__init__(parent)
        self._settings = settings
        self._files: QFileSystemWatcher | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        # The folder of the model in use and its fingerprint, and those of all installed models.
        self._used: tuple[Path | None, str | None] = (None, None)
        # Stored, because it cannot be read once the model is gone.
        self._title = ""
        # The folder of a removed model that was in use.
        self._lost: Path | None = None
        self._installed: dict[Path, str | None] | None = None

    @Slot()
    def start(self) -> None:
        """Start to watch; changes to the model in use since the last run of the program are reported soon."""
        if self._files is None:
            self._files = QFileSystemWatcher(self)
            self._files.directoryChanged.connect(self._on_files_directory_changed)
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.applicationStateChanged.connect(self._on_application_state_changed)
        self._pause.start()

    @Slot(object)
    def note(self, folder: Path | None) -> None:
        """Set the model in use; None for the one that comes with the program."""
        from core.model.install_summary import identity_of, title_of

        self._used = (folder, identity_of(folder) if folder else None)
        self._title = title_of(folder) if folder else ""
        if folder:
            self._lost = None

    @property
    def has_looked(self) -> bool:
        """Whether it knows which models are installed."""
        return self._installed is not None

    def is_in_use(self, folder: Path) -> bool:
        """Return whether the model in a folder is the one in use."""
        return self._settings.model == folder

    @Slot()
    def look(self) -> bool:
        """Check for changes; return whether the model in use has changed."""
        from core.model.install_summary import identity_of
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
            # While a model is replaced, there is none for a moment.
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
        """Watch the folder of the models, or its parent where it is missing, and that of the model in use."""
        if self._files is None:
            return
        from core.model.store import models_folder

        store = models_folder()
        nearest = next((folder for folder in (store, *store.parents) if folder.is_dir()), None)
        wanted = {str(folder) for folder in (nearest, self._settings.model) if folder and folder.is_dir()}
        watched = set(self._files.directories())
        if gone := watched - wanted:
            self._files.removePaths(sorted(gone))
        # A folder that was removed and created again must be added again.
        if new := wanted - set(self._files.directories()):
            self._files.addPaths(sorted(new))

    @Slot(str)
    def _on_files_directory_changed(self, folder: str) -> None:
        self._pause.start()

    @Slot(Qt.ApplicationState)
    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._pause.start()
