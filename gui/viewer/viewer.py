"""The middle of the window: picture, colour bar, info line, or a page in their place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.program.translation import mark, tr
from core.program.wording import one_line
from gui.translated_messages.relay import relayed
from gui.viewer.colour_bar import ColourBar
from gui.viewer.empty_pages import EmptyPage, ErrorPage
from gui.viewer.info_line import InfoLine
from gui.viewer.loading_page import LoadingPage
from gui.viewer.navigator import Navigator, Playlist
from gui.viewer.pane_grid import PaneFrame, PaneGrid
from gui.viewer.picture_view import PictureView
from gui.viewer.remark_line import RemarkLine
from gui.viewer.window_presets import WindowPresets
from gui.widgets.heat_texts import map_note
from gui.widgets.recent_files import RecentFile
from gui.widgets.theme import Colours

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.image.slice import Slice
    from gui.work.answers import Answer, Failure, HeatMapAnswer

_EMPTY, _PICTURE, _ERROR, _LOADING = range(4)
SAMPLE_NOTICE = mark("Synthetic sample, drawn by a program. A verdict on it means nothing.")


class Viewer(QWidget):
    """Shows a stack slice by slice.

    `stack_shown` carries the slices before the first of them is shown, none while a page is, and whether the slice to
    begin with was left to the viewer. `view_activated` carries the view that commands concern from then on.
    """

    stack_shown = Signal(object, bool)
    slice_shown = Signal(object)
    window_chosen = Signal(object)
    open_asked = Signal()
    folder_asked = Signal()
    retry_asked = Signal()
    stop_asked = Signal()
    sample_asked = Signal()
    recent_chosen = Signal(object)
    file_stepped = Signal(int)
    heat_toggled = Signal(bool)
    view_activated = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        """Start with the page that explains how to start."""
        super().__init__(parent)
        self._slices: list[Slice] = []
        self._index, self._name = 0, ""
        self.view = PictureView()
        self.presets = WindowPresets(self.view, self)
        # Of the pane which commands concern; another one while panes are compared.
        self.active_view: PictureView = self.view
        self.active_presets = self.presets
        self._bar = ColourBar()
        self._bar.hide()
        self.panes = PaneGrid(PaneFrame(self.view, self._bar))
        self._info, self._remarks = InfoLine(colours), RemarkLine(colours)
        self._banner = QLabel(tr(SAMPLE_NOTICE))
        self._banner.setObjectName("banner")
        self._banner.setWordWrap(True)
        self._banner.hide()
        self._empty, self._error, self._loading = EmptyPage(), ErrorPage(colours), LoadingPage()
        self._pages = QStackedWidget()
        for page in (self._empty, self.panes, self._error, self._loading):
            self._pages.addWidget(page)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        # What may cover the top of the picture or page, such as a notice, is put into this.
        self.room = QWidget()
        room = QVBoxLayout(self.room)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._pages)
        column.addWidget(self.room, 1)
        column.addWidget(self._remarks)
        column.addWidget(self._info)
        self._info.hide()
        self.view.slice_stepped.connect(self.step_slice)
        self.view.window_chosen.connect(self.window_chosen)
        self.watch(self.view)
        self._info.file_stepped.connect(self.file_stepped)
        self._empty.open_asked.connect(self.open_asked)
        self._empty.folder_asked.connect(self.folder_asked)
        self._empty.sample_asked.connect(self.sample_asked)
        self._empty.recent_chosen.connect(self.recent_chosen)
        self._error.open_asked.connect(self.open_asked)
        self._error.retry_asked.connect(self.retry_asked)
        self._loading.stop_asked.connect(self.stop_asked)

    @property
    def image(self) -> "Slice | None":
        """The shown slice; None while a page is shown."""
        return self._slices[self._index] if self._slices and self.is_showing_picture else None

    @property
    def slices(self) -> "list[Slice]":
        """The stack; none while a page is shown."""
        return self._slices

    @property
    def index(self) -> int:
        """The place of the shown slice in the stack, from 0."""
        return self._index

    @property
    def name(self) -> str:
        """Of the file that is shown; of a stack of files, that of their folder."""
        return self._name

    @property
    def framed_view(self) -> QWidget:
        """What a saved picture shows: the view, and beside it the colour bar where there is a heat map."""
        frame = self.view.parentWidget()
        return frame if frame and not self._bar.isHidden() else self.view

    @property
    def is_showing_picture(self) -> bool:
        """Whether a picture is shown, not a page in its place."""
        return self._pages.currentIndex() == _PICTURE

    def watch(self, view: PictureView) -> None:
        """Show the figures of a view below it: those under the cursor, and the others while it is the active one."""
        view.window_dragged.connect(lambda: self._show_figures_of(view))
        view.zoom_changed.connect(lambda: self._show_figures_of(view))
        view.pixel_pointed.connect(lambda pixel: self._info.show_pixel(view.image, pixel))

    def activate(self, view: PictureView, presets: WindowPresets) -> None:
        """Let commands concern another view.

        Args:
            view: of a pane.
            presets: of its window.
        """
        self.active_presets = presets
        if view is not self.active_view:
            self.active_view = view
            self.view_activated.emit(view)
            self._show_figures_of(view)

    def set_colours(self, colours: Colours) -> None:
        """Apply the colours of a theme."""
        self._error.set_colours(colours)
        self._info.set_colours(colours)
        self._remarks.set_colours(colours)

    def slices_of(self, files: "Collection[Path]") -> "list[Slice]":
        """Return the shown slices if they are of these files only; otherwise none."""
        sources = {image.source for image in self._slices}
        is_held = self.is_showing_picture and sources.issubset(files)
        return self._slices if is_held else []

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the picture and its figures."""
        self._column.addWidget(widget)

    def show_slices(
        self, slices: "list[Slice]", is_sample: bool, navigator: Navigator, begin_at: int | None = None
    ) -> None:
        """Show a stack, or a single picture.

        Args:
            slices: at least one.
            is_sample: whether it is one of the bundled synthetic pictures.
            navigator: the list to step through, and the place in it.
            begin_at: the slice to begin with if the navigator names none; the middle one by default.
        """
        frame = navigator.frame if navigator.frame is not None else begin_at
        self._slices, self._index = slices, len(slices) // 2 if frame is None else min(frame, len(slices) - 1)
        self._banner.setVisible(is_sample)
        first = slices[0].source
        is_series = any(image.source != first for image in slices)
        self._name = (first.parent if is_series else first).name
        self._info.show_file(self._name, navigator)
        self._info.show()
        self._loading.end()
        self._pages.setCurrentIndex(_PICTURE)
        self._remarks.reserve(any(image.remarks for image in slices))
        self.presets.begin(slices)
        self.stack_shown.emit(slices, frame is None)
        self._show_current(keeps_view=False)
        self.view.setFocus()

    def show_position(self, navigator: Navigator) -> None:
        """Return what is stepped through now, while the picture stays."""
        if self._slices:
            self._info.show_file(self._name, navigator)

    def show_loading(self, name: str, navigator: Navigator) -> None:
        """Show that a file is being read, in place of the picture."""
        self._show_no_picture(name, navigator)
        self._info.show()
        self._loading.begin(name)
        self._pages.setCurrentIndex(_LOADING)
        self._loading.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how much is read, and of how much; 0 where that is unknown."""
        self._loading.show_progress(done, total)

    def show_empty(self) -> None:
        """Show how to start."""
        self._show_no_picture("", Playlist())
        self._info.hide()
        self._pages.setCurrentIndex(_EMPTY)

    def show_recent(self, recent: list[RecentFile]) -> None:
        """List the recent files on the page that explains how to start."""
        self._empty.show_recent(recent)

    def show_failure(self, failure: "Failure", navigator: Navigator) -> None:
        """Show why a file could not be opened, in place of the picture."""
        self._show_no_picture(failure.path.name if failure.path else "", navigator)
        self._error.show_failure(failure)
        self._info.setVisible(navigator.count > 1)
        self._pages.setCurrentIndex(_ERROR)

    def show_answer(self, answer: "Answer | HeatMapAnswer") -> None:
        """Take the heat map of the shown slice; one that takes seconds follows later."""
        self.view.show_answer(answer)
        self.view.set_heat_note(map_note(answer.method, answer.class_name, answer.highest))
        self._bar.show_scale(answer.method)

    def set_heat_visible(self, is_visible: bool) -> None:
        """Show or hide heat map and colour bar."""
        self.view.set_heat_visible(is_visible)
        self._bar.setVisible(is_visible)
        self.heat_toggled.emit(is_visible)

    @Slot(int)
    def step_slice(self, by: int) -> None:
        """Go to another slice of the stack, within the first and the last."""
        self.show_index(self._index + by)

    @Slot(int)
    def show_index(self, index: int) -> None:
        """Go to a slice of the stack by its place, from 0; to the first or the last where there is none."""
        index = min(max(index, 0), len(self._slices) - 1)
        if self._slices and index != self._index:
            self._index = index
            self._show_current(keeps_view=True)

    def _show_no_picture(self, name: str, navigator: Navigator) -> None:
        self._slices = []
        self.stack_shown.emit(self._slices, False)
        self.presets.begin([])
        self.view.clear()
        self._loading.end()
        self._banner.hide()
        self._remarks.reserve(False)
        self._info.show_file(one_line(name), navigator)
        self._info.show_slice(None, None, 0)

    def _show_current(self, keeps_view: bool) -> None:
        image = self._slices[self._index]
        self.view.show_slice(image, keeps_view, self.presets.window_for(image))
        self._info.show_slice(image, self.view.window_level, len(self._slices))
        self._remarks.show_remarks(tuple(map(relayed, image.remarks)))
        self.slice_shown.emit(image)

    def _show_figures_of(self, view: PictureView) -> None:
        if view is self.active_view:
            image = view.image if self.is_showing_picture else None
            # The place in another series is written above its pane.
            self._info.show_slice(image, view.window_level, len(self._slices) if image in self._slices else 0)
            self._info.show_zoom(view.screen_zoom)
