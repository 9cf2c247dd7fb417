"""The menus: all commands of the window with their keys."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu

from core.program import product
from core.program.translation import mark, tr
from core.program.wording import SHORT_NOTICE, one_line
from gui.language import Language
from gui.widgets.icons import SMALL_SIDES, load_icon
from gui.widgets.recent_files import RecentFile
from gui.widgets.theme import Theme
from gui.widgets.window_keys import CLOSE_KEY, QUIT_KEY
from gui.window.compare_actions import CompareActions
from gui.window.display_actions import MeasuringActions, PresetActions, TurningActions
from gui.window.guide import open_guide
from gui.window.key_bindings import command_name
from gui.window.opinion_actions import OpinionActions
from gui.window.slice_actions import SliceActions

_THEMES = {Theme.DARK: mark("Dark"), Theme.LIGHT: mark("Light"), Theme.SYSTEM: mark("System")}


class Menus(QObject):
    """Builds the menu bar; each command is an action."""

    recent_chosen = Signal(object)
    theme_chosen = Signal(object)
    language_chosen = Signal(object)

    def __init__(self, window: QMainWindow, theme: Theme, language: Language = Language.SYSTEM) -> None:
        """Fill the window's menu bar."""
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        file = bar.addMenu(tr("&File"))
        self.open = self._add(file, mark("&Open…"), "open", QKeySequence.StandardKey.Open)
        self.open_folder = self._add(file, mark("Open &folder…"), None, "Ctrl+Shift+O")
        self.recent = file.addMenu(tr("Open &recent"))
        self.paste = self._add(file, mark("&Paste picture"), None, QKeySequence.StandardKey.Paste)
        file.addSeparator()
        self.previous = self._add(file, mark("Pre&vious file or series"), "previous", "PgUp")
        self.next = self._add(file, mark("&Next file or series"), "next", "PgDown")
        file.addSeparator()
        self.reopen = self._add(file, mark("&Reopen studies at the next start"), None, None)
        self.reopen.setCheckable(True)
        self.reopen.setStatusTip(tr("Remember what is open when Falx is closed; off, nothing is remembered"))
        file.addSeparator()
        self.save = self._add(file, mark("Save picture &as…"), "save", "Ctrl+E")
        self.report = self._add(file, mark("&Report…"), None, "Ctrl+P")
        self.copy_picture = self._add(file, mark("Copy p&icture"), None, QKeySequence.StandardKey.Copy)
        self.copy_text = self._add(file, mark("Copy &verdict as text"), None, "Ctrl+Alt+C")
        file.addSeparator()
        self.close_window = self._add(file, mark("&Close the window"), None, CLOSE_KEY)
        self.quit = self._add(file, mark("&Quit"), None, QUIT_KEY)
        view = bar.addMenu(tr("&View"))
        self.fit = self._add(view, mark("&Fit"), "fit", "F")
        self.fit_width = self._add(view, mark("Fit &width"), None, "Shift+F")
        self.one_to_one = self._add(view, "&1 : 1", None, "Ctrl+1")
        self.zoom_in = self._add(view, mark("Zoom &in"), None, QKeySequence.StandardKey.ZoomIn)
        self.zoom_out = self._add(view, mark("Zoom &out"), None, QKeySequence.StandardKey.ZoomOut)
        view.addSeparator()
        self.turning = TurningActions(view, self._add)
        view.addSeparator()
        self.presets = PresetActions(view.addMenu(tr("Window &presets")), self._add)
        self.invert = self._add(view, mark("In&vert"), "invert", "I")
        self.reset = self._add(view, mark("&Reset the view"), "reset", "R")
        self.as_displayed = self._add(view, mark("Classify as &displayed"), None, "D")
        self.as_displayed.setCheckable(True)
        self.as_displayed.setStatusTip(
            tr("Classify the picture with the window that you chose, until you open the next one")
        )
        view.addSeparator()
        self.comparing = CompareActions(view.addMenu(tr("&Compare")), self._add, self._add_choice)
        view.addSeparator()
        self.pixels = self._add_choice(view, mark("Show pi&xels as squares"), None, "P")
        self.toolbar = self._add_choice(view, mark("Tool&bar"), None, "T")
        self.full_screen = self._add_choice(view, mark("Full s&creen"), "fullscreen", "F11")
        self.studies = self._add(view, mark("S&tudies"), None, "Ctrl+L")
        self.studies.setCheckable(True)
        self.patients = self._add(view, mark("Patients' na&mes"), None, None)
        self.patients.setCheckable(True)
        self.patients.setStatusTip(tr("Head the studies in the list by the names of their patients"))
        self._add_themes(view.addMenu(tr("&Theme")), theme)
        self._add_languages(view.addMenu(tr("&Language")), language)
        self.slices = SliceActions(bar.addMenu(tr("&Slices")), self._add)
        self.previous_slice, self.next_slice = self.slices.previous, self.slices.next
        self.measuring = MeasuringActions(bar.addMenu(tr("&Measure")), self._add, self._add_choice)
        heat = bar.addMenu(tr("&Heat map"))
        self.heat = self._add(heat, mark("&Show or hide the heat map"), "heatmap", "H")
        self.evidence = self._add(heat, mark("&Evidence map"), None, "V")
        self.evidence.setStatusTip(tr("Show or hide how likely each place shows a tumour, if the model marks it"))
        self.more_opaque = self._add(heat, mark("&More opaque heat map"), None, "]")
        self.less_opaque = self._add(heat, mark("&Less opaque heat map"), None, "[")
        heat.addSeparator()
        self.network_input = self._add(heat, mark("What the &network sees"), None, "W")
        self.check_heat = self._add(heat, mark("&Check the heat map…"), None, "X")
        tools = bar.addMenu(tr("&Tools"))
        self.classify_folder = self._add(tools, mark("&Classify a folder…"), None, "Ctrl+Shift+B")
        self.train = self._add(tools, mark("&Train a model…"), None, "Ctrl+Shift+T")
        self.evaluate = self._add(tools, mark("&Evaluate a model…"), None, None)
        tools.addSeparator()
        self.keep_history = self._add(tools, mark("Keep a &history"), None, None)
        self.keep_history.setCheckable(True)
        self.keep_history.setStatusTip(
            tr("Keep verdicts, with paths, on this computer; History lists and deletes them")
        )
        self.history = self._add(tools, mark("H&istory…"), None, "Ctrl+H")
        self.opinion = OpinionActions(tools.addMenu(tr("My &opinion")), self._add)
        tools.addSeparator()
        # Filled when it opens: the first paint does not need the list of models.
        self.models = tools.addMenu(tr("&Model"))
        help_menu = bar.addMenu(tr("H&elp"))
        self.guide = self._add(help_menu, mark("&Guide"), None, None)
        self.guide.setStatusTip(tr("Opens the guide in the browser; no network is needed"))
        self.guide.triggered.connect(lambda: open_guide(window))
        self.sample = self._add(help_menu, mark("Open a &synthetic sample"), None, None)
        self.shortcuts = self._add(help_menu, mark("&Keys and mouse"), None, "F1")
        help_menu.addSeparator()
        self.log = self._add(help_menu, mark("Show &log…"), None, None)
        if page := product.project_page():
            self.updates = self._add(help_menu, mark("Check for &updates…"), None, None)
            self.updates.setStatusTip(tr("Opens {page} in the browser", page=page))
            # The only action that opens a web page, and only on request.
            self.updates.triggered.connect(lambda: QDesktopServices.openUrl(QUrl(page)))
        self.about = self._add(help_menu, mark("&About Falx"), None, None)
        notice = QLabel(tr(SHORT_NOTICE), bar)
        notice.setObjectName("notice")
        bar.setCornerWidget(notice, Qt.Corner.TopRightCorner)

    def draw_icons(self, actions: Sequence[QAction] | None = None, sides: Sequence[int] = SMALL_SIDES) -> None:
        """Draw icons in the current colour of the text.

        Args:
            actions: whose icons are drawn; all of the window by default.
            sides: in pixels of the screen, as many as the icons may be shown at.
        """
        colour = self._window.palette().windowText().color()
        for action in self._window.actions() if actions is None else actions:
            name = action.property("icon_name")
            if name:
                action.setIcon(load_icon(str(name), colour, sides))

    def show_recent(self, files: list[RecentFile]) -> None:
        """List the recent files."""
        self.recent.clear()
        self.recent.setEnabled(bool(files))
        self.recent.setToolTipsVisible(True)
        for file in files:
            # Text after a tab is right-aligned.
            action = self.recent.addAction(f"{file.name}\t{file.facts}".replace("&", "&&"))
            action.setToolTip(one_line(str(file.path)))
            action.triggered.connect(lambda _=False, path=file.path: self.recent_chosen.emit(path))

    def _add(self, menu: QMenu, text: str, icon: str | None, key: QKeySequence.StandardKey | str | None) -> QAction:
        action = QAction(tr(text), self._window)
        action.setObjectName(command_name(text))
        if key is not None:
            action.setShortcut(QKeySequence(key))
        if icon:
            action.setProperty("icon_name", icon)
        menu.addAction(action)
        # So that the key works while the menu bar is hidden.
        self._window.addAction(action)
        return action

    def _add_choice(self, menu: QMenu, text: str, icon: str | None, key: str) -> QAction:
        action = self._add(menu, text, icon, key)
        action.setCheckable(True)
        return action

    def _add_themes(self, menu: QMenu, current: Theme) -> None:
        group = QActionGroup(menu)
        for theme in Theme:
            action = menu.addAction(tr(_THEMES[theme]))
            action.setCheckable(True)
            action.setChecked(theme is current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, theme=theme: self.theme_chosen.emit(theme))

    def _add_languages(self, menu: QMenu, current: Language) -> None:
        group = QActionGroup(menu)
        for language in Language:
            action = menu.addAction(tr(language.title))
            action.setStatusTip(tr("From the next start of Falx on"))
            action.setCheckable(True)
            action.setChecked(language is current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, language=language: self.language_chosen.emit(language))
