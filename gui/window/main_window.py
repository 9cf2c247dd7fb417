"""The main window: combines viewer, panel, menus and worker."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QLabel, QMainWindow

from core.program.translation import tr
from core.program.wording import one_line
from gui.language import Language
from gui.panel.prediction_panel import PredictionPanel
from gui.settings import Settings
from gui.viewer.navigator import Navigator
from gui.viewer.viewer import Viewer
from gui.widgets.clipboard import accept_copy
from gui.widgets.drop_zone import DropZone
from gui.widgets.theme import Colours, colours_of
from gui.widgets.window_size import fit_window
from gui.widgets.window_titles import bring_forward
from gui.window.classification import Classification
from gui.window.drop_and_paste import DropAndPaste, describe_drop
from gui.window.explain_and_compare import ExplainAndCompare
from gui.window.file_commands import FileCommands
from gui.window.history_watch import HistoryWatch
from gui.window.key_bindings import KeyBindings
from gui.window.menus import Menus
from gui.window.notices import Notices
from gui.window.opening import Opening
from gui.window.picture_display import PictureDisplay
from gui.window.recents import Recents
from gui.window.reporting import Reporting
from gui.window.shown_file import ShownFile
from gui.window.stack_work import StackWork
from gui.window.studies import Studies
from gui.window.theme_switch import ThemeSwitch
from gui.window.tools_menu import ToolsMenu
from gui.work.inference import InferenceThread, opener
from gui.work.model_files import is_named_model

if TYPE_CHECKING:
    from gui.work.starting_jobs import MakeJob

_FIRST_SIZE, _SMALLEST_SIZE = QSize(1280, 800), QSize(672, 400)


class MainWindow(QMainWindow):
    """Shows a dropped file and its verdict.

    `painted` signals the first complete paint, `answered` that a verdict is shown.
    """

    painted = Signal()
    answered = Signal()

    def __init__(
        self, settings: Settings, worker: InferenceThread, paths: list[Path], make_job: "MakeJob | None" = None
    ) -> None:
        """Build the window; heavy imports follow after the first paint.

        Args:
            settings: the stored settings.
            worker: reads and predicts; started by the window, stopped with it.
            paths: to open at the start.
            make_job: of the work on a whole stack; in a child process by default.
        """
        super().__init__()
        self._settings, self.worker, self._make_job = settings, worker, make_job
        self._first_paths, self._has_painted = paths, False
        self._drop_and_paste, self._theme = DropAndPaste(self), ThemeSwitch(settings, self)
        colours = colours_of(settings.theme)
        self.drop_zone = DropZone(self, describe_drop)
        self.viewer = Viewer(colours)
        self.notices = Notices(self.viewer.room)
        self.panel = PredictionPanel(colours, settings.opacity, settings.level, settings.heat_method)
        self.viewer.view.set_opacity(settings.opacity)
        self.menus = Menus(self, settings.theme, settings.language)
        self._recent = Recents(settings, self.menus, self.viewer, self)
        self.tools = ToolsMenu(settings, self.menus, self)
        self._opening = Opening(worker, self.viewer, self)
        self.studies = Studies(settings, self.menus, self._opening, self.viewer, self.panel, colours, self)
        self.classification = Classification(worker, self.viewer, self.panel, self.menus.as_displayed, self)
        self.stacks = StackWork(settings, self.menus, self._opening, self.viewer, self.classification, self.panel, self)
        self.reporting = Reporting(self.menus, self.classification, worker, self.stacks, self._recent, self.say, self)
        self.stacks.counted.connect(self._recent.count_tumours)
        self.setCentralWidget(self.studies.sides)
        self._status = QLabel(tr("Starting…"))
        self._status.setContentsMargins(8, 0, 8, 0)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        fit_window(self, _FIRST_SIZE, _SMALLEST_SIZE, settings.geometry)
        self.explain_and_compare = ExplainAndCompare(
            worker, self.classification, self.menus, settings, self.studies, self.say
        )
        is_pasted, stack_of = self._drop_and_paste.is_pasted, self.explain_and_compare.stack_of
        self._history = HistoryWatch(settings, self.menus, self.classification, is_pasted, stack_of, self)
        self.tools.keeper = self._history.keeper
        self.reporting.opinion_of = self._history.opinion_on
        self.keys = KeyBindings(self.actions(), settings, self)
        self._display = PictureDisplay(self, self.menus, self.viewer, self.panel, settings, self.say)
        opening, recent, drop_and_paste = self._opening, self._recent, self._drop_and_paste
        describe = self.explain_and_compare.describe_view
        FileCommands(
            self.menus, self.classification, opening, drop_and_paste, recent, self.open_paths, describe, self.say, self
        )
        ShownFile(opening, self.classification, self.stacks, recent, drop_and_paste, settings, self.say, self)
        self._connect()

    def open_paths(self, paths: list[Path]) -> None:
        """Open files and folders: a series as a stack, other images one by one; offer to install models."""
        # By name only; the worker recognises others, where a disk that does not answer blocks nothing.
        models = [path for path in paths if is_named_model(path)]
        self._on_opening_models_found(models)
        paths = [path for path in paths if path not in models]
        if paths:
            self._opening.open_paths(paths)

    def open_with_navigator(self, navigator: Navigator) -> None:
        """Show the current picture of a navigator, let Previous and Next follow it, and come to the front.

        Its verdict has the level of the navigator, until the user chooses another level or opens something else.
        """
        if navigator.level is not None:
            self.stacks.use_level(navigator.level)
        self._opening.open_with_navigator(navigator)
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
        self._display.full_screen.leave()
        self._settings.geometry = self.saveGeometry()
        self.studies.keep_session()
        self._settings.sync()
        # Hide the window, and its dialogs, while jobs get a moment to end.
        self.hide()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self.stacks.stop()
        self.tools.stop()
        self.worker.stop()
        self.studies.stop()
        self._history.stop()
        self.explain_and_compare.stop()
        self._drop_and_paste.discard()
        super().closeEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped data."""
        accept_copy(event)
        self._drop_and_paste.take(event.mimeData())

    def _connect(self) -> None:
        menus, viewer, panel = self.menus, self.viewer, self.panel
        menus.close_window.triggered.connect(self.close)
        menus.quit.triggered.connect(self.close)
        menus.log.triggered.connect(self._on_log_triggered)
        menus.shortcuts.triggered.connect(self._on_shortcuts_triggered)
        menus.about.triggered.connect(self._on_about_triggered)
        menus.theme_chosen.connect(self._theme.choose)
        menus.language_chosen.connect(self._on_menus_language_chosen)
        self._theme.changed.connect(self._on_theme_changed)
        self._drop_and_paste.paths_given.connect(self.open_paths)
        self._drop_and_paste.refused.connect(self._opening.refuse)
        panel.opacity_changed.connect(self._on_opacity_changed)
        panel.level_chosen.connect(self._on_panel_level_chosen)
        self.tools.level_chosen.connect(self.stacks.use_level)
        self.classification.answered.connect(self.answered)
        self._history.said.connect(self.notices.tell)
        self._history.remarked.connect(self.say)
        viewer.view.escaped.connect(
            lambda: self.explain_and_compare.comparing.leave() or self._display.full_screen.leave()
        )
        self.tools.model_chosen.connect(self._on_model_chosen)
        self.tools.navigation_started.connect(self.open_with_navigator)
        self.tools.model_changed.connect(self.notices.tell_model_news)
        self.painted.connect(self.explain_and_compare.begin)
        self.painted.connect(self.tools.models.start)
        self._opening.remarked.connect(self.notices.tell)
        self._opening.models_found.connect(self._on_opening_models_found)
        for said in (self.classification.said, self.tools.said, self._opening.said):
            said.connect(self.say)

    @Slot(str)
    def say(self, text: str) -> None:
        """Show a message in the status line."""
        self._status.setText(one_line(text))

    @Slot()
    def _on_painted(self) -> None:
        if self.isHidden():
            # Closed before it was painted.
            return
        self.menus.draw_icons()
        self.stacks.begin(self._make_job, self.say)
        self.painted.emit()
        self.worker.start()
        self.say(tr("Ready"))
        self.open_paths(self.studies.begin(self._first_paths))

    @Slot()
    def _on_log_triggered(self) -> None:
        from gui.crash_reports import show_log

        show_log(self)

    @Slot()
    def _on_about_triggered(self) -> None:
        from gui.window.dialogs import show_about

        show_about(self)

    @Slot()
    def _on_shortcuts_triggered(self) -> None:
        from gui.window.keys_dialog import show_keys

        show_keys(self.keys, self)

    @Slot(object)
    def _on_menus_language_chosen(self, language: Language) -> None:
        self._settings.language = language
        self.notices.tell(tr("Falx shows the chosen language from its next start on."))

    @Slot(object)
    def _on_theme_changed(self, colours: Colours) -> None:
        self.viewer.set_colours(colours)
        self.stacks.set_colours(colours)
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
        self.stacks.use_level(level)

    @Slot(object)
    def _on_model_chosen(self, folder: Path | None) -> None:
        self._settings.model = folder
        self.worker.use_model(opener(folder))
        self.stacks.use_model()
        self.explain_and_compare.use_model(folder)
        self.classification.ask()

    @Slot(object)
    def _on_opening_models_found(self, paths: list[Path]) -> None:
        from gui.work.model_offer import offer_model

        for path in paths:
            offer_model(self, path, self.tools.models, self.tools.use_model)
