"""The main window: combines viewer, panel, menus and worker."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QWidget

from core.program.wording import one_line
from gui.crash import show_log
from gui.panel.prediction_panel import PredictionPanel
from gui.settings import Settings
from gui.viewer.navigation import Walk
from gui.viewer.viewer import Viewer
from gui.widgets.clipboard import accept_copy, is_welcome
from gui.widgets.theme import Colours, colours_of
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward, in_title
from gui.window.classification import Asking
from gui.window.dialogs import choose_files, choose_folder, choose_target, show_about, show_shortcuts
from gui.window.intake import Intake
from gui.window.menus import Menus
from gui.window.notices import Notices
from gui.window.opening import Opening
from gui.window.recents import Recents
from gui.window.seeing import Seeing
from gui.window.studies import Studies
from gui.window.theme_switch import ThemeSwitch
from gui.window.tools import Tools
from gui.window.view_export import draw_export, save_picture
from gui.work.inference import Failure, InferenceThread, opener
from gui.work.model_offer import is_named_model, offer_model

if TYPE_CHECKING:
    from core.image.slice import Slice

_FIRST_SIZE, _SMALLEST_SIZE = QSize(1280, 800), QSize(640, 400)


class MainWindow(QMainWindow):
    """Shows a dropped file and its verdict.

    `painted` signals the first complete paint, `answered` that a verdict is shown.
    """

    painted = Signal()
    answered = Signal()

    def __init__(self, settings: Settings, worker: InferenceThread, paths: list[Path]) -> None:
        """Build the window; heavy imports follow after the first paint.

        Args:
            settings: the stored settings.
            worker: reads and predicts; started by the window, stopped with it.
            paths: to open at the start.
        """
        super().__init__()
        self._settings, self._worker = settings, worker
        self._first_paths, self._has_painted = paths, False
        self.notices, self._intake, self._theme = Notices(self), Intake(self), ThemeSwitch(settings, self)
        colours = colours_of(settings.theme)
        self.setWindowTitle("Falx")
        self.setAcceptDrops(True)
        self.viewer = Viewer(colours, settings.recent)
        self.panel = PredictionPanel(colours, settings.opacity, settings.level)
        self.viewer.view.set_opacity(settings.opacity)
        self.menus = Menus(self, settings.theme)
        self._recent = Recents(settings, self.menus, self.viewer, self)
        self.tools = Tools(settings, self.menus, self)
        self._opening = Opening(worker, self.viewer, self)
        self.studies = Studies(settings, self.menus, self._opening, self.viewer, colours, self)
        self.asking = Asking(worker, self.viewer, self.panel, self.menus.as_displayed, self)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.studies.splitter, 1)
        row.addWidget(self.panel)
        self.setCentralWidget(centre)
        self._status = QLabel("Starting…")
        self._status.setContentsMargins(8, 0, 8, 0)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        fit_window(self, _FIRST_SIZE, _SMALLEST_SIZE, settings.geometry)
        self._seeing = Seeing(self, self.menus, self.viewer, self.panel, settings, self.say)
        self._connect()

    def open_paths(self, paths: list[Path]) -> None:
        """Open files and folders: a series as a stack, other images one by one; offer to install models."""
        # By name only; the worker recognises others, where a disk that does not answer blocks nothing.
        models = [path for path in paths if is_named_model(path)]
        self._on_opening_models_found(models)
        paths = [path for path in paths if path not in models]
        if paths:
            self._opening.open_paths(paths)

    def open_walk(self, walk: Walk) -> None:
        """Show the current picture of a walk, let Previous and Next follow it, and come to the front.

        Its verdict has the level of the walk, until the user chooses another level or opens something else.
        """
        if walk.level is not None:
            self.panel.set_level(walk.level)
        self._opening.open_walk(walk)
        bring_forward(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Start the worker once the window has been painted for the first time."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            # A timer of 0 ms fires after all widgets of the window have been painted.
            QTimer.singleShot(0, self._on_painted)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where work is running; store the geometry, and stop all work without waiting for a read."""
        if not self.tools.is_end_agreed():
            event.ignore()
            return
        self._seeing.full_screen.leave()
        self._settings.geometry = self.saveGeometry()
        self.studies.keep_session()
        self._settings.sync()
        # Hide the window while jobs get a moment to end.
        self.hide()
        self.tools.stop()
        self._worker.stop()
        self.studies.stop()
        self._intake.discard()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files, folders and pictures, and addresses, which are refused with a message."""
        if is_welcome(event.mimeData()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped data."""
        accept_copy(event)
        self._intake.take(event.mimeData())

    def _connect(self) -> None:
        menus, viewer, panel = self.menus, self.viewer, self.panel
        for action, slot in (
            (menus.open, self._on_open_triggered),
            (menus.open_folder, self._on_open_folder_triggered),
            (menus.paste, self._on_paste_triggered),
            (menus.save, self._on_save_triggered),
            (menus.quit, self.close),
            (menus.log, lambda: show_log(self)),
            (menus.sample, self._on_sample_asked),
        ):
            action.triggered.connect(slot)
        menus.previous.triggered.connect(lambda: self._opening.step(-1))
        menus.next.triggered.connect(lambda: self._opening.step(1))
        menus.shortcuts.triggered.connect(lambda: show_shortcuts(self, menus.shortcuts_text()))
        menus.about.triggered.connect(lambda: show_about(self))
        self._recent.chosen.connect(lambda path: self.open_paths([path]))
        menus.theme_chosen.connect(self._theme.choose)
        self._theme.changed.connect(self._on_theme_changed)
        self._intake.paths_given.connect(self.open_paths)
        self._intake.refused.connect(self._opening.refuse)
        viewer.open_asked.connect(self._on_open_triggered)
        viewer.sample_asked.connect(self._on_sample_asked)
        viewer.file_stepped.connect(self._opening.step)
        panel.heat_toggled.connect(viewer.set_heat_visible)
        panel.opacity_changed.connect(self._on_opacity_changed)
        panel.level_chosen.connect(self._on_panel_level_chosen)
        self.tools.level_chosen.connect(panel.set_level)
        self.asking.answered.connect(self.answered)
        self.asking.said.connect(self.say)
        self.tools.model_chosen.connect(self._on_model_chosen)
        self.tools.walk_begun.connect(self.open_walk)
        self.tools.told.connect(self.say)
        self.tools.model_changed.connect(self.notices.tell_model_news)
        self.painted.connect(self.tools.models.start)
        self._opening.begun.connect(self._on_opening_begun)
        self._opening.progressed.connect(viewer.show_progress)
        self._opening.read.connect(self._on_opening_read)
        self._opening.models_found.connect(self._on_opening_models_found)
        self._opening.left.connect(self._on_opening_left)
        viewer.retry_asked.connect(self._opening.retry)
        viewer.stop_asked.connect(self._opening.stop)
        self._opening.failed.connect(self._on_opening_failed)
        self._opening.said.connect(self.say)

    @Slot(str)
    def say(self, text: str) -> None:
        """Show a message in the status line."""
        self._status.setText(one_line(text))

    @Slot()
    def _on_painted(self) -> None:
        if self.isHidden():
            # Closed before it was painted.
            return
        self.painted.emit()
        self._worker.start()
        self.say("Ready")
        self.open_paths(self.studies.begin(self._first_paths))

    @Slot()
    def _on_open_triggered(self) -> None:
        self.open_paths(choose_files(self, self._recent.folder))

    @Slot()
    def _on_open_folder_triggered(self) -> None:
        self.open_paths(choose_folder(self, self._recent.folder))

    @Slot()
    def _on_paste_triggered(self) -> None:
        if not self._intake.take(QGuiApplication.clipboard().mimeData()):
            self.say("The clipboard contains no picture and no file.")

    @Slot()
    def _on_save_triggered(self) -> None:
        path = self._opening.walk.current
        if path is None or not self.viewer.is_showing_picture:
            self.say("There is no picture to save. Open one first.")
            return
        target = choose_target(self, self._recent.folder / f"{path.stem} falx.png")
        if target:
            is_saved = save_picture(draw_export(self.viewer.view, self.asking.caption), target)
            self.say(
                f"Saved {target.name}" if is_saved else f"{target.name} could not be saved. Choose another folder."
            )

    @Slot()
    def _on_sample_asked(self) -> None:
        from core.image.sample_files import sample_files

        self.open_paths(sample_files())

    @Slot(object)
    def _on_theme_changed(self, colours: Colours) -> None:
        self.viewer.set_colours(colours)
        self.studies.set_colours(colours)
        self.panel.set_colours(colours)
        self.menus.draw_icons()
        self.tools.set_colours(colours)

    @Slot(float)
    def _on_opacity_changed(self, opacity: float) -> None:
        self._settings.opacity = opacity
        self.viewer.view.set_opacity(opacity)

    @Slot(float)
    def _on_panel_level_chosen(self, level: float) -> None:
        self._settings.level = level
        self.tools.set_level(level)

    @Slot(object)
    def _on_model_chosen(self, folder: Path | None) -> None:
        self._settings.model = folder
        self._worker.use_model(opener(folder))
        self.asking.ask()

    @Slot(object)
    def _on_opening_models_found(self, paths: list[Path]) -> None:
        for path in paths:
            offer_model(self, path, self.tools.models)

    @Slot()
    def _on_opening_left(self) -> None:
        self.asking.give_up()
        self.viewer.show_empty()
        self.setWindowTitle("Falx")
        self.say("Ready")

    @Slot(object, object)
    def _on_opening_begun(self, path: Path, walk: Walk) -> None:
        # Clear the previous picture and its verdict meanwhile.
        self.asking.await_picture()
        self.setWindowTitle("Falx")
        if walk.level is None:
            self.panel.set_level(self._settings.level)
        self.viewer.show_loading(path.name, walk)

    @Slot(object, object, object)
    def _on_opening_read(self, path: Path, slices: "list[Slice]", asked: Path | None) -> None:
        from core.image.sample_files import is_sample

        is_bundled = is_sample(path)
        if asked and not is_bundled and not self._intake.is_pasted(path):
            self._recent.add(asked)
        self.asking.begin_picture()
        self.viewer.show_slices(slices, is_bundled, self._opening.walk)
        self.setWindowTitle(f"{in_title(one_line(self.viewer.name))} – Falx")

    @Slot(object, object)
    def _on_opening_failed(self, failure: Failure, walk: Walk) -> None:
        self.asking.give_up()
        self.setWindowTitle("Falx")
        self.viewer.show_failure(failure, walk)
        if failure.path and failure.is_gone:
            self._recent.remove(failure.path)
        # The page shows the failure; the status line must not say that all is well.
        self.say("Ready" if failure.path else one_line(failure.text))
