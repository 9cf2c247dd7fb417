"""The menus: all commands of the window with their keys."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu

from core.program import product
from core.program.wording import SHORT_NOTICE, one_line
from gui.widgets.icons import SMALL_SIDES, load_icon
from gui.widgets.recent_files import name_recent
from gui.widgets.theme import Theme
from gui.window.seeing_actions import KEY_ROW, MeasuringActions, PresetActions, TurningActions


class Menus(QObject):
    """Builds the menu bar; each command is an action."""

    recent_chosen = Signal(object)
    theme_chosen = Signal(object)

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        """Fill the window's menu bar."""
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        file = bar.addMenu("&File")
        self.open = self._add(file, "&Open…", "open", QKeySequence.StandardKey.Open)
        self.open_folder = self._add(file, "Open &folder…", None, "Ctrl+Shift+O")
        self.recent = file.addMenu("Open &recent")
        self.paste = self._add(file, "&Paste picture", None, QKeySequence.StandardKey.Paste)
        file.addSeparator()
        self.previous = self._add(file, "Pre&vious file or series", "previous", "PgUp")
        self.next = self._add(file, "&Next file or series", "next", "PgDown")
        file.addSeparator()
        self.reopen = self._add(file, "&Reopen studies at the next start", None, None)
        self.reopen.setCheckable(True)
        self.reopen.setStatusTip("Remember what is open when Falx is closed; off, nothing is remembered")
        file.addSeparator()
        self.save = self._add(file, "Save picture &as…", "save", "Ctrl+E")
        file.addSeparator()
        self.quit = self._add(file, "&Quit", None, QKeySequence.StandardKey.Quit)
        view = bar.addMenu("&View")
        self.fit = self._add(view, "&Fit", "fit", "F")
        self.fit_width = self._add(view, "Fit &width", None, "Shift+F")
        self.one_to_one = self._add(view, "&1 : 1", None, "Ctrl+1")
        self.zoom_in = self._add(view, "Zoom &in", None, QKeySequence.StandardKey.ZoomIn)
        self.zoom_out = self._add(view, "Zoom &out", None, QKeySequence.StandardKey.ZoomOut)
        view.addSeparator()
        self.turning = TurningActions(view, self._add)
        view.addSeparator()
        self.presets = PresetActions(view.addMenu("Window &presets"), self._add)
        self.invert = self._add(view, "In&vert", "invert", "I")
        self.reset = self._add(view, "&Reset the view", "reset", "R")
        self.as_displayed = self._add(view, "Classify as &displayed", None, "D")
        self.as_displayed.setCheckable(True)
        self.as_displayed.setStatusTip(
            "Classify the picture with the window that you chose, until you open the next one"
        )
        view.addSeparator()
        self.previous_slice = self._add(view, "Previous s&lice", None, "Up")
        self.next_slice = self._add(view, "&Next slice", None, "Down")
        view.addSeparator()
        self.pixels = self._add_choice(view, "Show pi&xels as squares", None, "P")
        self.toolbar = self._add_choice(view, "Tool&bar", None, "T")
        self.full_screen = self._add_choice(view, "Full s&creen", "fullscreen", "F11")
        self.studies = self._add(view, "S&tudies", None, "Ctrl+L")
        self.studies.setCheckable(True)
        self._add_themes(view.addMenu("&Theme"), theme)
        self.measuring = MeasuringActions(bar.addMenu("&Measure"), self._add, self._add_choice)
        heat = bar.addMenu("&Heat map")
        self.heat = self._add(heat, "&Show or hide the heat map", "heatmap", "H")
        self.more_opaque = self._add(heat, "&More opaque heat map", None, "]")
        self.less_opaque = self._add(heat, "&Less opaque heat map", None, "[")
        tools = bar.addMenu("&Tools")
        self.classify_folder = self._add(tools, "&Classify a folder…", None, "Ctrl+Shift+B")
        self.train = self._add(tools, "&Train a model…", None, "Ctrl+Shift+T")
        self.evaluate = self._add(tools, "&Evaluate a model…", None, None)
        tools.addSeparator()
        # Filled when it opens: the first paint does not need the list of models.
        self.models = tools.addMenu("&Model")
        help_menu = bar.addMenu("H&elp")
        self.sample = self._add(help_menu, "Open a &synthetic sample", None, None)
        self.shortcuts = self._add(help_menu, "&Keys and mouse", None, "F1")
        help_menu.addSeparator()
        self.log = self._add(help_menu, "Show &log…", None, None)
        if page := product.project_page():
            self.updates = self._add(help_menu, "Check for &updates…", None, None)
            self.updates.setStatusTip(f"Opens {page} in the browser")
            # The only action that opens a web page, and only on request.
            self.updates.triggered.connect(lambda: QDesktopServices.openUrl(QUrl(page)))
        self.about = self._add(help_menu, "&About Falx", None, None)
        notice = QLabel(SHORT_NOTICE, bar)
        notice.setObjectName("notice")
        bar.setCornerWidget(notice, Qt.Corner.TopRightCorner)
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draw the icons in the current colour of the text."""
        colour = self._window.palette().windowText().color()
        for action in self._window.actions():
            name = action.property("icon_name")
            if name:
                action.setIcon(load_icon(str(name), colour, SMALL_SIDES))

    def show_recent(self, paths: list[Path]) -> None:
        """List the recent files."""
        self.recent.clear()
        self.recent.setEnabled(bool(paths))
        self.recent.setToolTipsVisible(True)
        for file in name_recent(paths):
            # Text after a tab is right-aligned.
            action = self.recent.addAction(f"{file.name}\t{file.folder}".replace("&", "&&"))
            action.setToolTip(one_line(str(file.path)))
            action.triggered.connect(lambda _=False, path=file.path: self.recent_chosen.emit(path))

    def shortcuts_text(self) -> list[tuple[str, str]]:
        """List each command's key and its name, or the row that stands for several."""
        rows = []
        for action in self._window.actions():
            if not action.shortcut().isEmpty():
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                row = action.property(KEY_ROW)
                rows.append(tuple(row) if row else (key, action.text().replace("&", "").rstrip("…")))
        return list(dict.fromkeys(rows))

    def _add(self, menu: QMenu, text: str, icon: str | None, key: QKeySequence.StandardKey | str | None) -> QAction:
        action = QAction(text, self._window)
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
            action = menu.addAction(theme.value.capitalize())
            action.setCheckable(True)
            action.setChecked(theme is current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, theme=theme: self.theme_chosen.emit(theme))
