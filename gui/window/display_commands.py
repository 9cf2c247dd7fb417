"""What the commands for windows and measurements do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from core.program.translation import tr
from gui.settings import Settings
from gui.viewer.picture_view import PictureView
from gui.viewer.tools.measurement import Kind
from gui.viewer.viewer import Viewer
from gui.widgets.number_texts import window_words
from gui.window.menus import Menus


class PresetCommands(QObject):
    """Lets the menu of windows choose and keep those of the active pane; `say` shows what was kept."""

    def __init__(
        self, menus: Menus, viewer: Viewer, settings: Settings, say: Callable[[str], None], parent: QObject
    ) -> None:
        """Listen to the menu.

        Args:
            menus: of the window.
            viewer: that shows the stack.
            settings: keep the user's own windows.
            say: shows a text in the line at the foot.
            parent: of the object.
        """
        super().__init__(parent)
        self._actions, self._viewer, self._settings, self._say = menus.presets, viewer, settings, say
        actions = self._actions
        actions.file.triggered.connect(lambda: viewer.active_presets.use_next_file_window())
        for name, action in actions.found.items():
            action.triggered.connect(lambda _=False, name=name: self._choose(name))
        for slot, action in actions.own.items():
            action.triggered.connect(lambda _=False, slot=slot: self._use_own(slot))
        for slot, action in actions.keep.items():
            action.triggered.connect(lambda _=False, slot=slot: self._keep(slot))
        actions.for_series.setChecked(settings.is_one_window)
        viewer.presets.set_for_series(settings.is_one_window)
        actions.for_series.toggled.connect(self._on_for_series_toggled)
        actions.menu.aboutToShow.connect(self._on_menu_about_to_show)
        actions.file_windows.aboutToShow.connect(self._on_file_windows_about_to_show)
        # Their keys work before the menu opens; their figures are read then, when NumPy is there anyhow.
        actions.enable_own(settings.own_window_slots)

    def _choose(self, name: str) -> None:
        from core.image.presets import Preset

        self._viewer.active_presets.choose(Preset[name])

    def _use_own(self, slot: int) -> None:
        if window := self._settings.own_windows.get(slot):
            self._viewer.active_presets.choose_window(window)

    def _keep(self, slot: int) -> None:
        window = self._viewer.active_view.window_level
        if window is None:
            self._say(tr("There is no picture whose window could be kept."))
            return
        self._settings.keep_window(slot, window)
        self._actions.name_own(self._settings.own_windows)
        self._say(tr("Kept {window}. Press {slot} to use it.", window=window_words(window), slot=slot))

    @Slot(bool)
    def _on_for_series_toggled(self, is_on: bool) -> None:
        self._settings.is_one_window = is_on
        self._viewer.presets.set_for_series(is_on)

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        self._actions.name_own(self._settings.own_windows)
        self._actions.file_windows.setEnabled(len(self._viewer.active_presets.file_windows) > 1)

    @Slot()
    def _on_file_windows_about_to_show(self) -> None:
        menu = self._actions.file_windows
        menu.clear()
        for index, window in enumerate(self._viewer.active_presets.file_windows):
            action = menu.addAction(window_words(window))
            action.setCheckable(True)
            action.setChecked(window == self._viewer.active_view.window_level)
            action.triggered.connect(lambda _=False, index=index: self._viewer.active_presets.use_file_window(index))


class MeasuringCommands(QObject):
    """Lets the menu of tools choose one for the active pane, and undo what was done with it."""

    def __init__(self, menus: Menus, viewer: Viewer, parent: QObject) -> None:
        """Listen to the menu and to the tools.

        Args:
            menus: of the window.
            viewer: that shows the stack.
            parent: of the object.
        """
        super().__init__(parent)
        self._actions, self._view = menus.measuring, viewer.view
        actions = menus.measuring
        for kind, action in actions.kinds.items():
            action.triggered.connect(lambda is_on, kind=kind: self._on_kind_triggered(kind, is_on))
        actions.magnifier.toggled.connect(viewer.view.set_magnifier)
        group = viewer.view.measuring.measurement_list.store.undo_group
        actions.undo.triggered.connect(group.undo)
        actions.redo.triggered.connect(group.redo)
        group.canUndoChanged.connect(actions.undo.setEnabled)
        group.canRedoChanged.connect(actions.redo.setEnabled)
        group.undoTextChanged.connect(lambda text: actions.undo.setText(tr("&Undo {words}", words=text).rstrip()))
        group.redoTextChanged.connect(lambda text: actions.redo.setText(tr("Re&do {words}", words=text).rstrip()))
        actions.delete.triggered.connect(lambda: self._view.measuring.delete_chosen())
        actions.delete_all.triggered.connect(lambda: self._view.measuring.measurement_list.remove_all())
        self._watch(viewer.view)
        viewer.view_activated.connect(self._on_viewer_view_activated)

    def _watch(self, view: PictureView) -> None:
        self._view = view
        view.measuring.kind_chosen.connect(self._on_measuring_kind_chosen)
        view.measuring.changed.connect(self._on_measuring_changed)

    @Slot(object)
    def _on_viewer_view_activated(self, view: PictureView) -> None:
        """Take the tool in hand along to another pane."""
        former = self._view.measuring
        former.kind_chosen.disconnect(self._on_measuring_kind_chosen)
        former.changed.disconnect(self._on_measuring_changed)
        kind = former.kind
        former.choose(None)
        self._watch(view)
        view.measuring.measurement_list.store.activate(view.measuring.measurement_list)
        view.measuring.choose(kind)

    def _on_kind_triggered(self, kind: Kind, is_on: bool) -> None:
        self._view.measuring.choose(kind if is_on else None)
        self._view.setFocus()

    @Slot(object)
    def _on_measuring_kind_chosen(self, kind: object) -> None:
        for one, action in self._actions.kinds.items():
            action.setChecked(one is kind)

    @Slot()
    def _on_measuring_changed(self) -> None:
        measuring = self._view.measuring
        self._actions.delete.setEnabled(measuring.chosen is not None)
        self._actions.delete_all.setEnabled(bool(measuring.measurement_list.measurements))
