"""The list of open studies in the main window: what a click opens, and what comes back at the next start."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from core.program.translation import mark
from gui.settings import Settings
from gui.viewer.navigator import Navigator
from gui.viewer.viewer import Viewer
from gui.widgets.theme import Colours
from gui.window.menus import Menus
from gui.window.opening import Opening
from gui.window.side_panels import SidePanels

if TYPE_CHECKING:
    from core.image.slice import Slice
    from core.series.entry import Catalogue
    from gui.study.study_list import StudyList
    from gui.work.answers import Failure

_PROTECTED, _UNFIT = "protected-archive", mark("does not fit")


class Studies(QObject):
    """Puts the list beside the viewer and keeps it in step with what is opened."""

    def __init__(
        self,
        settings: Settings,
        menus: Menus,
        opening: Opening,
        viewer: Viewer,
        panel: QWidget,
        colours: Colours,
        window: QMainWindow,
    ) -> None:
        """Keep room for the list, out of sight until there is something to choose from.

        Args:
            settings: remember whether it is shown, how wide it is, and what was open.
            menus: whose commands show and hide it.
            opening: opens what is chosen.
            viewer: that the list is beside.
            panel: at the other side of the viewer.
            colours: of the theme.
            window: the main window.
        """
        super().__init__(window)
        self._settings, self._menus, self._opening, self._window = settings, menus, opening, window
        self._colours = colours
        self._list: StudyList | None = None
        self.sides = SidePanels(settings, viewer, panel)
        menus.studies.setChecked(settings.shows_studies)
        menus.reopen.setChecked(settings.reopens_studies)
        menus.patients.setChecked(settings.shows_patients)
        menus.patients.toggled.connect(self._on_patients_toggled)
        menus.studies.toggled.connect(self._on_shown_toggled)
        menus.reopen.toggled.connect(self._on_reopen_toggled)
        opening.listed.connect(self._on_opening_listed)
        opening.begun.connect(self._on_opening_begun)
        opening.read.connect(self._on_opening_read)
        opening.failed.connect(self._on_opening_failed)
        opening.left.connect(self._on_opening_left)
        opening.navigator_widened.connect(viewer.show_position)
        opening.navigator_widened.connect(self._show_current)

    @property
    def study_list(self) -> "StudyList":
        """The list; it is made when it is first needed, which is after the first paint."""
        if self._list is None:
            from gui.study.study_list import StudyList

            self._list = StudyList(self._colours)
            self._list.model.show_patients(self._settings.shows_patients)
            self._list.chosen.connect(self._opening.open_series)
            self._list.removed.connect(self._on_list_removed)
            self.sides.put_left(self._list)
        return self._list

    def begin(self, paths: list[Path]) -> list[Path]:
        """Return what to open at the start; where nothing was asked for, what was open last comes back if wanted."""
        if not paths and self._settings.reopens_studies:
            session = self._settings.session
            if session.paths:
                self._opening.reopen(session.paths, session.current)
        return paths

    def stop(self) -> None:
        """End the threads."""
        if self._list:
            self._list.thumbnails.stop()
        self._opening.stop_thread()

    def set_colours(self, colours: Colours) -> None:
        """Take the colours of a theme."""
        self._colours = colours
        if self._list:
            self._list.set_colours(colours)

    def keep_session(self) -> None:
        """Remember what is open, if it is wanted back."""
        from gui.study.texts import study_paths

        studies = self._list.model.studies if self._list and self._settings.reopens_studies else []
        paths = list(dict.fromkeys(path.absolute() for study in studies for path in study_paths(study)))
        current = self._opening.navigator.current
        self._settings.keep_session(paths, current.absolute() if current and paths else None)

    def _show_or_hide(self) -> None:
        """Show the list where it is wanted and has more to offer than the picture that is open."""
        studies = self.study_list.model.studies
        is_worthwhile = len(studies) > 1 or any(len(study.series) > 1 for study in studies)
        self.sides.show_left(is_worthwhile and self._menus.studies.isChecked())

    @Slot(object)
    def _show_current(self, navigator: Navigator) -> None:
        self.study_list.show_current(navigator.current, self._opening.series)

    @Slot(object)
    def _on_opening_listed(self, catalogues: "list[Catalogue]") -> None:
        self.study_list.model.add([one for one in catalogues if one.series])
        self._show_or_hide()

    @Slot(object, object)
    def _on_opening_begun(self, _path: Path, navigator: Navigator) -> None:
        self.study_list.thumbnails.hold(True)
        self._show_current(navigator)

    @Slot(object, object, object)
    def _on_opening_read(self, _path: Path, _slices: "list[Slice]", _asked: Path | None) -> None:
        self.study_list.thumbnails.hold(False)
        self._show_current(self._opening.navigator)

    @Slot(object, object)
    def _on_opening_failed(self, failure: "Failure", navigator: Navigator) -> None:
        self.study_list.thumbnails.hold(False)
        self._show_current(navigator)
        if failure.code == _PROTECTED and failure.path:
            from gui.study.password import ask_password

            dialog = ask_password(self._window, failure.path.name, _UNFIT in failure.text)
            dialog.textValueSelected.connect(self._opening.open_with)

    @Slot()
    def _on_opening_left(self) -> None:
        self.study_list.thumbnails.hold(False)
        self.study_list.show_current(None)

    @Slot(object)
    def _on_list_removed(self, catalogue: "Catalogue") -> None:
        self._show_or_hide()
        shown = self._opening.series
        if shown and any(one is shown for one in catalogue.series):
            self._opening.leave()
        else:
            self._show_current(self._opening.navigator)

    @Slot(bool)
    def _on_shown_toggled(self, is_shown: bool) -> None:
        self._settings.shows_studies = is_shown
        self._show_or_hide()

    @Slot(bool)
    def _on_patients_toggled(self, is_shown: bool) -> None:
        self._settings.shows_patients = is_shown
        self.study_list.model.show_patients(is_shown)
        self._show_current(self._opening.navigator)

    @Slot(bool)
    def _on_reopen_toggled(self, is_wanted: bool) -> None:
        self._settings.reopens_studies = is_wanted
        if not is_wanted:
            # What was open is forgotten at once.
            self._settings.keep_session([], None)
