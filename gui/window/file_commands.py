"""What the menu of files does: open, paste, save the view."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.program.translation import tr
from gui.window.classification import Classification
from gui.window.drop_and_paste import DropAndPaste
from gui.window.menus import Menus
from gui.window.opening import Opening
from gui.window.recents import Recents


class FileCommands(QObject):
    """Asks for files and folders and has them opened; saves what is seen."""

    def __init__(
        self,
        menus: Menus,
        classification: Classification,
        opening: Opening,
        drop_and_paste: DropAndPaste,
        recent: Recents,
        open_paths: Callable[[list[Path]], None],
        describe_view: Callable[[], str],
        say: Callable[[str], None],
        window: QWidget,
    ) -> None:
        """Listen to the menu, and to the buttons of the pages that are shown in place of a picture.

        Args:
            menus: of the window.
            classification: whose viewer shows the picture.
            opening: knows the file that is shown.
            drop_and_paste: takes what is in the clipboard.
            recent: names the folder to begin in.
            open_paths: opens what is chosen.
            describe_view: writes a caption of what is seen.
            say: shows a text in the line at the foot.
            window: the dialogs are over.
        """
        super().__init__(window)
        self._viewer, self._opening, self._drop_and_paste, self._describe_view = (
            classification.viewer,
            opening,
            drop_and_paste,
            describe_view,
        )
        self._recent, self._open_paths, self._say, self._window = recent, open_paths, say, window
        menus.open.triggered.connect(self._on_open_triggered)
        menus.open_folder.triggered.connect(self._on_open_folder_triggered)
        menus.paste.triggered.connect(self._on_paste_triggered)
        menus.save.triggered.connect(self._on_save_triggered)
        menus.sample.triggered.connect(self._on_sample_asked)
        menus.previous.triggered.connect(lambda: opening.step(-1))
        menus.next.triggered.connect(lambda: opening.step(1))
        recent.chosen.connect(lambda path: open_paths([path]))
        viewer = self._viewer
        viewer.open_asked.connect(self._on_open_triggered)
        viewer.folder_asked.connect(self._on_open_folder_triggered)
        viewer.sample_asked.connect(self._on_sample_asked)
        viewer.file_stepped.connect(opening.step)
        viewer.retry_asked.connect(opening.retry)
        viewer.stop_asked.connect(opening.stop)

    @Slot()
    def _on_open_triggered(self) -> None:
        from gui.window.dialogs import choose_files

        self._open_paths(choose_files(self._window, self._recent.folder))

    @Slot()
    def _on_open_folder_triggered(self) -> None:
        from gui.window.dialogs import choose_folder

        self._open_paths(choose_folder(self._window, self._recent.folder))

    @Slot()
    def _on_paste_triggered(self) -> None:
        if not self._drop_and_paste.take(QGuiApplication.clipboard().mimeData()):
            self._say(tr("The clipboard contains no picture and no file."))

    @Slot()
    def _on_save_triggered(self) -> None:
        from gui.window.view_export import save_view

        current, folder = self._opening.navigator.current, self._recent.folder
        if words := save_view(self._window, self._viewer, current, folder, self._describe_view):
            self._say(words)

    @Slot()
    def _on_sample_asked(self) -> None:
        from core.image.sample_files import sample_files

        self._open_paths(sample_files())
